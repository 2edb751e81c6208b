"""What a process that reads a file may take, and how it ends that wants more."""

import resource
from typing import Final

MEMORY: Final = 3 * 1024**3
"""Bytes of address space of a process that reads a file."""
ABORTED: Final = -6
"""How a process ends that gets no more memory, where the library asked for it."""
TOO_MUCH: Final = "too_much_to_read"


def bound_memory() -> None:
    """Let this process have `MEMORY`, or less where its system says so."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    room = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (room, most))
