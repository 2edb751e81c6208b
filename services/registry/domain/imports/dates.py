"""Dates as people write them, with the precision that they have, and two of them in one cell."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from services.registry.domain.imports.cells import STANDARD, Cell, Empties, text

MONTHS: Final = {
    name: number
    for number, (short, long) in enumerate(zip(calendar.month_abbr, calendar.month_name, strict=True))
    for name in (short.lower(), long.lower(), "sept" if number == 9 else short.lower())
    if number
}
ORDERS: Final = ("mdy", "dmy", "ymd")
"""Which number of 3/4/2009 is what. A year of four digits that stands first needs no order."""
_MONTH: Final = "(?P<{}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR: Final = r"(?:\d{4}(?=\D|\Z|\d{1,2}[/.\-])|\d{2}(?!\d))"
_FORMS: Final = re.compile(
    rf"""(?P<iy>\d{{4}})[-/.](?P<im>\d{{1,2}})(?:[-/.](?P<id>\d{{1,2}}))?(?!\d)(?:[T ]\d{{1,2}}:\d{{2}}\S*)?
    |(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_YEAR})(?:[ ]\d{{1,2}}(?::\d{{2}})+)?
    |(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?[-\s]?{_MONTH.format("dm")}[-\s,]*(?P<dy>{_YEAR})
    |{_MONTH.format("mm")}\s*(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<my>{_YEAR})
    |{_MONTH.format("nm")}[-\s,]*(?P<ny>{_YEAR})
    |(?P<sm>\d{{1,2}})/(?P<sy>\d{{4}})(?!\d)
    |(?<!\d)(?P<yy>(?:19|20)\d{{2}})(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY: Final = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_TO: Final = r"\s*(?:[–—-]|\b(?:to|thru|through|until)\b)\s*"
_SHORT: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY.format('d')}\s*(?:{_MONTH.format('m')})?{_TO}{_DAY.format('e')}[-\s]*{_MONTH.format('n')}[-\s,]*(?P<y>{_YEAR})",
        rf"{_MONTH.format('m')}\s*{_DAY.format('d')}{_TO}(?:{_MONTH.format('n')}\s*)?{_DAY.format('e')}[\s,]+(?P<y>{_YEAR})",
    )
)
"""Two days with one year: "12-16 Apr 2027", "28 Apr - 3 May 2027", "Apr 28 - May 3, 2027"."""
_MONTHS: Final = re.compile(
    rf"(?<![\w.]){_MONTH.format('m')}\s*(?:[/–—-]|\b(?:to|thru|through|until)\b)\s*{_MONTH.format('n')}"
    rf"[-\s,]*(?P<y>{_YEAR})(?!\s*,?\s*\d)",
    re.IGNORECASE,
)
"""Two months with one year: "Jan-Mar 2027", "Nov to Feb 2027"."""
_QUARTER: Final = re.compile(
    r"(?<!\w)(?:(?:Q(?P<q>[1-4])|(?P<n>[1-4])Q)[-\s/,]*(?P<y>(?:19|20)\d{2})"
    r"|(?P<z>(?:19|20)\d{2})[-\s/]*Q(?P<r>[1-4]))(?!\w)",
    re.IGNORECASE,
)
"""A quarter of a calendar year; one of a fiscal year begins when its nation says, and is none of these."""
_BETWEEN: Final = re.compile(
    r"(?:[\s,;&–—-]|\bto\b|\bthru\b|\bthrough\b|\buntil\b|\band\b)*\Z", re.IGNORECASE
)
_LIKE_A_DATE: Final = re.compile(r"\d+\s*[/.-]\s*\d+\s*[/.-]\s*\d+")


_SERIAL: Final = re.compile(r"[2-7]\d{4}(?:\.\d+)?", re.ASCII)
"""A day's number in a spreadsheet whose cell lost its form, with the time behind the point: 1954 to 2118."""
_DAY_ZERO: Final = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class When:
    """A date in the precision of its source: the first and the last day that are meant."""

    first: date
    last: date
    precision: str

    @classmethod
    def day(cls, year: int, month: int, day: int) -> "When":
        """One day. Raises ValueError where there is none."""
        one = date(year, month, day)
        return cls(one, one, "day")

    @classmethod
    def month(cls, year: int, month: int) -> "When":
        """A month. Raises ValueError where there is none."""
        if not 1 <= month <= 12:
            raise ValueError("month")
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")

    @classmethod
    def year(cls, year: int) -> "When":
        """A year. Raises ValueError where there is none."""
        return cls(date(year, 1, 1), date(year, 12, 31), "year")

    def __str__(self) -> str:
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


LONGEST: Final = 1_000
"""Signs of a cell in which dates are looked for: in thousands of digits that takes seconds."""


