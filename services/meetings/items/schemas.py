"""The view of an item: a tasking, guidance that names a forum, or an escalation."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.common.label_api import LabelView
from services.meetings.forums.schemas import ForumName


class ItemKind(StrEnum):
    """What an item is."""

    TASKING = "tasking"
    GUIDANCE = "guidance"
    ESCALATION = "escalation"


class ItemState(StrEnum):
    """The states of an item; which may follow which stands in the domain."""

    OPEN = "open"
    DELEGATED = "delegated"
    ESCALATED = "escalated"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"


UnseenBy = Annotated[
    list[str],
    Field(description="nations that could not read it when they assented: so long it stays provisional"),
]


class Standing(StrEnum):
    """Whether the heads of every member nation concur. Nobody binds another nation."""

    PROVISIONAL = "provisional"
    AGREED = "agreed"
    WITHHELD = "withheld"


class DueView(BaseModel):
    """A due date as exact as it was said: "2027-06-30", "2027-06", "2027" or unknown."""

    value: str | None
    precision: Literal["day", "month", "year", "unknown"]


class IssuedAt(BaseModel):
    """The meeting at which an item was issued."""

    id: UUID
    ref: str
    date: date | None


class ItemName(BaseModel):
    """Just enough to name an item and link to it, under its own label: the banner of a page that shows it
    takes it in.
    """

    id: UUID
    ref: str
    title: str
    label: LabelView


class ChildView(ItemName):
    """A child, or an escalation that asks for the item, with where it stands."""

    state: ItemState
    state_standing: Standing | None = Field(description="of the outcome that made the state, as of an item")
    forum: ForumName | None


class DecisionName(BaseModel):
    """The decision from which an item follows."""

    id: UUID
    ref: str


class ItemView(BaseModel):
    """An item as this reader may see it. What they may not read is null or absent, never counted.

    ``substituted``: title and text are the substitute's, because the reader may not read the original.
    """

    id: UUID
    ref: str
    kind: ItemKind
    title: str
    text: str
    substituted: bool
    state: ItemState
    state_standing: Standing | None = Field(
        description="of the outcome that made the state; null as it was issued, or where that may not be read"
    )
    standing: Standing = Field(description="of the item itself")
    unseen_by: UnseenBy
    issuing_forum: ForumName | None
    addressing_forum: ForumName | None
    authority_nations: list[str]
    issued_at_meeting: IssuedAt | None
    issued_at: str
    closed_at: str | None
    parent: ItemName | None
    children: list[ChildView]
    asks_for: ItemName | None
    escalations: list[ChildView]
    decision: DecisionName | None
    lead: str
    supporting: list[str]
    due: DueView
    at_risk: list[Literal["no_venue", "blocked_release", "overdue"]]
    blocked_nations: list[str]
    answer: str | None
    answer_label: LabelView | None
    reopened: int
    label: LabelView
    can: list[str] = Field(description="What the reader may do with it now")
