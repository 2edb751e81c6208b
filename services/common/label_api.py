"""Labels in requests and answers: what a person sets, and what a reader is shown of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Final

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.common.db.unit import Unit
from services.common.errors import unprocessable
from services.common.labels import (
    NOFORN,
    ORCON,
    RELIDO,
    Context,
    Groups,
    Label,
    LabelError,
    MarkingError,
    Policy,
    RollUp,
    RollUpRefused,
    banner,
    colour,
    default_policy,
    portion_mark,
    readable_by,
    readership,
    roll_up,
    shipped_policies,
    version_of,
)
from services.common.labels.nation_names import NATION_NAMES

NOTICE: Final = "All labels, people and records here are fictional."
"""What stands on every screen and file under the policy of the demonstration (DOMAIN, "Published facts")."""
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,31}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9 :+_./-]{0,63}$")]
Epoch = Annotated[str, StringConstraints(max_length=60)]
Codes = Annotated[list[Code], Field(max_length=300)]
Words = Annotated[list[Word], Field(max_length=50)]


class LabelBody(BaseModel):
    """A label as a person sets it. An empty ``rel`` means the owner only, never "no constraint"."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"level": "CONFIDENTIAL", "owner": ["USA", "GBR"], "rel": ["AUS"]}},
    )

    level: Annotated[str, StringConstraints(max_length=40)] = Field(description="name of the classification")
    owner: Codes = Field(min_length=1, description="nations (several: JOINT) or one context")
    rel: Codes = []
    only: Codes = []
    display_only: Codes = []
    coi: Words = []
    restrictive: Words = []
    noforn: bool = False
    orcon: bool = False
    relido: bool = False
    policy: Annotated[str, StringConstraints(max_length=80)] | None = Field(
        default=None, description="name of the policy; the coalition's own if left out"
    )

    def to_label(self, at: datetime, context: Context, pointer: str = "/label") -> Label:
        """The label as made at that moment. A 422 problem names the field and the rule that it breaks."""
        policy = self._policy(context)
        if policy is None:
            raise unprocessable(f"{pointer}/policy", "unknown_policy")
        level = policy.level_named(self.level)
        if level is None:
            raise unprocessable(f"{pointer}/level", "unknown_level", "The policy has no such classification.")
        try:
            made = self._made(policy, level.value, context.groups, at)
            for write in (banner, portion_mark):  # both stand wherever a record does
                write(made, policy)
        except LabelError as error:
            raise unprocessable(f"{pointer}/{error.field}", "label_rule", error.rule) from error
        except MarkingError as error:
            raise unprocessable(
                pointer, "label_inexpressible", "The policy has no marking for this."
            ) from error
        return made

    def _policy(self, context: Context) -> Policy | None:
        """What a person labels is labelled under the newest version."""
        return default_policy() if self.policy is None else context.newest(self.policy)

    def _made(self, policy: Policy, level: int, groups: Groups, at: datetime) -> Label:
        return groups.seal(self._written(policy, level), at)

    def _written(self, policy: Policy, level: int) -> Label:
        flags = ((self.noforn, NOFORN), (self.orcon, ORCON), (self.relido, RELIDO))
        return Label(
            policy.identifier, level, tuple(self.owner), tuple(self.rel), tuple(self.only),
            tuple(self.display_only), tuple(self.coi), tuple(self.restrictive),
            dissem=tuple(word for held, word in flags if held),
        )  # fmt: skip


class LabelPortion(LabelBody):
    """The label of something that exists, whole, as an answer told it: for putting things together.

    It keeps what only its making knew (``epochs``: the membership states; ``basis``: what a roll-up remembers
    of its portions): a roll-up of roll-ups is that of all their portions.
    """

    policy: Annotated[str, StringConstraints(max_length=80)] | None = Field(
        default=None,
        description="name@version as it was told, or the name for the newest; as above if left out",
    )
    dissem: Words = []
    foreign: Words = []
    informative: Words = []
    epochs: Annotated[list[Epoch], Field(max_length=300)] | None = Field(
        default=None, description="left out: as made now"
    )
    basis: Words = []

    def _policy(self, context: Context) -> Policy | None:
        return version_of(context.policies, self.policy or "") or super()._policy(context)

    def _made(self, policy: Policy, level: int, groups: Groups, at: datetime) -> Label:
        written = self._written(policy, level)
        label = written.with_(
            dissem=(*written.dissem, *self.dissem), foreign=tuple(self.foreign),
            informative=tuple(self.informative), basis=tuple(self.basis),
        )  # fmt: skip
        if self.epochs is None:
            return groups.seal(label, at)
        groups.require_known(label)  # what is deprecated meanwhile is still read
        return label.with_(epochs=tuple(self.epochs))


class ReadableBy(BaseModel):
    """Which nations read it, as codes and in words. Clearance and communities may narrow it further."""

    nations: list[str]
    words: str


