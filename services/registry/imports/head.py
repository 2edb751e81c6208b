"""A look at the beginning of a file: how it is read, its columns, and values of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from services.common.reading import UNREADABLE
from services.common.reading.header import LOOKED_AT as LINES
from services.common.reading.header import NAMES_LOOKED_AT, header_row_of
from services.common.reading.sniff import FIND, Reading, UnreadableFile, sniff
from services.common.reading.table import raw_rows, rows_of, sheets_of
from services.registry.domain.imports.guess import names_known

LOOKED_AT = 1000
"""Rows that are looked at."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Head:
    """What was seen."""

    reading: Reading
    sheets: list[str]
    header: list[str]
    samples: dict[str, list[str]]

    def shown(self, name: str) -> list[str]:
        """Some distinct values of a column, in their order."""
        values = dict.fromkeys(
            one.replace("\0", "").strip()[:200] for one in self.samples[name] if one.strip()
        )
        return list(islice(values, SHOWN))

    def empty(self, name: str) -> float:
        """The share of rows in which a column is empty."""
        values = self.samples[name]
        return round(sum(1 for one in values if not one.strip()) / len(values), 3) if values else 0.0


MOST_SIGNS = 4_000_000
"""Signs of all cells that are looked at: as many as the pieces hold that are kept, if they are not packed."""
MOST_LOOKED_AT = 50_000
"""Cells that are looked at."""


def some(rows: Iterable[list[str]], most: int) -> Iterator[list[str]]:
    """The first rows, so many at most, and fewer where they are very long or wide."""
    room, cells = MOST_SIGNS, MOST_LOOKED_AT
    for row in islice(rows, most):
        yield row
        room -= len(row) + sum(map(len, row))
        cells -= len(row)
        if room < 0 or cells < 0:
            return


MOST_LINES, MOST_CELLS, LONGEST = 40, 60, 120
"""What is shown of a file as it stands: lines, cells of a line, signs of a cell."""


def begun(pieces: Sequence[bytes], reading: Reading, sheets: Sequence[str]) -> Reading:
    """The reading with its sheet, the first that names columns, and its line of names. Raises UnreadableFile.

    Of a workbook whose sheets name no columns it is the first with cells.
    """
    if reading.format == "ndjson":
        return replace(reading, header_row=1)
    found = []
    for sheet in [reading.sheet] if reading.sheet or not sheets else sheets:
        one = replace(reading, sheet=sheet)
        lines = list(some(raw_rows(pieces, one), LINES))
        line = header_row_of(lines, names_known)
        if lines and names_known(lines[line - 1][:NAMES_LOOKED_AT]) >= 2:
            return replace(one, header_row=line)
        if any(map(any, lines)):
            found.append(replace(one, header_row=line))
    return found[0] if found else replace(reading, header_row=1)


def first_lines(pieces: Sequence[bytes], reading: Reading) -> list[list[str]]:
    """The first lines of a table as they stand, cut to what is shown; none of JSON lines.

    Raises UnreadableFile.
    """
    if reading.format == "ndjson":
        return []
    rows = islice(raw_rows(pieces, reading), MOST_LINES)
    return [[cell[:LONGEST] for cell in row[:MOST_CELLS]] for row in rows]


def look(pieces: Sequence[bytes], name: str, reading: Reading | None) -> Head:
    """Look at the first pieces of a file (of a workbook: all). Raises UnreadableFile."""
    reading = reading or sniff(pieces, name)
    sheets = sheets_of(b"".join(pieces)) if reading.format == "xlsx" else []
    try:
        if reading.header_row == FIND:
            reading = begun(pieces, reading, sheets)
        rows = rows_of(pieces, reading)
        header = next(rows, None)
        if header is None:
            raise UnreadableFile("header_missing")
        first = [row for row in some(rows, LOOKED_AT) if row[:1] != [UNREADABLE]]
    except LookupError as error:
        raise UnreadableFile("encoding_unknown") from error
    samples = {
        one: [row[place] if place < len(row) else "" for row in first] for place, one in enumerate(header)
    }
    return Head(reading, sheets, header, samples)
