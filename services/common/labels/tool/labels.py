"""Questions on labels: may somebody do something with it, and how is it written in another form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from services.common.labels.decide import Action
from services.common.labels.decide import decide as decided
from services.common.labels.groups import Groups, default_groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import Label, LabelError, epoch_time
from services.common.labels.policy import Policy, PolicyError
from services.common.labels.render import banner, portion_mark
from services.common.labels.spif import shipped_policies, shipped_policy
from services.common.labels.stanag4774 import (
    CLAIM,
    Fault,
    StanagError,
    label_text,
    read_claim,
    read_clearance,
    write_label,
)
from services.common.labels.stanag4774.form import ALTERNATIVE
from services.common.labels.stanag4774.write import DECLARATION
from services.common.labels.subject import Reader
from services.common.labels.tool.asking import (
    Answer,
    NoQuestion,
    Question,
    World,
    about,
    label_of,
    level_called,
    moment_of,
    policy_name,
    told,
    ways_of,
)
from services.common.labels.tool.documents import Given, bindings_as_json
from services.common.labels.translate import TranslationRefused, translate

REVIEW: Final = timedelta(days=5 * 365)
"""After so long a label is looked at again, where nobody says when."""


def decide(asked: Question, world: World | None = None) -> Answer:
    """Whether somebody may do something: ``{id, label, clearance, action?, created?, policy?, profile?}``.

    ``label`` is a banner, XML of STANAG 4774, or the JSON of a label; ``clearance`` is XML of it, or JSON:
    ``affiliation``, ``clearance`` (a level by name or number for each policy; one level is the label's
    policy's), ``coi``, ``restrictive``, ``groups``. ``created``: when the label was made, where it does not
    say so itself; now, if left out. Gives ``{id, allow, reason, detail}``; what cannot be read is denied.
    """
    now = (world or World()).at
    name = str(asked.get("action", "read")).upper()
    if name not in Action.__members__:
        raise NoQuestion(f"action: one of {', '.join(Action.__members__).lower()}")
    created = moment_of(asked, "created", now)
    try:
        made = label_of(asked.get("label"), asked, created, now).label
    except (MarkingError, LabelError, StanagError, PolicyError) as error:
        return about(asked, allow=False, reason="no_label", detail=str(error))
    found = decided(_reader(asked, made.policy_name), made, Action[name], now)
    return about(asked, allow=found.allow, reason=found.reason, detail=found.detail)


def _reader(asked: Question, policy: str) -> Reader:
    given = asked.get("clearance")
    if isinstance(given, str):
        try:
            if not given.lstrip().startswith("<"):
                return read_claim({CLAIM: given}, shipped_policies(), default_groups())
            return read_clearance(given.encode(), shipped_policies(), default_groups())
        except StanagError as error:
            raise NoQuestion(f"clearance: {error}") from error
    if not isinstance(given, dict):
        raise NoQuestion("clearance: an object, or XML")
    levels = given.get("clearance", {})
    nation = given.get("affiliation")
    if isinstance(levels, str | int):
        levels = {policy: levels}
    if not isinstance(levels, dict) or not isinstance(nation, str | None):
        raise NoQuestion("clearance: an affiliation and a level for each policy")
    held = {policy_name(name): _level(policy_name(name), value) for name, value in levels.items()}
    lists = [given.get(name, []) for name in ("groups", "coi", "restrictive")]
    if not all(isinstance(one, list) and all(isinstance(code, str) for code in one) for one in lists):
        raise NoQuestion("clearance: groups, coi and restrictive are lists of codes")
    return Reader.make(nation, held, *lists)


def _level(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return level_called(str(value), shipped_policy(name))
    except (PolicyError, LabelError) as error:
        raise NoQuestion(f"clearance: {error}") from error


def convert(asked: Question, world: World | None = None) -> Answer:
    """A label in another form: ``{id, label, to, under?, policy?, profile?, created?, review?}``; ``label``
    as in `decide`, or a document with bindings; ``to``: banner, portion, json or xml; ``under``: a policy.

    Gives ``{id, result, lost}`` (words that the other policy has not, and what the form has no place for),
    or ``{id, result: null, errors}`` where it cannot be carried over. A document with bindings as JSON is its
    approach, the label of the whole, what is stated of it, and the label of each portion.
    """
    form = asked.get("to")
    if form not in ("banner", "portion", "json", "xml"):
        raise NoQuestion("to: banner, portion, json or xml")
    world = world or World()
    created = moment_of(asked, "created", world.at)
    try:
        given = label_of(asked.get("label"), asked, created, world.at)
        made = given.label
        own = shipped_policy(str(asked.get("under") or made.policy_name).lower())
        carried = translate(made, own, world.groups)
        profile = next((way.profile for way in ways_of(asked) if way.policy is own), None)
        if form == "xml":
            result: Any = _document(given, carried.label, own, _Times(created, asked, world.groups))
        elif form == "json":
            bound = bindings_as_json(given, world.groups, world.at) if given.bindings else None
            result = bound or carried.label.to_json()
        else:
            result = (banner if form == "banner" else portion_mark)(carried.label, own, profile)
    except StanagError as error:
        faults = [{"rule": one.rule, "at": one.at, "message": one.message} for one in error.faults]
        return about(asked, result=None, errors=faults)
    except MarkingError as error:
        return about(asked, result=None, errors=[told(error)])
    except TranslationRefused as error:
        faults = [{"rule": f"translate_{error.field}", "at": error.field, "message": error.message}]
        return about(asked, result=None, errors=faults)
    except (LabelError, PolicyError) as error:
        return about(asked, result=None, errors=[{"rule": "label", "at": "", "message": str(error)}])
    lost = [
        *carried.lost,
        *given.lost(form, made.policy_name != own.name),
        *_unsaid(made, carried.label, form, world),
    ]
    return about(asked, result=result, lost=lost)


def _unsaid(made: Label, carried: Label, form: str, world: World) -> list[str]:
    """What of a label itself a form does not say: of which time the members are, and of what it was made."""
    if form == "json":
        return []
    now = world.groups.epochs_at(carried.codes, world.at)
    members = ["epochs"] if form != "xml" and carried.epochs != now else []
    return members + (["basis"] if made.basis else [])


@dataclass(frozen=True, slots=True)
class _Times:
    """When a label was made, as far as it is known, and when it is asked to be looked at again."""

    asked_for: datetime
    asked: Question
    groups: Groups

    def created(self, label: Label, stated: datetime | None) -> datetime:
        """The time that the document says: its members are those of the label. Raises ``StanagError``."""
        named = "created" in self.asked
        moments = [self.asked_for] if named else [stated, self.asked_for, *map(epoch_time, label.epochs)]
        for moment in moments:
            if moment is not None and self.groups.epochs_at(label.codes, moment) == label.epochs:
                return moment
        raise StanagError([Fault("epochs", "CreationDateTime", "no one time has the members of this label")])

    def review(self, created: datetime, stated: datetime | None) -> datetime:
        """When it is looked at again: as asked, else as stated, else after ``REVIEW``."""
        last = datetime.max.replace(tzinfo=UTC) - REVIEW
        return moment_of(self.asked, "review", stated or min(created, last) + REVIEW)


def _document(given: Given, label: Label, policy: Policy, times: _Times) -> str:
    """The XML of a label, with what stood beside it in the document that it came in."""
    stated = given.received
    created = times.created(label, None if stated is None else stated.created)
    review = times.review(created, None if stated is None else stated.review)
    if stated is None:
        return write_label(label, policy, created, review).decode()
    kept = replace(stated, label=label, policy=policy, created=created, review=review)
    if policy.name != stated.policy.name:
        kept = replace(kept, succession=None, kind=ALTERNATIVE)
    return f"{DECLARATION}{label_text(kept)}\n"
