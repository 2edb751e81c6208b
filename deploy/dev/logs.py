"""The logs of processes: appended to by whoever runs, and never longer than fits on a disc."""

import os
import shutil
from pathlib import Path

LIMIT = 8 * 1024 * 1024
"""Bytes of a log; as many of what was before are kept beside it."""


def keep_short(log: Path, limit: int = LIMIT) -> None:
    """Where a log is over the ``limit``, put what it holds beside it (``.log.1``) and begin it anew.

    Whoever has it open for appending goes on in it; a line written in just that moment may be lost.
    """
    if log.exists() and log.stat().st_size > limit:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)
