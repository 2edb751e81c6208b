"""Identifiers for thousands of records at once."""

import os
import time
from collections.abc import Iterator
from typing import Final

_VARIANT: Final = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def new_ids(count: int) -> Iterator[str]:
    """So many identifiers (RFC 9562, version 7), each above the one before it.

    All are of one moment, and what follows is drawn at random and put in order, never counted: a gap would
    tell of a hidden record.
    """
    stamp, dice = f"{int(time.time() * 1000):012x}", os.urandom(10 * count).hex()
    head = f"{stamp[:8]}-{stamp[8:]}-7"
    tails = (dice[at : at + 19] for at in range(0, 20 * count, 20))
    yield from sorted(f"{head}{tail[:3]}-{_VARIANT[tail[3]]}{tail[4:7]}-{tail[7:]}" for tail in tails)
