"""What a request about meetings may say, and how a meeting is shown to one reader."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.dates import Precision
from services.common.inputs import Input, Line
from services.common.label_api import LabelBody, LabelView


class MeetingState(StrEnum):
    """The states of a meeting; which may follow which stands in the domain."""

    PLANNED = "planned"
    AGENDA_OPEN = "agenda_open"
    HELD = "held"
    MINUTES_PROVISIONAL = "minutes_provisional"
    MINUTES_AGREED = "minutes_agreed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How people meet."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    MIXED = "mixed"


Partial = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, a month or a year: 2027-03-01, 2027-03, 2027."""


class WindowIn(Input):
    """When the meeting may be: from the first possible day of ``start`` to the last of ``end``.

    Without an end it is the last day that ``start`` can mean; without either it is unknown.
    """

    start: Partial | None = None
    end: Partial | None = None
    precision: Precision | None = None


class MeetingIn(Input):
    """A new meeting: a planned window, or the exact days. Without a label it takes its forum's."""

    forum: UUID
    title: Line
    window: WindowIn | None = None
    days: list[date] = Field(default=[], max_length=31)
    mode: Mode = Mode.IN_PERSON
    place: Annotated[str, StringConstraints(max_length=300)] = ""
    time_zone: Annotated[str, StringConstraints(max_length=60)] | None = None
    label: LabelBody | None = None


class MeetingPatch(Input):
    """Changes to a meeting that is not yet held; what is left out stays as it is."""

    title: Line | None = None
    window: WindowIn | None = None
    days: list[date] | None = Field(default=None, max_length=31)
    mode: Mode | None = None
    place: Annotated[str, StringConstraints(max_length=300)] | None = None
    time_zone: Annotated[str, StringConstraints(max_length=60)] | None = None


class Dates(Input):
    """New dates of a postponed meeting."""

    window: WindowIn | None = None
    days: list[date] = Field(default=[], max_length=31)


class StateIn(Input):
    """The state to go to; a postponement and a cancellation say why."""

    to: MeetingState
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    dates: Dates | None = None


class MeetingName(BaseModel):
    """Just enough to name a meeting and link to it."""

    id: UUID
    ref: str


class MeetingForum(BaseModel):
    """The forum of a meeting."""

    id: UUID
    name: str
    rank: int


class WindowView(BaseModel):
    """First and last possible day, and how exactly they are known."""

    start: date | None
    end: date | None
    precision: Precision


class MeetingView(BaseModel):
    """A meeting as this reader may see it. ``can`` lists what they may do with it now."""

    id: UUID
    ref: str
    forum: MeetingForum | None
    title: str
    state: MeetingState
    window: WindowView
    days: list[date]
    mode: Mode
    place: str
    time_zone: str
    reason: str
    moved_to: MeetingName | None
    previous: MeetingName | None
    next: MeetingName | None
    can: list[str]
    label: LabelView


class MeetingPage(BaseModel):
    """One page of meetings."""

    items: list[MeetingView]
    next: str | None
