"""Identifiers for thousands of records at once."""

import os
import time
from collections.abc import Iterator


def new_ids(count: int) -> Iterator[str]:
    """So many identifiers (RFC 9562, version 7), each above the one before it."""
    at, dice = int(time.time() * 1000), os.urandom(8 * count).hex()
    for number in range(count):
        moment, counter = at + (number >> 12), number & 0xFFF
        stamp, tail = f"{moment:012x}", dice[16 * number : 16 * number + 16]
        variant = "89ab"[int(tail[0], 16) & 3]
        yield f"{stamp[:8]}-{stamp[8:]}-7{counter:03x}-{variant}{tail[1:4]}-{tail[4:]}"
