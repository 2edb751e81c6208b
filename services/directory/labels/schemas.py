"""What is asked of labels and markings, and the answers."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from services.common.inputs import Input, Nation
from services.common.label_api import Code as GroupOrNation
from services.common.label_api import LabelBody, LabelPortion, LabelView, ReadableBy, Words
from services.common.labels.marking import MAX_LENGTH

MarkingText = Annotated[str, StringConstraints(max_length=MAX_LENGTH)]
PolicyName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,39}$")]
LevelName = Annotated[str, StringConstraints(max_length=40)]
Kind = Literal["banner", "portion"]
Nations = Annotated[list[Nation], Field(max_length=300)]


class UnderPolicy(Input):
    """By which policy and profile of it markings are read."""

    policy: PolicyName | None = Field(default=None, description="the coalition's own if left out")
    profile: PolicyName | None = Field(default=None, description="the first of the policy if left out")


class Marking(UnderPolicy):
    """A marking as somebody typed it: a banner, or the mark before a paragraph."""

    marking: MarkingText
    kind: Kind = "banner"


class ParseBody(Marking):
    """A marking, and the nations at the table, of which the answer also says who does not read."""

    nations: Nations = Field(default_factory=list)


class TypedError(BaseModel):
    """What is wrong, and where: the signs from ``at`` up to, not including, ``end``.

    ``nearest``: the nearest valid form of what stands there; ``use``: the whole marking with it.
    """

    rule: str
    at: int
    end: int
    message: str
    nearest: str | None
    use: str | None


class Instead(BaseModel):
    """What was typed is a valid marking of another policy: so it is written in the one that was asked for."""

    policy: str
    marking: str


class Typed(BaseModel):
    """The label that a marking says, as it would be made now, or what is wrong with it.

    ``says``: the same in sentences; ``canonical``: as the policy writes it; ``unsettable``: words that the
    label of a record here has no place for.
    """

    valid: bool
    errors: list[TypedError] = []
    says: list[str]
    canonical: str | None = None
    label: LabelView | None = None
    unsettable: list[str] = []
    instead: Instead | None = None


class SuggestBody(Marking):
    """A half-typed marking with the caret in it; ``nations`` are offered first."""

    at: int | None = Field(default=None, ge=0, le=MAX_LENGTH, description="the caret; the end if left out")
    nations: Nations = Field(default_factory=list)


class SuggestionView(BaseModel):
    """``text`` stands from ``at`` to the caret when it is taken; ``says`` is what it means, where told."""

    at: int
    text: str
    says: str


class Suggestions(BaseModel):
    """What may stand at the caret; what is not valid in the end is never among it."""

    items: list[SuggestionView]


class ReadersBody(Input):
    """A label, and the nations of which to say why they read it or do not."""

    label: LabelPortion
    nations: Nations = Field(default_factory=list)


class StandingView(BaseModel):
    """Whether people of a nation may read it or be shown it, by the label alone, and why."""

    nation: str
    name: str
    reads: bool
    shown: bool
    says: str


class ReadersView(BaseModel):
    """Who reads a label: in words, in sentences on each part of it, and nation by nation."""

    readable_by: ReadableBy
    says: list[str]
    nations: list[StandingView]


class MarkingsBody(Input):
    """Markings to look at, each for itself."""

    markings: Annotated[list[Marking], Field(min_length=1, max_length=200)]


class MarkingsChecked(BaseModel):
    """An answer for each marking, in the order in which they were asked."""

    items: list[Typed]


class CombineBody(UnderPolicy):
    """The marks of a page in their order; a short mark stands for the list of ``banner``, where given."""

    portions: Annotated[list[MarkingText], Field(min_length=1, max_length=500)]
    banner: MarkingText | None = None


class ToolError(BaseModel):
    """Why there is no result: the rule, the place (a sign, or a part of XML), and the portion if any."""

    rule: str
    at: int | str
    message: str
    nearest: str | None = None
    portion: int | None = None


class CombineStep(BaseModel):
    """One step of a roll-up: its rule, the reason, and the number of the portion that made it so."""

    rule: int
    says: str
    portion: int | None


class Combined(BaseModel):
    """The banner of a page with the reason for each step, or what is wrong."""

    banner: str | None
    steps: list[CombineStep] = []
    errors: list[ToolError] = []


LabelText = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]
"""A banner, or XML of STANAG 4774."""


class ConvertBody(UnderPolicy):
    """A label as a banner, as XML of STANAG 4774 or by its parts, and the form that is wanted of it."""

    label: LabelText | LabelPortion
    to: Literal["banner", "portion", "json", "xml"]
    under: PolicyName | None = Field(default=None, description="another policy; its own if left out")


class Converted(BaseModel):
    """The label as text (or by its parts: ``label``), with the words that are not carried over.

    ``portions``: of a document with bindings, the label of each address in it.
    """

    result: str | None = None
    label: LabelView | None = None
    portions: dict[str, LabelView] = {}
    lost: list[str] = []
    errors: list[ToolError] = []


class ClearanceBody(Input):
    """What somebody holds. ``clearance``: for each policy the name of a level."""

    affiliation: Nation | None = None
    clearance: Annotated[dict[PolicyName, LevelName], Field(max_length=20)] = Field(default_factory=dict)
    coi: Words = Field(default_factory=list)
    restrictive: Words = Field(default_factory=list)
    groups: Annotated[list[GroupOrNation], Field(max_length=100)] = Field(default_factory=list)


class DecideBody(UnderPolicy):
    """Whether somebody who holds this may do something with what stands under that label."""

    label: LabelText | LabelPortion
    clearance: LabelText | ClearanceBody
    action: Literal["discover", "display", "read", "export", "federate", "relabel", "release"] = "read"


class Decided(BaseModel):
    """The decision, the rule that made it, and a detail."""

    allow: bool
    reason: str
    detail: str


class PolicyWord(BaseModel):
    """A word of a policy: in banners and in portion marks, the set that it belongs to, what it means."""

    name: str
    banner: str
    portion: str
    set: str
    says: str


class LevelEquivalence(BaseModel):
    """A level of another policy that counts as this one."""

    policy: str
    level: str


class LevelView(BaseModel):
    """A classification with its place, words and colours, and what counts as it."""

    name: str
    short: str
    value: int
    colour: str
    text_colour: str
    equivalent: list[LevelEquivalence]


class PolicyDetail(BaseModel):
    """A version of a policy. ``newest``: labels are made under it now."""

    name: str
    version: str
    oid: str
    newest: bool
    levels: list[LevelView]
    words: list[PolicyWord]
    profiles: list[str]


class PolicyList(BaseModel):
    """Every version of every policy, by name; there is never a next page."""

    items: list[PolicyDetail]
    next: None


class CompareBody(Input):
    """Two versions of a policy, each a name or the XML of a SPIF (schema 2.1)."""

    policy: Annotated[str, StringConstraints(min_length=1, max_length=400_000)]
    before: Annotated[str, StringConstraints(min_length=1, max_length=400_000)]


class Comparison(BaseModel):
    """What a new version of a policy changes, in sentences, or why one cannot be read."""

    identifier: str | None
    changes: list[str] = []
    errors: list[ToolError] = []


class ExplainBody(Input):
    """A label, and the nations at the table, of which the answer also says who does not read."""

    label: LabelBody
    nations: Nations = Field(default_factory=list)


class RollUpBody(Input):
    """The labels of everything that stands together on a page, in a list, a book or a mail."""

    labels: Annotated[list[LabelPortion], Field(min_length=1, max_length=200)]
    nations: Nations = Field(default_factory=list)


class RollUpView(BaseModel):
    """The label of the whole, and each step that led to it: the rule and its reason in words."""

    label: LabelView
    steps: list[str]
