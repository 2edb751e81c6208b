"""Presence: that a nation has something of a type in a country in a month, and nothing else (DOMAIN, A4).

Two nations that cannot see each other's records are told of a common cell where both agreed to share it. What
a nation can learn by proposing activities is bounded: only cells in which it says to plan something itself
are compared, only so many new ones a month, and the other is told of each that matches.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.common.spans import Month, Span

WINDOW_MONTHS: Final = 12
"""Months that presence covers, this one the first: further plans are compared when they come near."""
ALLOWED_CELLS: Final = 60
"""New cells a nation and calendar month that are compared, whatever comes of it; further ones wait."""
COUNTED: Final = frozenset({"planned", "confirmed", "underway"})
"""States in which an activity says that something will be there: no draft, no proposal, nothing past."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """All that presence ever says: a country, a month and a type."""

    country: str
    month: Month
    tool: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What of a record's label decides whether it counts: its owners and level, and what bars it."""

    owner: tuple[str, ...]
    level: int
    noforn: bool
    barred: bool
    """It belongs to a community or has a caveat of its own (coi, restrictive, ORCON), or a part owns it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a nation agreed to share with another: which hosts (none named: all), up to which level."""

    nation: str
    other: str
    level: int
    noforn: bool = False
    hosts: frozenset[str] = frozenset()

    def covers(self, marks: Marks) -> bool:
        """Whether a record counts under them: the nation's own alone, within the level, barred by nothing.

        What several nations own none of them shares alone (LABELS: each consents).
        """
        if marks.owner != (self.nation,) or marks.barred:
            return False
        return marks.level <= self.level and (self.noforn or not marks.noforn)

    def names(self, country: str) -> bool:
        """Whether presence in a country is shared."""
        return not self.hosts or country in self.hosts


def cells(countries: Iterable[str], tool: str, status: str, span: Span, today_month: Month) -> list[Cell]:
    """The cells of an activity, first month first: where it is surely under way, of a type that is said."""
    if status not in COUNTED or not tool:
        return []
    months = span.months(today_month, WINDOW_MONTHS, surely=True)
    return [Cell(country, month, tool) for month in months for country in sorted(set(countries))]


@dataclass(frozen=True, slots=True)
class Admitted:
    """Which of a nation's new cells are compared from now on, and which wait for the next month."""

    now: Sequence[Cell]
    waiting: Sequence[Cell]


def admit(wanted: Sequence[Cell], open_already: Collection[Cell], used: int, allowed: int) -> Admitted:
    """Take new cells in the order in which they were asked for until the month's number is used up.

    It depends on the nation's own cells alone: that one waits tells nothing of anybody else.
    """
    new = [cell for cell in dict.fromkeys(wanted) if cell not in open_already]
    room = max(0, allowed - used)
    return Admitted(new[:room], new[room:])


def matches(mine: Collection[Cell], theirs: Collection[Cell], ours: Terms, others: Terms) -> set[Cell]:
    """The cells of which both are told: both are there, and both agreed to share that country."""
    return {cell for cell in {*mine} & {*theirs} if ours.names(cell.country) and others.names(cell.country)}
