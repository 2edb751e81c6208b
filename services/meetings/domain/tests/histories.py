"""Generated histories: seeded steps on a small world, many of them wrong on purpose, with shrinking.

A history is a list of step seeds; each step draws everything from its own seed and from the world as it is,
so that any sub-list of a failing history is a history too, and is tried to find a shorter one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from services.meetings.domain import figures, tracker
from services.meetings.domain.broken import Broken
from services.meetings.domain.invariants import broken
from services.meetings.domain.rules import Refused
from services.meetings.domain.steps import broken_step
from services.meetings.domain.tests import oracle
from services.meetings.domain.tests.history import History, begin
from services.meetings.domain.tests.moves import FUNCTIONS, WEIGHTS
from services.meetings.domain.tests.story import START
from services.meetings.domain.values import Meeting, OutcomeKind
from services.meetings.domain.world import World


@dataclass
class Failure:
    """The seeds that break an invariant, and what the last of them broke."""

    seeds: list[int]
    broken: list[Broken]
    steps: list[str]


def run(seeds: Sequence[int], done: Counter[str] | None = None, strict: bool = True) -> Failure | None:
    """Play a history, checking every invariant after each step that a rule did not refuse.

    With ``strict`` off a step that crashes is left out: so a rule can be switched off that guards a look-up.
    """
    history, names = begin(), []
    for place, seed in enumerate(seeds):
        try:
            step, taken = take(history, seed)
        except Refused as refused:
            if done is not None:
                done[f"refused {refused.rule}"] += 1
            continue
        except (KeyError, AttributeError):
            if strict:
                raise
            continue
        if taken is None:
            continue
        act, change = taken
        before, history.world = history.world, history.world.put(change.values)
        names.append(f"{step.__name__}: {change.what}")
        if done is not None:
            done[change.what] += 1
        found = (
            broken_step(before, history.world, act) + broken(history.world) + misread(before, history.world)
        )
        if found:
            return Failure(list(seeds[: place + 1]), found, names)
    return None


def take(history: History, seed: int):
    """One step, drawn from its own seed and the world as it is."""
    random = Random(seed)
    (step,) = random.choices(FUNCTIONS, WEIGHTS)
    history.now += timedelta(hours=1)
    return step, step(history, random)


def misread(before: World, world: World) -> list[Broken]:
    """Where the derived figures differ from the second reading of the sentences."""
    found: list[Broken] = []
    if not world.items:
        return found
    figure = figures.linkage(world, START.date())
    if (figure.addressed, figure.had_one) != oracle.linkage(world):
        found.append(Broken("linkage", "", f"{figure} is {oracle.linkage(world)}"))
    for meeting in world.meetings.values():
        for entry in tracker.standing_at(world, meeting):
            if entry.carried_over != oracle.carried_over(world, entry.item, meeting):
                found.append(Broken("carried_over", entry.item.id, meeting.id))
        held_now = meeting.held_at is not None and before.meetings[meeting.id].held_at is None
        if held_now:
            found += unnoted(world, meeting)
    return found


def unnoted(world: World, meeting: Meeting) -> list[Broken]:
    """At a meeting's opening, what it noted counts exactly where a report came since last time."""
    found = []
    for entry in tracker.standing_at(world, meeting):
        noted = entry.outcome is not None and entry.outcome.kind is OutcomeKind.NOTED
        if noted and (entry.for_discussion or not oracle.reported(world, entry.item, meeting)):
            found.append(Broken("noted_with_report", entry.item.id))
        quiet = entry.expects_outcome and not entry.for_discussion and not noted
        if quiet and oracle.reported(world, entry.item, meeting):
            found.append(Broken("report_is_noted", entry.item.id))
    return found


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
