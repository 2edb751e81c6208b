"""How an activity, its notes, links and past are shown to one reader."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.common.dates import ImpreciseDate
from services.common.label_api import LabelView
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


class PartView(BaseModel):
    """A nation's part."""

    nation: str
    role: Role
    unit_id: UUID | None = None
    unit: str = ""
    people: int | None = None
    answer: Answer


class PlaceView(BaseModel):
    """A place."""

    country: str
    name: str
    lat: float | None = None
    lon: float | None = None


class CostView(BaseModel):
    """An amount of money, as text of exact cents, and its currency (empty: not said)."""

    amount: str
    currency: str


class Provenance(BaseModel):
    """Where an activity came from: the source's own id, or a row of an import."""

    source: str
    source_id: str
    import_id: UUID | None
    row: int | None


class SeriesName(BaseModel):
    """A series, by name."""

    id: UUID
    name: str
    rhythm: str


class ActivityLine(BaseModel):
    """An activity in a list. ``alike`` is how many records that the reader may read say the same event."""

    id: UUID
    ref: str | None
    title: str
    tool: Tool | None
    cell: Cell | None
    lead: str
    hosts: list[str]
    nations: list[str]
    place: str
    audience: str
    start: ImpreciseDate
    end: ImpreciseDate
    fiscal_year: int | None
    people: int | None
    cost: CostView | None
    programme: str
    operation: str
    purposes: list[str]
    capability_areas: list[str]
    status: Status
    flags: list[str]
    alike: int
    label: LabelView
    can: list[str]


class ActivityView(ActivityLine):
    """The whole record."""

    description: str
    sponsor: str
    participants: list[PartView]
    places: list[PlaceView]
    legal_authority: str
    mode: Mode | None
    reason: str
    series: SeriesName | None
    provenance: Provenance


class ActivityPage(BaseModel):
    """One page of activities."""

    items: list[ActivityLine]
    next: str | None


class NoteView(BaseModel):
    """A note as this reader may see it."""

    id: UUID
    nation: str
    kind: NoteKind
    text: str
    at: datetime
    label: LabelView


class NotePage(BaseModel):
    """One page of notes."""

    items: list[NoteView]
    next: str | None


class LinkView(BaseModel):
    """A link as this reader may see it."""

    id: UUID
    kind: LinkKind
    target: UUID
    title: str
    label: LabelView


class LinkList(BaseModel):
    """The links of an activity."""

    items: list[LinkView]


class VersionView(BaseModel):
    """What an activity was before a change: the fields that the change made different, as they were."""

    at: datetime
    until: datetime
    fields: dict[str, Any]


class VersionList(BaseModel):
    """Older states that the reader may read, newest first."""

    items: list[VersionView]
