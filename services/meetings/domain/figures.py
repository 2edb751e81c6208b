"""The linkage figures: what was addressed at the next meeting of its forum, and what could not be."""

from dataclasses import dataclass
from datetime import date, datetime

from services.meetings.domain import risk, tracker
from services.meetings.domain.values import (
    Item,
    ItemKind,
    Meeting,
    MeetingState,
    OutcomeKind,
    Standing,
    State,
)
from services.meetings.domain.world import World


@dataclass(frozen=True, slots=True)
class Linkage:
    """Counts, never percentages: ``addressed`` of ``had_one`` at their forum's next meeting."""

    taskings: int
    had_one: int
    addressed: int
    no_venue: int
    blocked: int
    overdue: int
    escalations: int
    adjudicated: int

    @property
    def rate(self) -> float | None:
        """The linkage rate from 0 to 1; None where no tasking had a meeting yet."""
        return self.addressed / self.had_one if self.had_one else None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting on which an item stood, and what it was left with (``NOT_ADDRESSED``, ``PENDING``)."""

    meeting: Meeting
    outcome: str
    addressed: bool


NOT_ADDRESSED = "NOT_ADDRESSED"
PENDING = "PENDING"


def sittings(world: World, item: Item) -> tuple[Sitting, ...]:
    """Every meeting on which an item stood before its forum answered it, and the next one to come.

    One that still sits has passed nothing over yet: what it left no outcome is pending.
    """
    found = []
    for meeting in world.held:
        if meeting.held_at is None or not tracker.stands_on(world, item, meeting):
            continue
        if tracker.standing_on(world, item, meeting).expects_outcome:
            outcome = tracker.outcome_at(world, item, meeting)
            missing = PENDING if _sits(world, meeting) else NOT_ADDRESSED
            kind = outcome.kind.value.upper() if outcome else missing
            found.append(Sitting(meeting, kind, tracker.counts_as_addressed(outcome)))
    coming = world.upcoming(item.addressing_forum_id or "")
    if coming and item.state is not State.CLOSED:
        found.append(Sitting(coming[0], PENDING, False))
    return tuple(found)


def _sits(world: World, meeting: Meeting) -> bool:
    """Whether a meeting is still going on: until its minutes are drafted, or its forum meets again."""
    return meeting.state is MeetingState.HELD and world.sat(meeting.forum_id)[-1].id == meeting.id


def next_sitting(world: World, item: Item) -> Sitting | None:
    """The next meeting of the item's forum after its issue, once it has dealt with the item or is over."""
    first = next(iter(sittings(world, item)), None)
    return first if first is not None and first.outcome != PENDING else None


def first_addressed_at(world: World, item: Item) -> datetime | None:
    """When a meeting of its forum first addressed an item."""
    return next((sitting.meeting.held_at for sitting in sittings(world, item) if sitting.addressed), None)


def adjudicated(world: World, item: Item) -> bool:
    """Whether an escalation was settled by an adjudication that no nation withheld from."""
    return any(
        outcome.kind is OutcomeKind.ADJUDICATED and outcome.standing is not Standing.WITHHELD
        for outcome in world.outcomes_of.get(item.id, ())
    )


def linkage(world: World, today: date) -> Linkage:
    """The figures over all taskings, guidance and escalations that the world holds."""
    tasked = [item for item in world.items.values() if item.kind is not ItemKind.ESCALATION]
    asked = [item for item in world.items.values() if item.kind is ItemKind.ESCALATION]
    nexts = [sitting for sitting in (next_sitting(world, item) for item in tasked) if sitting]
    risks = [risk.at_risk(world, item, today) for item in tasked]
    return Linkage(
        taskings=len(tasked),
        had_one=len(nexts),
        addressed=sum(sitting.addressed for sitting in nexts),
        no_venue=sum(risk.NO_VENUE in found for found in risks),
        blocked=sum(risk.BLOCKED in found for found in risks),
        overdue=sum(risk.OVERDUE in found for found in risks),
        escalations=len(asked),
        adjudicated=sum(adjudicated(world, item) for item in asked),
    )
