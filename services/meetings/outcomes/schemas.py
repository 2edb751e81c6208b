"""What a request about outcomes may say, and how an outcome is shown."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, Field

from services.common.inputs import Input, Nation, Text
from services.common.label_api import LabelBody, LabelView
from services.meetings.forums.schemas import ForumName
from services.meetings.items.schemas import DecisionName, ItemName, Standing, UnseenBy
from services.meetings.meetings.schemas import MeetingName
from services.meetings.taskings.schemas import ChildIn


class OutcomeKind(StrEnum):
    """What a meeting of the addressing forum can leave of an item."""

    PROGRESSED = "progressed"
    DEFERRED = "deferred"
    DELEGATED = "delegated"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    REFERRED = "referred"
    RETURNED = "returned"
    AGREED_TO_DISAGREE = "agreed_to_disagree"


class OutcomeIn(Input):
    """What became of one item. ``text`` says it (of an escalation: the question); a deferral names a later
    meeting and, as a return, its reason; a delegation its children; a referral its forum; agreeing to
    disagree the position of each member nation. Without a label it takes the item's.
    """

    item_id: UUID
    kind: OutcomeKind
    text: Text = ""
    reason: Text = ""
    to_meeting: UUID | None = None
    to_forum: UUID | None = None
    positions: dict[Nation, Text] = Field(default={}, max_length=40)
    children: list[ChildIn] = Field(default=[], max_length=20)
    children_decision: Text = Field(default="", description="why it is answered before its children are")
    label: LabelBody | None = None


class OutcomePatch(Input):
    """Changes to an outcome while the minutes are provisional; what is left out stays. The kind changes
    only where it made no other record and nothing followed.
    """

    kind: OutcomeKind | None = None
    text: Text | None = None
    reason: Text | None = None
    to_meeting: UUID | None = None
    positions: dict[Nation, Text] | None = Field(default=None, max_length=40)
    children_decision: Text | None = None
    label: LabelBody | None = None


class OutcomeView(BaseModel):
    """An outcome as this reader may see it. Beside the eight kinds it can be ``noted`` (with a report since
    last time), ``closed``, ``reopened``, ``adjudicated`` or ``handed_back``. Without a meeting it was left
    out of session. An outcome may be released further than its item: then it names none.
    """

    id: UUID
    item_id: UUID | None
    item: ItemName | None
    meeting: MeetingName | None
    forum: ForumName | None
    kind: str
    text: str
    reason: str
    to_meeting: MeetingName | None
    to_forum: ForumName | None
    positions: dict[str, str]
    children_decision: str
    decision: DecisionName | None
    standing: Standing
    unseen_by: UnseenBy
    at: datetime
    label: LabelView


class OutcomeList(BaseModel):
    """A page of what a meeting left of its items, in the order in which it was recorded."""

    items: list[OutcomeView]
    next: str | None
