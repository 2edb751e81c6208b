"""The life of a meeting, and the order of a forum's meetings."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from services.meetings.domain import rules, tracker
from services.meetings.domain.posts import require_recorder
from services.meetings.domain.values import (
    RECORDING,
    Act,
    Id,
    Meeting,
    MeetingState,
    Outcome,
    OutcomeKind,
    Span,
)
from services.meetings.domain.world import Change, Draftsman, World

S = MeetingState

TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.PLANNED: frozenset({S.AGENDA_OPEN, S.HELD, S.POSTPONED, S.CANCELLED}),
    S.AGENDA_OPEN: frozenset({S.PLANNED, S.HELD, S.POSTPONED, S.CANCELLED}),
    S.HELD: frozenset({S.MINUTES_PROVISIONAL}),
    S.MINUTES_PROVISIONAL: frozenset(),
    S.MINUTES_AGREED: frozenset(),
    S.POSTPONED: frozenset({S.PLANNED, S.CANCELLED}),
    S.CANCELLED: frozenset(),
}
"""What a person may ask for; agreeing and correcting minutes are acts of their own (see minutes)."""


def transition(  # one entrance for every state that a person asks for
    world: World, act: Act, meeting_id: Id, to: S, *, reason: str = "", when: Span | None = None
) -> Change:
    """Move a meeting along its states. ``when`` gives a postponed one new dates, by a successor.

    Refused: ``post_in_forum``, ``meeting_transition``, ``not_held_early``, ``words_required`` (no reason).
    """
    meeting = world.meetings[meeting_id]
    require_recorder(world, act, meeting.forum_id)
    allowed = to in TRANSITIONS[meeting.state] and meeting.moved_to_id is None
    rules.enforce("meeting_transition", allowed, "/to", f"A {meeting.state} meeting does not become {to}.")
    if to is S.HELD:
        return _hold(world, act, meeting)
    if to in {S.POSTPONED, S.CANCELLED}:
        rules.enforce("words_required", bool(reason.strip()), "/reason")
    if to is S.POSTPONED and when is not None:
        return _moved(act, meeting, reason, when)
    planned = replace(meeting, state=to, reason=reason, when=when or meeting.when)
    return Change(to.value, (planned,))


def _moved(act: Act, meeting: Meeting, reason: str, when: Span) -> Change:
    successor = replace(
        meeting,
        id=act.new_id(),
        ref=act.new_ref("MTG"),
        when=when,
        state=S.PLANNED,
        reason="",
        present=frozenset(),
    )
    old = replace(meeting, state=S.POSTPONED, reason=reason, moved_to_id=successor.id)
    return Change(S.POSTPONED.value, (successor, old))


def _hold(world: World, act: Act, meeting: Meeting) -> Change:
    day = meeting.when.first
    early = day is not None and act.today < day - timedelta(days=1)
    rules.enforce("not_held_early", not early, "/to")
    draft = Draftsman(world)
    draft.put(replace(meeting, state=S.HELD, held_at=act.now, minutes_version=1))
    draft.put(*noted(draft.world, act, meeting.id))
    return draft.change("held")


def noted(world: World, act: Act, meeting_id: Id) -> list[Outcome]:
    """What a meeting leaves of the items it noted: an outcome only with a report since last time."""
    meeting = world.meetings[meeting_id]
    made = []
    for standing in tracker.standing_at(world, meeting):
        if standing.for_discussion or not standing.expects_outcome:
            continue
        if tracker.reported_since(world, standing.item, meeting):
            made.append(
                Outcome(
                    id=act.new_id(),
                    item_id=standing.item.id,
                    kind=OutcomeKind.NOTED,
                    at=act.now,
                    sight=standing.item.sight,
                    forum_id=meeting.forum_id,
                    meeting_id=meeting.id,
                )
            )
    return made


def require_recording(world: World, meeting_id: Id | None) -> Meeting:
    """The meeting, if something may be recorded at it now."""
    meeting = world.meetings.get(meeting_id or "")
    if meeting is None:
        raise rules.Refused("known", "/meeting_id", "No such meeting.")
    rules.enforce("agreed_minutes_locked", meeting.state is not S.MINUTES_AGREED, "")
    open_for = meeting.state in RECORDING or meeting.state is S.MINUTES_AGREED
    rules.enforce("held_meeting", open_for, "")
    return meeting


def next_meeting(world: World, forum_id: Id | None, after: date | None = None) -> Meeting | None:
    """The forum's next meeting still to come, optionally one that can end after a day."""
    for meeting in world.upcoming(forum_id or ""):
        if after is None or meeting.when.last is None or meeting.when.last > after:
            return meeting
    return None


def successor(world: World, meeting_id: Id | None) -> Meeting | None:
    """Where a meeting went: itself, or what it was postponed to; None where it was cancelled."""
    meeting = world.meetings.get(meeting_id or "")
    while meeting is not None and meeting.moved_to_id is not None:
        meeting = world.meetings.get(meeting.moved_to_id)
    return meeting if meeting is not None and meeting.state is not S.CANCELLED else None
