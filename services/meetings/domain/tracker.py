"""What stands where: trackers and meetings, derived from items, meetings and outcomes."""

from dataclasses import dataclass

from services.meetings.domain import risk
from services.meetings.domain.life import Life, life_of
from services.meetings.domain.reach import shared
from services.meetings.domain.values import (
    ADDRESSING,
    BY_FORUM,
    SAT,
    UPCOMING,
    WORKING,
    Id,
    Item,
    ItemKind,
    Meeting,
    Outcome,
    OutcomeKind,
    Standing,
    State,
)
from services.meetings.domain.world import World, once_a_world

ADDRESSES = ADDRESSING | {OutcomeKind.ADJUDICATED}
"""What a meeting of the addressing forum must leave of an item for it to count as addressed."""


def counts_as_addressed(outcome: Outcome | None) -> bool:
    """Whether an outcome addresses its item: not a deferral, and not one from which a nation withheld."""
    return outcome is not None and outcome.kind in ADDRESSES and outcome.standing is not Standing.WITHHELD


@dataclass(frozen=True, slots=True)
class Entry:
    """One item on one meeting: why, how often carried over, and what the meeting left of it."""

    item: Item
    why: tuple[str, ...]
    carried_over: int
    outcome: Outcome | None
    state: State
    """The state in which the item came to the meeting."""

    @property
    def for_discussion(self) -> bool:
        """Whether it is an item for discussion; the rest is noted together."""
        return bool(self.why)

    @property
    def expects_outcome(self) -> bool:
        """Whether the meeting is to leave an outcome: it still waits for this forum."""
        return self.state in WORKING

    @property
    def addressed(self) -> bool:
        """Whether the meeting addressed it."""
        return counts_as_addressed(self.outcome)


def tracker(world: World, forum_id: Id) -> tuple[Item, ...]:
    """Everything that a forum is to address and that is not closed, oldest first; provisional or not."""
    return tuple(
        item
        for item in world.issued
        if item.addressing_forum_id == forum_id and item.state is not State.CLOSED
    )


def before_authorities(world: World) -> tuple[Item, ...]:
    """Escalations of forums without a parent that wait for each nation's escalation authority."""
    return tuple(i for i in world.items.values() if i.authority_nations and i.state is not State.CLOSED)


def stands_on(world: World, item: Item, meeting: Meeting) -> bool:
    """Whether an item stands on a meeting: from the next after its issue until it is closed."""
    if meeting.state in UPCOMING:
        return item.addressing_forum_id == meeting.forum_id and item.state is not State.CLOSED
    if meeting.state not in SAT or meeting.held_at is None or item.issued_at >= meeting.held_at:
        return False
    life = life_before(world, item, meeting)
    return life.forum_id == meeting.forum_id and life.final is not State.CLOSED


def life_before(world: World, item: Item, meeting: Meeting) -> Life:
    """The item's life as it came to a held meeting, or as it is now for one still to come."""
    return life_of(world, item, before=meeting.held_at)


@once_a_world
def standing_at(world: World, meeting: Meeting) -> tuple[Entry, ...]:
    """Every item that stands on a meeting, with why; none on a cancelled or postponed one."""
    if meeting.state not in UPCOMING and meeting.state not in SAT:
        return ()
    items = (item for item in world.issued if stands_on(world, item, meeting))
    return tuple(standing_on(world, item, meeting) for item in items)


@once_a_world
def standing_on(world: World, item: Item, meeting: Meeting) -> Entry:
    """How one item stands on one meeting."""
    earlier = earlier_sittings(world, item, meeting)
    state = life_before(world, item, meeting).state
    missed = [sitting for sitting in earlier if not addressed_at(world, item, sitting)]
    why = _why(world, item, meeting, earlier) if state in WORKING else ()
    return Entry(item, why, len(missed), outcome_at(world, item, meeting), state)


def earlier_sittings(world: World, item: Item, meeting: Meeting) -> tuple[Meeting, ...]:
    """The forum's held meetings before this one that were to leave the item an outcome, earliest first.

    One that still sits is among them: the next agenda is prepared as if it ended now, and nothing is lost.
    """
    held = world.sat(meeting.forum_id)
    if meeting.held_at is not None:
        held = tuple(m for m in held if m.held_at is not None and m.held_at < meeting.held_at)
    return tuple(
        m for m in held if stands_on(world, item, m) and life_before(world, item, m).state in WORKING
    )


