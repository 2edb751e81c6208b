"""Steps that leave something of an item: outcomes, reports, adjudications and the issuer's last word."""

from dataclasses import replace
from random import Random

from services.meetings.domain import backbrief, escalation, outcomes, tracker
from services.meetings.domain.outcomes import Left
from services.meetings.domain.tests.history import KINDS, SIGHTS, WORDS, History, items, meetings, one
from services.meetings.domain.tests.moves_items import draft
from services.meetings.domain.tests.story import FORUMS
from services.meetings.domain.values import RECORDING, SAT, WORKING, Item, ItemKind, OutcomeKind, Sight, State


def drawn(random: Random, item: Item) -> Sight:
    """Mostly the item's own label, sometimes a narrower, a wider or a higher one."""
    return item.sight if random.random() < 0.85 else random.choice(SIGHTS)


def left(history: History, random: Random, item: Item, kind: OutcomeKind | None = None) -> Left:
    kind = kind or random.choice(KINDS)
    forum = history.world.forums.get(item.addressing_forum_id or "")
    nations = sorted(forum.nations) if forum else ["USA"]
    below = [f.id for f in FORUMS if forum and f.parent_id == forum.id] or [f.id for f in FORUMS]
    to = one(random, [m for m in history.world.meetings.values() if forum and m.forum_id == forum.id])
    sight = drawn(random, item)
    kept = nations if random.random() < 0.9 else nations[:1]
    made = [
        replace(draft(history, random, random.choice(below)), sight=sight)
        for _ in range(random.randrange(1, 3))
    ]
    return Left(
        kind,
        sight,
        text=random.choice(WORDS),
        reason=random.choice(WORDS),
        to_meeting_id=to.id if to else None,
        to_forum_id=random.choice(FORUMS).id,
        positions={nation: "A position." for nation in kept},
        children_decision="Decided." if random.random() < 0.15 else "",
        children=made,
    )


def outcome(history: History, random: Random):
    open_now = [
        m
        for m in meetings(history, RECORDING)
        if any(i.addressing_forum_id == m.forum_id for i in items(history, WORKING))
    ]
    meeting = one(random, open_now) or one(random, meetings(history, SAT))
    if meeting is None:
        return None
    there = [i for i in items(history, WORKING) if tracker.stands_on(history.world, i, meeting)]
    item = one(random, there if there and random.random() < 0.9 else items(history))
    if item is None:
        return None
    act = history.act(random, meeting.forum_id)
    return act, outcomes.record_outcome(history.world, act, meeting.id, item.id, left(history, random, item))


def alone(history: History, random: Random):
    item = one(random, items(history, WORKING) if random.random() < 0.9 else items(history))
    if item is None:
        return None
    act = history.act(random, item.addressing_forum_id or item.issuing_forum_id)
    kind = random.choice((OutcomeKind.ANSWERED, OutcomeKind.DELEGATED, OutcomeKind.ESCALATED, None))
    return act, outcomes.out_of_session(history.world, act, item.id, left(history, random, item, kind))


def delegate(history: History, random: Random):
    """Pass work on to a subordinate forum, often with other words that reach beyond those of the parent."""
    rungs = {forum.parent_id for forum in FORUMS}
    item = one(random, [i for i in items(history, WORKING) if i.addressing_forum_id in rungs])
    if item is None:
        return None
    told = left(history, random, item, OutcomeKind.DELEGATED)
    reach = random.choice((None, random.choice(SIGHTS)))
    made = [replace(child, sight=item.sight, substitute=reach) for child in told.children]
    act = history.act(random, item.addressing_forum_id)
    return act, outcomes.out_of_session(history.world, act, item.id, replace(told, children=made))


def report(history: History, random: Random):
    """A nation's report, often on what a meeting has worked on: there it can be noted at the next."""
    known = history.world.outcomes_of
    worked = [i for i in items(history, WORKING) if i.id in known]
    item = one(random, worked if worked and random.random() < 0.7 else items(history))
    if item is None:
        return None
    act = history.act(random, item.addressing_forum_id or item.issuing_forum_id)
    sight = item.sight if random.random() < 0.5 else random.choice(SIGHTS)
    return act, outcomes.report(history.world, act, item.id, random.choice(WORDS), sight)


def adjudicate(history: History, random: Random):
    asked = [i for i in items(history) if i.kind is ItemKind.ESCALATION and i.state is not State.CLOSED]
    item = one(random, asked if asked and random.random() < 0.9 else items(history))
    if item is None:
        return None
    act = history.act(random, item.addressing_forum_id or item.issuing_forum_id)
    at = one(random, meetings(history, RECORDING)) if random.random() < 0.6 else None
    there = [m for m in meetings(history, RECORDING) if m.forum_id == item.addressing_forum_id]
    at = one(random, there) if at and there and random.random() < 0.8 else at
    words, sight = random.choice(WORDS), drawn(random, item)
    return act, escalation.adjudicate(history.world, act, item.id, words, sight, at.id if at else None)


def last_word(history: History, random: Random):
    answered = items(history, frozenset({State.ANSWERED, State.RETURNED}))
    if random.random() < 0.85:
        met = {i.id: backbrief.latest_sitting(history.world, i) for i in answered}
        answered = [i for i in answered if (m := met[i.id]) is not None and m.state in RECORDING]
    item = one(random, answered if answered else items(history) if random.random() < 0.2 else ())
    if item is None:
        return None
    act = history.act(random, item.issuing_forum_id)
    at = one(random, meetings(history, SAT)) if random.random() < 0.2 else None
    told, sight = at.id if at else None, drawn(random, item)
    if random.random() < 0.6:
        return act, backbrief.close(history.world, act, item.id, "Closed.", sight, told)
    return act, backbrief.reopen(history.world, act, item.id, random.choice(WORDS), sight, told)


def amend_outcome(history: History, random: Random):
    found = one(random, list(history.world.outcomes.values()))
    if found is None:
        return None
    item = history.world.items[found.item_id]
    meeting = history.world.meetings.get(found.meeting_id or "")
    act = history.act(random, meeting.forum_id if meeting else item.addressing_forum_id)
    kind = found.kind if random.random() < 0.5 else None
    return act, outcomes.amend_outcome(history.world, act, found.id, left(history, random, item, kind))


def family(history: History, random: Random):
    """Work on what was delegated: answer a child, then its parent, or reopen under an answered one."""
    child = one(random, [i for i in items(history) if i.parent_id])
    if child is None:
        return None
    parent, world = history.world.items[child.parent_id], history.world
    if child.state in WORKING:
        act = history.act(random, child.addressing_forum_id)
        return act, outcomes.out_of_session(
            world, act, child.id, left(history, random, child, OutcomeKind.ANSWERED)
        )
    act = history.act(random, parent.addressing_forum_id)
    if parent.state in WORKING:
        return act, outcomes.out_of_session(
            world, act, parent.id, left(history, random, parent, OutcomeKind.ANSWERED)
        )
    return act, backbrief.reopen(world, act, child.id, "Not done.", child.sight)
