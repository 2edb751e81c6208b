"""An item's state is what its outcomes made of it: a fold, so that nothing stored can disagree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.meetings.domain.risk import blocked_nations
from services.meetings.domain.values import NOTHING, Id, Item, Outcome, OutcomeKind, Standing, State
from services.meetings.domain.world import World, once_a_world

K = OutcomeKind


@dataclass(frozen=True, slots=True)
class Life:
    """Where an item is after some of its outcomes; ``outstanding`` are the escalations it waits for."""

    forum_id: Id | None
    escalation: bool = False
    final: State | None = None
    delegated: bool = False
    outstanding: frozenset[Id] = NOTHING
    reopened: int = 0
    answer: str | None = None
    closed_at: datetime | None = None

    @property
    def state(self) -> State:
        """The state in words of the register."""
        if self.final is not None:
            return self.final
        if self.outstanding:
            return State.ESCALATED
        return State.DELEGATED if self.delegated else State.OPEN


def _answered(life: Life, outcome: Outcome) -> Life:
    return replace(life, final=State.ANSWERED, answer=outcome.text)


def _closed(life: Life, outcome: Outcome) -> Life:
    return replace(life, final=State.CLOSED, closed_at=outcome.at)


def _reopened(life: Life, _: Outcome) -> Life:
    return replace(life, final=None, delegated=False, reopened=life.reopened + 1, answer=None, closed_at=None)


def _landed(life: Life, outcome: Outcome) -> Life:
    return replace(life, outstanding=life.outstanding - {outcome.escalation_id or ""})


def _referred(life: Life, outcome: Outcome) -> Life:
    return replace(life, forum_id=outcome.to_forum_id, delegated=False)


def _escalated(life: Life, outcome: Outcome) -> Life:
    return replace(life, outstanding=life.outstanding | {outcome.escalation_id or ""})


def _adjudicated(life: Life, outcome: Outcome) -> Life:
    """An escalation is closed by its adjudication; the item that asked is worked on again."""
    landed = _landed(life, outcome)
    return _closed(landed, outcome) if life.escalation else landed


EFFECTS: Mapping[K, Callable[[Life, Outcome], Life]] = {
    K.DELEGATED: lambda life, _: replace(life, delegated=True),
    K.ESCALATED: _escalated,
    K.REFERRED: _referred,
    K.ANSWERED: _answered,
    K.AGREED_TO_DISAGREE: _answered,
    K.RETURNED: lambda life, _: replace(life, final=State.RETURNED),
    K.CLOSED: _closed,
    K.REOPENED: _reopened,
    K.ADJUDICATED: _adjudicated,
    K.HANDED_BACK: _landed,
}
"""What each outcome makes of an item; progressed, deferred and noted leave it as it is."""


def life_of(world: World, item: Item, before: datetime | None = None) -> Life:
    """The item's life by its effective outcomes, those earlier than ``before`` where it is given.

    An outcome from which a nation withheld takes no effect: nobody binds another nation.
    """
    found, lived = _lives(world, item)
    for outcome, life in lived:
        if before is not None and outcome.at >= before:
            break
        found = life
    return found


def made_by(world: World, item: Item) -> Outcome | None:
    """The outcome that made the item's present state; None where it is as it was issued."""
    issued, lived = _lives(world, item)
    state, maker = issued.state, None
    for outcome, life in lived:
        if life.state is not state:
            state, maker = life.state, outcome
    return maker


@once_a_world
def _lives(world: World, item: Item) -> tuple[Life, tuple[tuple[Outcome, Life], ...]]:
    """The life that it was issued to, then each effective outcome, oldest first, and the life after it."""
    outcomes = world.outcomes_of.get(item.id, ())
    issued = life = Life(first_forum(item, outcomes), escalation=item.asks_for_id is not None)
    lived = []
    for outcome in outcomes:
        if outcome.standing is not Standing.WITHHELD:
            life = EFFECTS[outcome.kind](life, outcome) if outcome.kind in EFFECTS else life
            lived.append((outcome, life))
    return issued, tuple(lived)


def first_forum(item: Item, outcomes: tuple[Outcome, ...]) -> Id | None:
    """The addressing forum that the item was issued to: the one that first referred it, if any."""
    for outcome in outcomes:
        if outcome.kind is K.REFERRED:
            return outcome.forum_id
    return item.addressing_forum_id


def refolded(world: World, item: Item) -> Item:
    """The item with the state that its outcomes say it has, and the nations for which it is blocked."""
    life = life_of(world, item)
    known = (item.state, item.addressing_forum_id, item.reopened, item.answer, item.closed_at)
    if known != (life.state, life.forum_id, life.reopened, life.answer, life.closed_at):
        item = replace(
            item,
            state=life.state,
            addressing_forum_id=life.forum_id,
            reopened=life.reopened,
            answer=life.answer,
            closed_at=life.closed_at,
        )
    blocked = blocked_nations(world, item)
    return item if item.blocked == blocked else replace(item, blocked=blocked)
