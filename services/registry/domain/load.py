"""Load of a host against what it can absorb, month by month, and the windows that are free (DOMAIN, A4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from services.common.spans import Month, Span
from services.common.verdicts import Verdict


class Room(StrEnum):
    """How a month's load stands to the host's capacity."""

    FREE = "free"
    TIGHT = "tight"
    FULL = "full"
    OVER = "over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stay:
    """An activity as a load: its nations' lead, when, and how many people (None: not said)."""

    nation: str
    span: Span
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a host says it can absorb at once: activities, people, or both; from and to a month if said."""

    activities: int | None = None
    people: int | None = None
    first: Month | None = None
    last: Month | None = None

    def holds(self, month: Month) -> bool:
        """Whether it is for that month."""
        return (self.first is None or self.first <= month) and (self.last is None or month <= self.last)


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """A month's load: activities surely there and possibly there, people, and the room that is left.

    ``beside``: nations known to be there by presence alone: what of them the reader reads may be the same.
    """

    month: Month
    activities: int
    possible: int
    people: int
    people_unknown: int
    by_nation: Mapping[str, int] = field(default_factory=dict)
    capacity: Capacity | None = None
    room: Room = Room.UNKNOWN


def calendar(
    months: Iterable[Month],
    stays: Sequence[Stay],
    capacities: Sequence[Capacity],
    beside: Mapping[Month, int] | None = None,
) -> list[MonthLoad]:
    """The load of each month, from what one reader may read; the strictest capacity of a month holds."""
    return [_month(month, stays, capacities, (beside or {}).get(month, 0)) for month in months]


def _month(month: Month, stays: Sequence[Stay], capacities: Sequence[Capacity], beside: int) -> MonthLoad:
    answers = [(stay, stay.span.in_month(month)) for stay in stays]
    there = [stay for stay, answer in answers if answer is Verdict.DEFINITE]
    possible = sum(answer is Verdict.POSSIBLE for _, answer in answers)
    nations: dict[str, int] = {}
    for stay in there:
        nations[stay.nation] = nations.get(stay.nation, 0) + 1
    people = sum(stay.people or 0 for stay in there)
    capacity = strictest([one for one in capacities if one.holds(month)])
    unknown = sum(stay.people is None for stay in there)
    state = room(len(there), possible + beside, people, unknown, capacity)
    return MonthLoad(month, len(there), possible + beside, people, unknown, nations, capacity, state)


def strictest(capacities: Sequence[Capacity]) -> Capacity | None:
    """The lowest of each number that several capacities say for one month."""
    if not capacities:
        return None
    activities = [one.activities for one in capacities if one.activities is not None]
    people = [one.people for one in capacities if one.people is not None]
    return Capacity(min(activities, default=None), min(people, default=None))


def room(activities: int, possible: int, people: int, unknown: int, capacity: Capacity | None) -> Room:
    """Over or full by what is surely there; tight where what may be there would fill it; else free.

    People that are not said may be any number: where people are limited they leave a month tight at best.
    """
    if capacity is None or (capacity.activities is None and capacity.people is None):
        return Room.UNKNOWN
    most, crowd = capacity.activities, capacity.people
    if (most is not None and activities > most) or (crowd is not None and people > crowd):
        return Room.OVER
    if (most is not None and activities == most) or (crowd is not None and people == crowd):
        return Room.FULL
    may_fill = most is not None and activities + possible >= most
    may_crowd = crowd is not None and unknown + possible > 0
    return Room.TIGHT if may_fill or may_crowd else Room.FREE


def windows(months: Sequence[MonthLoad]) -> list[tuple[Month, Month, int]]:
    """Runs of free months: first, last and how many, in their order."""
    runs: list[list[Month]] = []
    before = False
    for one in months:
        free = one.room is Room.FREE
        if free and before:
            runs[-1].append(one.month)
        elif free:
            runs.append([one.month])
        before = free
    return [(run[0], run[-1], len(run)) for run in runs]
