"""Steps of items: issued, amended, said in other words, and hidden from who leaves a group."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from services.meetings.domain import issuing
from services.meetings.domain.life import refolded
from services.meetings.domain.tests.history import SIGHTS, WORDS, History, items, meetings, one
from services.meetings.domain.tests.story import FORUMS
from services.meetings.domain.values import RECORDING, Draft, ItemKind, Sight, Span
from services.meetings.domain.world import Change


def draft(history: History, random: Random, forum_id: str | None = None) -> Draft:
    forum = history.world.forums[forum_id] if forum_id else random.choice(FORUMS)
    when = random.choice((None, 20, 30, 60, 60, -3))
    day = history.now.date() + timedelta(days=when) if when else None
    lead = random.choice(sorted(forum.nations)) if random.random() < 0.95 else "NZL"
    kind = random.choice((ItemKind.TASKING, ItemKind.TASKING, ItemKind.GUIDANCE))
    title = "A title" if random.random() < 0.96 else ""
    there = forum.id if random.random() < 0.98 else "nowhere"
    sub = random.choice(SIGHTS) if random.random() < 0.1 else None
    return Draft(
        title,
        there,
        random.choice(SIGHTS),
        lead=lead,
        due=Span(day, day) if day else None,
        kind=kind,
        substitute=sub,
    )


def issue(history: History, random: Random):
    meeting = one(random, meetings(history, RECORDING)) or one(random, list(history.world.meetings.values()))
    if random.random() < 0.1:
        meeting = one(random, list(history.world.meetings.values()))
    act = history.act(random, meeting.forum_id)
    below = [f.id for f in FORUMS if f.parent_id == meeting.forum_id]
    to = random.choice(below) if below and random.random() < 0.7 else None
    return act, issuing.issue(history.world, act, meeting.id, draft(history, random, to))


def amend(history: History, random: Random):
    item = one(random, items(history))
    if item is None:
        return None
    act = history.act(random, item.issuing_forum_id)
    new = replace(
        item,
        title=random.choice(("Another title", "")),
        lead=random.choice((item.lead, item.lead, "NZL")),
        sight=item.sight if random.random() < 0.6 else random.choice(SIGHTS),
    )
    return act, issuing.amend(history.world, act, new)


def narrow(history: History, random: Random):
    """A narrower label for what an escalation asks for, mostly by who records where that was raised too."""
    world = history.world
    asked = [i for i in items(history) if world.escalations_of.get(i.id)]
    near = [i for i in asked if i.issuing_forum_id == i.addressing_forum_id]
    item = one(random, near if near and random.random() < 0.7 else asked)
    if item is None:
        return None
    narrower = [s for s in SIGHTS if s.owners == item.sight.owners and s.nations < item.sight.nations]
    sight = one(random, narrower) or random.choice(SIGHTS)
    act = history.act(random, item.issuing_forum_id)
    return act, replace(issuing.amend(world, act, replace(item, sight=sight)), what="narrowed")


def substitute(history: History, random: Random):
    """Other words, often for a child: these too may reach nobody whom the parent does not reach."""
    children = [item for item in items(history) if item.parent_id]
    item = one(random, children if children and random.random() < 0.6 else items(history))
    if item is None:
        return None
    act = history.act(random, item.issuing_forum_id)
    return act, issuing.substitute(history.world, act, item.id, random.choice(WORDS), random.choice(SIGHTS))


def without(sight: Sight, gone: set[str]) -> Sight:
    """What a label lets read once a nation left what it names: the label itself is the same."""
    return replace(sight, nations=sight.nations - gone)


def late_label(history: History, random: Random):
    """A nation leaves the groups that every label names: readers go, nothing else changes."""
    gone = {random.choice(("GBR", "AUS"))}
    changed = [
        replace(i, sight=without(i.sight, gone), substitute=i.substitute and without(i.substitute, gone))
        for i in items(history)
    ]
    world = history.world.put(changed)
    return history.act(random, None), Change("late_label", tuple(refolded(world, i) for i in changed))
