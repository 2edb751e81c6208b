"""What binds: the standing of minutes, answers and adjudications, from the stands of the nations.

Assent reaches what a nation could read when it gave it, and nothing else: a record that stayed unseen is
provisional for everybody, whatever became of the minutes in which it stands.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from services.meetings.domain.life import refolded
from services.meetings.domain.posts import members
from services.meetings.domain.rules import Refused, enforce
from services.meetings.domain.values import (
    Act,
    Concurrence,
    Decision,
    Id,
    Item,
    Meeting,
    MeetingState,
    Outcome,
    Sight,
    Stand,
    Standing,
    Subject,
)
from services.meetings.domain.world import Draftsman, World

ASSENT = frozenset({Stand.CONCURRED, Stand.SILENCE})
Record = Item | Outcome | Decision
R = TypeVar("R", Item, Outcome, Decision)


def bound(stands: Mapping[str, Concurrence]) -> frozenset[str]:
    """The nations that have assented, or will by saying nothing: what changes now they have not read."""
    return frozenset(
        nation
        for nation, taken in stands.items()
        if taken.stand in ASSENT or (taken.stand is Stand.PENDING and taken.deadline is not None)
    )


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


def sight_of(world: World, subject: Subject, subject_id: Id) -> Sight:
    """Who reads what is concurred in; a stand is as visible as that."""
    if subject is Subject.MINUTES:
        return world.meetings[subject_id].sight
    return (world.outcomes if subject is Subject.ANSWER else world.decisions)[subject_id].sight


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
    spoken = bound(draft.world.stands(subject, subject_id, version))
    outcomes = _outcomes(draft.world, subject, subject_id)
    draft.put(*(_standing(outcome, standing, spoken) for outcome in outcomes))
    draft.put(*(_standing(one, standing, spoken) for one in _decisions(draft.world, subject, subject_id)))
    draft.put(*(_standing(item, standing, spoken) for item in _items(draft.world, subject, subject_id)))
    touched = {outcome.item_id for outcome in outcomes}
    draft.put(*(refolded(draft.world, draft.world.items[item_id]) for item_id in sorted(touched)))


def _standing(record: R, standing: Standing, spoken: frozenset[str]) -> R:
    unseen = record.unseen & spoken
    return replace(record, unseen=unseen, standing=record_standing(standing, unseen))


def record_standing(standing: Standing, unseen: frozenset[str]) -> Standing:
    """The standing of a record by that of what it is concurred in with: agreed only where none missed it."""
    return Standing.PROVISIONAL if standing is Standing.AGREED and unseen else standing


def readable(record: Record, nation: str, reads: Callable[[Sight], bool] = lambda _: True) -> bool:
    """Whether a nation, and the person who speaks for it, may read a record's text or its substitute."""
    substitute = None if isinstance(record, Outcome) else record.substitute
    return any(seen and nation in seen.nations and reads(seen) for seen in (record.sight, substitute))


def witness(draft: Draftsman, subject: Subject, subject_id: Id, nation: str, act: Act) -> None:
    """Keep which records a nation could not read as it takes its stand; ``act`` is who takes it for it."""
    for record in records_of(draft.world, subject, subject_id):
        saw = readable(record, nation, act.reads)
        draft.put(replace(record, unseen=record.unseen - {nation} if saw else record.unseen | {nation}))


def missed(draft: Draftsman, subject: Subject, subject_id: Id, nation: str) -> None:
    """Keep which records a nation cannot read as it is asked by silence, and as that elapses.

    What it missed meanwhile stays missed: only a stand that it takes itself reaches that.
    """
    for record in records_of(draft.world, subject, subject_id):
        if not readable(record, nation):
            draft.put(replace(record, unseen=record.unseen | {nation}))


def reworded(draft: Draftsman, record: Item | Decision, before: Sight | None, at: str = "/text") -> None:
    """Put a record whose substitute has other words: who reads these alone has assented to none of them.

    ``before`` is the sight of the substitute whose words go; None where it had none, or has the same words
    still: then who comes to read them. Refused: ``agreed_minutes_locked``, where that would change what such
    a nation agreed to.
    """
    subject, subject_id = _stands_under(record)
    _, nations = nations_for(draft.world, subject, subject_id)
    alone = (_nations(before) | (_nations(record.substitute) - _former(draft.world, record))) & nations
    alone -= record.sight.nations
    kept = not alone or record.standing is not Standing.AGREED
    enforce("agreed_minutes_locked", kept, at, "A nation agreed to the words that it read.")
    draft.put(replace(record, unseen=record.unseen | alone))
    if alone:
        resettle(draft, subject, subject_id)


def _former(world: World, record: Item | Decision) -> frozenset[str]:
    """The nations that read a record's substitute as the world holds it."""
    home: Mapping[str, Item | Decision] = world.items if isinstance(record, Item) else world.decisions
    return _nations(home[record.id].substitute)


def _nations(sight: Sight | None) -> frozenset[str]:
    return sight.nations if sight is not None else frozenset()


def _stands_under(record: Item | Decision) -> tuple[Subject, Id]:
    """What is concurred in with a record: the minutes, the answer or the adjudication that made it."""
    if isinstance(record, Decision):
        if record.meeting_id is not None:
            return Subject.MINUTES, record.meeting_id
        return Subject.ADJUDICATION, record.id
    if record.issued_meeting_id is not None:
        return Subject.MINUTES, record.issued_meeting_id
    if record.outcome_id is not None:
        return Subject.ANSWER, record.outcome_id
    raise Refused("known", "/issued_meeting_id", "An item comes from a meeting or an outcome.")


def reads_anew(world: World, act: Act, subject: Subject, subject_id: Id, nation: str) -> bool:
    """Whether a nation may now read something that its assent did not reach."""
    found = records_of(world, subject, subject_id)
    return any(nation in record.unseen and readable(record, nation, act.reads) for record in found)


def records_of(world: World, subject: Subject, subject_id: Id) -> Iterator[Record]:
    """All that was recorded under what is concurred in."""
    yield from _outcomes(world, subject, subject_id)
    yield from _decisions(world, subject, subject_id)
    yield from _items(world, subject, subject_id)


def _outcomes(world: World, subject: Subject, subject_id: Id) -> list[Outcome]:
    return [o for o in world.outcomes.values() if subject_of(world, o) == (subject, subject_id)]


def _minuted(meeting: Meeting, standing: Standing) -> Meeting:
    if standing is Standing.AGREED:
        return replace(meeting, state=MeetingState.MINUTES_AGREED)
    return meeting


def _decisions(world: World, subject: Subject, subject_id: Id) -> list[Decision]:
    return [
        decision
        for decision in world.decisions.values()
        if (subject is Subject.MINUTES and decision.meeting_id == subject_id)
        or (subject is Subject.ADJUDICATION and decision.id == subject_id)
    ]


def _items(world: World, subject: Subject, subject_id: Id) -> list[Item]:
    made_by = {outcome.id for outcome in _outcomes(world, subject, subject_id)}
    return [
        item
        for item in world.items.values()
        if (subject is Subject.MINUTES and item.issued_meeting_id == subject_id)
        or (item.issued_meeting_id is None and item.outcome_id in made_by)
    ]


def item_standing(world: World, item: Item) -> Standing:
    """The standing of an item: that of the minutes, or of the out-of-session outcome, that made it.

    Provisional where a nation assented without having been able to read it.
    """
    subject, subject_id = _stands_under(item)
    _, nations = nations_for(world, subject, subject_id)
    standing = standing_of(world, subject, subject_id, version_of(world, subject, subject_id), nations)
    return record_standing(standing, item.unseen)
