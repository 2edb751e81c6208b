"""Agendas: what a meeting takes up, in which order; derived, and kept by nobody."""

from dataclasses import dataclass

from services.meetings.domain.tracker import Entry, life_before, standing_at
from services.meetings.domain.values import (
    SAT,
    UPCOMING,
    WORKING,
    Id,
    Item,
    ItemKind,
    Meeting,
    OutcomeKind,
    State,
)
from services.meetings.domain.world import World


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an agenda, in the order in which a meeting takes them."""

    kind: str
    entries: tuple[Entry, ...]


def back_brief(world: World, meeting: Meeting) -> tuple[Entry, ...]:
    """What the forum issued and has not closed: answered and returned first, to be closed or reopened."""
    if meeting.state not in UPCOMING and meeting.state not in SAT:
        return ()
    found = []
    for item in world.items.values():
        before = meeting.held_at is None or item.issued_at < meeting.held_at
        if item.issuing_forum_id != meeting.forum_id or not before:
            continue
        life = life_before(world, item, meeting)
        own = life.forum_id == meeting.forum_id and life.state in WORKING
        if life.state is not State.CLOSED and not own:
            found.append(_briefed(world, item, meeting, life.state))
    return tuple(sorted(found, key=lambda s: (not s.why, s.item.issued_at, s.item.id)))


def _briefed(world: World, item: Item, meeting: Meeting, state: State) -> Entry:
    closing = [
        outcome
        for outcome in world.outcomes_of.get(item.id, ())
        if outcome.meeting_id == meeting.id and outcome.kind in {OutcomeKind.CLOSED, OutcomeKind.REOPENED}
    ]
    why = (state.value,) if state in {State.ANSWERED, State.RETURNED} else ()
    return Entry(item, why, 0, closing[-1] if closing else None, state)


def agenda(world: World, meeting_id: Id) -> tuple[Section, ...]:
    """The agenda of a meeting: back-brief, escalations, items for discussion, and what is noted."""
    meeting = world.meetings[meeting_id]
    standing = standing_at(world, meeting)
    brief = back_brief(world, meeting)
    briefed = {entry.item.id for entry in brief}
    escalations = tuple(s for s in standing if s.item.kind is ItemKind.ESCALATION and s.for_discussion)
    discussion = tuple(s for s in standing if s.item.kind is not ItemKind.ESCALATION and s.for_discussion)
    noted = tuple(s for s in standing if not s.for_discussion and s.item.id not in briefed)
    return (
        Section("back_brief", brief),
        Section("escalations", escalations),
        Section("discussion", discussion),
        Section("noted", noted),
    )
