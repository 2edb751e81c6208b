"""Decisions, the items that follow from them (taskings, guidance, escalations), and what became of each."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field

from services.common.rows import Row, mapping, moment, texts, words


class DecisionRow(Row, table=True):
    """A decision, guidance or adjudication of a meeting; provisional until every head concurs."""

    __tablename__ = "decision"

    ref: str = words()
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    forum_id: UUID = Field(foreign_key="forum.id")
    kind: str = words(default="decision")
    text: str = words()
    at: datetime = moment(nullable=False)
    settles_id: UUID | None = Field(default=None, foreign_key="item.id")
    standing: str = words(default="provisional")
    unseen_by: list[str] = texts()


class ItemRow(Row, table=True):
    """A tasking, guidance that names a forum, or an escalation: one addressing forum and a due date each.

    An escalation of a forum without a parent has no addressing forum but the nations whose
    authorities it is put before. ``due_first`` and ``due_last`` are the first and last day that
    the due date can mean.
    """

    __tablename__ = "item"

    ref: str = words()
    kind: str = words(default="tasking")
    issuing_forum_id: UUID = Field(foreign_key="forum.id")
    issued_meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    addressing_forum_id: UUID | None = Field(default=None, foreign_key="forum.id")
    authority_nations: list[str] = texts()
    parent_id: UUID | None = Field(default=None, foreign_key="item.id")
    asks_for_id: UUID | None = Field(default=None, foreign_key="item.id")
    decision_id: UUID | None = Field(default=None, foreign_key="decision.id")
    outcome_id: UUID | None = Field(default=None, foreign_key="outcome.id")
    title: str = words()
    text: str = words()
    lead: str = words()
    supporting: list[str] = texts()
    due_first: date | None = Field(default=None)
    due_last: date | None = Field(default=None)
    due_precision: str = words(default="unknown")
    state: str = words(default="open")
    standing: str = words(default="provisional")
    unseen_by: list[str] = texts()
    reopened: int = Field(default=0, nullable=False)
    issued_at: datetime = moment(nullable=False)
    closed_at: datetime | None = moment()
    blocked_nations: list[str] = texts()


class SubstituteRow(Row, table=True):
    """The words for those who may not read the original: a record of its own, with its own label.

    LABELS, release: a sanitised version is a new record with its own text and label. So
    row-level security shows it to its readers without opening the row that it stands for.
    """

    __tablename__ = "substitute"

    subject_kind: str = words(default="item")
    subject_id: UUID = Field(nullable=False)
    title: str = words()
    text: str = words()


class OutcomeRow(Row, table=True):
    """What a held meeting (or, without a meeting, a forum out of session) left of one item."""

    __tablename__ = "outcome"

    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    item_id: UUID = Field(foreign_key="item.id")
    kind: str = words()
    text: str = words()
    reason: str = words()
    to_meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    to_forum_id: UUID | None = Field(default=None, foreign_key="forum.id")
    positions: dict[str, str] = mapping()
    children_decision: str = words()
    standing: str = words(default="provisional")
    unseen_by: list[str] = texts()
    decision_id: UUID | None = Field(default=None, foreign_key="decision.id")
    escalation_id: UUID | None = Field(default=None, foreign_key="item.id")
    forum_id: UUID | None = Field(default=None, foreign_key="forum.id")
    at: datetime = moment(nullable=False)


class ProgressRow(Row, table=True):
    """A nation's report on an item between two meetings."""

    __tablename__ = "progress"

    item_id: UUID = Field(foreign_key="item.id")
    nation: str = words()
    text: str = words()
    at: datetime = moment(nullable=False)


class ConcurrenceRow(Row, table=True):
    """Where one nation stands on minutes, an answer or an adjudication, for one version of it."""

    __tablename__ = "concurrence"

    subject_kind: str = words()
    subject_id: UUID = Field(nullable=False)
    subject_version: int = Field(nullable=False)
    nation: str = words()
    stand: str = words(default="pending")
    by: str = words()
    evidence: str = words()
    deadline: datetime | None = moment()
    at: datetime | None = moment()
