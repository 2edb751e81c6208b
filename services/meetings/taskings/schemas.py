"""What a request about taskings may say, and how lists, trackers and lives of items are shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.dates import ImpreciseDate
from services.common.inputs import Input, Line, Nation, Text
from services.common.label_api import LabelBody, LabelView
from services.meetings.decisions.schemas import SubstituteIn, Words
from services.meetings.forums.schemas import ForumName
from services.meetings.items.schemas import ItemName, ItemView, Standing
from services.meetings.meetings.schemas import MeetingName


class ChildIn(Input):
    """A child tasking of a delegation. Without a label it takes its parent's, without a due date the
    next meeting of the forum that delegates.
    """

    title: Line
    text: Text = ""
    lead: Nation
    supporting: list[Nation] = Field(default=[], max_length=40)
    due: ImpreciseDate | None = None
    forum: UUID
    label: LabelBody | None = None
    substitute: SubstituteIn | None = None


class TaskingIn(ChildIn):
    """A tasking as it is recorded in the room. Without a label it is JOINT of the issuing forum's members, at
    its meeting's level; without a due date it is due at the issuer's next meeting.
    """

    decision_id: UUID | None = None


class TaskingPatch(Input):
    """Changes while a tasking is provisional; what is left out stays. Its forum does not change."""

    title: Line | None = None
    text: Text | None = None
    lead: Nation | None = None
    supporting: list[Nation] | None = Field(default=None, max_length=40)
    due: ImpreciseDate | None = None
    label: LabelBody | None = Field(default=None, description="never wider than it is: that is a release")


class ProgressIn(Input):
    """A report of the reader's nation between two meetings."""

    text: Words
    label: LabelBody | None = None


class DelegateIn(Input):
    """Delegation out of session, to forums below."""

    children: list[ChildIn] = Field(min_length=1, max_length=20)
    text: Text = ""
    label: LabelBody | None = None


class AnswerIn(Input):
    """An answer out of session. It reaches the issuer at once; the forum's nations concur in it after."""

    text: Words
    children_decision: Text = Field(
        default="", description="why it is answered before its children are, where it is"
    )
    label: LabelBody | None = None


class EscalateIn(Input):
    """A question put up: onto the parent forum's next agenda, or before each nation's authority."""

    question: Words
    label: LabelBody | None = None


class CloseIn(Input):
    """The issuer's closing at its back-brief; without a meeting, its latest held one."""

    meeting_id: UUID | None = None
    text: Text = ""
    label: LabelBody | None = None


class ReopenIn(Input):
    """The issuer's reopening at its back-brief. A due date that has passed is set anew."""

    reason: Words
    meeting_id: UUID | None = None
    due: ImpreciseDate | None = None
    label: LabelBody | None = None


class TaskingPage(BaseModel):
    """One page of items."""

    items: list[ItemView]
    next: str | None


class TrackerEntry(ItemView):
    """An item in a forum's tracker: how often it was carried over, and where it stands next."""

    carried_over: int
    next_meeting: MeetingName | None


class TrackerView(BaseModel):
    """A page of everything that a forum is to address and that is not closed, oldest first."""

    items: list[TrackerEntry]
    next: str | None


class LifeEvent(BaseModel):
    """One event of an item's life, or of what was delegated from it or asked for it."""

    at: datetime
    kind: Annotated[str, StringConstraints(max_length=30)]
    text: str
    reason: str
    nation: str | None
    forum: ForumName | None
    meeting: MeetingName | None
    item: ItemName
    standing: Standing | None
    label: LabelView


class LifeView(BaseModel):
    """The life of an item in the order of time; what the reader may not read is not there."""

    items: list[LifeEvent]
