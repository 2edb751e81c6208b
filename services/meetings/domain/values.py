"""The values of the meetings domain: frozen, plain, keyed by id. Times are UTC, dates are calendar days.

The words that they use (states, kinds) stand in ``terms`` and can be had from here too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.meetings.domain.terms import (
    ADDRESSING as ADDRESSING,
)
from services.meetings.domain.terms import (
    BY_FORUM as BY_FORUM,
)
from services.meetings.domain.terms import (
    HEADS as HEADS,
)
from services.meetings.domain.terms import (
    MINIMUM_SILENCE as MINIMUM_SILENCE,
)
from services.meetings.domain.terms import (
    POSTS as POSTS,
)
from services.meetings.domain.terms import (
    RECORDERS as RECORDERS,
)
from services.meetings.domain.terms import (
    RECORDING as RECORDING,
)
from services.meetings.domain.terms import (
    SAT as SAT,
)
from services.meetings.domain.terms import (
    UPCOMING as UPCOMING,
)
from services.meetings.domain.terms import (
    WORKING as WORKING,
)
from services.meetings.domain.terms import (
    DecisionKind as DecisionKind,
)
from services.meetings.domain.terms import (
    ItemKind as ItemKind,
)
from services.meetings.domain.terms import (
    MeetingState as MeetingState,
)
from services.meetings.domain.terms import (
    OutcomeKind as OutcomeKind,
)
from services.meetings.domain.terms import (
    Stand as Stand,
)
from services.meetings.domain.terms import (
    Standing as Standing,
)
from services.meetings.domain.terms import (
    State as State,
)
from services.meetings.domain.terms import (
    Subject as Subject,
)

Id = str
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sight:
    """What the rules know of a label: its interned id, the nations that may read, level and communities.

    ``groups`` are the readers that are no nation as a whole (holders of a group that cannot be expanded),
    ``shown`` who may view only; ``owners`` the owning nations (several: JOINT); ``orcon``: passed on only
    with the originator's consent.
    """

    label: int = 0
    nations: frozenset[str] = NOTHING
    level: int = 0
    coi: frozenset[str] = NOTHING
    groups: frozenset[str] = NOTHING
    shown: frozenset[str] = NOTHING
    owners: frozenset[str] = NOTHING
    orcon: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day that an imprecise date can mean; both None where it is unknown."""

    first: date | None = None
    last: date | None = None
    precision: str = "day"


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
    when: Span = Span()
    state: MeetingState = MeetingState.PLANNED
    held_at: datetime | None = None
    minutes_version: int = 0
    moved_to_id: Id | None = None
    reason: str = ""
    present: frozenset[str] = NOTHING
    sight: Sight = Sight()
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A tasking, guidance that names a forum, or an escalation: one addressing forum and a due date.

    ``unseen`` (of outcomes and decisions too): the nations whose assent did not reach it, because they
    could read neither its text nor its substitute then.
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


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts (person, and the nation they act for), when, where new ids and references come from, and
    under which labels they may read themselves.
    """

    person: str
    nation: str
    now: datetime
    new_id: Callable[[], Id]
    new_ref: Callable[[str], str] = lambda prefix: prefix
    reads: Callable[[Sight], bool] = lambda _: True

    @property
    def today(self) -> date:
        """The day of the act, UTC."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Draft:
    """A tasking as asked for, before the rules made it an item."""

    title: str
    forum_id: Id
    sight: Sight
    text: str = ""
    lead: str = ""
    supporting: tuple[str, ...] = ()
    due: Span | None = None
    kind: ItemKind = ItemKind.TASKING
    decision_id: Id | None = None
    substitute: Sight | None = None
    substitute_text: str = ""
