"""Host demand (DOMAIN, A8): the days from request to meeting, and plans that run ahead of the host."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

Days = tuple[date | None, date | None]
"""An imprecise date: the first and the last day that it can mean; None is unknown."""


class Position(StrEnum):
    """Where the host stands on a measure."""

    REQUESTED = "requested"
    AGREED = "agreed"
    NO_POSITION = "no_position"
    DECLINED = "declined"


class Warned(StrEnum):
    """How a plan stands to the host's position: in step, ahead of it, or against it."""

    NONE = ""
    AHEAD = "ahead"
    AGAINST = "against"


RUNNING: Final = frozenset({"planned", "confirmed", "underway"})
"""States of an activity that is more than a proposal."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number of days as exactly as the dates say: at least, at most."""

    least: int
    most: int


def days_between(start: Days, end: Days) -> Range | None:
    """Whole days from one imprecise date to another; None where one is unknown, or the order is wrong."""
    if start[0] is None or start[1] is None or end[0] is None or end[1] is None:
        return None
    if end[1] < start[0]:
        return None
    return Range(max(0, (end[0] - start[1]).days), (end[1] - start[0]).days)


def waiting(requested: Days, met: Days, today: date) -> Range | None:
    """Days that a request has waited for a meeting until now; None once it was met or without a request."""
    if met[0] is not None or requested[0] is None or requested[0] > today:
        return None
    return days_between(requested, (today, today))


def warning(position: Position, announced: Days, plan_status: str, today: date) -> Warned:
    """Whether an announcement or a plan runs ahead of the host, or against what it declined.

    What the host asked for or agreed to may be planned. A cancelled or completed plan warns of nothing.
    """
    said = announced[0] is not None and announced[0] <= today
    if not said and plan_status not in RUNNING:
        return Warned.NONE
    if position is Position.DECLINED:
        return Warned.AGAINST
    return Warned.AHEAD if position is Position.NO_POSITION else Warned.NONE


def says(position: Position, warned: Warned, took: Range | None, waits: Range | None) -> str:
    """One sentence for a planner."""
    if warned is Warned.AGAINST:
        return "The host declined it, and it is planned all the same: stop, or ask again first."
    if warned is Warned.AHEAD:
        return "It is announced or planned, and the host has taken no position: agree it with the host first."
    if took is not None:
        return f"A meeting was set {_days(took)} after the request."
    if waits is not None and position in {Position.REQUESTED, Position.AGREED}:
        return f"No meeting yet, {_days(waits)} after the request: set one."
    return _PLAIN[position]


_PLAIN = {
    Position.REQUESTED: "The host asked for it.",
    Position.AGREED: "The host agreed to it.",
    Position.NO_POSITION: "The host has taken no position: ask before it is planned.",
    Position.DECLINED: "The host declined it: do not plan it.",
}


def _days(told: Range) -> str:
    if told.least == told.most:
        return "1 day" if told.least == 1 else f"{told.least} days"
    return f"{told.least} to {told.most} days"
