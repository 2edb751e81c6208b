"""When an activity takes place, as far as its dates say: the days it may cover, and those it must."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.common.verdicts import Verdict

EVER: Final = (date.min, date.max)
"""A date of which nothing is known."""
Month = str
"""``2027-03``."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a start to an end, each known as the earliest and the latest day that it can mean.

    An end before its start (an error of the source) makes both imprecise: the span lies somewhere between.
    """

    start_first: date
    start_last: date
    end_first: date
    end_last: date

    @staticmethod
    def of(
        start: tuple[date | None, date | None] = (None, None),
        end: tuple[date | None, date | None] = (None, None),
    ) -> "Span":
        """The span between two imprecise dates; None is unknown. A start never lies after its end."""
        first, last = start[0] or date.min, start[1] or date.max
        ends, ended = end[0] or date.min, end[1] or date.max
        if ended < first:
            return Span(ends, last, ends, last)
        return Span(first, min(last, ended), max(ends, first), ended)

    @property
    def known(self) -> bool:
        """Whether anything at all is known of the time."""
        return (self.start_first, self.end_last) != EVER

    def meets(self, other: "Span") -> Verdict:
        """Definite: they share a day whatever their dates mean. None: they cannot share one."""
        if self.end_last < other.start_first or other.end_last < self.start_first:
            return Verdict.NONE
        surely = self.start_last <= other.end_first and other.start_last <= self.end_first
        return Verdict.DEFINITE if surely else Verdict.POSSIBLE

    def common(self, other: "Span") -> tuple[date | None, date | None]:
        """The first and last day that both may share; None where nothing bounds it."""
        first, last = max(self.start_first, other.start_first), min(self.end_last, other.end_last)
        return (None if first == date.min else first, None if last == date.max else last)

    def in_month(self, month: Month) -> Verdict:
        """Whether it is under way on some day of a month."""
        return self.meets(_days_of(month))

    def months(self, first: Month, number: int, *, surely: bool = False) -> list[Month]:
        """Of so many months from one on, those in which it is, or ``surely`` is, under way."""
        wanted = {Verdict.DEFINITE} if surely else {Verdict.DEFINITE, Verdict.POSSIBLE}
        return [month for month in months_from(first, number) if self.in_month(month) in wanted]


def month_of(day: date) -> Month:
    """The month of a day."""
    return f"{day.year:04}-{day.month:02}"


def first_day(month: Month) -> date:
    """Its first day. ValueError for what is no month."""
    return date(int(month[:4]), int(month[5:7]), 1)


def last_day(month: Month) -> date:
    """Its last day."""
    first = first_day(month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def months_from(first: Month, number: int) -> Iterator[Month]:
    """So many months, the first included; none past the year 9999."""
    start = first_day(first)
    for step in range(number):
        years, months = divmod(start.month - 1 + step, 12)
        if start.year + years > date.max.year:
            return
        yield f"{start.year + years:04}-{months + 1:02}"


def _days_of(month: Month) -> Span:
    """The whole month as a span: it meets whatever has a day in it."""
    first, last = first_day(month), last_day(month)
    return Span(first, first, last, last)
