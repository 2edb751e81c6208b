"""What people send and are shown of hosts."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.dates import ImpreciseDate
from services.common.inputs import Input, Line, Nation, Partial, Text
from services.common.label_api import LabelBody, LabelView
from services.registry.activities.schemas import Area, Many
from services.registry.deconfliction.schemas import ActivityName, Month, OverlapView
from services.registry.demand.schemas import DemandView
from services.registry.domain.load import Room

Withdrawn = Annotated[
    bool | None, Field(description="Whether it is withdrawn: it stands in no list then; false brings it back")
]


class CapacityIn(Input):
    """What a host country, or a unit of it, can absorb at once; from and to a month if that is said."""

    unit_id: UUID | None = None
    from_: Month | None = Field(default=None, alias="from")
    to: Month | None = None
    activities: Annotated[int, Field(ge=0, le=10_000)] | None = None
    people: Many | None = None
    note: Text = ""
    label: LabelBody | None = None


class CapacityPatch(Input):
    """Changes to a capacity: what is left out stays, null takes it away."""

    from_: Month | None = Field(default=None, alias="from")
    to: Month | None = None
    activities: Annotated[int, Field(ge=0, le=10_000)] | None = None
    people: Many | None = None
    note: Text | None = None
    withdrawn: Withdrawn = None


class ObjectiveIn(Input):
    """A capability that a host should be helped with, and from when to when if that is said."""

    host: Nation
    capability: Area
    title: Line
    text: Text = ""
    wanted_from: Partial | None = None
    wanted_to: Partial | None = None
    label: LabelBody | None = None


class ObjectivePatch(Input):
    """Changes to an objective: what is left out stays, null makes a date unknown."""

    capability: Area | None = None
    title: Line | None = None
    text: Text | None = None
    wanted_from: Partial | None = None
    wanted_to: Partial | None = None
    withdrawn: Withdrawn = None


class CapacityView(BaseModel):
    """A capacity as this reader may see it; ``unit``: the unit's name, where they may know it."""

    id: UUID
    host: str
    unit_id: UUID | None
    unit: str | None
    from_: str | None = Field(serialization_alias="from")
    to: str | None
    activities: int | None
    people: int | None
    note: str
    withdrawn: bool
    may: list[str]
    label: LabelView


class ObjectiveView(BaseModel):
    """An objective, and by which activities that the reader may read it is served."""

    id: UUID
    ref: str
    host: str
    capability: str
    title: str
    text: str
    wanted_from: ImpreciseDate
    wanted_to: ImpreciseDate
    served: Annotated[str, StringConstraints(pattern="^(yes|perhaps|no)$")]
    served_by: list[ActivityName]
    withdrawn: bool
    may: list[str]
    label: LabelView


class ObjectivePage(BaseModel):
    """One page of objectives."""

    items: list[ObjectiveView]
    next: str | None


class Beside(BaseModel):
    """A nation that is there by presence alone, and the type of what it has."""

    nation: str
    tool: str


class Limits(BaseModel):
    """A capacity in a month."""

    activities: int | None
    people: int | None


class MonthView(BaseModel):
    """A month's load: what is surely there, what may be, people as far as they are said."""

    month: str
    activities: int
    possible: int
    people: int
    people_unknown: int
    by_nation: dict[str, int]
    presence: list[Beside]
    capacity: Limits | None
    state: Room


class Window(BaseModel):
    """Free months in a row."""

    from_: str = Field(serialization_alias="from")
    to: str
    months: int


class LoadView(BaseModel):
    """The load calendar of a host or of one of its units, from what the reader may read."""

    country: str
    unit: UUID | None
    months: list[MonthView]
    windows: list[Window]
    capacities: list[CapacityView]
    label: LabelView | None


class ReasonView(BaseModel):
    """A reason for or against a nation, with its origin."""

    kind: str
    says: str
    for_: bool = Field(serialization_alias="for")
    origin: str


class CandidateView(BaseModel):
    """A nation that might lead; ``held_back`` by a caveat that forbids it."""

    nation: str
    rank: int
    held_back: bool
    reasons: list[ReasonView]
    unknown: list[str]


class Suggestion(BaseModel):
    """Who might lead something, with reasons, and what the suggestion does not know. It binds nobody."""

    capability: str
    candidates: list[CandidateView]
    unknown: list[str]


class CaveatView(BaseModel):
    """A published caveat of a nation that is, or may be, about this host."""

    nation: str
    rule: str
    effect: str
    scope: str
    kind: str
    binds: str
    origin: str


class NationThere(BaseModel):
    """What of one nation is under way and coming there, and how many activities are over."""

    nation: str
    underway: list[ActivityName]
    coming: list[ActivityName]
    past: int


class Firm(BaseModel):
    """Overlaps by kind."""

    definite: int
    possible: int


class HostLine(BaseModel):
    """A host in the list of hosts."""

    country: str
    name: str
    underway: int
    coming: int
    nations: list[str]
    overlaps: Firm
    gaps: int
    over: list[str]


class HostList(BaseModel):
    """Hosts in which something is under way, coming or wanted, of what the reader may read, and its mark."""

    items: list[HostLine]
    label: LabelView | None


class HostView(BaseModel):
    """Everything about one host, of what the reader may read; ``says``: what a planner can act on."""

    country: str
    name: str
    nations: list[NationThere]
    load: LoadView
    overlaps: list[OverlapView]
    capacities: list[CapacityView]
    objectives: list[ObjectiveView]
    demands: list[DemandView]
    caveats: list[CaveatView]
    suggestions: list[Suggestion]
    says: list[str]
    label: LabelView | None
