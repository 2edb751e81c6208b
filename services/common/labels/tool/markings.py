"""Questions on markings: is it valid, what does it mean, what do these make together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from services.common.labels.explained import fault, meaning
from services.common.labels.marking import MarkingError
from services.common.labels.mending import place
from services.common.labels.model import Label
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Policy
from services.common.labels.render import banner, portion_mark
from services.common.labels.rollup import RollUpRefused, roll_up
from services.common.labels.tool.asking import (
    Answer,
    NoQuestion,
    Question,
    Way,
    World,
    about,
    kind_of,
    read_marking,
    text_of,
    told,
    ways_of,
)

_MOST: Final = 10_000
"""Portions of one page."""


def check(asked: Question, _: World | None = None) -> Answer:
    """Whether a marking is valid: ``{id, marking, kind, policy?, profile?}``.

    Gives ``{id, valid, errors: [{rule, at, message, nearest?}], canonical, label}``; the last two are null
    for what is not valid.
    """
    way, made, faults = read_marking(asked)
    if made is None:
        return about(asked, valid=False, errors=[told(one) for one in faults], canonical=None, label=None)
    write = portion_mark if kind_of(asked) == "portion" else banner
    canonical = write(made, way.policy, way.profile)
    return about(asked, valid=True, errors=[], canonical=canonical, label=made.to_json())


def explain(asked: Question, world: World | None = None) -> Answer:
    """What a marking means, or why it is none, in sentences: asked as `check`. Gives ``{id, valid, says}``,
    for a valid one ``banner`` and ``portion``, too.
    """
    way, made, faults = read_marking(asked)
    if made is None:
        return about(asked, valid=False, says=[*_wrong(asked, way, faults)])
    world = world or World()
    says = list(meaning(made, way.policy, world.groups, world.names, world.at))
    return about(asked, valid=True, says=says, **_forms(made, way.policy, way.profile))


def _wrong(asked: Question, way: Way, faults: list[MarkingError]) -> Iterator[str]:
    """Why a marking is none; whether it is one of the other kind, and how it is written right."""
    text, portion = text_of(asked, "marking"), kind_of(asked) == "portion"
    read, other = (parse_portion, parse_banner) if portion else (parse_banner, parse_portion)

    def parse(given: str) -> Label:
        return read(given, way.policy, way.profile)

    mended = place(text, faults[0], parse).use if len(faults) == 1 else ""
    with suppress(MarkingError):
        meant = other(text, way.policy, way.profile)
        right = (portion_mark if portion else banner)(meant, way.policy, way.profile)
        kind = "a banner: before a paragraph" if portion else "a portion mark: in a banner"
        yield f"It is {kind} it is written {right}"
        return
    with suppress(MarkingError):
        right = (portion_mark if portion else banner)(parse(text.upper()), way.policy, way.profile)
        yield f"A marking of {way.policy.name} is written in capital letters: {right}"
        return
    with suppress(MarkingError):
        parse(mended)
        yield from fault(text, faults, mended)
        return
    yield from fault(text, faults)


def _forms(label: Label, policy: Policy, profile: str | None) -> dict[str, str]:
    """Banner and portion mark, each where it may be written: UCNI stands before no classified paragraph."""
    forms = {}
    for name, write in (("banner", banner), ("portion", portion_mark)):
        with suppress(MarkingError):
            forms[name] = write(label, policy, profile)
    return forms


def _way_of(asked: Question, first: Any) -> Way:
    """By what a page is read: its banner, else its first mark."""
    if asked.get("banner"):
        return read_marking({**asked, "marking": asked["banner"], "kind": "banner"})[0]
    if not isinstance(first, str):
        return ways_of(asked)[0]
    return read_marking({**asked, "marking": first, "kind": "portion"})[0]


def combine(asked: Question, world: World | None = None) -> Answer:
    """The banner of a page out of its portions: ``{id, portions, policy?, profile?, banner?}``.

    Short marks (``S//REL``) stand for the lists of ``banner`` where that is given. Gives ``{id, banner,
    steps}``, or ``{id, banner: null, errors}`` with the number of the portion that cannot be read.
    """
    portions = asked.get("portions")
    if not isinstance(portions, list) or not 0 < len(portions) <= _MOST:
        raise NoQuestion(f"portions: a list of 1 to {_MOST} marks")
    way = _way_of(asked, portions[0])
    policy, profile = way.policy, way.profile
    world = world or World()
    groups, now = world.groups, world.at
    try:
        page = parse_banner(text_of(asked, "banner"), policy, profile) if asked.get("banner") else None
    except MarkingError as error:
        return about(asked, banner=None, errors=[told(error)])
    read: list[Label] = []
    for number, mark in enumerate(portions):
        try:
            made = parse_portion(mark if isinstance(mark, str) else "", policy, profile, page)
        except MarkingError as error:
            return about(asked, banner=None, errors=[{"portion": number, **told(error)}])
        read.append(groups.received(made, now))
    try:
        whole = roll_up(read, policy, groups, profile, now)
        steps = [{"rule": step.rule, "says": step.text, "portion": step.portion} for step in whole.steps]
        return about(asked, banner=banner(whole.label, policy, profile), steps=steps)
    except (RollUpRefused, MarkingError) as error:
        return about(asked, banner=None, errors=[{"rule": "roll_up", "at": 0, "message": str(error)}])
