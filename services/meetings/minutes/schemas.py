"""What a request about minutes may say, and how minutes and concurrences are shown to one reader."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from services.common.inputs import Input, Nation
from services.common.label_api import LabelView
from services.meetings.forums.schemas import ForumName
from services.meetings.items.schemas import ItemName, UnseenBy
from services.meetings.meetings.schemas import MeetingName

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Evidence = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


class GivenStand(StrEnum):
    """What a nation says to what was recorded."""

    CONCUR = "concur"
    WITHHOLD = "withhold"


class StandIn(Input):
    """A nation's stand, given by its head or deputy, or recorded by its secretary with evidence."""

    nation: Nation
    stand: GivenStand
    evidence: Evidence = Field(default="", description="of the secretary; of who withholds, why")
    version: int | None = Field(
        default=None, ge=1, description="the version concurred in; default: the current"
    )


class SilenceIn(Input):
    """Ask an absent nation by silence procedure: it assents at the deadline unless it breaks silence."""

    nation: Nation
    deadline: AwareDatetime = Field(description="at least 24 hours ahead")


class CorrectionIn(Input):
    """Open a new version of agreed minutes."""

    reason: Reason


class StandView(BaseModel):
    """One nation's stand on the current version: pending, concurred, withheld, or assent by silence."""

    nation: str
    stand: str
    by: str | None
    at: datetime | None
    evidence: str
    deadline: datetime | None


class MinutedDecision(BaseModel):
    """A decision in the minutes; ``substituted``: in the words of its substitute."""

    id: UUID
    ref: str
    kind: str
    text: str
    standing: str
    unseen_by: UnseenBy
    substituted: bool
    can: list[str]
    label: LabelView


class MinutedTasking(BaseModel):
    """A tasking or guidance issued at the meeting, and the forum that is to address it; ``substituted``: in
    the words of its substitute.
    """

    id: UUID
    ref: str
    kind: str
    title: str
    text: str
    lead: str
    supporting: list[str]
    due: dict[str, str | None]
    forum: ForumName | None
    state: str
    standing: str
    unseen_by: UnseenBy
    substituted: bool
    can: list[str]
    label: LabelView


class MinutedOutcome(BaseModel):
    """What the meeting left of an item. Meeting and forum that it went to are null where the reader may not
    know of them; ``positions`` are by nation.
    """

    id: UUID
    kind: str
    text: str
    reason: str
    to_meeting: MeetingName | None
    to_forum: ForumName | None
    positions: dict[str, str]
    children_decision: str
    item: ItemName | None
    standing: str
    unseen_by: UnseenBy
    can: list[str]
    label: LabelView


class Went(BaseModel):
    """What went to a forum, and the meeting on whose agenda it stands (null: no venue)."""

    forum: ForumName
    meeting: MeetingName | None
    on: date | None
    refs: list[str]


class MinutesView(BaseModel):
    """The minutes of a meeting as this reader may see them; the label is the roll-up of what is shown."""

    id: UUID
    ref: str
    version: int
    state: str
    reason: str
    decisions: list[MinutedDecision]
    taskings: list[MinutedTasking]
    outcomes: list[MinutedOutcome]
    concurrences: list[StandView]
    where_it_went: list[Went]
    can: list[str]
    label: LabelView


class MadeView(ItemName):
    """A tasking or escalation that was made out of session, in the words that the reader may read."""

    text: str
    substituted: bool


class SubjectView(BaseModel):
    """What was left or adjudicated out of session, what it made, and the nations' stands on it."""

    id: UUID
    kind: str
    text: str
    standing: str
    taskings: list[MadeView]
    concurrences: list[StandView]
    label: LabelView


class Awaited(BaseModel):
    """Something that awaits a stand of the reader's nation. Reference and title are the meeting's, or those
    of the item that it is about: under the item's own label, empty where the reader may not read it.
    """

    kind: str = Field(description="minutes, answer or adjudication: the address at which a stand is taken")
    outcome: str | None = Field(
        description="what became of the item: answered, delegated, escalated or adjudicated; null of minutes"
    )
    id: UUID
    ref: str
    title: str
    text: str = Field(description="the words, under this label; of an escalation its question")
    item: ItemName | None
    made: list[MadeView] = Field(description="the taskings or the escalation that it made")
    forum: ForumName | None
    deadline: datetime | None
    anew: bool = Field(description="the nation assented, and may read now what its assent did not reach")
    can: list[str] = Field(
        description="concur, withhold; evidence where the reader records what their head said"
    )
    label: LabelView


class AwaitedPage(BaseModel):
    """A page of what awaits the reader's nation, oldest first."""

    items: list[Awaited]
    next: str | None
