"""Dates with the precision of their source: year, month, day or unknown.

ARCHITECTURE, "Data": overlap of two such dates is *definite*, *possible* or *none*.
"""

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

_FORMS: Final = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}\Z"),
    "month": re.compile(r"\d{4}-\d{2}\Z"),
    "year": re.compile(r"\d{4}\Z"),
}


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Overlap(StrEnum):
    """Whether two dates meet, as far as they are known."""

    DEFINITE = "definite"
    POSSIBLE = "possible"
    NONE = "none"


class ImpreciseDate(BaseModel):
    """A date as its source gave it: ``{"value": "2026-06", "precision": "month"}``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str | None = None
    precision: Precision = Precision.UNKNOWN

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if (self.value is None) != (self.precision is Precision.UNKNOWN):
            raise ValueError("an unknown date has no value, any other has one")
        if self.value is not None:
            if not _FORMS[self.precision].match(self.value):
                raise ValueError("value and precision do not agree")
            self.first()
        return self

    @classmethod
    def of(cls, day: date | None, precision: Precision | str = Precision.DAY) -> Self:
        """The date of a day, cut to a precision."""
        known = Precision(precision)
        if day is None or known is Precision.UNKNOWN:
            return cls()
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[known]
        return cls(value=day.isoformat()[:length], precision=known)

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """The date that a day, a month or a year says (``2027-03-01``, ``2027-03``, ``2027``); None: unknown.

        Raises ValueError for anything else, and for a day that there is not.
        """
        if text is None:
            return cls()
        precision = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}.get(len(text))
        if precision is None:
            raise ValueError("a day, a month or a year")
        return cls(value=text, precision=precision)

    def first(self) -> date | None:
        """The earliest day that is meant; None where it is unknown."""
        if self.value is None:
            return None
        numbers = [int(part) for part in self.value.split("-")]
        return date(*[*numbers, 1, 1][:3])

    def last(self) -> date | None:
        """The latest day that is meant; None where it is unknown."""
        first = self.first()
        if first is None or self.precision is Precision.DAY:
            return first
        month = 12 if self.precision is Precision.YEAR else first.month
        return date(first.year, month, calendar.monthrange(first.year, month)[1])

    def overlap(self, other: "ImpreciseDate") -> Overlap:
        """Whether both can, or must, fall on one day."""
        mine, theirs = (self.first(), self.last()), (other.first(), other.last())
        if mine[0] is None or mine[1] is None or theirs[0] is None or theirs[1] is None:
            return Overlap.POSSIBLE
        if mine[1] < theirs[0] or theirs[1] < mine[0]:
            return Overlap.NONE
        exact = self.precision is Precision.DAY and other.precision is Precision.DAY
        return Overlap.DEFINITE if exact else Overlap.POSSIBLE