def century(year: str) -> int:
    """A year as it is meant: two digits are of 1970 to 2069."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def dates(raw: str, order: str = "mdy", empties: Empties = STANDARD) -> Cell[tuple[When, ...]]:
    """All dates of a cell, in their order. ``order`` says how ``3/4/2009`` is meant where it could be both.

    A date that no calendar has is left out and told as ``date_impossible``; words beside a date as
    ``date_beside_words``, words without one as ``date_unreadable``, an amount as ``date_is_cost``, a day by
    its number in a spreadsheet as ``date_serial``.
    """
    value = _in_full(text(raw, empties, LONGEST).value)
    if not value:
        return Cell(())
    if _SERIAL.fullmatch(value):
        day = _DAY_ZERO + timedelta(days=int(value[:5]))
        return Cell((When(day, day, "day"),), ("date_serial",))
    found: list[When] = []
    issues: set[str] = set()
    at, words = 0, False
    for match in _FORMS.finditer(value):
        if not _BETWEEN.match(value[at : match.start()]):
            words = True
        at = match.end()
        try:
            found.append(_meant(match, order))
        except ValueError:
            issues.add("date_impossible")
    rest = value[at:]
    if not _BETWEEN.match(rest):
        words |= (kind := _what_else(rest if found else value)) == ""
        issues |= {kind} - {""}
    if words:
        issues.add("date_beside_words" if found else "date_unreadable")
    return Cell(tuple(found), tuple(sorted(issues)))


def tells_order(raw: str, empties: Empties = STANDARD) -> tuple[bool, bool, bool]:
    """Whether the numbers of a cell's dates say that the day comes first (13/5/2027), that the month does
    (5/13/2027), and whether some can be read both ways (3/5/2027).
    """
    day = month = either = False
    for match in _FORMS.finditer(text(raw, empties, LONGEST).value):
        if match["a"]:
            a, b = int(match["a"]), int(match["b"])
            day |= a > 12 >= b
            month |= b > 12 >= a
            either |= a != b and max(a, b) <= 12
    return day, month, either


def _in_full(value: str) -> str:
    """Two days or months with one year, and a quarter, as two whole dates; the first of two may be of the
    year before.
    """
    match = next((found for form in _SHORT if (found := form.fullmatch(value))), None)
    if match is None:
        return _QUARTER.sub(_of_quarter, _MONTHS.sub(_of_months, value))
    part = match.groupdict()
    first, last = (part["m"] or part["n"]).lower(), (part["n"] or part["m"]).lower()
    year = century(part["y"])
    before = year - (MONTHS[first] > MONTHS[last])
    return f"{part['d']} {first} {before} - {part['e']} {last} {year}"


def _of_months(match: re.Match[str]) -> str:
    first, last, year = match["m"], match["n"], century(match["y"])
    before = year - (MONTHS[first.lower()] > MONTHS[last.lower()])
    return f"{first} {before} - {last} {year}"


def _of_quarter(match: re.Match[str]) -> str:
    last = 3 * int(match["q"] or match["n"] or match["r"])
    year = match["y"] or match["z"]
    return f"{year}-{last - 2:02} - {year}-{last:02}"


def _what_else(rest: str) -> str:
    """The kind of what is no date; empty where it is words."""
    if _LIKE_A_DATE.search(rest):
        return "date_impossible"
    return "date_is_cost" if re.fullmatch(r"\$\s*[\d,.]*|[\d,]+(\.\d\d)?", rest.strip()) else ""


def _meant(match: re.Match[str], order: str) -> When:
    part = match.groupdict()
    if part["iy"]:
        year, month = int(part["iy"]), int(part["im"])
        return When.day(year, month, int(part["id"])) if part["id"] else When.month(year, month)
    if part["a"]:
        return _numbers(int(part["a"]), int(part["b"]), century(part["y"]), order)
    for day, named, of in (("dd", "dm", "dy"), ("md", "mm", "my")):
        if part[day]:
            return When.day(century(part[of]), MONTHS[part[named].lower()], int(part[day]))
    if part["nm"]:
        return When.month(century(part["ny"]), MONTHS[part["nm"].lower()])
    if part["sm"]:
        return When.month(int(part["sy"]), int(part["sm"]))
    return When.year(int(part["yy"]))


def _numbers(a: int, b: int, year: int, order: str) -> When:
    day_first = order == "dmy"
    if (a > 12) != (b > 12):  # only one way to read it
        day_first = a > 12
    return When.day(year, b, a) if day_first else When.day(year, a, b)


@dataclass(frozen=True, slots=True)
class Years:
    """How many years before and after a row's own fiscal year a date can be meant."""

    before: int = 8
    after: int = 2

    def hold(self, when: When, about: int | None) -> bool:
        """Whether a date can be meant. Without a fiscal year: from 1945 to 2100."""
        lowest, highest = (1945, 2100) if about is None else (about - self.before, about + self.after)
        return lowest <= when.first.year <= highest


@dataclass(frozen=True, slots=True)
class Span:
    """When an activity is, as far as its row says so."""

    start: When | None
    end: When | None
    issues: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def _read(raw: str, order: str, empties: Empties) -> Cell[tuple[When, ...]]:
    return dates(raw, order, empties)


def span(
    start: str,
    end: str,
    extra: tuple[When, ...] = (),
    about: int | None = None,
    order: str = "mdy",
    years: Years = Years(),
    empties: Empties = STANDARD,
) -> Span:
    """Start and end of the two cells. Two dates in one cell are start and end where the other is empty;
    ``extra`` are dates found in the cost's cell, the start where there is none else.
    """
    first, second = _read(start, order, empties), _read(end, order, empties)
    issues = {*first.issues, *second.issues}
    starts, ends = (_meant_ones(one.value, about, years, issues) for one in (first, second))
    if len(starts) > 1 and not ends:
        starts, ends = starts[:1], starts[-1:]
        issues.add("dates_in_one_cell")
    elif len(ends) > 1 and not starts:
        starts, ends = ends[:1], ends[-1:]
        issues.add("dates_in_one_cell")
    more = _meant_ones(extra, about, years, issues)
    if more and not starts:
        starts, more = more[:1], more[1:]
        issues.add("start_in_cost")
    if more and not ends:
        ends = more[-1:]
    begin, finish = (starts[0] if starts else None), (ends[-1] if ends else None)
    if begin and finish and finish.last < begin.first:
        issues.add("ends_before_start")
    return Span(begin, finish, tuple(sorted(issues)))


def _meant_ones(found: tuple[When, ...], about: int | None, years: Years, issues: set[str]) -> list[When]:
    meant = [one for one in found if years.hold(one, about)]
    if len(meant) < len(found):
        issues.add("date_impossible")
    return meant
