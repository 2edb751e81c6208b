"""A list as a file, under its banner: CSV, XLSX or NDJSON, harmless in a spreadsheet, in flat memory.

The marking stands above and below the rows, in a workbook on every printed page too. A cell that a
spreadsheet would run as a formula is made harmless. What may leave is decided before: see who calls.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Protocol

import orjson
import xlsxwriter
from starlette.responses import StreamingResponse

Cell = str | int | float | None
_PIECE: Final = 1 << 18
# Some read what is as wide as a letter of Eastern Asia as its narrow likeness.
_SIGNS: Final = "=+@\uff1d\uff0b\uff0d\uff20-"
_RUN: Final = (*_SIGNS, "\t", "\r", "\n")
# Where semicolons or tabs part cells a file of commas is read so as well, and a line ends in mid-cell.
_WITHIN: Final = re.compile(rf"(?<=[;\t\r\n])(?=[ \"]*[{_SIGNS}])")


class FileKind(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"
    NDJSON = "ndjson"


MEDIA_TYPES: Final[Mapping[FileKind, str]] = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.NDJSON: "application/x-ndjson",
}


def harmless(cell: Cell) -> Cell:
    """Text that no spreadsheet runs: what begins like a formula gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUN) else cell


def harmless_within(cell: Cell) -> Cell:
    """The same of a text whose middle a spreadsheet may take for the beginning of another cell."""
    return _WITHIN.sub("'", str(harmless(cell))) if isinstance(cell, str) else cell


def file_response(path: Path, kind: FileKind, name: str) -> StreamingResponse:
    """The file as an answer under a name, a piece after the other; nothing of it stays on the disc."""
    file = path.open("rb")
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}.{kind.value}"',
        "Content-Length": str(os.fstat(file.fileno()).st_size),
    }
    path.unlink()

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(_PIECE):
                yield piece

    return StreamingResponse(pieces(), 200, headers, MEDIA_TYPES[kind])


class TableFile(Protocol):
    """A file that is being written, a few rows after the other."""

    def rows(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows, a cell a column."""
        ...

    def close(self) -> None:
        """Write what stands below, and close it."""
        ...


def open_table(kind: FileKind, path: Path, columns: Sequence[str], around: Sequence[str]) -> TableFile:
    """Begin a file: ``around`` (the marking, then notices) stands above the rows and, turned, below."""
    makers: dict[FileKind, Callable[[Path, Sequence[str], Sequence[str]], TableFile]] = {
        FileKind.CSV: _Csv,
        FileKind.XLSX: _Workbook,
        FileKind.NDJSON: _Lines,
    }
    return makers[kind](path, columns, [line for line in around if line])


class _Csv:
    def __init__(self, path: Path, columns: Sequence[str], around: Sequence[str]) -> None:
        # The mark lets spreadsheets know that it is UTF-8.
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._around = around
        self._writer.writerows([[line] for line in around])
        self._writer.writerow([harmless_within(name) for name in columns])

    def rows(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._writer.writerows([[harmless_within(cell) for cell in row] for row in rows])

    def close(self) -> None:
        self._writer.writerows([[line] for line in reversed(self._around)])
        self._file.close()


class _Workbook:
    def __init__(self, path: Path, columns: Sequence[str], around: Sequence[str]) -> None:
        self._book = xlsxwriter.Workbook(
            path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        # To the day: the same list is the same file.
        self._book.set_properties({"created": datetime.combine(datetime.now(UTC), time.min)})
        bold = self._book.add_format({"bold": True})
        self._sheet = self._book.add_worksheet("List")
        self._around = around
        self._next = 0
        if around:
            marking = around[0].replace("&", "&&")[:200]
            self._sheet.set_header(f"&C{marking}")
            self._sheet.set_footer(f"&C{marking}")
        for line in around:
            self._write([line], bold)
        self._write(list(columns), bold)
        self._sheet.repeat_rows(0, self._next - 1)
        self._sheet.freeze_panes(self._next, 0)

    def _write(self, cells: Sequence[Cell], shape: Any = None) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                self._sheet.write_string(self._next, column, str(harmless(cell))[:32_767], shape)
            elif cell is not None:
                self._sheet.write_number(self._next, column, cell, shape)
        self._next += 1

    def rows(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            self._write(row)

    def close(self) -> None:
        for line in reversed(self._around):
            self._write([line])
        self._book.close()


class _Lines:
    """An object a line; the first and the last carry the marking alone."""

    def __init__(self, path: Path, columns: Sequence[str], around: Sequence[str]) -> None:
        self._file: io.BufferedWriter = path.open("wb")
        self._columns = columns
        self._around = around
        self._mark()

    def _mark(self) -> None:
        if self._around:
            mark = {"marking": self._around[0], "notices": list(self._around[1:])}
            self._file.write(orjson.dumps(mark, option=orjson.OPT_APPEND_NEWLINE))

    def rows(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            line = dict(zip(self._columns, row, strict=True))
            self._file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        self._mark()
        self._file.close()
