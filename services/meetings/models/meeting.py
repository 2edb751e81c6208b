"""One sitting of a forum, what is annotated on its agenda, and who is there."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ARRAY, Column, Computed, Date, Numeric
from sqlmodel import Field

from services.common.rows import Row, moment, words

STARTS_ON = Computed("coalesce(window_start, DATE '9999-12-31')", persisted=True)
"""First possible day for sorting; a meeting whose date is unknown comes last."""


class MeetingRow(Row, table=True):
    """A meeting with its planned window (first and last possible day, precision) or exact days."""

    __tablename__ = "meeting"

    ref: str = words()
    forum_id: UUID = Field(foreign_key="forum.id")
    title: str = words()
    state: str = words(default="planned")
    window_start: date | None = Field(default=None)
    window_end: date | None = Field(default=None)
    window_precision: str = words(default="unknown")
    starts_on: date | None = Field(default=None, sa_column=Column(Date, STARTS_ON, nullable=False))
    days: list[date] = Field(default_factory=list, sa_type=ARRAY(Date), nullable=False)
    mode: str = words(default="in_person")
    place: str = words()
    time_zone: str = words(default="UTC")
    held_at: datetime | None = moment()
    minutes_version: int = Field(default=0, nullable=False)
    moved_to_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    reason: str = words()


class AgendaEntryRow(Row, table=True):
    """An annotation of the derived agenda (place, minutes, presenter, picked), or a topic of its own.

    Taking one away never takes an item off the agenda: that is derived from the tracker.
    """

    __tablename__ = "agenda_entry"

    meeting_id: UUID = Field(foreign_key="meeting.id")
    item_id: UUID | None = Field(default=None, foreign_key="item.id")
    title: str = words()
    text: str = words()
    position: Decimal | None = Field(default=None, sa_type=Numeric)
    minutes: int | None = Field(default=None)
    presenter: str = words()
    presenter_nation: str = words()
    picked: bool = Field(default=False, nullable=False)


class AttendanceRow(Row, table=True):
    """Who was asked to a meeting, what they answered, and whether they were there."""

    __tablename__ = "attendance"

    meeting_id: UUID = Field(foreign_key="meeting.id")
    nation: str = words()
    person_name: str = words()
    capacity: str = words(default="member")
    response: str = words(default="none")
    present: bool = Field(default=False, nullable=False)


class PaperRow(Row, table=True):
    """One nation's draft, position or note for a meeting: its own until ``offered_at`` is set."""

    __tablename__ = "paper"

    meeting_id: UUID = Field(foreign_key="meeting.id")
    item_id: UUID | None = Field(default=None, foreign_key="item.id")
    nation: str = words()
    kind: str = words(default="draft")
    title: str = words()
    text: str = words()
    offered_at: datetime | None = moment()
