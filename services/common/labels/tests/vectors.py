"""Readers of the public vectors in the folder ``ENTENTE_DATA`` (default: ``../shared/data``)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[4]


def rows(name):
    """The rows of one file of label vectors; skips the test, saying so, where the folder is absent."""
    folder = Path(os.environ.get("ENTENTE_DATA") or PROJECT.parent / "shared" / "data")
    path = folder / "labels" / name
    if not path.is_file():
        pytest.skip("ENTENTE_DATA absent")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
