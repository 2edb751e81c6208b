"""What people send and are shown of overlaps."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.dates import ImpreciseDate
from services.common.inputs import Input, Line, Nation, Partial, Text
from services.common.label_api import LabelBody, LabelView
from services.registry.activities.schemas import Areas, PartIn, PlaceIn
from services.registry.domain.load import Room
from services.registry.domain.values import Tool

Month = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")]
"""A month: ``2027-03``."""


class Basis(StrEnum):
    """How an overlap is known: from two records, or by presence alone."""

    RECORDS = "records"
    PRESENCE = "presence"


class Kind(StrEnum):
    """How firm it is."""

    DEFINITE = "definite"
    POSSIBLE = "possible"


class State(StrEnum):
    """What the reader's own nation has done about it since it was last found anew."""

    NEW = "new"
    SEEN = "seen"
    ACCEPTED = "accepted"
    RESOLVED = "resolved"


class Act(StrEnum):
    """What a nation does about an overlap."""

    SEEN = "seen"
    ACCEPTED = "accepted"
    RESOLVED = "resolved"


class How(StrEnum):
    """How it was resolved."""

    MOVED = "moved"
    MERGED = "merged"
    CANCELLED = "cancelled"
    OTHER = "other"


class ActIn(Input):
    """An act of the writer's nation. ``resolved`` says how; a note is seen by whom its label names,
    by default by those who may read the overlap.
    """

    act: Act
    how: How | None = None
    note: Text = ""
    label: LabelBody | None = None


class ConsentIn(Input):
    """The summary card that the writer's nation offers, as a record of its own: shown to the other nation
    once both have consented. Its label names the other nation; left out it names that one alone.
    """

    title: Line
    text: Text = ""
    contact: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    label: LabelBody | None = None


class CheckIn(Input):
    """An activity before it is saved; ``id``: the record that is being changed."""

    id: UUID | None = None
    owner: list[Nation] = Field(default_factory=list, max_length=20)
    tool: Tool | None = None
    hosts: list[Nation] = Field(default_factory=list, max_length=50)
    participants: list[PartIn] = Field(default_factory=list, max_length=100)
    places: list[PlaceIn] = Field(default_factory=list, max_length=50)
    unit_ids: list[UUID] = Field(default_factory=list, max_length=100)
    capability_areas: Areas = Field(default_factory=list)
    start: Partial | None = None
    end: Partial | None = None


class ActivityName(BaseModel):
    """An activity as others name it."""

    id: UUID
    ref: str | None
    title: str
    owner: str
    lead: str
    nations: list[str]
    hosts: list[str]
    tool: str
    status: str
    start: ImpreciseDate
    end: ImpreciseDate
    capability_areas: list[str]
    place: str
    label: LabelView


class Dimensions(BaseModel):
    """The answer of each of the four."""

    audience: Kind
    capability: Kind
    place: Kind
    time: Kind


class Other(BaseModel):
    """The other nation of an overlap by presence."""

    nation: str


class CardView(BaseModel):
    """A summary card as this reader may see it."""

    title: str
    text: str
    contact: str
    label: LabelView


class Consent(BaseModel):
    """Which side has consented to open details, and the cards that the reader may read."""

    own: bool
    other: bool
    open: bool
    own_card: CardView | None
    other_card: CardView | None


class ActView(BaseModel):
    """What a nation did about it."""

    nation: str
    act: Act
    how: str
    note: str
    at: datetime
    label: LabelView


class OverlapView(BaseModel):
    """An overlap as one reader may see it: both records, or by presence a cell and nothing else.

    ``from`` and ``to``: what both can share, as exact as the dates that bound it.
    """

    id: UUID
    basis: Basis
    kind: Kind
    state: State
    holds: bool
    country: str
    month: str
    tool: str
    first: ImpreciseDate = Field(serialization_alias="from")
    last: ImpreciseDate = Field(serialization_alias="to")
    dimensions: Dimensions
    why: list[str]
    left: ActivityName | None
    right: ActivityName | None
    other: Other | None
    own: list[ActivityName]
    consent: Consent | None
    acts: list[ActView]
    may: list[str]
    raised_at: datetime
    label: LabelView


class OverlapPage(BaseModel):
    """One page of overlaps."""

    items: list[OverlapView]
    next: str | None


class NewOverlaps(BaseModel):
    """Overlaps that the reader's nation has not looked at, by how they are known; 1,000 are 1,000 or more."""

    definite: int
    possible: int
    presence: int


class Summary(BaseModel):
    """What waits."""

    new: NewOverlaps


class CheckedLine(BaseModel):
    """What an activity will overlap with, from when to when as exact as it is known."""

    kind: Kind
    country: str
    first: ImpreciseDate = Field(serialization_alias="from")
    last: ImpreciseDate = Field(serialization_alias="to")
    dimensions: Dimensions
    why: list[str]
    activity: ActivityName


class LoadLine(BaseModel):
    """A month of a host that the activity would fall in, without it."""

    country: str
    month: str
    activities: int
    capacity: int | None
    state: Room


class CheckView(BaseModel):
    """What an activity would overlap with, of what the reader may read. Nothing is kept of the question.

    ``not_compared``: what has to be said (``place``, ``time``) before anything can be compared.
    """

    definite: int
    possible: int
    items: list[CheckedLine]
    not_compared: list[str]
    load: list[LoadLine]


View = dict[str, Any]
