"""What questions have in common: their fields, and how an answer speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from services.common.labels.groups import Groups, default_groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import Label, LabelError
from services.common.labels.nation_names import NATION_NAMES
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Policy, PolicyError, version_of
from services.common.labels.sections.held import BrokenConditions
from services.common.labels.spif import shipped_policies, shipped_policy
from services.common.labels.tool.documents import Given, given_as_xml

Answer = dict[str, Any]
Question = Mapping[str, Any]


def _names() -> Mapping[str, str]:
    """What to call every nation that a policy with names lists."""
    listed = {code: names[0] for one in shipped_policies() for code, names in one.codes.items() if names}
    return listed | NATION_NAMES


@dataclass(frozen=True, slots=True)
class World:
    """By what a question is answered: groups, what to call each code, and the moment."""

    groups: Groups = field(default_factory=default_groups)
    names: Mapping[str, str] = field(default_factory=_names)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class NoQuestion(ValueError):
    """What was asked is no question: says which field, and why."""


def about(asked: Question, **answer: Any) -> Answer:
    """An answer, with the id of what was asked."""
    return ({"id": asked["id"]} if "id" in asked else {}) | answer


def told(error: MarkingError) -> Answer:
    """What is wrong with a marking."""
    said = {"rule": error.rule, "at": error.at, "message": error.message}
    return said | ({"nearest": error.nearest} if error.nearest else {})


def text_of(asked: Question, name: str) -> str:
    """A text. Raises NoQuestion."""
    text = asked.get(name)
    if not isinstance(text, str):
        raise NoQuestion(f"{name}: a text")
    return text


def kind_of(asked: Question) -> str:
    """``banner`` or ``portion``. Raises NoQuestion."""
    kind = asked.get("kind", "banner")
    if kind not in ("banner", "portion"):
        raise NoQuestion("kind: banner or portion")
    return str(kind)


@dataclass(frozen=True, slots=True)
class Way:
    """A policy and one of its profiles: by what a marking is read."""

    policy: Policy
    profile: str


UNNAMED: Final = ("us", "nato")
"""The policies that a marking is read by where none is named: by the first that reads it."""


def ways_of(asked: Question) -> list[Way]:
    """By what a marking is read: the policy that is named, that of the profile that is, or ``UNNAMED``.
    Raises NoQuestion.
    """
    name, given = asked.get("policy"), asked.get("profile")
    wanted = None if given is None else str(given).lower()
    try:
        if name:
            known = [shipped_policy(str(name).lower())]
        elif wanted:
            named = {profile.name: one for one in shipped_policies() for profile in one.profiles}
            known = [shipped_policy(named[wanted].name)] if wanted in named else []
        else:
            known = [shipped_policy(one) for one in UNNAMED]
        if not known:
            raise NoQuestion(f"profile: no policy has {wanted}")
        return [Way(policy, policy.profile(wanted).name) for policy in known]
    except PolicyError as error:
        raise NoQuestion(str(error)) from error


def moment_of(asked: Question, name: str, otherwise: datetime) -> datetime:
    """A date and time, of UTC where it says no zone. Raises NoQuestion."""
    text = asked.get(name)
    if text is None:
        return otherwise
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise NoQuestion(f"{name}: a date and time") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def marking_of(
    asked: Question, policy: Policy, profile: str | None
) -> tuple[Label | None, list[MarkingError]]:
    """The label that a marking says, or what is wrong with it."""
    text, portion = text_of(asked, "marking"), kind_of(asked) == "portion"
    try:
        return (parse_portion if portion else parse_banner)(text, policy, profile), []
    except BrokenConditions as error:
        return None, error.faults
    except MarkingError as error:
        return None, [error]


def read_marking(asked: Question) -> tuple[Way, Label | None, list[MarkingError]]:
    """The label that a marking says and by what it was read, or what is wrong with it: by the policy that
    reads most of it. Raises NoQuestion.
    """
    tried = [(way, *marking_of(asked, way.policy, way.profile)) for way in ways_of(asked)]
    read = next((one for one in tried if one[1] is not None), None)
    return read or max(tried, key=lambda one: one[2][0].at)


def label_of(given: Any, asked: Question, created: datetime, at: datetime) -> Given:
    """A label given as a banner, as XML or as JSON, made when it says so itself, else when ``created``; of
    XML the one that is in force ``at`` a moment.
    Raises ``MarkingError``, ``StanagError``, ``LabelError`` or NoQuestion.
    """
    groups = default_groups()
    if not isinstance(given, str):
        made = Label.from_json(_whole(given or {}))
        return Given(made if made.epochs else groups.received(made, created))
    if given.lstrip().startswith("<"):
        return given_as_xml(given, groups, at)
    _, read, faults = read_marking({**asked, "marking": given, "kind": "banner"})
    if read is None:
        raise faults[0]
    return Given(groups.received(read, created))


def policy_name(given: object) -> str:
    """The name of a policy, without its version."""
    return str(given).partition("@")[0].lower()


def level_called(text: str, policy: Policy) -> int:
    """The level that a person means by its name, its portion mark or its heading, in any letters. Raises
    ``LabelError`` with those that there are.
    """
    named = {
        name.upper(): one for one in policy.levels for name in (one.name, one.portion, one.banner) if name
    }
    found = named.get(text.upper())
    if found is None:
        known = ", ".join(one.name for one in policy.levels)
        raise LabelError("level", f"{policy.identifier} has no level {text!r:.40}, but {known}")
    return found.value


def _whole(given: Any) -> Any:
    """The JSON of a label: a person may leave out the version, and give level, nations and groups by name."""
    if not isinstance(given, Mapping):
        return given
    whole, named = dict(given), given.get("policy")
    try:
        if isinstance(named, str) and "@" not in named:
            whole["policy"] = shipped_policy(named.lower()).identifier
    except PolicyError as error:
        raise LabelError("policy", str(error)) from error
    policy = version_of(shipped_policies(), str(whole.get("policy")))
    return whole if policy is None else whole | _coded(whole, policy)


def _coded(given: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
    found: dict[str, Any] = {}
    level = given.get("level")
    if isinstance(level, str):
        found["level"] = level_called(level, policy)
    for name in ("owner", "rel", "only", "display_only"):
        listed = given.get(name)
        if isinstance(listed, list):
            found[name] = [policy.code_of(one) or one if isinstance(one, str) else one for one in listed]
    return found
