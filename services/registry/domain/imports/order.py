"""Which number of a date is the day, where nobody said it: seen over a whole file before it is read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from services.registry.domain.imports.cells import Empties
from services.registry.domain.imports.dates import tells_order
from services.registry.domain.imports.mapping import AS_SHOWN, FileMapping

_REMEMBERED: Final = 40_000


@dataclass
class Shown:
    """What the dates of a column show: in how many cells the day stands first for sure, the month does, and
    in how many both can; the first row of these, with its cell.
    """

    column: str
    day: int = 0
    month: int = 0
    either: int = 0
    row: int = 0
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said once of a column: the kind of message, for how many rows, with one as example."""

    kind: str
    column: str
    rows: int
    row: int
    raw: str


class DateOrder:
    """Goes through the rows of a file and keeps what its dates show."""

    def __init__(self, mapping: FileMapping, header: Sequence[str]) -> None:
        """``mapping`` has no `faults` on this header."""
        self._empties = Empties(frozenset(("", *mapping.options.empty)))
        names = dict.fromkeys(one.column for one in mapping.columns if one.target in ("start", "end"))
        self._columns = [(header.index(name), Shown(name)) for name in names]
        self._known: dict[str, tuple[bool, bool, bool]] = {}

    def add(self, rows: Sequence[Sequence[str]], first: int) -> None:
        """Look at rows. ``first`` is the number of the first in the file."""
        for place, shown in self._columns:
            cells = [row[place] if place < len(row) else "" for row in rows]
            for raw, count in Counter(cells).items():
                day, month, either = self._told(raw)
                shown.day += count * day
                shown.month += count * month
                shown.either += count * either
                if either and not shown.row:
                    shown.row, shown.raw = first + cells.index(raw), raw

    def _told(self, raw: str) -> tuple[bool, bool, bool]:
        known = self._known.get(raw)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[raw] = tells_order(raw, self._empties)
        return known

    def found(self) -> list[dict[str, Any]]:
        """What each column of dates shows, as JSON."""
        return [asdict(shown) for _, shown in self._columns]


def is_open(mapping: FileMapping) -> bool:
    """Whether the file is to show which number is the day."""
    dated = any(one.target in ("start", "end") for one in mapping.columns)
    return dated and mapping.options.date_order == AS_SHOWN


def settled(found: Iterable[dict[str, Any]]) -> tuple[str, list[Told]]:
    """The order of a file's dates, and what is to be said of each column with dates that can be either.

    The file settles it where its dates that can be one alone agree; else the month is taken to stand first.
    """
    shown = [Shown(**one) for one in found]
    day, month = any(one.day for one in shown), any(one.month for one in shown)
    order, kind = "mdy", "month_first_taken"
    if day != month:
        order, kind = ("dmy", "day_first_shown") if day else ("mdy", "month_first_shown")
    told = [Told(kind, one.column, one.either, one.row, one.raw) for one in shown if one.either]
    return order, told
