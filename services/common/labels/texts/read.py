"""A portion-marked text taken apart: its banner lines, and its paragraphs with the mark before each.

A paragraph ends at a blank line, at a banner, or where the next line begins with a mark. Bullets and numbers
may stand before a mark. A line that is meant for a banner or a mark and is none is taken for one, so that it
is told what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.parse import parse_banner
from services.common.labels.policy import Policy
from services.common.labels.sections.controlled import mark_of
from services.common.labels.texts.seen import seen

_BULLET: Final = re.compile(
    r"(?:[^\w\s()\[\]{}]+\s*|(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,7}[.)]?|[A-Za-z][.)]|\([a-z0-9]{1,3}\))\s+)"
)
_OPEN, _CLOSE = r"(\[{\uff08\uff3b\uff5b", r")\]}\uff09\uff3d\uff5d"
_MARK: Final = re.compile(rf"[{_OPEN}][^{_OPEN}{_CLOSE}\n]{{1,2000}}[{_CLOSE}]")
_SENTENCE: Final = re.compile(r"[.:;!?]\s+\Z")
_BULLETS: Final = 8
_BEGINS: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Some text with its line, from 1, and its offset in the whole."""

    text: str
    line: int
    at: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph begins, and its mark with its parentheses; ``None`` where it has none. ``within``:
    other marks that stand in it, and not before a line.
    """

    begins: Place
    mark: Place | None
    within: tuple[Place, ...] = ()


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
    within: list[list[Place]] = []
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
            within.append([])
        within[-1] += _within(line, mark, known)
        last = line.line
    at_ends = {banner.line for banner in banners} & ends
    headed = bool(lines) and lines[0].line in at_ends
    whole = tuple(replace(one, within=tuple(more)) for one, more in zip(paragraphs, within, strict=True))
    return Parts(tuple(banners), whole, headed, len(lines) > 1 and lines[-1].line in at_ends)


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
        if found is not None and known.is_mark(seen(found[0])[1:-1].strip()):
            return Place(found[0], line.line, line.at + at)
        bullet = _BULLET.match(line.text, at)
        if bullet is None:
            return None
        at = bullet.end()
    return None


def _within(line: Place, mark: Place | None, known: Known) -> Iterator[Place]:
    """Marks that do not stand before the line: behind it, behind a sentence, or what is nothing else."""
    begin = 0 if mark is None else mark.at - line.at + len(mark.text)
    for found in _MARK.finditer(line.text, begin):
        before = line.text[max(begin, found.start() - _BEGINS) : found.start()]
        inner = seen(found[0])[1:-1].strip()
        alone = (
            mark is not None and found.start() - begin < _BEGINS and not before.strip()
        ) or _SENTENCE.search(before) is not None
        if known.is_whole(inner) and (alone or len(inner) > 1):
            yield Place(found[0], line.line, line.at + found.start())


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
        looks = seen(line)
        if looks != line and self.is_banner(looks, at_end):
            return True
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
        first = re.split(r"[ /,;:|\\-]", inner.removeprefix(lead) if lead else inner)[0]
        if inner in self.marks or re.fullmatch(r"[a-z]", inner):
            return inner in self.marks
        known = {text.upper() for text in self.marks}
        return (
            first.upper() in known
            or any(word.tag == "dissemination" for word in self.policy.written(inner, True))
            or bool(self.rules.release and inner.startswith(f"{self.rules.release} "))
            or inner.upper() in self.names
            or (self.rules.between in inner and inner == inner.upper())
        )

    def is_whole(self, inner: str) -> bool:
        """Whether it is a mark in the letters of one: a level, or a level and what stands behind it."""
        between = self.rules.between
        return inner in self.marks or (between in inner and inner.isupper() and self.is_mark(inner))
