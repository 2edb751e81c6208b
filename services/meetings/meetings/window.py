"""When a meeting is: a planned window with its precision, or exact days. Pure.

DOMAIN: dates keep the precision they came with; a month is not turned into its first day.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.common.dates import Precision
from services.common.errors import unprocessable
from services.meetings.meetings.schemas import WindowIn

_BY_LENGTH = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


@dataclass(frozen=True)
class Window:
    """First and last possible day, how exactly they are known, and the days where they are fixed."""

    start: date | None
    end: date | None
    precision: Precision
    days: tuple[date, ...] = ()


def resolve(window: WindowIn | None, days: Sequence[date], pointer: str = "") -> Window:
    """The window that a request means.

    Raises 422 with rule ``window_or_days`` where both are given, ``no_such_date`` for an impossible
    date, ``window_order`` where it ends before it starts.
    """
    if days:
        if window is not None:
            raise unprocessable(f"{pointer}/days", "window_or_days", "Give a window or exact days, not both.")
        exact = tuple(sorted(set(days)))
        return Window(exact[0], exact[-1], Precision.DAY, exact)
    if window is None or (window.start is None and window.end is None):
        return Window(None, None, Precision.UNKNOWN)
    first, last = window.start or window.end or "", window.end or window.start or ""
    start = _bounds(first, f"{pointer}/window/start")[0]
    end = _bounds(last, f"{pointer}/window/end")[1]
    if end < start:
        raise unprocessable(f"{pointer}/window/end", "window_order", "The window ends before it starts.")
    coarsest = min(len(first), len(last))
    return Window(start, end, window.precision or _BY_LENGTH[coarsest])


def _bounds(text: str, pointer: str) -> tuple[date, date]:
    """First and last day that a year, a month or a day can mean."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    try:
        if day:
            exact = date(year, month, day)
            return exact, exact
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise unprocessable(pointer, "no_such_date", "There is no such date.") from error
