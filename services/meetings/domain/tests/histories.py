"""Generated histories: seeded steps on a small world, many of them wrong on purpose, with shrinking.

A history is a list of step seeds; each step draws everything from its own seed and from the world as it is,
so that any sub-list of a failing history is a history too, and is tried to find a shorter one.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from services.meetings.domain import figures, tracker
from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.invariants import WORLD
from services.meetings.domain.rules import Refused
from services.meetings.domain.steps import STEP
from services.meetings.domain.tests import oracle
from services.meetings.domain.tests.history import History, begin
from services.meetings.domain.tests.moves import FUNCTIONS, WEIGHTS
from services.meetings.domain.tests.story import START
from services.meetings.domain.values import Act, OutcomeKind
from services.meetings.domain.world import World

Check = Callable[[World, World, Act], Found]


@dataclass
class Failure:
    """The seeds that break an invariant, and what the last of them broke."""

    seeds: list[int]
    broken: list[Broken]
    steps: list[str]


def run(
    seeds: Sequence[int], done: Counter[str] | None = None, checks: Sequence[str] | None = None
) -> Failure | None:
    """Play a history until an invariant is broken by a step that no rule refused; None where none is.

    With ``checks`` only these look, and what crashes is left out: so a rule can be switched off that guards a
    look-up, and be found by the invariant that is there for it.
    """
    history, names = begin(), []
    done = Counter() if done is None else done
    for place, seed in enumerate(seeds):
        try:
            step, taken = take(history, seed)
            if taken is None:
                continue
            act, change = taken
            before, history.world = history.world, history.world.put(change.values)
            names.append(f"{step.__name__}: {change.what}")
            done[change.what] += 1
            found = [one for name in checks or CHECKS for one in CHECKS[name](before, history.world, act)]
        except Refused as refused:
            done[f"refused {refused.rule}"] += 1
            continue
        except (KeyError, AttributeError):
            if checks is None:
                raise
            continue
        if found:
            return Failure(list(seeds[: place + 1]), found, names)
    return None


def take(history: History, seed: int):
    """One step, drawn from its own seed and the world as it is."""
    random = Random(seed)
    (step,) = random.choices(FUNCTIONS, WEIGHTS)
    history.now += timedelta(hours=1)
    return step, step(history, random)


def linkage_is_read_twice(_: World, world: World, __: Act) -> Found:
    """The linkage rate is the one that a second reading of the sentences finds."""
    figure = figures.linkage(world, START.date())
    if world.items and (figure.addressed, figure.had_one) != oracle.linkage(world):
        yield Broken("linkage", "", f"{figure} is {oracle.linkage(world)}")


def carried_over_is_read_twice(_: World, world: World, __: Act) -> Found:
    """How often an item was carried over is what a second reading of the sentences finds."""
    for meeting in world.meetings.values() if world.items else ():
        for entry in tracker.standing_at(world, meeting):
            if entry.carried_over != oracle.carried_over(world, entry.item, meeting):
                yield Broken("carried_over", entry.item.id, meeting.id)


def noted_where_reported(before: World, world: World, _: Act) -> Found:
    """At a meeting's opening, what it noted counts exactly where a report came since last time."""
    for meeting in world.meetings.values() if world.items else ():
        if meeting.held_at is None or before.meetings[meeting.id].held_at is not None:
            continue
        for entry in tracker.standing_at(world, meeting):
            noted = entry.outcome is not None and entry.outcome.kind is OutcomeKind.NOTED
            if noted and (entry.for_discussion or not oracle.reported(world, entry.item, meeting)):
                yield Broken("noted_with_report", entry.item.id)
            quiet = entry.expects_outcome and not entry.for_discussion and not noted
            if quiet and oracle.reported(world, entry.item, meeting):
                yield Broken("report_is_noted", entry.item.id)


def _after(check: Callable[[World], Found]) -> Check:
    return lambda _, after, __: check(after)


SECOND_READING: tuple[Check, ...] = (linkage_is_read_twice, carried_over_is_read_twice, noted_where_reported)
CHECKS: dict[str, Check] = {
    **{check.__name__: check for check in (*STEP, *SECOND_READING)},
    **{check.__name__: _after(check) for check in WORLD},
}
"""Every invariant by the name of its function: those of a step, of a world, and of the derived figures."""


def shrunk(failure: Failure) -> Failure:
    """A shorter history that still breaks an invariant: steps are left out one by one."""
    best, place = failure, 0
    while place < len(best.seeds) - 1:
        shorter = run(best.seeds[:place] + best.seeds[place + 1 :])
        if shorter is not None:
            best = shorter
        else:
            place += 1
    return best


def seeds_of(number: int, length: int) -> list[int]:
    """The steps of one numbered history."""
    random = Random(number)
    return [random.getrandbits(48) for _ in range(length)]
