"""What a request about duplicates may say, and how a pair and a merged record are shown to one reader."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.dates import ImpreciseDate
from services.common.inputs import Input
from services.common.label_api import LabelView
from services.registry.activities.views import CostView, Provenance
from services.registry.domain.survivorship import MergedField, Why
from services.registry.domain.values import Status, Tool

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


class State(StrEnum):
    """What was decided of a pair, for the reader's nation."""

    OPEN = "open"
    LATER = "later"
    SAME = "same"
    DIFFERENT = "different"


class Grade(StrEnum):
    """How sure the search is; ``named``: a person named the pair."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    NAMED = "named"


class Across(StrEnum):
    """Whose the two records are: of two owners; of two imports or systems; of two reports of one import."""

    NATIONS = "nations"
    IMPORTS = "imports"
    REPORTS = "reports"


class Agrees(StrEnum):
    """Whether a field agrees."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class DecisionIn(Input):
    """What is decided: ``same`` merges; ``different`` is not asked again; ``later`` puts it off for the
    writer's nation; ``open`` takes back what was decided (of ``same``: splits).
    """

    as_: Annotated[State, Field(alias="as")]
    note: Note = ""


class NamedIn(Input):
    """Two records that a person names as one event."""

    left: UUID
    right: UUID
    note: Note = ""


class ChoiceIn(Input):
    """The source of one's own nation whose value stands for a field; null: none of them."""

    field: MergedField
    source: UUID | None


class SplitIn(Input):
    """Why a record is taken out."""

    note: Note = ""


class SideView(BaseModel):
    """A record of a pair, or a source of a merged record. ``alike``: how many rows say the same."""

    id: UUID
    ref: str | None
    title: str
    owner: str
    lead: str
    hosts: list[str]
    nations: list[str]
    start: ImpreciseDate
    end: ImpreciseDate
    place: str
    audience: str
    people: int | None
    cost: CostView | None
    programme: str
    tool: Tool | None
    status: Status
    alike: int
    provenance: Provenance
    label: LabelView


class FieldView(BaseModel):
    """How a field of both compares, and how many bits it weighs for (+) or against (-) one event."""

    field: str
    level: str
    says: str
    agrees: Agrees
    weight: float
    left: str
    right: str


class DecidedView(BaseModel):
    """Who decided, and why."""

    as_: Annotated[State, Field(alias="as")]
    nation: str
    at: datetime
    note: str


class PairView(BaseModel):
    """Two records that may be one event, for who may read both."""

    id: UUID
    state: State
    grade: Grade
    weight: float
    prior: float
    across: Across
    fields: list[FieldView]
    left: SideView
    right: SideView
    decided: DecidedView | None
    can: list[State]
    label: LabelView


class PairPage(BaseModel):
    """One page of pairs, the surest first."""

    items: list[PairView]
    next: str | None


class OpenCounts(BaseModel):
    """Pairs that wait."""

    likely: int
    possible: int
    named: int


class DuplicateSummary(BaseModel):
    """How many pairs the reader may see, by what was decided."""

    open: OpenCounts
    later: int
    same: int
    different: int


class RunState(StrEnum):
    """``waiting``: asked for and not done yet."""

    WAITING = "waiting"
    IDLE = "idle"


class RunView(BaseModel):
    """Whether a look through everything is asked for, and when it was last."""

    state: RunState
    asked_at: datetime | None


class OtherValue(BaseModel):
    """What another source says."""

    source: UUID
    value: Any


class StandsView(BaseModel):
    """A field of a merged record, with the source that it is taken from (none where it is put together)."""

    value: Any
    source: UUID | None
    why: Why
    differs: bool
    others: list[OtherValue]


class SourceView(SideView):
    """A source of a merged record, and the fields that a person chose to take from it."""

    chosen_for: list[str]


class SourcesView(BaseModel):
    """A record as it is merged for this reader, from the sources that they may read."""

    merged: bool
    fields: dict[str, StandsView]
    sources: list[SourceView]
    banner: LabelView
    can: list[str]
