"""What a request about decisions may say, and how a decision is shown."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from services.common.dates import ImpreciseDate
from services.common.inputs import Input, Nation
from services.common.label_api import LabelBody, LabelView
from services.meetings.forums.schemas import ForumName
from services.meetings.items.schemas import ItemName, Standing, UnseenBy
from services.meetings.meetings.schemas import MeetingName


class DecisionKind(StrEnum):
    """What a meeting decided."""

    DECISION = "decision"
    GUIDANCE = "guidance"
    ADJUDICATION = "adjudication"


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]


class SubstituteIn(Input):
    """The words for those who may not read the original, with their own label."""

    text: Words
    label: LabelBody


class DecisionIn(Input):
    """A decision in its words. Guidance that names a forum stands in that forum's tracker as an item.

    Without a due date the item is due at the issuer's next meeting. An adjudication names the
    escalation that it ``settles``. Without a label it takes the meeting's, an adjudication the escalation's.
    """

    kind: DecisionKind
    text: Words
    forum: UUID | None = None
    due: ImpreciseDate | None = None
    lead: Nation | None = None
    settles: UUID | None = None
    label: LabelBody | None = None
    substitute: SubstituteIn | None = None


class DecisionPatch(Input):
    """Changes to the words of a decision while it is provisional."""

    text: Words | None = None
    substitute: SubstituteIn | None = None


class DecisionView(BaseModel):
    """A decision as this reader may see it, with the items that follow from it."""

    id: UUID
    ref: str
    kind: DecisionKind
    text: str
    substituted: bool
    meeting: MeetingName | None
    forum: ForumName | None
    settles: ItemName | None
    items: list[ItemName]
    standing: Standing
    unseen_by: UnseenBy
    label: LabelView
    can: list[str]


class DecisionPage(BaseModel):
    """One page of decisions."""

    items: list[DecisionView]
    next: str | None
