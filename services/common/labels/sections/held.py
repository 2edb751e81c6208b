"""What a label's reader must hold, by the category of a marking that says it; and what it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from services.common.labels.conditions import Condition
from services.common.labels.marking import MarkingError
from services.common.labels.model import Label
from services.common.labels.policy import Policy, Profile

REL, DISPLAY = "REL", "DISPLAY"
"""Marks of a release list and of a list of those who may only view."""
LIMIT = "LIMIT"
"""Mark of any word that limits who reads."""


class Held:
    """The restrictive values of a label, parted by the category that says them."""

    def __init__(self, label: Label, policy: Policy, rules: Profile) -> None:
        """Without control systems of its own a policy says the rest by its word for sensitivities."""
        rest = list(label.restrictive)
        limits = _taken(rest, lambda one: policy.word(one, "limit") is not None)
        implied = {name for one in limits if (word := policy.word(one, "limit")) for name in word.implies}
        self.limits = [one for one in limits if one not in implied]
        self.others = _taken(rest, lambda one: policy.word(one, "sensitivity") is not None)
        self.sensitive = [] if rules.controls else rest
        rest = rest if rules.controls else []
        self.channels = _taken(rest, lambda one: policy.word(one, "program") is not None)
        self.programs = [one.partition("-")[2] for one in _taken(rest, _leads(rules.program))]
        self.nicknames = [one.partition("-")[2] for one in _taken(rest, _leads(rules.nickname))]
        kinds = [word.name for word in policy.tagged("atomic") if not word.family]
        self.atomic = _taken(
            rest, lambda one: any(one == kind or one.startswith(f"{kind}-") for kind in kinds)
        )
        self.controls = rest


def _taken(rest: list[str], fits: Callable[[str], bool]) -> list[str]:
    """Those that fit, out of the rest."""
    found = [one for one in rest if fits(one)]
    rest[:] = [one for one in rest if one not in found]
    return found


def _leads(word: str) -> Callable[[str], bool]:
    return lambda one: bool(word) and one.startswith(f"{word}-")


def broken(label: Label, policy: Policy, rules: Profile, portion: bool) -> Iterator[Condition]:
    """The conditions of the policy that a label breaks."""
    conditions = policy.conditions.get(rules.name, ())
    if not conditions:
        return
    named = _named(Held(label, policy, rules))
    marks = frozenset(
        (*_page(label, policy, rules), *label.dissem, *label.informative, *_lists(label), *named)
    )
    yield from (one for one in conditions if one.broken(label.level, marks, portion))


class BrokenConditions(MarkingError):
    """The conditions that a marking breaks, one or more."""

    def __init__(self, faults: list[MarkingError]) -> None:
        """The first one speaks for all."""
        first = faults[0]
        super().__init__(first.message, first.at, first.rule, first.nearest)
        self.faults = faults

    def moved(self, by: int) -> BrokenConditions:
        """The same, in a text with so many signs more before it."""
        return BrokenConditions([fault.moved(by) for fault in self.faults])


def require_conditions(
    label: Label, policy: Policy, rules: Profile, portion: bool, places: Mapping[str, int]
) -> None:
    """Raises ``BrokenConditions`` with all that a label breaks, each where the last of its marks stands."""
    faults = [
        MarkingError(one.says, max(places.get(mark, 0) for mark in one.when), one.name)
        for one in broken(label, policy, rules, portion)
    ]
    if faults:
        raise BrokenConditions(faults)


def _page(label: Label, policy: Policy, rules: Profile) -> Iterator[str]:
    if label.owner == (rules.holder,):
        yield "OWN"
    elif len(label.owner) == 1 or policy.heading_of(label.owner, label.level):
        yield "FOREIGN"
        yield from (f"OF {code}" for code in label.owner)
    else:
        yield "JOINT"


def _lists(label: Label) -> Iterator[str]:
    if label.rel:
        yield REL
    if label.display_only:
        yield DISPLAY
    if label.foreign:
        yield "FGI"
        yield from (f"FGI {code}" for code in label.foreign)


def _named(held: Held) -> Iterator[str]:
    yield from (*held.sensitive, *held.others)
    if held.limits:
        yield LIMIT
        yield from held.limits
    if held.controls:
        yield "SCI"
        yield from (one for one in held.controls if "-" not in one)
    if held.programs or held.channels:
        yield "SAP"
    if held.nicknames:
        yield "ACCM"
    for atom in held.atomic:
        kind, _, part = atom.partition("-")
        yield kind
        if part:
            flag = part.partition(" ")[0]
            yield from (flag, f"{kind}-{flag}")
