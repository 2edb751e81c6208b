"""The words of the meetings domain: states, kinds and stands, and the sets of them that rules speak of."""

from datetime import timedelta
from enum import StrEnum


class MeetingState(StrEnum):
    """Where a meeting is in its life."""

    PLANNED = "planned"
    AGENDA_OPEN = "agenda_open"
    HELD = "held"
    MINUTES_PROVISIONAL = "minutes_provisional"
    MINUTES_AGREED = "minutes_agreed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class State(StrEnum):
    """Where an item is in its life; a reopened item is open and counts how often."""

    OPEN = "open"
    DELEGATED = "delegated"
    ESCALATED = "escalated"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"


class Standing(StrEnum):
    """Whether what was recorded binds: every member nation concurred, or not yet, or one withheld."""

    PROVISIONAL = "provisional"
    AGREED = "agreed"
    WITHHELD = "withheld"


class Stand(StrEnum):
    """One nation's stand; ``pending`` carries the deadline of a silence procedure that runs, and none where
    one ended that nobody could break.
    """

    PENDING = "pending"
    CONCURRED = "concurred"
    WITHHELD = "withheld"
    SILENCE = "silence"


class ItemKind(StrEnum):
    """What stands in a tracker."""

    TASKING = "tasking"
    GUIDANCE = "guidance"
    ESCALATION = "escalation"


class OutcomeKind(StrEnum):
    """What was left of an item: the first eight by its forum, the others by its issuer or by a rule."""

    PROGRESSED = "progressed"
    DEFERRED = "deferred"
    DELEGATED = "delegated"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    REFERRED = "referred"
    RETURNED = "returned"
    AGREED_TO_DISAGREE = "agreed_to_disagree"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    ADJUDICATED = "adjudicated"
    HANDED_BACK = "handed_back"


class DecisionKind(StrEnum):
    """What a meeting decided; guidance that names a forum also makes an item."""

    DECISION = "decision"
    GUIDANCE = "guidance"
    ADJUDICATION = "adjudication"


class Subject(StrEnum):
    """What nations concur in."""

    MINUTES = "minutes"
    ANSWER = "answer"
    ADJUDICATION = "adjudication"


BY_FORUM = frozenset(list(OutcomeKind)[:8])
"""The outcomes that an addressing forum records at its meeting."""
ADDRESSING = (BY_FORUM | {OutcomeKind.NOTED}) - {OutcomeKind.DEFERRED}
"""The outcomes that address an item; a deferral does not, nor does silence."""
WORKING = frozenset({State.OPEN, State.DELEGATED, State.ESCALATED})
"""The states in which an item still waits for its addressing forum."""
UPCOMING = frozenset({MeetingState.PLANNED, MeetingState.AGENDA_OPEN})
SAT = frozenset({MeetingState.HELD, MeetingState.MINUTES_PROVISIONAL, MeetingState.MINUTES_AGREED})
RECORDING = frozenset({MeetingState.HELD, MeetingState.MINUTES_PROVISIONAL})
POSTS = ("head", "deputy", "secretary", "executive_agent")
HEADS = frozenset({"head", "deputy"})
RECORDERS = frozenset({"head", "deputy", "secretary"})
MINIMUM_SILENCE = timedelta(hours=24)
"""The least notice of a silence procedure: a nation must be able to break silence."""
