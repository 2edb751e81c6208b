"""Waiting for a condition, never for a time."""

import threading
import time
from collections.abc import Callable


def until(holds: Callable[[], object], seconds: float = 60.0, every: float = 0.02) -> None:
    """Return as soon as the condition holds; fail when it does not within the time."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not so within {seconds} s")
        pause.wait(every)
