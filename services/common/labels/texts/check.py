"""What is wrong with a portion-marked text, each with its rule, its line and its offset in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.common.labels.groups import Groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import Label
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Policy
from services.common.labels.reasons import Step
from services.common.labels.render import banner, portion_mark
from services.common.labels.rollup import RollUpRefused, roll_up
from services.common.labels.sections.held import BrokenConditions
from services.common.labels.texts.compare import differences
from services.common.labels.texts.read import Paragraph, Parts, Place, parts_of


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the rule, the line (from 1), the offset in the text, what to know, the nearest
    valid form where there is one, and the paragraphs (from 1) that make it so.
    """

    rule: str
    line: int
    at: int
    message: str
    nearest: str = ""
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph that has a mark: its number (from 1), the mark, and the label that a valid one says."""

    number: int
    mark: Place
    label: Label | None
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text as found: its parts, its marks, all that is wrong, and the banner that its marks make."""

    parts: Parts
    marked: tuple[Marked, ...]
    findings: tuple[Finding, ...]
    banner: str
    steps: tuple[Step, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.findings


def check_text(text: str, policy: Policy, profile: str | None, groups: Groups, at: datetime) -> Checked:
    """A text with all that is wrong with it: banners, marks, paragraphs without one, and the banner against
    what the marks make together.
    """
    parts = parts_of(text, policy, profile)
    findings: list[Finding] = list(_banners(parts))
    page: Label | None = None
    for place in parts.banners:
        try:
            read = parse_banner(place.text, policy, profile)
            page = page or groups.received(read, at)
        except MarkingError as error:
            findings += _told(error, place)
    marked = [
        _marked(number, one, policy, profile, page, findings)
        for number, one in enumerate(parts.paragraphs, 1)
        if one.mark is not None
    ]
    for number, one in enumerate(parts.paragraphs, 1):
        if one.mark is None:
            message = f"paragraph {number} has no mark"
            findings.append(Finding("unmarked", one.begins.line, one.begins.at, message, "", (number,)))
        for place in one.within:
            message = f"{place.text:.60} stands within paragraph {number}: a mark begins a line"
            findings.append(Finding("mark_within", place.line, place.at, message, "", (number,)))
    made, steps = _made(marked, parts, page, policy, profile, groups, at, findings)
    findings.sort(key=lambda finding: finding.at)
    return Checked(parts, tuple(marked), tuple(findings), made, steps)


def _banners(parts: Parts) -> Iterator[Finding]:
    """That a text begins and ends with the same banner, and that each of its pages does."""
    first = parts.banners[0] if parts.banners else None
    if not parts.headed:
        yield Finding(
            "banner_missing", 1, 0, "the text does not begin with a banner", first.text if first else ""
        )
    last = max((one.begins for one in parts.paragraphs), key=lambda place: place.at, default=Place("", 1, 0))
    if not parts.footed:
        message = "the text does not end with its banner"
        yield Finding("banner_missing", last.line, last.at, message, first.text if first else "")
    for place in parts.banners[1:]:
        if first is not None and place.text != first.text:
            message = f"it differs from the banner of line {first.line}"
            yield Finding("banner_differs", place.line, place.at, message, first.text)


def _told(error: MarkingError, place: Place) -> Iterator[Finding]:
    for one in error.faults if isinstance(error, BrokenConditions) else [error]:
        yield Finding(one.rule, place.line, place.at + one.at, one.message, one.nearest)


def _marked(
    number: int, one: Paragraph, policy: Policy, profile: str | None, page: Label | None,
    findings: list[Finding],
) -> Marked:  # fmt: skip
    mark = one.mark or one.begins
    try:
        label = parse_portion(mark.text, policy, profile, page)
        return Marked(number, mark, label, portion_mark(label, policy, profile))
    except MarkingError as error:
        findings += _told(error, mark)
        return Marked(number, mark, None)


def _made(
    marked: list[Marked], parts: Parts, page: Label | None, policy: Policy, profile: str | None,
    groups: Groups, at: datetime, findings: list[Finding],
) -> tuple[str, tuple[Step, ...]]:  # fmt: skip
    """The banner that the valid marks make, with the reasons; compared with the one that stands."""
    read = [(one.number, groups.received(one.label, at)) for one in marked if one.label is not None]
    if not read:
        return "", ()
    place = parts.banners[0] if parts.banners else Place("", 1, 0)
    try:
        whole = roll_up([label for _, label in read], policy, groups, profile, at)
        made = banner(whole.label, policy, profile)
    except (RollUpRefused, MarkingError) as error:
        findings.append(Finding("roll_up", place.line, place.at, f"the marks make no banner: {error}"))
        return "", ()
    if page is not None:
        for one in differences(page, whole, read, policy, groups, at):
            findings.append(Finding(one.rule, place.line, place.at, one.message, made, one.paragraphs))
    return made, whole.steps
