"""Cells as text and as whole numbers: what a spreadsheet, a scan or an old database leaves in them."""

import html
import re
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

NOTHING: Final = ("", "-", "--", "—", "N/A", "n/a", "NA", "#N/A", "null", "NULL")
"""What means "no value" unless a profile says otherwise."""
LOST: Final = "\ufffd"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE = re.compile(r"[-+]?\d{1,3}(?:[,\u00a0 ']\d{3})+(?!\d)|[-+]?\d+")
_LONGEST_WHOLE = 40
"""Signs of a number of people: what is longer is none."""
_TAIL_ZERO = re.compile(r"\.0+\Z")


T = TypeVar("T")


@dataclass(slots=True)
class Cell(Generic[T]):
    """What was read of a cell, and the kinds of messages about it."""

    value: T
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Empties:
    """The spellings of "no value"."""

    words: frozenset[str] = field(default_factory=lambda: frozenset(NOTHING))

    def __contains__(self, text: str) -> bool:
        return text in self.words


STANDARD: Final = Empties()


def text(raw: str, empties: Empties = STANDARD, longest: int = 20_000) -> Cell[str]:
    """The text of a cell: entities resolved, blanks made one, "no value" made empty, losses told.

    Total and idempotent on its own results, but for entities of entities.
    """
    issues: list[str] = []
    value = html.unescape(raw) if "&" in raw else raw
    if not value.isprintable() and _CONTROL.search(value):
        value = _CONTROL.sub("", value)
        issues.append("control_character")
    value = " ".join(value.split())
    if value in empties.words:
        return Cell("", tuple(issues))
    if LOST in value:
        issues.append("replacement_character")
    if len(value) > longest:
        value = value[:longest].rstrip()
        issues.append("text_cut")
    return Cell(value, tuple(issues))


def whole(raw: str, empties: Empties = STANDARD, most: int = 2_000_000_000) -> Cell[int | None]:
    """A number of people: a whole number from 0 to ``most``, with thousands set apart in any usual way."""
    value = text(raw, empties).value
    if not value:
        return Cell(None)
    found = _WHOLE.match(value)
    if found is None or len(found.group()) > _LONGEST_WHOLE:
        return Cell(None, ("number_unreadable",))
    number = int(re.sub(r"[^\d+-]", "", found.group()))
    rest = _TAIL_ZERO.sub("", value[found.end() :]).strip()
    if not 0 <= number <= most or (rest and value[found.end()] in ".,/"):
        return Cell(None, ("number_unreadable",))
    return Cell(number, ("number_rest",) if rest else ())


def key_of(name: str) -> str:
    """A name as it is compared: letters and digits alone, in lower case."""
    return "".join(filter(str.isalnum, name.casefold()))
