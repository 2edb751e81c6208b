"""The values of the meetings domain: frozen, plain, keyed by id. Times are UTC, dates are calendar days.

The words that they use (states, kinds) stand in ``terms``, what they are made of in ``parts``, who asks for
them in ``acts``; all of it can be had from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.meetings.domain.acts import Act, Draft
from services.meetings.domain.parts import NOTHING, UNDATED, UNLABELLED, Id, Sight, Span
from services.meetings.domain.terms import (
    ADDRESSING,
    BY_FORUM,
    HEADS,
    MINIMUM_SILENCE,
    POSTS,
    RECORDERS,
    RECORDING,
    SAT,
    UPCOMING,
    WORKING,
    DecisionKind,
    ItemKind,
    MeetingState,
    OutcomeKind,
    Stand,
    Standing,
    State,
    Subject,
)

__all__ = [
    "ADDRESSING",
    "BY_FORUM",
    "HEADS",
    "MINIMUM_SILENCE",
    "NOTHING",
    "POSTS",
    "RECORDERS",
    "RECORDING",
    "SAT",
    "UPCOMING",
    "WORKING",
    "Act",
    "Appointment",
    "Concurrence",
    "Decision",
    "DecisionKind",
    "Draft",
    "Forum",
    "Id",
    "Item",
    "ItemKind",
    "Meeting",
    "MeetingState",
    "Outcome",
    "OutcomeKind",
    "Pick",
    "Progress",
    "Sight",
    "Span",
    "Stand",
    "Standing",
    "State",
    "Subject",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Forum:
    """A standing body: members, rank (0 highest), parent, and each nation's escalation authority."""

    id: Id
    name: str
    nations: frozenset[str]
    rank: int = 0
    parent_id: Id | None = None
    authorities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person who holds a post of one nation in a forum, from ``since`` to ``until`` inclusive."""

    id: Id
    forum_id: Id
    nation: str
    post: str
    person_id: str
    since: date = date.min
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting of a forum; ``moved_to`` is the meeting that a postponed one became."""

    id: Id
    forum_id: Id
    when: Span = UNDATED
    state: MeetingState = MeetingState.PLANNED
    held_at: datetime | None = None
    minutes_version: int = 0
    moved_to_id: Id | None = None
    reason: str = ""
    present: frozenset[str] = NOTHING
    sight: Sight = UNLABELLED
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A tasking, guidance that names a forum, or an escalation: one addressing forum and a due date.

    ``unseen`` (of outcomes and decisions too): the nations whose assent does not reach it, because they
    could read neither its text nor its substitute then, or were asked by silence before it stood so.
    """

    id: Id
    kind: ItemKind
    issuing_forum_id: Id
    addressing_forum_id: Id | None
    title: str
    due: Span
    issued_at: datetime
    sight: Sight
    text: str = ""
    issued_meeting_id: Id | None = None
    outcome_id: Id | None = None
    authority_nations: frozenset[str] = NOTHING
    parent_id: Id | None = None
    asks_for_id: Id | None = None
    decision_id: Id | None = None
    lead: str = ""
    supporting: tuple[str, ...] = ()
    state: State = State.OPEN
    standing: Standing = Standing.PROVISIONAL
    answer: str | None = None
    reopened: int = 0
    closed_at: datetime | None = None
    substitute: Sight | None = None
    substitute_text: str = ""
    blocked: frozenset[str] = NOTHING
    unseen: frozenset[str] = NOTHING
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a meeting (or, without one, a forum out of session) left of one item; ``forum_id`` left it."""

    id: Id
    item_id: Id
    kind: OutcomeKind
    at: datetime
    sight: Sight
    forum_id: Id | None = None
    meeting_id: Id | None = None
    text: str = ""
    reason: str = ""
    to_meeting_id: Id | None = None
    to_forum_id: Id | None = None
    positions: Mapping[str, str] = field(default_factory=dict)
    children_decision: str = ""
    standing: Standing = Standing.PROVISIONAL
    decision_id: Id | None = None
    escalation_id: Id | None = None
    unseen: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, guidance or adjudication; out of session it has no meeting."""

    id: Id
    forum_id: Id
    kind: DecisionKind
    text: str
    sight: Sight
    at: datetime
    meeting_id: Id | None = None
    settles_id: Id | None = None
    standing: Standing = Standing.PROVISIONAL
    substitute: Sight | None = None
    unseen: frozenset[str] = NOTHING
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Concurrence:
    """One nation's stand on one version of the minutes, an answer or an adjudication."""

    id: Id
    subject: Subject
    subject_id: Id
    version: int
    nation: str
    stand: Stand
    sight: Sight
    by: str = ""
    evidence: str = ""
    deadline: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A nation's report on an item between two meetings."""

    id: Id
    item_id: Id
    nation: str
    text: str
    at: datetime
    sight: Sight


@dataclass(frozen=True, slots=True)
class Pick:
    """A mark that puts an item up for discussion at one meeting."""

    id: Id
    meeting_id: Id
    item_id: Id


Value = Forum | Appointment | Meeting | Item | Outcome | Decision | Concurrence | Progress | Pick
