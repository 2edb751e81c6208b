"""What the command line answers: one question and its answer, as JSON values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from services.common.labels.decide import Action
from services.common.labels.decide import decide as decided
from services.common.labels.explained import fault, meaning
from services.common.labels.groups import default_groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import Label, LabelError
from services.common.labels.nation_names import NATION_NAMES
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Policy, PolicyError
from services.common.labels.render import banner, portion_mark
from services.common.labels.rollup import RollUpRefused, roll_up
from services.common.labels.sections.read import BrokenConditions
from services.common.labels.spif import shipped_policies, shipped_policy
from services.common.labels.stanag4774 import StanagError, read_clearance, read_label, write_label
from services.common.labels.subject import Reader

Answer = dict[str, Any]
_MOST: Final = 10_000
"""Portions of one page."""
REVIEW_YEARS: Final = 5
"""After so many years a label is looked at again, where nobody says when."""


class NoQuestion(ValueError):
    """What was asked is no question: says which field, and why."""


def check(asked: Mapping[str, Any]) -> Answer:
    """Whether a marking is valid: ``{id, marking, kind, policy?, profile?}``.

    Gives ``{id, valid, errors: [{rule, at, message, nearest?}], canonical, label}``; the last two are null
    for what is not valid.
    """
    policy, profile = _policy(asked, "us")
    made, faults = _marking(asked, policy, profile)
    if made is None:
        return _about(asked, valid=False, errors=[_fault(one) for one in faults], canonical=None, label=None)
    write = portion_mark if _kind(asked) == "portion" else banner
    return _about(asked, valid=True, errors=[], canonical=write(made, policy, profile), label=made.to_json())


def explain(asked: Mapping[str, Any]) -> Answer:
    """What a marking means, or why it is none, in sentences: asked as `check`. Gives ``{id, valid, says}``,
    for a valid one ``banner`` and ``portion``, too.
    """
    policy, profile = _policy(asked, "us")
    made, faults = _marking(asked, policy, profile)
    if made is None:
        return _about(asked, valid=False, says=list(fault(_text(asked, "marking"), faults)))
    says = list(meaning(made, policy, default_groups(), NATION_NAMES, datetime.now(UTC)))
    forms = {"banner": banner(made, policy, profile), "portion": portion_mark(made, policy, profile)}
    return _about(asked, valid=True, says=says, **forms)


def decide(asked: Mapping[str, Any]) -> Answer:
    """Whether somebody may do something: ``{id, label, clearance, action?, policy?, profile?}``.

    ``label`` is a banner, XML of STANAG 4774, or the JSON of a label; ``clearance`` is XML of it, or JSON:
    ``affiliation``, ``clearance`` (a level by name or number for each policy), ``coi``, ``restrictive``,
    ``groups``. Gives ``{id, allow, reason, detail}``; what cannot be read is denied.
    """
    policy, profile = _policy(asked, "us")
    groups, now = default_groups(), datetime.now(UTC)
    name = str(asked.get("action", "read")).upper()
    if name not in Action.__members__:
        raise NoQuestion(f"action: one of {', '.join(Action.__members__).lower()}")
    try:
        made = _label_of(asked.get("label"), policy, profile)
    except (MarkingError, LabelError, StanagError) as error:
        return _about(asked, allow=False, reason="no_label", detail=str(error))
    found = decided(_reader(asked), groups.seal(made, now), Action[name], now)
    return _about(asked, allow=found.allow, reason=found.reason, detail=found.detail)


def convert(asked: Mapping[str, Any]) -> Answer:
    """A label in another form: ``{id, label, to, policy?, profile?, created?, review?}``; ``label`` as in
    `decide`, ``to``: banner, portion, json or xml. Gives ``{id, result}``, or ``{id, result: null, errors}``
    where the form cannot carry it.
    """
    policy, profile = _policy(asked, "us")
    form = asked.get("to")
    if form not in ("banner", "portion", "json", "xml"):
        raise NoQuestion("to: banner, portion, json or xml")
    try:
        made = _label_of(asked.get("label"), policy, profile)
        own = policy if made.policy_name == policy.name else shipped_policy(made.policy_name)
        named = profile if own is policy else None
        if form == "xml":
            created = _moment(asked, "created")
            review = _moment(asked, "review", created.replace(year=created.year + REVIEW_YEARS))
            result: Any = write_label(made, own, created, review).decode()
        elif form == "json":
            result = made.to_json()
        else:
            result = (banner if form == "banner" else portion_mark)(made, own, named)
    except StanagError as error:
        faults = [{"rule": one.rule, "at": one.at, "message": one.message} for one in error.faults]
        return _about(asked, result=None, errors=faults)
    except MarkingError as error:
        return _about(asked, result=None, errors=[_fault(error)])
    except (LabelError, PolicyError) as error:
        return _about(asked, result=None, errors=[{"rule": "label", "at": "", "message": str(error)}])
    return _about(asked, result=result)


def _moment(asked: Mapping[str, Any], name: str, otherwise: datetime | None = None) -> datetime:
    text = asked.get(name)
    if text is None:
        return otherwise or datetime.now(UTC)
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise NoQuestion(f"{name}: a date and time") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _label_of(given: Any, policy: Policy, profile: str | None) -> Label:
    """A label given as a banner, as XML or as JSON."""
    if not isinstance(given, str):
        return Label.from_json(given or {})
    if given.lstrip().startswith("<"):
        return read_label(given.encode(), shipped_policies(), default_groups()).label
    return parse_banner(given, policy, profile)


def _reader(asked: Mapping[str, Any]) -> Reader:
    given = asked.get("clearance")
    if isinstance(given, str):
        try:
            return read_clearance(given.encode(), shipped_policies(), default_groups())
        except StanagError as error:
            raise NoQuestion(f"clearance: {error}") from error
    if not isinstance(given, dict):
        raise NoQuestion("clearance: an object, or XML")
    levels = given.get("clearance")
    nation = given.get("affiliation")
    if not isinstance(levels, dict) or not isinstance(nation, str | None):
        raise NoQuestion("clearance: an affiliation and a level for each policy")
    held = {str(name).partition("@")[0]: _level(str(name), value) for name, value in levels.items()}
    lists = [given.get(name, []) for name in ("groups", "coi", "restrictive")]
    if not all(isinstance(one, list) and all(isinstance(code, str) for code in one) for one in lists):
        raise NoQuestion("clearance: groups, coi and restrictive are lists of codes")
    return Reader.make(nation, held, *lists)


def _level(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        found = shipped_policy(name.partition("@")[0]).level_named(str(value))
    except PolicyError as error:
        raise NoQuestion(str(error)) from error
    if found is None:
        raise NoQuestion(f"clearance: {name} has no level {value!r:.40}")
    return found.value


def _marking(
    asked: Mapping[str, Any], policy: Policy, profile: str | None
) -> tuple[Label | None, list[MarkingError]]:
    """The label that a marking says, or what is wrong with it."""
    text, portion = _text(asked, "marking"), _kind(asked) == "portion"
    try:
        return (parse_portion if portion else parse_banner)(text, policy, profile), []
    except BrokenConditions as error:
        return None, error.faults
    except MarkingError as error:
        return None, [error]


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


COMMANDS: Final[Mapping[str, Callable[[Mapping[str, Any]], Answer]]] = {
    "check": check,
    "combine": combine,
    "convert": convert,
    "decide": decide,
    "explain": explain,
}


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
