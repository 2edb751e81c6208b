"""What a request about forums may say, and how a forum is shown to one reader."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.inputs import Input, Line, Nation, Text
from services.common.label_api import LabelBody, LabelView

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]


class ForumKind(StrEnum):
    """The kinds of standing body (DOMAIN: forum)."""

    GENERAL_OFFICER_ROUNDTABLE = "general_officer_roundtable"
    STAFF_TALKS = "staff_talks"
    STEERING_COMMITTEE = "steering_committee"
    WORKING_GROUP = "working_group"
    BOARD = "board"
    STANDING_PROGRAMME = "standing_programme"
    SYMPOSIUM = "symposium"


class Post(StrEnum):
    """What a person is in a forum for their nation."""

    HEAD = "head"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    EXECUTIVE_AGENT = "executive_agent"


class ForumIn(Input):
    """A new forum. Without a label it is JOINT of its members."""

    key: Key
    name: Line
    kind: ForumKind
    rank: int = Field(ge=0, le=9, description="0 is the highest")
    echelon: Annotated[str, StringConstraints(max_length=60)] = "army"
    level_text: Annotated[str, StringConstraints(max_length=120)] = ""
    parent: UUID | None = None
    nations: list[Nation] = Field(min_length=1, max_length=40)
    co_chairs: list[Nation] = Field(default=[], max_length=40)
    time_zone: Annotated[str, StringConstraints(max_length=60)] = "UTC"
    should_attend: list[Line] = Field(default=[], max_length=100)
    escalation_authority: dict[Nation, Line] = Field(
        default={}, description="By nation: who settles an escalation of a forum without a parent"
    )
    note: Text = ""
    label: LabelBody | None = None


class ForumPatch(Input):
    """Changes to a forum; what is left out stays. ``parent: null`` makes it the top of a ladder."""

    name: Line | None = None
    kind: ForumKind | None = None
    rank: int | None = Field(default=None, ge=0, le=9)
    echelon: Annotated[str, StringConstraints(max_length=60)] | None = None
    level_text: Annotated[str, StringConstraints(max_length=120)] | None = None
    parent: UUID | None = None
    nations: list[Nation] | None = Field(default=None, min_length=1, max_length=40)
    co_chairs: list[Nation] | None = Field(default=None, max_length=40)
    time_zone: Annotated[str, StringConstraints(max_length=60)] | None = None
    should_attend: list[Line] | None = Field(default=None, max_length=100)
    escalation_authority: dict[Nation, Line] | None = None
    note: Text | None = None


class AppointmentIn(Input):
    """A person's post in the forum by billet, from a day on, until a day or for good."""

    nation: Nation
    post: Post
    person_id: UUID = Field(description="The person's identifier: the subject of their tokens")
    name: Line
    billet: Annotated[str, StringConstraints(max_length=200)] = ""
    since: date
    until: date | None = None


class AppointmentPatch(Input):
    """The last day of a post, when somebody hands over; null: no end is known."""

    until: date | None


class ForumName(BaseModel):
    """Just enough to name a forum and link to it."""

    id: UUID
    name: str


class AppointmentView(BaseModel):
    """Who speaks for a nation, from when to when."""

    id: UUID
    nation: str
    post: Post
    person_id: str
    name: str
    billet: str
    since: date
    until: date | None


class Mine(BaseModel):
    """What the reader is in this forum today."""

    posts: list[Post]


class ForumView(BaseModel):
    """A forum as this reader may see it; a parent that they may not read is null."""

    id: UUID
    key: str
    name: str
    kind: ForumKind
    rank: int
    echelon: str
    level_text: str
    parent: ForumName | None
    nations: list[str]
    co_chairs: list[str]
    time_zone: str
    should_attend: list[str]
    escalation_authority: dict[str, str]
    appointments: list[AppointmentView]
    note: str
    label: LabelView
    mine: Mine
    can: list[str] = Field(description="What the reader may do with it now")


class ForumPage(BaseModel):
    """One page of forums."""

    items: list[ForumView]
    next: str | None
