"""A process of its own that reads a file: few bytes can stand for more than memory holds. It knows no
database, and has so much memory and time, and no more.
"""

import subprocess
import sys
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import orjson

from services.common.reading.bounds import TOO_MUCH, bound_memory
from services.common.reading.header import LOOKED_AT, header_row_of
from services.common.reading.sniff import FIND, UnreadableFile, sniff
from services.common.reading.table import raw_rows, rows_of, sheets_of
from services.sharing.domain.foreign.guess import names_known

MOST_ROWS: Final = 5_000
MOST_SIGNS: Final = 40_000_000
SECONDS: Final = 30
_COMMAND: Final = [sys.executable, "-m", "services.sharing.lessons.imports.reader"]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: how it was read, its columns, its rows."""

    reading: dict[str, Any]
    sheets: list[str]
    header: list[str]
    rows: list[list[str]]


def read(content: bytes, name: str, asked: dict[str, Any]) -> Table:
    """Reads a file, in a process of its own. ``asked``: parts of the reading that a person chose.

    Raises UnreadableFile, also for what takes too much memory or time.
    """
    job = orjson.dumps({"name": name, "asked": asked})
    given = len(job).to_bytes(4, "little") + job + content
    try:
        ended = subprocess.run(
            _COMMAND, check=False, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOO_MUCH) from error
    if ended.returncode:
        raise UnreadableFile(TOO_MUCH)
    found = orjson.loads(ended.stdout)
    if "unreadable" in found:
        raise UnreadableFile(found["unreadable"])
    return Table(**found)


def _read(content: bytes, name: str, asked: dict[str, Any]) -> dict[str, Any]:
    reading = replace(sniff([content], name), **asked)
    sheets = sheets_of(content) if reading.format == "xlsx" else []
    if reading.header_row == FIND and reading.format != "ndjson":
        lines = list(islice(raw_rows([content], reading), LOOKED_AT))
        reading = replace(reading, header_row=header_row_of(lines, names_known) if lines else 1)
    read_rows = rows_of([content], reading)
    header = next(read_rows, None)
    if header is None:
        raise UnreadableFile("header_missing")
    rows, signs = [], 0
    for row in read_rows:
        rows.append(row)
        signs += sum(map(len, row))
        if len(rows) > MOST_ROWS:
            raise UnreadableFile("too_many_rows")
        if signs > MOST_SIGNS:
            raise UnreadableFile(TOO_MUCH)
    return {"reading": reading.to_json(), "sheets": sheets, "header": header, "rows": rows}


def main() -> None:
    """Read the file that comes in, and say what it holds."""
    bound_memory()
    given = sys.stdin.buffer
    job = orjson.loads(given.read(int.from_bytes(given.read(4), "little")))
    try:
        answer = _read(given.read(), job["name"], job["asked"])
    except UnreadableFile as error:
        answer = {"unreadable": str(error)}
    except (MemoryError, LookupError):
        answer = {"unreadable": TOO_MUCH}
    sys.stdout.buffer.write(orjson.dumps(answer))


if __name__ == "__main__":
    main()
