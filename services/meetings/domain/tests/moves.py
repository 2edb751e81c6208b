"""The steps of generated histories: each drawn from a random source and the world, many wrong on purpose."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from services.meetings.domain import (
    backbrief,
    escalation,
    issuing,
    minutes,
    outcomes,
    sittings,
    tracker,
)
from services.meetings.domain.life import refolded
from services.meetings.domain.outcomes import Left
from services.meetings.domain.tests.story import FORUMS, START, appointments
from services.meetings.domain.values import (
    BY_FORUM,
    RECORDING,
    SAT,
    WORKING,
    Act,
    Draft,
    Item,
    ItemKind,
    Meeting,
    MeetingState,
    OutcomeKind,
    Pick,
    Sight,
    Span,
    Stand,
    State,
    Subject,
)
from services.meetings.domain.world import Change, World

SIGHTS = [
    Sight(1, frozenset({"USA", "GBR"}), 2),
    Sight(2, frozenset({"USA", "GBR", "AUS", "NZL", "FRA"}), 2),
    Sight(3, frozenset({"USA"}), 2),
    Sight(4, frozenset({"USA", "GBR"}), 3, frozenset({"X"})),
]
BASE = World().put([*FORUMS, *appointments()])
KINDS = [*sorted(BY_FORUM), *[OutcomeKind.PROGRESSED] * 4, OutcomeKind.ANSWERED]
WORDS = ("Words.", "Words.", "Words.", "Words.", "Words.", " ")


@dataclass
class History:
    """A world on its way, and what was tried on it."""

    world: World
    now: datetime
    ids: Callable[[], str]
    done: Counter[str]

    def act(self, random: Random, forum_id: str | None, nation: str | None = None) -> Act:
        """Mostly an entitled post holder, sometimes one of another forum or nation, or nobody."""
        forum = self.world.forums[forum_id or "ast"]
        nation = nation or random.choice(sorted(forum.nations))
        post = random.choice(("head", "deputy", "secretary"))
        where = forum.id if random.random() < 0.93 else random.choice(FORUMS).id
        other = nation if random.random() < 0.95 else random.choice(("USA", "GBR", "AUS", "NZL"))
        return Act(f"{other}-{post}-{where}", other, self.now, self.ids)


Step = Callable[[History, Random], "tuple[Act, Change] | None"]


def begin() -> History:
    ids = count(1)
    history = History(BASE, START, lambda: f"{next(ids):06d}", Counter())
    for number, forum in enumerate((*FORUMS, *FORUMS)):
        day = START.date() + timedelta(days=1 + number * 5)
        meeting = Meeting(
            history.ids(), forum.id, Span(day, day), sight=SIGHTS[1], present=frozenset({"USA"})
        )
        history.world = history.world.put([meeting])
    return history


def one(random: Random, values: Sequence):
    return random.choice(values) if values else None


def meetings(history: History, states: frozenset[MeetingState]) -> list[Meeting]:
    return [meeting for meeting in history.world.meetings.values() if meeting.state in states]


def items(history: History, states: frozenset[State] | None = None) -> list[Item]:
    return [i for i in history.world.items.values() if states is None or i.state in states]


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


def plan(history: History, random: Random):
    forum = random.choice(FORUMS)
    day = history.now.date() + timedelta(days=random.randrange(1, 50))
    there = frozenset(n for n in forum.nations if random.random() < 0.6)
    meeting = Meeting(history.ids(), forum.id, Span(day, day), sight=SIGHTS[1], present=there)
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


def issue(history: History, random: Random):
    meeting = one(random, meetings(history, RECORDING)) or one(random, list(history.world.meetings.values()))
    if random.random() < 0.1:
        meeting = one(random, list(history.world.meetings.values()))
    act = history.act(random, meeting.forum_id)
    below = [f.id for f in FORUMS if f.parent_id == meeting.forum_id]
    to = random.choice(below) if below and random.random() < 0.7 else None
    return act, issuing.issue(history.world, act, meeting.id, draft(history, random, to))


def left(history: History, random: Random, item: Item, kind: OutcomeKind | None = None) -> Left:
    kind = kind or random.choice(KINDS)
    forum = history.world.forums.get(item.addressing_forum_id or "")
    nations = sorted(forum.nations) if forum else ["USA"]
    below = [f.id for f in FORUMS if forum and f.parent_id == forum.id] or [f.id for f in FORUMS]
    to = one(random, [m for m in history.world.meetings.values() if forum and m.forum_id == forum.id])
    sight = item.sight if random.random() < 0.8 else random.choice(SIGHTS)
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


def report(history: History, random: Random):
    item = one(random, items(history))
    if item is None:
        return None
    act = history.act(random, item.addressing_forum_id or item.issuing_forum_id)
    return act, outcomes.report(history.world, act, item.id, random.choice(WORDS), item.sight)


def adjudicate(history: History, random: Random):
    asked = [i for i in items(history) if i.kind is ItemKind.ESCALATION and i.state is not State.CLOSED]
    item = one(random, asked if asked and random.random() < 0.9 else items(history))
    if item is None:
        return None
    act = history.act(random, item.addressing_forum_id or item.issuing_forum_id)
    at = one(random, meetings(history, RECORDING)) if random.random() < 0.6 else None
    there = [m for m in meetings(history, RECORDING) if m.forum_id == item.addressing_forum_id]
    at = one(random, there) if at and there and random.random() < 0.8 else at
    words = random.choice(WORDS)
    return act, escalation.adjudicate(history.world, act, item.id, words, item.sight, at.id if at else None)


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
    if random.random() < 0.6:
        return act, backbrief.close(history.world, act, item.id, "Closed.", item.sight, at.id if at else None)
    return act, backbrief.reopen(
        history.world, act, item.id, random.choice(WORDS), item.sight, at.id if at else None
    )


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


def amend_outcome(history: History, random: Random):
    found = one(random, list(history.world.outcomes.values()))
    if found is None:
        return None
    item = history.world.items[found.item_id]
    meeting = history.world.meetings.get(found.meeting_id or "")
    act = history.act(random, meeting.forum_id if meeting else item.addressing_forum_id)
    kind = found.kind if random.random() < 0.5 else None
    return act, outcomes.amend_outcome(history.world, act, found.id, left(history, random, item, kind))


def substitute(history: History, random: Random):
    item = one(random, items(history))
    if item is None:
        return None
    act = history.act(random, item.issuing_forum_id)
    return act, issuing.substitute(history.world, act, item.id, random.choice(WORDS), random.choice(SIGHTS))


def late_label(history: History, random: Random):
    """A nation leaves the groups that every label names: readers go, nothing else changes."""
    gone = {random.choice(("GBR", "AUS"))}
    changed = [replace(i, sight=replace(i.sight, nations=i.sight.nations - gone)) for i in items(history)]
    changed = [
        replace(i, substitute=i.substitute and replace(i.substitute, nations=i.substitute.nations - gone))
        for i in changed
    ]
    world = history.world.put(changed)
    return history.act(random, None), Change("late_label", tuple(refolded(world, i) for i in changed))


def pick(history: History, random: Random):
    meeting, item = one(random, list(history.world.meetings.values())), one(random, items(history))
    if item is None:
        return None
    return history.act(random, meeting.forum_id), Change("pick", (Pick(history.ids(), meeting.id, item.id),))


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


STEPS: tuple[tuple[Step, int], ...] = (
    (plan, 4),
    (move, 5),
    (hold, 12),
    (issue, 14),
    (outcome, 26),
    (alone, 9),
    (report, 7),
    (adjudicate, 9),
    (last_word, 14),
    (stand, 7),
    (agree, 6),
    (silence, 4),
    (elapse, 4),
    (correct, 3),
    (amend, 4),
    (amend_outcome, 4),
    (substitute, 3),
    (late_label, 1),
    (pick, 2),
    (family, 6),
)
FUNCTIONS = [step for step, _ in STEPS]
WEIGHTS = [weight for _, weight in STEPS]