class LabelView(BaseModel):
    """A label as it is shown: its parts, its markings and colours, and who reads it.

    ``apart``: the mark of several records of which nobody may read the whole, as for who is only shown some
    of them: the highest level, and each part by its own mark. It is no label and goes on no record.
    """

    policy: str
    level: str
    owner: list[str]
    rel: list[str]
    only: list[str]
    display_only: list[str]
    coi: list[str]
    restrictive: list[str]
    dissem: list[str]
    foreign: list[str]
    informative: list[str]
    epochs: list[str]
    basis: list[str]
    noforn: bool
    apart: bool = False
    banner: str
    portion: str
    colour: str
    text_colour: str
    readable_by: ReadableBy


def label_view(label: Label, unit: Unit, nations: Iterable[str] = ()) -> LabelView:
    """The view of a label of a record that the reader may read.

    ``nations`` are those of the record's forum: of them the sentence also says who does not read.
    """
    return view_of(label, unit.database.permitted.context, unit.now, tuple(sorted(set(nations))))


def label_json(unit: Unit, label_id: int, nations: Iterable[str] = ()) -> bytes:
    """The same as JSON, remembered: for the hot lists."""
    relevant = tuple(sorted(set(nations)))
    context = unit.database.permitted.context
    return _json(unit.labels.get(label_id), context_key(context), relevant, unit.now.date().isoformat())


async def roll_up_view(unit: Unit, label_ids: Iterable[int], nations: Iterable[str] = ()) -> LabelView:
    """The banner over several records that stand together before the reader: computed for them alone."""
    labels = [await unit.label(label_id) for label_id in sorted(set(label_ids))]
    return together(labels, unit.database.permitted.context, unit.now, tuple(sorted(set(nations))))


def together(
    labels: Sequence[Label], context: Context, at: datetime, nations: tuple[str, ...] = ()
) -> LabelView:
    """The mark of what stands together: under its own policy, or where there are several the coalition's.

    Who may see each part sees them ``apart`` where nobody may read the whole: no page fails for its parts.
    """
    names = {label.policy_name for label in labels}
    policy = (context.newest(next(iter(names))) if len(names) == 1 else None) or default_policy()
    try:
        return view_of(roll_up(labels, policy, context.groups, None, at).label, context, at, nations)
    except RollUpRefused:
        return _apart(labels, policy)


def require_together(labels: Sequence[Label], unit: Unit, pointer: str) -> RollUp:
    """The roll-up of labels under the coalition's policy; 422 ``roll_up_refused`` where none reads it."""
    try:
        return roll_up(labels, default_policy(), unit.database.permitted.context.groups, None, unit.now)
    except RollUpRefused as refused:
        raise unprocessable(pointer, "roll_up_refused", "Nobody may read these together.") from refused


def _apart(labels: Sequence[Label], policy: Policy) -> LabelView:
    """The highest level of all, the policy's own highest where one has no equivalent in it."""
    ranks = [policy.equivalent(one.policy_name, one.level) for one in labels]
    top = max(level.value for level in policy.levels)
    level = policy.level(max(top if rank is None else rank for rank in ranks))
    everyone = sorted({code for one in labels for code in one.owner})
    return LabelView(
        policy=policy.identifier, level=level.name, owner=everyone, rel=[], only=[], display_only=[],
        coi=sorted({word for one in labels for word in one.coi}),
        restrictive=sorted({word for one in labels for word in one.restrictive}),
        dissem=[], foreign=[], informative=[], epochs=[], basis=[], noforn=True, apart=True,
        banner=f"{level.name}//EACH PART BY ITS OWN MARK", portion=f"({level.portion})", colour=level.colour,
        text_colour=level.text_colour,
        readable_by=ReadableBy(nations=[], words="Nobody may read the whole; each part keeps its own label"),
    )  # fmt: skip


_contexts: dict[int, Context] = {}


def context_key(context: Context) -> int:
    """A small key for an immutable context, so that caches need not hash it."""
    _contexts.setdefault(id(context), context)
    return id(context)


@lru_cache(maxsize=20_000)
def _json(label: Label, key: int, nations: tuple[str, ...], day: str) -> bytes:
    at = datetime.fromisoformat(day + "T23:59:59+00:00")
    return orjson.dumps(view_of(label, _contexts[key], at, nations).model_dump())


def view_of(label: Label, context: Context, at: datetime, nations: tuple[str, ...] = ()) -> LabelView:
    """The view of a label at a moment, under given groups and policies."""
    policy = version_of((*context.policies, *shipped_policies()), label.policy)
    if policy is None:
        raise LookupError(f"no policy for {label.policy}")
    level = policy.level(label.level)
    names = {**NATION_NAMES, **{code: group.name or code for code, group in context.groups.groups.items()}}
    who = readership(label, context.groups, nations, at)
    words = readable_by(label, context.groups, names, nations, at)
    return LabelView(
        policy=label.policy, level=level.name, owner=list(label.owner), rel=list(label.rel),
        only=list(label.only), display_only=list(label.display_only), coi=list(label.coi),
        restrictive=list(label.restrictive), dissem=list(label.dissem), foreign=list(label.foreign),
        informative=list(label.informative), epochs=list(label.epochs), basis=list(label.basis),
        noforn=label.noforn,
        banner=banner(label, policy), portion=portion_mark(label, policy), colour=colour(label, policy),
        text_colour=level.text_colour, readable_by=ReadableBy(nations=list(who.readers), words=words),
    )  # fmt: skip
