"""What a request about an agenda may say, and how an agenda is shown to one reader."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.inputs import Input, Line, Nation, Text
from services.common.label_api import LabelBody, LabelView
from services.meetings.forums.schemas import ForumName
from services.meetings.items.schemas import ItemView
from services.meetings.meetings.schemas import MeetingName, MeetingView


class SectionKind(StrEnum):
    """The parts of an agenda in their order; each meeting opens with the back-brief."""

    BACK_BRIEF = "back_brief"
    ESCALATIONS = "escalations"
    DISCUSSION = "discussion"
    NOTED = "noted"
    TOPICS = "topics"


class OriginView(BaseModel):
    """Where an item comes from; what the reader may not read is null."""

    forum: ForumName | None
    meeting: MeetingName | None
    ref: str
    carried_over: int


class TopicView(BaseModel):
    """A topic of the meeting's own."""

    title: str
    text: str


class OutcomeBrief(BaseModel):
    """What the meeting left of the item."""

    id: UUID
    item_id: UUID
    kind: str
    text: str
    reason: str
    to_meeting: MeetingName | None
    to_forum: ForumName | None
    positions: dict[str, str]
    standing: str
    at: datetime
    label: LabelView


class AgendaEntry(BaseModel):
    """One line of the agenda. ``number`` is made at rendering, over what this reader sees.

    ``why``: new, due, at_risk, picked, escalated, reopened, adjudicated, carried_over, deferred; answered or
    returned in the back-brief; noted.
    """

    number: str
    entry_id: UUID | None
    item: ItemView | None
    topic: TopicView | None
    origin: OriginView | None
    why: list[str]
    presenter: str
    presenter_nation: str
    minutes: int | None
    position: int
    outcome: OutcomeBrief | None
    label: LabelView


class AgendaSection(BaseModel):
    """One part of the agenda."""

    kind: SectionKind
    entries: list[AgendaEntry]


class AgendaView(BaseModel):
    """The agenda as this reader (or, within it, a nation) sees it, under the banner of what it shows."""

    meeting: MeetingView
    as_nation: str | None
    banner: LabelView
    sections: list[AgendaSection]


class ProjectionView(BaseModel):
    """What every nation present may read, with a numbering of its own."""

    meeting: MeetingView
    nations: list[str]
    banner: LabelView
    sections: list[AgendaSection]


class OrderIn(Input):
    """The order of entries of one agenda: each is an item's id or a topic's entry id, first to last."""

    entries: list[UUID] = Field(min_length=1, max_length=500)


Minutes = Annotated[int, Field(ge=1, le=1_440)]


class TopicIn(Input):
    """A topic of the meeting's own. Without a label it takes the meeting's."""

    title: Line
    text: Text = ""
    minutes: Minutes | None = None
    presenter: Annotated[str, StringConstraints(max_length=200)] = ""
    presenter_nation: Nation | None = None
    label: LabelBody | None = None


class PickIn(Input):
    """An item of the tracker that is to be discussed, not only noted."""

    item: UUID


class EntryPatch(Input):
    """Presenter, minutes and words of an entry; an item's own words are not changed here."""

    title: Line | None = None
    text: Text | None = None
    minutes: Minutes | None = None
    presenter: Annotated[str, StringConstraints(max_length=200)] | None = None
    presenter_nation: Nation | None = None
    picked: bool | None = None


class EntryView(BaseModel):
    """An annotation or topic as stored."""

    id: UUID
    meeting_id: UUID
    item_id: UUID | None
    title: str
    text: str
    minutes: int | None
    presenter: str
    presenter_nation: str
    picked: bool
    label: LabelView
