"""A look at the beginning of a file: how it is read, its columns, and values of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from services.registry.domain.imports.batch import UNREADABLE
from services.registry.imports.reading.header import LOOKED_AT as LINES
from services.registry.imports.reading.header import header_row_of
from services.registry.imports.reading.sniff import Reading, UnreadableFile, sniff
from services.registry.imports.reading.table import raw_rows, rows_of, sheets_of

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
        values = dict.fromkeys(one.strip()[:200] for one in self.samples[name] if one.strip())
        return list(islice(values, SHOWN))

    def empty(self, name: str) -> float:
        """The share of rows in which a column is empty."""
        values = self.samples[name]
        return round(sum(1 for one in values if not one.strip()) / len(values), 3) if values else 0.0


def begun(pieces: Sequence[bytes], reading: Reading) -> Reading:
    """The reading of a workbook with the line of its columns, which its cells tell. Raises UnreadableFile."""
    if reading.format != "xlsx":
        return reading
    return replace(reading, header_row=header_row_of(list(islice(raw_rows(pieces, reading), LINES))))


def look(pieces: Sequence[bytes], name: str, reading: Reading | None) -> Head:
    """Look at the first pieces of a file (of a workbook: all). Raises UnreadableFile."""
    reading = reading or begun(pieces, sniff(pieces, name))
    sheets = sheets_of(b"".join(pieces)) if reading.format == "xlsx" else []
    try:
        rows = rows_of(pieces, reading)
        header = next(rows, None)
        if header is None:
            raise UnreadableFile("header_missing")
        first = [row for row in islice(rows, LOOKED_AT) if row[:1] != [UNREADABLE]]
    except LookupError as error:
        raise UnreadableFile("encoding_unknown") from error
    samples = {
        one: [row[place] if place < len(row) else "" for row in first] for place, one in enumerate(header)
    }
    return Head(reading, sheets, header, samples)