def outcome_at(world: World, item: Item, meeting: Meeting) -> Outcome | None:
    """What the addressing forum's meeting left of an item; an outcome of people before a noting by rule."""
    found = [
        outcome
        for outcome in world.outcomes_of.get(item.id, ())
        if outcome.meeting_id == meeting.id
        and (outcome.kind in BY_FORUM or outcome.kind in {OutcomeKind.NOTED, OutcomeKind.ADJUDICATED})
    ]
    found.sort(key=lambda outcome: outcome.kind is OutcomeKind.NOTED)
    return found[0] if found else None


def addressed_at(world: World, item: Item, meeting: Meeting) -> bool:
    """Whether a held meeting addressed an item: no outcome and a deferral do not."""
    outcome = outcome_at(world, item, meeting)
    return counts_as_addressed(outcome)


def reported_since(world: World, item: Item, meeting: Meeting) -> bool:
    """Whether a report on the item, or on what it was delegated to, came since the forum last met on it.

    One that a nation of the item, or of what it is on, cannot view does not count: figures would tell of it.
    """
    earlier = earlier_sittings(world, item, meeting)
    since = earlier[-1].held_at if earlier else item.issued_at
    family = [item, *descendants(world, item)]
    return any(
        since is not None and report.at > since and (meeting.held_at is None or report.at <= meeting.held_at)
        for member in family
        for report in world.progress_of.get(member.id, ())
        if shared(world, report, item, member)
    )


def descendants(world: World, item: Item) -> list[Item]:
    """All that was delegated from an item, at any depth."""
    found: list[Item] = []
    for child in world.children_of.get(item.id, ()):
        found += [child, *descendants(world, child)]
    return found


def _why(world: World, item: Item, meeting: Meeting, earlier: tuple[Meeting, ...]) -> tuple[str, ...]:
    day = meeting.when.first or (meeting.held_at.date() if meeting.held_at else None)
    recent = _since(world, item, meeting, earlier)
    kinds = {outcome.kind for outcome in recent}
    found = {
        "escalated": item.kind is ItemKind.ESCALATION,
        "new": not earlier,
        "reopened": OutcomeKind.REOPENED in kinds,
        "adjudicated": bool(kinds & {OutcomeKind.ADJUDICATED, OutcomeKind.HANDED_BACK}),
        "carried_over": bool(earlier) and not addressed_at(world, item, earlier[-1]),
        "due": _due(world, item, meeting),
        "at_risk": bool(risk.blocked_nations(world, item))
        or (day is not None and item.due.last is not None and item.due.last < day),
        "deferred": _deferred_here(world, item, meeting),
        "picked": (meeting.id, item.id) in world.picked,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _since(world: World, item: Item, meeting: Meeting, earlier: tuple[Meeting, ...]) -> list[Outcome]:
    start = earlier[-1].held_at if earlier else item.issued_at
    return [
        outcome
        for outcome in world.outcomes_of.get(item.id, ())
        if start is not None
        and outcome.at > start
        and (meeting.held_at is None or outcome.at < meeting.held_at)
    ]


def _due(world: World, item: Item, meeting: Meeting) -> bool:
    """Due by this meeting, or before the forum's following one can begin."""
    last, ends = item.due.last, meeting.when.last
    if last is None or ends is None:
        return False
    following = next(
        (m.when.first for m in world.upcoming(meeting.forum_id) if m.when.first and m.when.first > ends), None
    )
    return last <= ends or (item.due.first or last) <= ends or (following is not None and last < following)


def _deferred_here(world: World, item: Item, meeting: Meeting) -> bool:
    deferrals = [o for o in world.outcomes_of.get(item.id, ()) if o.kind is OutcomeKind.DEFERRED]
    target = world.meetings.get(deferrals[-1].to_meeting_id or "") if deferrals else None
    while target is not None and target.moved_to_id is not None:
        target = world.meetings.get(target.moved_to_id)
    return target is not None and target.id == meeting.id
