"""How releases are shown to one reader."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from services.common.label_api import LabelView
from services.sharing.domain.release import ConsentState, Outcome, Refusal, ReleaseState, Sight


class ReleaseItem(BaseModel):
    """The item that is asked for, where the reader sees its title."""

    id: UUID
    ref: str
    title: str
    label: LabelView


class ConsentView(BaseModel):
    """The decision of one nation: its own to it while it decides, final to who asked.

    ``portions``: those that the reader sees. Names of people are for their own nation.
    """

    nation: str
    state: ConsentState
    portions: list[UUID]
    to: list[str]
    sight: Sight
    conditions: str
    expires_on: date | None
    answer: str
    why: Refusal | None
    reason: str
    proposed_by: str
    decided_by: str
    effective_at: datetime | None
    note: str


class ReleaseView(BaseModel):
    """A request for release as this reader may see it.

    ``turn``: first or second where a person of the reader's nation is to propose or to approve. ``can``: what
    this reader may do. ``late``: nobody decided by the day it was wanted.
    """

    id: UUID
    ref: str
    item: ReleaseItem | None
    portions: list[UUID]
    whatever: bool
    to: list[str]
    sight: Sight
    about: str
    reason: str
    wanted_by: date | None
    conditions: str
    expires_on: date | None
    nation: str
    asked_by: str
    created_at: datetime
    originators: list[str]
    state: ReleaseState
    outcome: Outcome | None
    in_force: bool
    late: bool
    turn: str
    can: list[str]
    consents: list[ConsentView]
    label: LabelView


class ReleasePage(BaseModel):
    """Requests, and the cursor of the next page."""

    items: list[ReleaseView]
    next: str | None


class ReleasesWaiting(BaseModel):
    """How many requests wait for the reader's nation: for a first person, and this one as second."""

    first: int
    second: int


class ReleaseReading(BaseModel):
    """That a person of a nation read a portion: the first and the last time. ``person``: their identifier."""

    portion: UUID
    nation: str
    person: str
    first: datetime
    last: datetime


class ReleaseReaders(BaseModel):
    """Who read what was released, by nation."""

    items: list[ReleaseReading]
