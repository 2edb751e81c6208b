"""Rows of a file, one after the other, whatever its format: the line of columns first, then the rest.

Memory holds one piece of the file and one batch, however long it is (a workbook is held whole: its format
wants it, and a limit bounds it).
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from itertools import islice
from typing import Any, Final

import orjson
import python_calamine

from services.common.reading import UNREADABLE
from services.common.reading.header import named_together
from services.common.reading.sniff import Reading, UnreadableFile, unpacked

MOST_UNZIPPED: Final = 512 * 1024 * 1024
"""Bytes that a workbook may unzip to."""
MOST_COLUMNS: Final = 500
LONGEST_CELL: Final = 1_000_000
LONGEST_LINE: Final = 4 * LONGEST_CELL
MOST_CELLS: Final = 4 * MOST_COLUMNS
"""Signs of a line without an end, and cells of a row: what has more is no list (a few bytes can unpack to any
number of either).
"""
csv.field_size_limit(LONGEST_CELL)


def rows_of(pieces: Iterable[bytes], reading: Reading) -> Iterator[list[str]]:
    """The line of columns, then every row. Raises UnreadableFile."""
    if reading.format == "ndjson":
        yield from _ndjson(lines(unpacked(pieces, reading.compressed), reading.encoding))
        return
    above: list[str] = []
    rows = raw_rows(pieces, reading)
    for row in islice(rows, reading.header_row - 1):
        above = row
    for row in islice(rows, 1):
        yield columns_named(named_together(above, row))
    yield from rows


def raw_rows(pieces: Iterable[bytes], reading: Reading) -> Iterator[list[str]]:
    """Every line of a table as it stands, titles and names too. Raises UnreadableFile."""
    if reading.format == "xlsx":
        return _sheet(b"".join(pieces), reading.sheet)
    return _csv(lines(unpacked(pieces, reading.compressed), reading.encoding), reading)


def columns_named(row: Sequence[str]) -> list[str]:
    """Names for all columns, each its own: empty ones by their place, repeated ones by their number."""
    if not any(cell.strip() for cell in row):
        raise UnreadableFile("header_missing")
    if len(row) > MOST_COLUMNS:
        raise UnreadableFile("too_many_columns")
    names: list[str] = []
    for place, cell in enumerate(row, 1):
        name = " ".join(cell.replace("\ufeff", "").replace("\0", "").split())[:200] or f"column {place}"
        while name in names:
            name = f"{name} ({place})"
        names.append(name)
    return names


def lines(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    """The lines of a text with their ends; a bare carriage return ends one, too."""
    try:
        b" ".decode(encoding, "replace")  # what turns bytes into anything but text is none
        yield from _lines(pieces, codecs.getincrementaldecoder(encoding)("replace"))
    except (LookupError, UnicodeError) as error:
        raise UnreadableFile("encoding_unknown") from error


def _lines(pieces: Iterable[bytes], decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        text = rest + decoder.decode(piece)
        if text.endswith("\r"):  # its line feed may come with the next piece
            text, held = text[:-1], "\r"
        else:
            held = ""
        found = _split(text)
        rest = (found.pop() if found and not found[-1].endswith(("\n", "\r")) else "") + held
        yield from found
        if len(rest) > LONGEST_LINE:
            raise UnreadableFile("line_too_long")
    rest += decoder.decode(b"", True)
    yield from _split(rest)


def _split(text: str) -> list[str]:
    # Not splitlines: it also ends lines at characters that stand within cells.
    return io.StringIO(text, newline="").readlines()


def _csv(source: Iterator[str], reading: Reading) -> Iterator[list[str]]:
    read = csv.reader(
        source,
        delimiter=reading.delimiter,
        quotechar=reading.quote or None,
        quoting=csv.QUOTE_MINIMAL if reading.quote else csv.QUOTE_NONE,
    )
    while True:
        try:
            for row in read:
                yield row if len(row) <= MOST_CELLS else [UNREADABLE, f"{len(row)} cells"]
            return
        except csv.Error as error:
            yield [UNREADABLE, str(error)]


def _ndjson(source: Iterator[str]) -> Iterator[list[str]]:
    names: list[str] = []
    for line in source:
        if not line.strip():
            continue
        try:
            record = orjson.loads(line.replace("\ufeff", ""))
            if not isinstance(record, dict):
                raise ValueError("no object")
        except ValueError as error:
            if not names:
                raise UnreadableFile("header_missing") from error
            yield [UNREADABLE, line.rstrip()]
            continue
        if not names:
            names = columns_named([str(key) for key in record])
            yield names
        known = [cell_text(record.pop(name, None)) for name in names]
        yield [*known, *(f"{key}: {cell_text(value)}" for key, value in record.items() if value is not None)]


def sheets_of(content: bytes) -> list[str]:
    """The sheets of a workbook. Raises UnreadableFile for one that is broken or unzips to too much."""
    return list(_workbook(content).sheet_names)


def _workbook(content: bytes) -> python_calamine.CalamineWorkbook:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNZIPPED:
                raise UnreadableFile("unzips_to_too_much")
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (zipfile.BadZipFile, python_calamine.CalamineError) as error:
        raise UnreadableFile("workbook_broken") from error


def _sheet(content: bytes, name: str | None) -> Iterator[list[str]]:
    book = _workbook(content)
    wanted = name or (book.sheet_names[0] if book.sheet_names else "")
    if wanted not in book.sheet_names:
        raise UnreadableFile("unknown_sheet")
    try:
        rows = book.get_sheet_by_name(wanted).iter_rows()
    except python_calamine.CalamineError as error:
        raise UnreadableFile("workbook_broken") from error
    for row in rows:
        yield [cell_text(cell) for cell in row]


def cell_text(value: Any) -> str:
    """A cell that has a type, as text: dates in ISO form, whole numbers without a fraction."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool | dict):
        return orjson.dumps(value).decode()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return "; ".join(cell_text(one) for one in value) if isinstance(value, list) else str(value)
