"""A history on its way: a world, its time, and who acts on it; and what the steps of histories share."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from services.meetings.domain.issuing import issue
from services.meetings.domain.outcomes import Left, record_outcome
from services.meetings.domain.tests.story import FORUMS, START, appointments
from services.meetings.domain.values import (
    BY_FORUM,
    Act,
    Draft,
    Item,
    Meeting,
    MeetingState,
    OutcomeKind,
    Sight,
    Span,
    State,
)
from services.meetings.domain.world import Change, World

BOTH = frozenset({"USA", "GBR"})
SIGHTS = [
    Sight(1, BOTH, 2, owners=BOTH),
    Sight(2, BOTH | {"AUS", "NZL", "FRA"}, 2, owners=BOTH),
    Sight(3, frozenset({"USA"}), 2, owners=frozenset({"USA"})),
    Sight(4, BOTH, 3, frozenset({"X"}), owners=BOTH),
    Sight(5, BOTH, 2, groups=frozenset({"KFOR"}), shown=frozenset({"AUS"}), owners=BOTH),
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
        act = Act(f"{other}-{post}-{where}", other, self.now, self.ids)
        return replace(act, reads=outside) if random.random() < 0.1 else act


def outside(sight: Sight) -> bool:
    """What somebody reads who is in no community."""
    return not sight.coi


Step = Callable[[History, Random], "tuple[Act, Change] | None"]


def begin() -> History:
    ids = count(1)
    history = History(BASE, START, lambda: f"{next(ids):06d}", Counter())
    for number, forum in enumerate((*FORUMS, *FORUMS)):
        day = START.date() + timedelta(days=1 + number * 5)
        meeting = Meeting(
            history.ids(),
            forum.id,
            Span(day, day),
            sight=SIGHTS[number // len(FORUMS)],
            present=frozenset({"USA"}),
        )
        history.world = history.world.put([meeting])
    return under_way(history)


def under_way(history: History) -> History:
    """The same with an item that the roundtable issued and the talks worked on: there it can be noted."""
    day = START.date() + timedelta(days=90)
    draft = Draft("Under way", "ast", SIGHTS[0], lead="USA", due=Span(day, day))
    meeting, act = sitting(history, "gort", -2)
    history.world = history.world.put(issue(history.world, act, meeting, draft).values)
    (item,) = history.world.items
    meeting, act = sitting(history, "ast", -1)
    left = Left(OutcomeKind.PROGRESSED, SIGHTS[0], "Half.")
    history.world = history.world.put(record_outcome(history.world, act, meeting, item, left).values)
    return history


def sitting(history: History, forum_id: str, days: int) -> tuple[str, Act]:
    """A held meeting some days from the start, and the act of a secretary who records at it."""
    at = START + timedelta(days=days)
    day, state = Span(at.date(), at.date()), MeetingState.HELD
    held = Meeting(history.ids(), forum_id, day, state, at, 1, sight=SIGHTS[1])
    history.world = history.world.put([held])
    return held.id, Act(f"USA-secretary-{forum_id}", "USA", at + timedelta(hours=1), history.ids)


def one(random: Random, values: Sequence):
    return random.choice(values) if values else None


def meetings(history: History, states: frozenset[MeetingState]) -> list[Meeting]:
    return [meeting for meeting in history.world.meetings.values() if meeting.state in states]


def items(history: History, states: frozenset[State] | None = None) -> list[Item]:
    return [i for i in history.world.items.values() if states is None or i.state in states]
