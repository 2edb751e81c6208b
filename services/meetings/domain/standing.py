"""What binds: the standing of minutes, answers and adjudications, from the stands of the nations."""

from dataclasses import replace

from services.meetings.domain.life import refolded
from services.meetings.domain.posts import members
from services.meetings.domain.rules import Refused
from services.meetings.domain.values import (
    Decision,
    Id,
    Item,
    Meeting,
    MeetingState,
    Outcome,
    Stand,
    Standing,
    Subject,
)
from services.meetings.domain.world import Draftsman, World

ASSENT = frozenset({Stand.CONCURRED, Stand.SILENCE})


def standing_of(
    world: World, subject: Subject, subject_id: Id, version: int, nations: frozenset[str]
) -> Standing:
    """Agreed when every nation assented to this version, withheld when one withheld, else provisional."""
    stands = world.stands(subject, subject_id, version)
    given = {nation: stands[nation].stand for nation in nations if nation in stands}
    if Stand.WITHHELD in given.values():
        return Standing.WITHHELD
    assented = all(given.get(nation) in ASSENT for nation in nations)
    return Standing.AGREED if assented and nations else Standing.PROVISIONAL


def nations_for(world: World, subject: Subject, subject_id: Id) -> tuple[Id, frozenset[str]]:
    """The forum whose posts speak on a subject, and the nations that must all assent."""
    if subject is Subject.MINUTES:
        forum_id = world.meetings[subject_id].forum_id
        return forum_id, members(world, forum_id)
    if subject is Subject.ANSWER:
        forum_id = world.outcomes[subject_id].forum_id or ""
        return forum_id, members(world, forum_id)
    decision = world.decisions[subject_id]
    settled = world.items[decision.settles_id or ""]
    return decision.forum_id, settled.authority_nations or members(world, decision.forum_id)


def version_of(world: World, subject: Subject, subject_id: Id) -> int:
    """The version that a nation concurs in now; an out-of-session act is never amended and has one."""
    if subject is Subject.MINUTES:
        return world.meetings[subject_id].minutes_version
    return 1


def subject_of(world: World, outcome: Outcome) -> tuple[Subject, Id]:
    """What a nation concurs in with this outcome: minutes, adjudication or the answer itself."""
    if outcome.meeting_id is not None:
        return Subject.MINUTES, outcome.meeting_id
    if outcome.decision_id is not None:
        return Subject.ADJUDICATION, outcome.decision_id
    return Subject.ANSWER, outcome.id


def resettle(draft: Draftsman, subject: Subject, subject_id: Id) -> None:
    """Carry the standing of a subject to all that was recorded under it, and the states that follow."""
    _, nations = nations_for(draft.world, subject, subject_id)
    version = version_of(draft.world, subject, subject_id)
    standing = standing_of(draft.world, subject, subject_id, version, nations)
    if subject is Subject.MINUTES:
        draft.put(_minuted(draft.world.meetings[subject_id], standing))
    outcomes = [
        o for o in draft.world.outcomes.values() if subject_of(draft.world, o) == (subject, subject_id)
    ]
    draft.put(*(replace(outcome, standing=standing) for outcome in outcomes))
    draft.put(*_decisions(draft.world, subject, subject_id, standing))
    made = {outcome.id for outcome in outcomes}
    draft.put(*_items(draft.world, subject, subject_id, made, standing))
    touched = {outcome.item_id for outcome in outcomes}
    draft.put(*(refolded(draft.world, draft.world.items[item_id]) for item_id in sorted(touched)))


def _minuted(meeting: Meeting, standing: Standing) -> Meeting:
    if standing is Standing.AGREED:
        return replace(meeting, state=MeetingState.MINUTES_AGREED)
    return meeting


def _decisions(world: World, subject: Subject, subject_id: Id, standing: Standing) -> list[Decision]:
    return [
        replace(decision, standing=standing)
        for decision in world.decisions.values()
        if (subject is Subject.MINUTES and decision.meeting_id == subject_id)
        or (subject is Subject.ADJUDICATION and decision.id == subject_id)
    ]


def _items(
    world: World, subject: Subject, subject_id: Id, made_by: set[Id], standing: Standing
) -> list[Item]:
    return [
        replace(item, standing=standing)
        for item in world.items.values()
        if (subject is Subject.MINUTES and item.issued_meeting_id == subject_id)
        or (item.issued_meeting_id is None and item.outcome_id in made_by)
    ]


def item_standing(world: World, item: Item) -> Standing:
    """The standing of an item: that of the minutes, or of the out-of-session outcome, that made it."""
    if item.issued_meeting_id is not None:
        subject, subject_id = Subject.MINUTES, item.issued_meeting_id
    elif item.outcome_id is not None:
        subject, subject_id = Subject.ANSWER, item.outcome_id
    else:
        raise Refused("known", "/issued_meeting_id", "An item comes from a meeting or an outcome.")
    _, nations = nations_for(world, subject, subject_id)
    return standing_of(world, subject, subject_id, version_of(world, subject, subject_id), nations)
