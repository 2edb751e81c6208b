"""Steps that bind: stands of nations, silence, and the correction of agreed minutes."""

from datetime import timedelta
from random import Random

from services.meetings.domain import minutes
from services.meetings.domain.tests.history import SIGHTS, WORDS, History, meetings, one
from services.meetings.domain.values import RECORDING, SAT, Act, MeetingState, Stand, Subject


def subject(history: History, random: Random):
    minuted = [(Subject.MINUTES, m.id, m.forum_id) for m in meetings(history, SAT)]
    free = [
        (Subject.ANSWER, o.id, history.world.items[o.item_id].addressing_forum_id)
        for o in history.world.outcomes.values()
        if o.meeting_id is None and o.decision_id is None
    ]
    decided = [
        (Subject.ADJUDICATION, d.id, d.forum_id)
        for d in history.world.decisions.values()
        if d.meeting_id is None
    ]
    return one(random, minuted + free * 2 + decided * 3)


def stand(history: History, random: Random):
    found = subject(history, random)
    if found is None:
        return None
    kind, subject_id, forum_id = found
    nations = history.world.forums[forum_id or "ast"].nations
    nation = random.choice(sorted(nations)) if random.random() < 0.95 else "NZL"
    act = history.act(random, forum_id, nation if random.random() < 0.93 else None)
    taken = Stand.WITHHELD if random.random() < 0.12 else Stand.CONCURRED
    version = random.choice((None, None, None, 1, 2))
    evidence = random.choice(("Signed letter", ""))
    return act, minutes.take_stand(
        history.world, act, kind, subject_id, nation, taken, SIGHTS[1], version=version, evidence=evidence
    )


def agree(history: History, random: Random):
    """One head's stand on minutes that others have concurred in, so that some come to be agreed."""
    meeting = one(random, meetings(history, RECORDING))
    if meeting is None:
        return None
    stands = history.world.stands(Subject.MINUTES, meeting.id, meeting.minutes_version)
    nations = sorted(history.world.forums[meeting.forum_id].nations - set(stands))
    if not nations:
        return None
    act = Act(f"{nations[0]}-head-{meeting.forum_id}", nations[0], history.now, history.ids)
    return act, minutes.take_stand(
        history.world, act, Subject.MINUTES, meeting.id, nations[0], Stand.CONCURRED, SIGHTS[1]
    )


def silence(history: History, random: Random):
    found = subject(history, random)
    if found is None:
        return None
    kind, subject_id, forum_id = found
    nation = random.choice(sorted(history.world.forums[forum_id or "ast"].nations))
    act = history.act(random, forum_id)
    deadline = history.now + timedelta(hours=random.choice((1, 24, 72)))
    return act, minutes.ask_by_silence(history.world, act, kind, subject_id, nation, deadline, SIGHTS[1])


def elapse(history: History, random: Random):
    history.now += timedelta(days=random.randrange(0, 4))
    act = history.act(random, None)
    return act, minutes.silence_elapsed(history.world, history.now)


def correct(history: History, random: Random):
    agreed = meetings(history, frozenset({MeetingState.MINUTES_AGREED}))
    meeting = one(random, agreed or list(history.world.meetings.values()))
    act = history.act(random, meeting.forum_id)
    return act, minutes.correct_minutes(history.world, act, meeting.id, random.choice(WORDS))
