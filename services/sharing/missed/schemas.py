"""What is said and shown of missed opportunities."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.inputs import Input, Line, Nation
from services.common.label_api import LabelBody, LabelView
from services.sharing.domain.missed import MissedBy, MissedWhy

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Happened = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class MissedIn(Input):
    """A report of harm: "could not take part in …". Without a label it is read by the own nation, and by the
    nation whose information was withheld, where that is said.
    """

    activity: Line = Field(description="what the nation could not take part in")
    effect: Words = ""
    forum: Short = ""
    originator: Nation | None = Field(default=None, description="whose information was withheld")
    happened: Happened = Field(description="a day, a month or a year")
    reason: MissedWhy = MissedWhy.NEVER_ASKED
    level: Annotated[str, StringConstraints(max_length=40)] | None = Field(
        default=None, description="of what was withheld, as far as it is known"
    )
    label: LabelBody | None = None


class MissedPatch(Input):
    """What changes of a report: what is left out stays."""

    activity: Line | None = None
    effect: Words | None = None
    forum: Short | None = None
    happened: Happened | None = None
    reason: MissedWhy | None = None
    withdrawn: bool | None = None


class MissedView(BaseModel):
    """A report of harm as this reader may see it."""

    id: UUID
    ref: str
    nation: str
    originator: str
    forum: str
    activity: str
    effect: str
    happened: str
    reason: MissedWhy
    level: str | None
    withdrawn: bool
    can: list[str]
    label: LabelView


class MissedPage(BaseModel):
    """Reports, and the cursor of the next page."""

    items: list[MissedView]
    next: str | None


class MissedCount(BaseModel):
    """How often, by one value: in all, and as refused, never answered or reported."""

    key: str
    count: int
    refused: int
    unanswered: int
    reported: int


class MissedFigures(BaseModel):
    """The counts by one thing, the highest first, over what the reader may read; the banner over that."""

    by: MissedBy
    items: list[MissedCount]
    banner: LabelView | None
