"""Steps of meetings: planned, moved, held, and what is picked for discussion there."""

from datetime import timedelta
from random import Random

from services.meetings.domain import sittings, tracker
from services.meetings.domain.tests.history import SIGHTS, History, items, one
from services.meetings.domain.tests.story import FORUMS
from services.meetings.domain.values import WORKING, Meeting, MeetingState, Pick, Span
from services.meetings.domain.world import Change


def plan(history: History, random: Random):
    forum = random.choice(FORUMS)
    day = history.now.date() + timedelta(days=random.randrange(1, 50))
    there = frozenset(n for n in forum.nations if random.random() < 0.6)
    sight = random.choice(SIGHTS[:2])
    meeting = Meeting(history.ids(), forum.id, Span(day, day), sight=sight, present=there)
    return history.act(random, forum.id), Change("planned", (meeting,))


def move(history: History, random: Random):
    meeting = one(random, list(history.world.meetings.values()))
    to = random.choice(list(MeetingState))
    reason = random.choice(("A reason", "A reason", ""))
    day = history.now.date() + timedelta(days=random.randrange(1, 30))
    when = Span(day, day) if to is MeetingState.POSTPONED and random.random() < 0.6 else None
    act = history.act(random, meeting.forum_id)
    return act, sittings.transition(history.world, act, meeting.id, to, reason=reason, when=when)


def hold(history: History, random: Random):
    coming = [m for m in history.world.meetings.values() if m.state in {"planned", "agenda_open"}]
    if not coming:
        return None
    meeting = min(coming, key=lambda m: (m.when.first, m.id))
    if random.random() < 0.9 and meeting.when.first and meeting.when.first > history.now.date():
        history.now += timedelta(days=(meeting.when.first - history.now.date()).days)
    act = history.act(random, meeting.forum_id)
    return act, sittings.transition(history.world, act, meeting.id, MeetingState.HELD)


def again(history: History, random: Random):
    """Bring a forum together again, today, over what its last meeting addressed: there it can be noted."""
    world = history.world
    worked = [
        i
        for i in items(history, WORKING)
        if (met := world.sat(i.addressing_forum_id or "")) and tracker.addressed_at(world, i, met[-1])
    ]
    item = one(random, worked)
    if item is None:
        return None
    today, forum_id = history.now.date(), item.addressing_forum_id
    act = history.act(random, forum_id)
    for meeting in world.upcoming(forum_id):
        if meeting.when.first == today:
            return act, sittings.transition(world, act, meeting.id, MeetingState.HELD)
    planned = Meeting(history.ids(), forum_id, Span(today, today), sight=SIGHTS[1])
    return act, Change("planned", (planned,))


def pick(history: History, random: Random):
    meeting, item = one(random, list(history.world.meetings.values())), one(random, items(history))
    if item is None:
        return None
    return history.act(random, meeting.forum_id), Change("pick", (Pick(history.ids(), meeting.id, item.id),))
