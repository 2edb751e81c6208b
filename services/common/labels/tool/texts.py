"""Questions on texts: is each paragraph marked, each mark valid, and the banner what they make together."""

from __future__ import annotations

from typing import Any, Final

from services.common.labels.texts.check import Checked, Finding, check_text
from services.common.labels.tool.asking import (
    Answer,
    NoQuestion,
    Question,
    Way,
    World,
    about,
    text_of,
    ways_of,
)

MOST: Final = 1_000_000
"""Signs of one text."""


def text(asked: Question, world: World | None) -> Answer:
    """A portion-marked text as a whole: ``{id, text, policy?, profile?}``.

    Gives ``{id, valid, banner, findings: [{rule, line, at, message, nearest?, paragraphs?}], portions:
    [{paragraph, line, at, mark, valid, canonical}], unmarked: [{paragraph, line, at, begins}], steps}``;
    ``banner`` is the one that the valid marks make. Lines and paragraphs count from 1, ``at`` is an offset.
    """
    given, known = text_of(asked, "text"), world or World()
    if len(given) > MOST:
        raise NoQuestion(f"text: at most {MOST} signs")
    found = _found(given, ways_of(asked), known)
    numbers = [one.number for one in found.marked]
    return about(
        asked, valid=found.valid, banner=found.banner or None,
        findings=[_finding(one) for one in found.findings],
        portions=[
            {"paragraph": one.number, "line": one.mark.line, "at": one.mark.at, "mark": one.mark.text,
             "valid": one.label is not None, "canonical": one.canonical or None}
            for one in found.marked
        ],
        unmarked=_unmarked(found, numbers),
        steps=[{"rule": one.rule, "says": one.text, "portion": one.portion} for one in found.steps],
    )  # fmt: skip


def _found(given: str, ways: list[Way], known: World) -> Checked:
    """By the first that finds nothing wrong, else by the one that finds least."""
    best: Checked | None = None
    for way in ways:
        found = check_text(given, way.policy, way.profile, known.groups, known.at)
        if best is None or len(found.findings) < len(best.findings):
            best = found
        if best.valid:
            break
    assert best is not None
    return best


def _finding(one: Finding) -> dict[str, Any]:
    said: dict[str, Any] = {"rule": one.rule, "line": one.line, "at": one.at, "message": one.message}
    more = {"nearest": one.nearest, "paragraphs": list(one.paragraphs)}
    return said | {name: value for name, value in more.items() if value}


def _unmarked(found: Checked, marked: list[int]) -> list[dict[str, Any]]:
    return [
        {"paragraph": number, "line": one.begins.line, "at": one.begins.at, "begins": one.begins.text}
        for number, one in enumerate(found.parts.paragraphs, 1)
        if number not in marked
    ]


def spoken(answer: Answer) -> list[str]:
    """The same as a person reads it, one finding a line."""
    lines = [
        f"Line {one['line']}: {one['message']}."
        + (f" The nearest valid form is {one['nearest']}." if one.get("nearest") else "")
        + f" (rule {one['rule']})"
        for one in answer["findings"]
    ]
    total = len(answer["portions"])
    counted = (
        f"{total} marked paragraph{'s' if total != 1 else ''}, {len(answer['unmarked'])} without a mark."
    )
    made = f"By their marks the banner is {answer['banner']}." if answer["banner"] else "They make no banner."
    verdict = (
        "The text is marked as it should be."
        if answer["valid"]
        else "The text is not marked as it should be."
    )
    return [verdict, f"{counted} {made}", *lines]
