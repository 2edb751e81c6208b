"""The days of an overlap, no more exact than the dates that bound them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from services.common.dates import ImpreciseDate

Side = Mapping[str, Any]
"""An activity with its ``start`` and ``end`` as `ImpreciseDate` or the JSON of one."""


def shared_days(sides: Iterable[Side], first: date | None, last: date | None) -> dict[str, Any]:
    """``from`` and ``to``, as JSON, of what activities share from a first to a last day.

    Each is as exact as the date that it comes from, the least exact one where several bound it alike:
    of "2027" and "8 March 2027" the 8th is known, of "2027" and "1 January 2027" only the year.
    """
    dates = [(_date(side["start"]), _date(side["end"])) for side in sides]
    starts, ends = [start for start, _ in dates], [end for _, end in dates]
    return {
        "from": _least([one for one in (*starts, *ends) if first and one.first() == first], first),
        "to": _least([one for one in (*ends, *starts) if last and one.last() == last], last),
    }


def _date(said: Any) -> ImpreciseDate:
    return said if isinstance(said, ImpreciseDate) else ImpreciseDate.model_validate(said)


def _least(bounding: list[ImpreciseDate], day: date | None) -> dict[str, Any]:
    """The date with the fewest signs; the day itself where no date says it."""
    known = min(bounding, key=lambda one: len(one.value or ""), default=ImpreciseDate.of(day))
    return known.model_dump(mode="json")
