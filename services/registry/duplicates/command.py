"""The search in a process of its own, so that its memory is gone with it and no request waits beside it.

Records come as lines of JSON on the standard input, what is found leaves so on the standard output.
"""

import dataclasses
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import orjson

from services.registry.domain.compared import compared
from services.registry.duplicates.search import search

DATES = ("start_first", "start_last", "end_first", "end_last")


def read(line: bytes) -> dict[str, Any]:
    """One record as it is compared, from the JSON of its row with ``fresh``."""
    row = orjson.loads(line)
    for name in DATES:
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    return compared(row, row["fresh"])


def records(lines: BinaryIO) -> Iterator[dict[str, Any]]:
    """The records of lines."""
    return map(read, lines)


def main() -> None:
    """Read all, search, write."""
    for found in search(records(sys.stdin.buffer)):
        sys.stdout.buffer.write(orjson.dumps(dataclasses.asdict(found), option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
