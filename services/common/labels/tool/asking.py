"""What questions have in common: their fields, and how an answer speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from services.common.labels.groups import Groups, default_groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import Label, LabelError
from services.common.labels.nation_names import NATION_NAMES
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Policy, PolicyError, version_of
from services.common.labels.sections.held import BrokenConditions
from services.common.labels.spif import shipped_policies, shipped_policy
from services.common.labels.stanag4774 import read_label

Answer = dict[str, Any]
Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """By what a question is answered: groups, what to call each code, and the moment."""

    groups: Groups = field(default_factory=default_groups)
    names: Mapping[str, str] = field(default_factory=lambda: NATION_NAMES)
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


def policy_of(asked: Question, default: str) -> tuple[Policy, str | None]:
    """The policy and profile that are asked for. Raises NoQuestion."""
    try:
        policy = shipped_policy(str(asked.get("policy") or default).lower())
        name = asked.get("profile")
        return policy, policy.profile(None if name is None else str(name).lower()).name
    except (PolicyError, LabelError) as error:
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


def label_of(given: Any, policy: Policy, profile: str | None, created: datetime) -> Label:
    """A label given as a banner, as XML or as JSON, made when it says so itself, else when ``created``."""
    groups = default_groups()
    if not isinstance(given, str):
        made = Label.from_json(_whole(given or {}))
        return made if made.epochs else groups.received(made, created)
    if given.lstrip().startswith("<"):
        found = read_label(given.encode(), shipped_policies(), groups)
        return groups.received(found.label, found.created)
    return groups.received(parse_banner(given, policy, profile), created)


def policy_name(given: object) -> str:
    """The name of a policy, without its version."""
    return str(given).partition("@")[0].lower()


def _whole(given: Any) -> Any:
    """The JSON of a label, of which a person may leave out the version, and give the level by its name."""
    if not isinstance(given, Mapping):
        return given
    whole, named, level = dict(given), given.get("policy"), given.get("level")
    if isinstance(named, str) and "@" not in named:
        whole["policy"] = shipped_policy(named.lower()).identifier
    policy = version_of(shipped_policies(), str(whole.get("policy")))
    if policy is not None and isinstance(level, str):
        found = policy.level_named(level.upper())
        if found is None:
            raise LabelError("level", f"{policy.identifier} has no {level!r:.40}")
        whole["level"] = found.value
    return whole
