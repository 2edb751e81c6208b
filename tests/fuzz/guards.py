"""What a reader may not do while it reads: open a file, a connection or a process, take more time or memory
than its input is worth, or end in any other error than its own.

The hook cannot be taken away again: it is for processes that do nothing else (``tests.fuzz.__main__``).
"""

from __future__ import annotations

import resource
import signal
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

SECONDS: Final = 5.0
"""Processor time for one input: a hundred times what the slowest seed takes."""
MEMORY: Final = 2 << 30
"""Address space of the whole process."""
PEAK: Final = 8 << 20
"""Memory for one input, besides what goes by its size."""
TIMES: Final = 400
"""The same, for each byte of it: a tree of one-letter elements takes some 200."""
_CODE: Final = (".py", ".pyc", ".so", "encodings")
_OUTSIDE: Final = (
    "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "subprocess.", "os.system", "os.exec", "os.fork",
    "os.posix_spawn", "shutil.", "ctypes.dlopen",
)  # fmt: skip


class Outside(BaseException):
    """Something was opened. No reader's own handling of errors may hold it back."""


class Hang(BaseException):
    """One input took more than its processor time."""


class _Watch:
    armed = False


def install() -> None:
    """Watch this process from now on, and bound its memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGVTALRM, _hung)
    sys.addaudithook(_heard)


def _hung(_number: int, _frame: FrameType | None) -> None:
    raise Hang(f"more than {SECONDS} seconds of processor time")


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if not _Watch.armed:
        return
    if event == "open" and not str(arguments[0]).endswith(_CODE):
        raise Outside(f"opens {arguments[0]}")
    if event.startswith(_OUTSIDE):
        raise Outside(f"{event} {arguments!r:.200}")


@contextmanager
def watched() -> Iterator[None]:
    """While it lasts, nothing may be opened, and processor time runs out."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    _Watch.armed = True
    try:
        yield
    finally:
        _Watch.armed = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@contextmanager
def measured(size: int) -> Iterator[None]:
    """Raises ``MemoryError`` where more was held at once than an input of that size is worth."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    if peak > PEAK + TIMES * size:
        raise MemoryError(f"{peak} bytes for an input of {size}")
