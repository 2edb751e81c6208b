"""Permissions beside restrictions: one of the same nation lifts it, one of another fills the gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.common.verdicts import Verdict
from services.sharing.domain.caveats import SETS, Caveat, CaveatKind, Described, Weighed, weigh
from services.sharing.domain.said import Covered, covered_in_time

ABOUT: Final = ("tasks", "forces", "weapons", "partners", "light", "months", "hours", "tools")
"""What is forbidden or permitted, beside where and when: a permission names it, or it says nothing of it."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A permission that holds for what a restriction forbids of an activity: for all of it, or perhaps."""

    permission: Caveat
    answer: Verdict


@dataclass(frozen=True, slots=True)
class Bearing:
    """A restriction that an activity meets, with what lifts it and who fills the gap."""

    weighed: Weighed
    lifts: tuple[Fill, ...] = ()
    fills: tuple[Fill, ...] = ()

    @property
    def lifted(self) -> bool:
        """Whether a permission of the same nation surely takes it away here."""
        return any(fill.answer is Verdict.DEFINITE for fill in self.lifts)


def covers(permission: Caveat, restriction: Caveat, activity: Described) -> Covered:
    """Whether a permission holds for all that a restriction forbids of an activity."""
    ours, theirs = permission.terms, restriction.terms
    if not any(getattr(ours, name) and getattr(theirs, name) for name in ABOUT) and not (
        ours.most is not None and theirs.most is not None
    ):
        return Covered.NO
    found = [getattr(activity, name).covered(getattr(theirs, name), getattr(ours, name)) for name in SETS]
    found.append(covered_in_time(activity.span, theirs.valid, ours.valid))
    found.append(activity.count(restriction.nation).below(ours.most))
    if ours.areas and ours.areas != theirs.areas:
        found.append(Covered.PERHAPS)
    if ours.condition:
        found.append(Covered.PERHAPS)
    if Covered.NO in found:
        return Covered.NO
    return Covered.PERHAPS if Covered.PERHAPS in found else Covered.YES


def bearings(caveats: Iterable[Caveat], activity: Described) -> list[Bearing]:
    """The restrictions that an activity meets, each with the permissions that answer it."""
    known = list(caveats)
    permissions = [one for one in known if one.kind is CaveatKind.PERMISSION]
    met = (weigh(one, activity) for one in known if one.kind is CaveatKind.RESTRICTION)
    return [_answered(one, permissions, activity) for one in met if one.answer is not Verdict.NONE]


def _answered(weighed: Weighed, permissions: list[Caveat], activity: Described) -> Bearing:
    lifts: list[Fill] = []
    fills: list[Fill] = []
    for permission in permissions:
        covered = covers(permission, weighed.caveat, activity)
        if covered is not Covered.NO:
            answer = Verdict.DEFINITE if covered is Covered.YES else Verdict.POSSIBLE
            same = permission.nation == weighed.caveat.nation
            (lifts if same else fills).append(Fill(permission, answer))
    return Bearing(weighed, tuple(lifts), tuple(fills))


def answer_of(found: Iterable[Bearing]) -> Verdict:
    """The answer over restrictions: the firmest of those that nothing lifts."""
    standing = {one.weighed.answer for one in found if not one.lifted}
    if Verdict.DEFINITE in standing:
        return Verdict.DEFINITE
    return Verdict.POSSIBLE if standing else Verdict.NONE
