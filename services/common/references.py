"""What records are called: UUIDv7 for machines, a short random reference for people."""

import secrets
import threading
import time
from typing import Final
from uuid import UUID

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that it survives being read aloud."""
LENGTH: Final = 7
_TAIL: Final = 74
_TAILS: Final = 2**_TAIL - 1
_LOW: Final = 2**62 - 1
_LONGEST_STEP: Final = 60


def new_reference(prefix: str) -> str:
    """A reference such as ``TSK-7Q4KXNB``: random, never a counter (a gap would tell of a hidden record).

    35 bits: at 100,000 records one in 300,000 new ones is taken already: whoever writes it draws again.
    """
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def redrawn(reference: str) -> str:
    """Another reference with the same prefix, for one that a record has already."""
    return new_reference(reference.partition("-")[0])


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562), above all that this process gave before."""
    return UUID(int=_moments.next())


class _Moments:
    """A millisecond and 74 bits behind it, which rise within it by steps of random length: by steps of one,
    as a counter's, two ids of a moment would tell of those between them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at, self._tail = 0, 0

    def next(self) -> int:
        """The bits of the next identifier."""
        with self._lock:
            now = time.time_ns() // 1_000_000
            step = secrets.randbits(secrets.randbelow(_LONGEST_STEP) + 1) + 1
            if now > self._at or self._tail + step > _TAILS:
                self._at, self._tail = max(now, self._at + 1), secrets.randbits(_TAIL - 1)
            else:
                self._tail += step
            return self._at << 80 | 7 << 76 | self._tail >> 62 << 64 | 2 << 62 | self._tail & _LOW


_moments: Final = _Moments()
