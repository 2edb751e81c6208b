"""Identifiers for thousands of records at once."""

import os
import time
from collections.abc import Iterator
from typing import Final

_VARIANT: Final = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def new_ids(count: int) -> Iterator[str]:
    """So many identifiers (RFC 9562, version 7), each above the one before it."""
    at, dice = int(time.time() * 1000), os.urandom(8 * count).hex()
    for number in range(count):
        if number & 0xFFF == 0:
            stamp = f"{at + (number >> 12):012x}"
            head = f"{stamp[:8]}-{stamp[8:]}-7"
        tail = dice[16 * number : 16 * number + 16]
        yield f"{head}{number & 0xFFF:03x}-{_VARIANT[tail[0]]}{tail[1:4]}-{tail[4:]}"
