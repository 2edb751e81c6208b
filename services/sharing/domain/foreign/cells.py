"""Cells as people and programs leave them: residue of HTML, several values in one, dates in many forms."""

import html
import re
from collections.abc import Iterable
from typing import Final

_ELEMENT: Final = (
    "a|abbr|b|blockquote|body|br|caption|center|code|div|em|font|h[1-6]|head|hr|html|i|img|li|link|meta|o:p|ol|p|"
    "pre|s|small|span|strong|strike|sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul"
)
_GONE: Final = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|hr)\b[^<>]*>", re.I)
_TAG: Final = re.compile(rf"</?(?:{_ELEMENT})(?:\s[^<>]*)?/?>", re.I)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe]")
_BLANKS: Final = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_SPLIT: Final = re.compile(r"\s*[;|\n]\s*")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_YEAR: Final = r"(1[89]\d\d|20\d\d)"


def cleaned(text: str) -> tuple[str, bool]:
    """The text without markup, and whether there was some. What only looks like it (``x < 5``) stays."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    before = plain
    for _ in range(2):  # what was escaped may be markup too
        plain = _TAG.sub("", _BREAK.sub("\n", _GONE.sub("", plain)))
        plain = _ENTITY.sub(lambda found: html.unescape(found[0]), plain)
    plain = _TAG.sub("", _BREAK.sub("\n", plain))
    marked = plain != before
    lines = [_BLANKS.sub(" ", _CONTROL.sub("", line)).strip() for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), marked


def values_of(text: str) -> list[str]:
    """The values of a cell that may hold several: parted by semicolons, bars or lines; by commas where none
    of these stands.
    """
    parts = _SPLIT.split(text) if re.search(r"[;|\n]", text) else text.split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def period_of(text: str, day_first: bool | None = None) -> tuple[str, str] | None:
    """The first and the last date of a cell, as ``2027``, ``2027-03`` or ``2027-03-01``; None without one.

    ``2019/2020`` and ``2018/19`` are two years. ``day_first``: how ``03/04/2019`` is read; where nobody
    knows it is no more than the year.
    """
    said = " ".join(text.replace("\u2013", "-").replace("\u2014", "-").split())
    if found := re.fullmatch(rf"{_YEAR}\s*[/-]\s*{_YEAR}", said):
        return found[1], found[2]
    if (found := re.fullmatch(rf"{_YEAR}/(\d\d)", said)) and int(found[2]) == (int(found[1]) + 1) % 100:
        return found[1], str(int(found[1]) + 1)
    for between in (" - ", " to ", " until ", " / ", ";"):
        first, _, last = said.partition(between)
        if last and (a := _date(first, day_first)) and (b := _date(last, day_first)):
            return a, b
    one = _date(said, day_first)
    return (one, one) if one else None


def day_first_of(texts: Iterable[str]) -> bool | None:
    """Whether the dates of a column put the day first; None where none of them tells."""
    for text in texts:
        if found := re.search(r"\b(\d{1,2})[./](\d{1,2})[./]\d{4}\b", text):
            if "." in found[0] or int(found[1]) > 12:
                return True
            if int(found[2]) > 12:
                return False
    return None


def _date(text: str, day_first: bool | None) -> str | None:
    said = text.strip().rstrip(".")
    if re.fullmatch(_YEAR, said):
        return said
    if found := re.match(rf"{_YEAR}-(\d\d)(?:-(\d\d))?(?:[T ]\d\d:\d\d.*)?$", said):
        return _checked(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := re.fullmatch(rf"(?:(\d{{1,2}})[./])?(\d{{1,2}})[./]{_YEAR}", said):
        return _in_numbers(found[1], found[2], int(found[3]), day_first)
    if found := re.fullmatch(rf"(?:(\d{{1,2}})\s+)?([A-Za-z]+)\.?,?\s+{_YEAR}", said):
        month = _MONTHS.get(found[2].casefold(), 0)
        return _checked(int(found[3]), month, int(found[1]) if found[1] else None)
    return None


def _in_numbers(first: str | None, second: str, year: int, day_first: bool | None) -> str | None:
    if first is None:
        return _checked(year, int(second), None)
    if day_first is None and first != second:
        return str(year)
    day, month = (first, second) if day_first is not False else (second, first)
    return _checked(year, int(month), int(day))


def _checked(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    lengths = (31, 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28,
               31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # fmt: skip
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= lengths[month - 1] else None
