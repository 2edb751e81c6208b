"""What is said of feeds, and the rows that a system sends."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.errors import FieldError
from services.common.inputs import Input, Line, Text
from services.common.label_api import Codes, LabelBody, LabelView
from services.registry.activities.schemas import ActivityFields, Short
from services.registry.domain.values import Status

Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
SourceId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
MOST = 1_000


class FeedIn(Input):
    """That a system of the administrator's nation may write a source. ``system``: its id in the directory."""

    source: Source
    system: UUID
    note: Text = ""


class BoundsIn(Input):
    """Whom the system may release what it writes to, and up to which classification; nobody: owner only."""

    rel: Codes = Field(default_factory=list)
    level: Annotated[str, StringConstraints(max_length=40)]


class EndIn(Input):
    """Why it ends."""

    reason: Line


class FeedView(BaseModel):
    """A feed as people and systems of its nation see it."""

    id: UUID
    nation: str
    source: str
    system: UUID
    note: str
    rel: list[str]
    level: str
    ended_at: datetime | None
    reason: str
    can: list[str]
    label: LabelView


class FeedState(BaseModel):
    """When the system wrote last, and how many rows of that request met each outcome."""

    at: datetime
    created: int
    updated: int
    same: int
    kept: int
    refused: int


class FeedLine(FeedView):
    """A feed in a list: ``last`` is empty where nothing came yet."""

    last: FeedState | None


class FeedPage(BaseModel):
    """One page of feeds."""

    items: list[FeedLine]
    next: str | None


class RowIn(ActivityFields):
    """One record of the source, whole: what is left out is unknown. Without a label a new record is the
    nation's alone, and a known one keeps its label.
    """

    source_id: SourceId
    title: Line
    status: Status = Status.PROPOSED
    reason: Short = ""
    label: LabelBody | None = None


class BulkIn(Input):
    """Records of one source. A row that breaks a rule is refused by itself."""

    source: Source
    rows: Annotated[
        list[Annotated[RowIn | dict[str, Any], Field(union_mode="left_to_right")]],
        Field(min_length=1, max_length=MOST),
    ]
    overwrite: bool = Field(False, description="Also records that people changed here since")


class Outcome(StrEnum):
    """What became of a row: ``kept`` where people changed its record here since."""

    CREATED = "created"
    UPDATED = "updated"
    SAME = "same"
    KEPT = "kept"
    REFUSED = "refused"


class RowResult(BaseModel):
    """What became of a row: its record, or the fields and rules for which it was refused."""

    row: int
    source_id: str
    outcome: Outcome
    id: UUID | None = None
    errors: list[FieldError] = []


class BulkView(BaseModel):
    """How many rows met each outcome, and what became of each, in the order in which they were sent."""

    counts: dict[Outcome, int]
    rows: list[RowResult]
