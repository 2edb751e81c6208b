"""Which line of a table names its columns: lists begin with titles, and some name columns on two lines."""

from collections.abc import Callable, Sequence

LOOKED_AT = 60
"""Rows from the beginning that are looked at."""
NAMES_LOOKED_AT = 500
"""Cells of a row that are looked at: no list has more columns."""


def header_row_of(rows: Sequence[Sequence[str]], names_known: Callable[[Sequence[str]], int]) -> int:
    """The line that names fields, from 1: the lower one of two that do. ``rows`` are the first of a table;
    ``names_known`` says how many cells of a line name a field.

    Where none names two fields it is the first that is nearly as wide as any: titles are narrower.
    """
    widths = [_width(row) for row in rows]
    wide = [
        (number, row)
        for number, (row, width) in enumerate(zip(rows, widths, strict=True), 1)
        if width > 0.5 * max(widths)
    ]
    naming = [number for number, row in wide if names_known(row[:NAMES_LOOKED_AT]) >= 2]
    if naming:
        upper = naming[0]
        return upper + 1 if upper + 1 in naming and _spans(rows[upper - 1], rows[upper]) else upper
    return next((number for number, row in wide if _width(row) > 0.6 * max(widths)), 1)


def named_together(above: Sequence[str], header: Sequence[str]) -> list[str]:
    """The names of columns, those that are empty from the line above: there stands what spans both lines.

    A line with one cell alone is a title, and names nothing.
    """
    if _width(above) < 2:
        return list(header)
    rest = [*above, *[""] * len(header)]
    return [cell if cell.strip() else rest[place] for place, cell in enumerate(header)]


def _spans(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the line above is empty where the one below is not: a name in it spans several columns."""
    rest = [*above, *[""] * len(below)]
    return any(cell.strip() and not rest[place].strip() for place, cell in enumerate(below))


def _width(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())
