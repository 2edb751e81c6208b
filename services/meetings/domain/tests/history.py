"""A history on its way: a world, its time, and who acts on it; and what the steps of histories share."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from services.meetings.domain.tests.story import FORUMS, START, appointments
from services.meetings.domain.values import (
    BY_FORUM,
    Act,
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
