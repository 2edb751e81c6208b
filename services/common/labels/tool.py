"""What the command line answers: one question and its answer, as JSON values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from services.common.labels.groups import default_groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import Label, LabelError
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Policy, PolicyError
from services.common.labels.render import banner, portion_mark
from services.common.labels.rollup import RollUpRefused, roll_up
from services.common.labels.sections.read import BrokenConditions
from services.common.labels.spif import shipped_policy

Answer = dict[str, Any]
_MOST: Final = 10_000
"""Portions of one page."""


class NoQuestion(ValueError):
    """What was asked is no question: says which field, and why."""


def check(asked: Mapping[str, Any]) -> Answer:
    """Whether a marking is valid: ``{id, marking, kind, policy?, profile?}``.

    Gives ``{id, valid, errors: [{rule, at, message, nearest?}], canonical, label}``; the last two are null
    for what is not valid.
    """
    policy, profile = _policy(asked, "us")
    text, portion = _text(asked, "marking"), _kind(asked) == "portion"
    try:
        made = (parse_portion if portion else parse_banner)(text, policy, profile)
    except MarkingError as error:
        faults = error.faults if isinstance(error, BrokenConditions) else [error]
        return _about(asked, valid=False, errors=[_fault(one) for one in faults], canonical=None, label=None)
    canonical = (portion_mark if portion else banner)(made, policy, profile)
    return _about(asked, valid=True, errors=[], canonical=canonical, label=made.to_json())


def combine(asked: Mapping[str, Any]) -> Answer:
    """The banner of a page out of its portions: ``{id, portions, policy?, profile?, banner?}``.

    Short marks (``S//REL``) stand for the lists of ``banner`` where that is given. Gives ``{id, banner,
    steps}``, or ``{id, banner: null, errors}`` with the number of the portion that cannot be read.
    """
    policy, profile = _policy(asked, "us")
    portions = asked.get("portions")
    if not isinstance(portions, list) or not 0 < len(portions) <= _MOST:
        raise NoQuestion(f"portions: a list of 1 to {_MOST} marks")
    groups, now = default_groups(), datetime.now(UTC)
    try:
        page = parse_banner(_text(asked, "banner"), policy, profile) if asked.get("banner") else None
    except MarkingError as error:
        return _about(asked, banner=None, errors=[_fault(error)])
    sealed: list[Label] = []
    for number, mark in enumerate(portions):
        try:
            read = parse_portion(mark if isinstance(mark, str) else "", policy, profile, page)
        except MarkingError as error:
            return _about(asked, banner=None, errors=[{"portion": number, **_fault(error)}])
        sealed.append(groups.seal(read, now))
    try:
        made = roll_up(sealed, policy, groups, profile, now)
        steps = [{"rule": step.rule, "says": step.text, "portion": step.portion} for step in made.steps]
        return _about(asked, banner=banner(made.label, policy, profile), steps=steps)
    except (RollUpRefused, MarkingError) as error:
        return _about(asked, banner=None, errors=[{"rule": "roll_up", "at": 0, "message": str(error)}])


COMMANDS: Final[Mapping[str, Callable[[Mapping[str, Any]], Answer]]] = {"check": check, "combine": combine}


def _about(asked: Mapping[str, Any], **answer: Any) -> Answer:
    return ({"id": asked["id"]} if "id" in asked else {}) | answer


def _fault(error: MarkingError) -> Answer:
    told = {"rule": error.rule, "at": error.at, "message": error.message}
    return told | ({"nearest": error.nearest} if error.nearest else {})


def _text(asked: Mapping[str, Any], name: str) -> str:
    text = asked.get(name)
    if not isinstance(text, str):
        raise NoQuestion(f"{name}: a text")
    return text


def _kind(asked: Mapping[str, Any]) -> str:
    kind = asked.get("kind", "banner")
    if kind not in ("banner", "portion"):
        raise NoQuestion("kind: banner or portion")
    return str(kind)


def _policy(asked: Mapping[str, Any], default: str) -> tuple[Policy, str | None]:
    """The policy and profile that are asked for. Raises NoQuestion."""
    try:
        policy = shipped_policy(str(asked.get("policy") or default).lower())
        name = asked.get("profile")
        return policy, policy.profile(None if name is None else str(name).lower()).name
    except (PolicyError, LabelError) as error:
        raise NoQuestion(str(error)) from error
