"""What a request about activities may say."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from services.common.inputs import Input, Line, Nation, Partial, Text
from services.common.label_api import LabelBody
from services.registry.domain.areas import area, areas
from services.registry.domain.values import (
    Answer,
    Cell,
    LinkKind,
    Mode,
    NoteKind,
    Role,
    Status,
    Tool,
)

Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Tags = Annotated[list[Tag], Field(max_length=30)]
Area = Annotated[Tag, AfterValidator(area)]
Areas = Annotated[list[Tag], Field(max_length=30), AfterValidator(areas)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Money = Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=2)]
Many = Annotated[int, Field(ge=0, le=10_000_000)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class SortBy(StrEnum):
    """What a list of activities is sorted by."""

    START = "start"
    TITLE = "title"
    PEOPLE = "people"
    COST = "cost"

    @property
    def column(self) -> str:
        """The column that an index sorts by; what is not said has a value below all others there."""
        plain = {SortBy.START: "starts_on", SortBy.TITLE: "title"}
        return plain.get(self, f"{self.value}_or_none")


class PartIn(Input):
    """A nation in the activity. A unit by its id in the registry, or by name."""

    nation: Nation
    role: Role
    unit_id: UUID | None = None
    unit: Short = ""
    people: Many | None = None


class PlaceIn(Input):
    """Where: a country, a place by name, and where it lies if that is known (degrees, WGS 84)."""

    country: Nation
    name: Short = ""
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None


class Cost(Input):
    """An amount and its currency (ISO 4217)."""

    amount: Money
    currency: Currency


class ActivityFields(Input):
    """What an activity is. Dates are as exact as they are known; left out they are unknown."""

    description: Text = ""
    tool: Tool | None = None
    cell: Cell | None = None
    purposes: Tags = Field(default_factory=list)
    capability_areas: Areas = Field(default_factory=list)
    sponsor: Short = ""
    lead: Nation | None = None
    participants: list[PartIn] = Field(default_factory=list, max_length=100)
    places: list[PlaceIn] = Field(default_factory=list, max_length=50)
    start: Partial | None = None
    end: Partial | None = None
    fiscal_year: Year | None = None
    people: Many | None = None
    cost: Cost | None = None
    legal_authority: Short = ""
    programme: Short = ""
    operation: Short = ""
    mode: Mode | None = None
    series: UUID | None = None


class ActivityIn(ActivityFields):
    """A new activity. Without a label it is the writer's own nation's alone.

    ``source`` and ``source_id`` are its name in the system that it comes from.
    """

    title: Line
    status: Status = Status.PROPOSED
    source: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    source_id: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    label: LabelBody | None = None


class ActivityPatch(ActivityFields):
    """Changes to an activity: what is left out stays, null makes it unknown."""

    title: Line | None = None


class StatusIn(Input):
    """The status that an activity goes to; postponing and cancelling say why."""

    to: Status
    reason: Short = ""


class AnswerIn(Input):
    """What the writer's nation says of its part."""

    answer: Answer


class LabelIn(Input):
    """The label that an activity is to have."""

    label: LabelBody


class NoteIn(Input):
    """A note. Without a label it is the writer's nation's, for who reads the activity."""

    kind: NoteKind = NoteKind.NOTE
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
    label: LabelBody | None = None


class LinkIn(Input):
    """What an activity is tied to, by the id of a record that the writer can read elsewhere."""

    kind: LinkKind
    target: UUID
    title: Short = ""
