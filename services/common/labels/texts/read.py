"""A portion-marked text taken apart: its banner lines, and its paragraphs with the mark before each.

A paragraph ends at a blank line, at a banner, or where the next line begins with a mark. Bullets and numbers
may stand before a mark. A line that is meant for a banner or a mark and is none is taken for one, so that it
is told what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.parse import parse_banner
from services.common.labels.policy import Policy
from services.common.labels.sections.controlled import mark_of

_BULLET: Final = re.compile(
    r"(?:[-*\u2022\u2013]|[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.)]?|[A-Za-z][.)]|\([a-z0-9]{1,3}\))\s+"
)
_MARK: Final = re.compile(r"\([^()\n]{1,2000}\)")
_BULLETS: Final = 3
_BEGINS: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Some text with its line, from 1, and its offset in the whole."""

    text: str
    line: int
    at: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph begins, and its mark with its parentheses; ``None`` where it has none."""

    begins: Place
    mark: Place | None


@dataclass(frozen=True, slots=True)
class Parts:
    """The banner lines and the paragraphs of a text; whether it begins and ends with a banner."""

    banners: tuple[Place, ...]
    paragraphs: tuple[Paragraph, ...]
    headed: bool
    footed: bool


def parts_of(text: str, policy: Policy, profile: str | None) -> Parts:
    """The parts of a text. Nothing is left out: each line that is not blank belongs to one of them."""
    known = Known(policy, profile)
    lines = list(_lines(text))
    banners: list[Place] = []
    paragraphs: list[Paragraph] = []
    ends = {lines[0].line, lines[-1].line} if lines else set()
    last = 0
    for line in lines:
        if known.is_banner(line.text, line.line in ends):
            banners.append(line)
            last = 0
            continue
        mark = _mark(line, known)
        if mark is not None or line.line != last + 1 or not last:
            paragraphs.append(Paragraph(Place(line.text[:_BEGINS], line.line, line.at), mark))
        last = line.line
    at_ends = {banner.line for banner in banners} & ends
    headed = bool(lines) and lines[0].line in at_ends
    return Parts(tuple(banners), tuple(paragraphs), headed, len(lines) > 1 and lines[-1].line in at_ends)


def _lines(text: str) -> Iterator[Place]:
    """Lines that are not blank, without the blanks around them."""
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        stripped = line.strip()
        if stripped:
            yield Place(stripped, number, at + line.index(stripped))
        at += len(line)


def _mark(line: Place, known: Known) -> Place | None:
    """The mark with which a line begins, behind its bullets and numbers."""
    at = 0
    for _ in range(_BULLETS):
        found = _MARK.match(line.text, at)
        if found is not None and known.is_mark(found[0][1:-1]):
            return Place(found[0], line.line, line.at + at)
        bullet = _BULLET.match(line.text, at)
        if bullet is None:
            return None
        at = bullet.end()
    return None


class Known:
    """What banners and marks of a policy begin with."""

    def __init__(self, policy: Policy, profile: str | None) -> None:
        """The words of its levels, headings and joint markings."""
        self.policy, self.rules = policy, policy.profile(profile)
        levels = (*policy.levels, *policy.others)
        controlled = mark_of(policy)
        own = [controlled.banner] if controlled else []
        self.marks = {level.portion for level in levels} | {one.portion for one in policy.headings} | {*own}
        holder = f"{self.rules.holder} " if self.rules.style == "context" else ""
        self.names = {level.banner or f"{holder}{level.name}" for level in levels} | {*own}
        self.names |= {f"{self.rules.prefix} {level.name}" for level in levels if self.rules.prefix}

    def is_banner(self, line: str, at_end: bool) -> bool:
        """Whether a line is a banner, or at either end of a text is meant for one."""
        try:
            parse_banner(line, self.policy, self.rules.name)
        except MarkingError as error:
            begun = error.rule not in ("level_unknown", "after_level", "parentheses")
            formed = begun and (at_end or self.rules.between in line)
            return formed or (at_end and self._meant(line))
        return True

    def _meant(self, line: str) -> bool:
        """Whether a line that is no banner begins as one does, or has its form."""
        begins = line.upper()
        formed = self.rules.between in line and line == begins and not line.startswith("(")
        return formed or any(begins == name or begins.startswith(f"{name} ") for name in self.names)

    def is_mark(self, inner: str) -> bool:
        """Whether what stands in parentheses is meant for a mark: a single small letter is a number."""
        lead = self.rules.lead
        first = re.split(r"[ /-]", inner.removeprefix(lead) if lead else inner)[0]
        if inner in self.marks or re.fullmatch(r"[a-z]", inner):
            return inner in self.marks
        known = {text.upper() for text in self.marks}
        return (
            first.upper() in known
            or inner.upper() in self.names
            or (self.rules.between in inner and inner == inner.upper())
        )
