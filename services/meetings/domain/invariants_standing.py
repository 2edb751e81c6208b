"""What must hold of stands and standing in every world: nothing binds that was not concurred in."""

from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.posts import is_headed, members, posts_of
from services.meetings.domain.standing import ASSENT, item_standing, nations_for, standing_of, version_of
from services.meetings.domain.values import (
    HEADS,
    MINIMUM_SILENCE,
    RECORDERS,
    Concurrence,
    Decision,
    Id,
    Item,
    MeetingState,
    Outcome,
    Stand,
    Standing,
    Subject,
)
from services.meetings.domain.world import World


def standing_is_concurred(world: World) -> Found:
    """Nothing binds without the assent of every member nation to its current version."""
    for meeting in world.meetings.values():
        if meeting.minutes_version:
            nations = members(world, meeting.forum_id)
            version = meeting.minutes_version
            standing = standing_of(world, Subject.MINUTES, meeting.id, version, nations)
            if (meeting.state is MeetingState.MINUTES_AGREED) != (standing is Standing.AGREED):
                yield Broken("agreed_by_all", meeting.id, f"{meeting.state}, minutes {standing}")
    for item in world.items.values():
        if item.standing is not item_standing(world, item):
            yield Broken("agreed_by_all", item.id, f"{item.standing}")
        if item.standing is Standing.AGREED:
            yield from _each_assented(world, item)
    records: list[Item | Outcome | Decision] = [*world.items.values(), *world.outcomes.values()]
    for record in (*records, *world.decisions.values()):
        if record.standing is Standing.AGREED and record.unseen:
            yield Broken("bound_by_what_it_read", record.id, f"agreed, unseen by {sorted(record.unseen)}")


def _each_assented(world: World, item: Item) -> Found:
    meeting = item.issued_meeting_id
    subject, subject_id = (
        (Subject.MINUTES, meeting) if meeting is not None else (Subject.ANSWER, item.outcome_id or "")
    )
    _, nations = nations_for(world, subject, subject_id)
    stands = world.stands(subject, subject_id, version_of(world, subject, subject_id))
    for nation in nations:
        if nation not in stands or stands[nation].stand not in ASSENT:
            yield Broken("agreed_by_all", item.id, f"{nation} did not assent")


def stands_are_entitled(world: World) -> Found:
    """Every stand is the own head's or deputy's, the own secretary's with evidence, or silence; who withholds
    says why.
    """
    for taken in world.concurrences.values():
        forum_id, nations = nations_for(world, taken.subject, taken.subject_id)
        if taken.nation not in nations:
            yield Broken("own_nation", taken.id, "not a member")
        elif taken.stand in {Stand.PENDING, Stand.SILENCE}:
            yield from _silence(world, taken, forum_id)
        elif taken.at is not None:
            held = posts_of(world, taken.by, taken.nation, forum_id, taken.at.date())
            if not held & RECORDERS or not (held & HEADS or taken.evidence.strip()):
                yield Broken("own_nation", taken.id, f"{taken.by} for {taken.nation}")
            if taken.stand is Stand.WITHHELD and not taken.evidence.strip():
                yield Broken("withheld_with_reason", taken.id)


def _silence(world: World, taken: Concurrence, forum_id: Id) -> Found:
    if taken.subject is Subject.MINUTES and taken.nation in world.meetings[taken.subject_id].present:
        yield Broken("silence_of_absent", taken.id)
    if taken.deadline is None or taken.at is None:
        if taken.stand is Stand.SILENCE or taken.at is None:
            yield Broken("silence_has_deadline", taken.id)
    elif taken.stand is Stand.SILENCE and not is_headed(world, forum_id, taken.nation, taken.deadline.date()):
        yield Broken("silence_is_heard", taken.id, f"nobody of {taken.nation} could break it at the end")
    elif taken.stand is Stand.SILENCE and taken.at < taken.deadline:
        yield Broken("silence_has_deadline", taken.id, "before its time")
    elif taken.stand is Stand.PENDING and taken.deadline - taken.at < MINIMUM_SILENCE:
        yield Broken("silence_has_deadline", taken.id, "too short")
    elif taken.stand is Stand.PENDING and not is_headed(world, forum_id, taken.nation, taken.at.date()):
        yield Broken("silence_is_heard", taken.id, f"nobody of {taken.nation} could break it")
