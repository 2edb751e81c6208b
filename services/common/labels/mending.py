"""Where in a typed marking an error stands, and the marking with the nearest form in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.model import Label

_ENDS: Final = re.compile(r"//|/|, |\)\Z|\Z")
_SIGNS: Final = re.compile(r"//|/")
_STARTS: Final = re.compile(r"\A\(|//|/|, | ")


@dataclass(frozen=True, slots=True)
class Place:
    """The signs from ``at`` up to, not including, ``end``; ``use``: the whole marking with the nearest form
    there, where that brings it further.
    """

    at: int
    end: int
    use: str = ""


def place(text: str, error: MarkingError, parse: Callable[[str], Label]) -> Place:
    """Where an error stands in what was typed. ``parse`` reads a whole marking as that one was read."""
    at = error.at if error.at < len(text) else max((0, *_begins(text, len(text) - 1)))
    end = next((match.start() for match in _ENDS.finditer(text, at) if match.start() > at), len(text))
    return Place(at, end, _mended(text, error, parse))


def _mended(text: str, error: MarkingError, parse: Callable[[str], Label]) -> str:
    if text != text.upper():
        with suppress(MarkingError):
            parse(text.upper())
            return text.upper()
    if not error.nearest:
        return ""
    if sorted(re.split(_SIGNS, text)) == sorted(re.split(_SIGNS, error.nearest)):
        return error.nearest  # the whole, in another order
    further = ""
    for start, end in _ranges(text, error):
        made = text[:start] + error.nearest + text[end:]
        try:
            parse(made)
        except MarkingError as left:
            kept = text[start : error.at].strip() in error.nearest
            if kept and not further and left.at >= start + len(error.nearest):
                further = made
        else:
            return made
    return further


def _ranges(text: str, error: MarkingError) -> Iterator[tuple[int, int]]:
    """What the nearest form may stand for: a few parts around a place, the smallest first; never anything
    that it does not say again: no other category, no other word of the same.
    """
    before, behind = text[: error.at], text[error.at :]
    starts = {0, error.at, max((0, *_begins(text, error.at)))}
    starts |= {before.rfind(sign) + len(sign) for sign in ("/", "//") if sign in before}
    ends = {len(text), error.at + len(re.split(_ENDS, behind, maxsplit=1)[0])}
    ends |= {error.at + behind.find(sign) for sign in ("/", "//", ")") if sign in behind}
    for start, end in sorted(product(starts, ends), key=lambda one: one[1] - one[0]):
        part = text[start:end]
        if "//" not in part.removeprefix("//") and ("/" not in part.strip("/") or "/" in error.nearest):
            yield start, end


def _begins(text: str, before: int) -> list[int]:
    """Where parts of a marking begin, up to a place."""
    return [match.end() for match in _STARTS.finditer(text, 0, max(before, 0))]
