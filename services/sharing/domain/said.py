"""How what an activity says of one thing meets what a caveat limits, in four answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.common.spans import Span
from services.common.verdicts import Verdict


class Met(StrEnum):
    """Wholly: all that is said lies in the limit. Partly: some of it does. Possible: it is not said. None:
    whatever it is, it lies outside.
    """

    WHOLLY = "wholly"
    PARTLY = "partly"
    POSSIBLE = "possible"
    NONE = "none"


class Covered(StrEnum):
    """Whether a permission holds for what a restriction forbids: in all of it, perhaps, or in none."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


Codes = frozenset[str]
NOTHING: Codes = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What an activity says of one thing: the codes it names, and those that it may mean; None is any."""

    named: Codes = NOTHING
    perhaps: Codes | None = None

    @staticmethod
    def of(codes: Iterable[str], complete: bool = True) -> "Said":
        """What names these; all of them, if it is complete. Nothing named is never complete."""
        named = frozenset(codes)
        return Said(named, named if complete and named else None)

    def meets(self, limit: Codes) -> Met:
        """Whether it lies in a limit; an empty one limits nothing."""
        if not limit:
            return Met.WHOLLY
        if self.perhaps is not None and not limit & self.perhaps:
            return Met.NONE
        if (self.named and self.named <= limit) or (self.perhaps is not None and self.perhaps <= limit):
            return Met.WHOLLY
        return Met.PARTLY if self.named & limit else Met.POSSIBLE

    def covered(self, forbidden: Codes, permitted: Codes) -> Covered:
        """Whether a permission holds in all that a restriction forbids of it; empty limits nothing."""
        if not permitted:
            return Covered.YES
        rest = self.perhaps
        if forbidden:
            rest = forbidden if rest is None else rest & forbidden
        if rest is None:
            return Covered.PERHAPS
        if rest <= permitted:
            return Covered.YES
        return Covered.PERHAPS if rest & permitted else Covered.NO


def in_time(activity: Span, valid: Span) -> Met:
    """Whether an activity is under way while a caveat is in force."""
    if activity.start_first >= valid.start_last and activity.end_last <= valid.end_first:
        return Met.WHOLLY
    return {Verdict.DEFINITE: Met.PARTLY, Verdict.POSSIBLE: Met.POSSIBLE, Verdict.NONE: Met.NONE}[
        activity.meets(valid)
    ]


def covered_in_time(activity: Span, forbidden: Span, permitted: Span) -> Covered:
    """Whether a permission is in force as long as a restriction is, while the activity is under way."""
    first = max(activity.start_first, forbidden.start_first)
    last = min(activity.end_last, forbidden.end_last)
    if first >= permitted.start_last and last <= permitted.end_first:
        return Covered.YES
    apart = last < permitted.start_first or first > permitted.end_last
    return Covered.NO if apart else Covered.PERHAPS


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, between a least and a most; None is without bound."""

    least: int = 0
    most: int | None = None

    @staticmethod
    def of(number: int | None, all_in_all: int | None = None) -> "Count":
        """So many; where that is not said no more than there are in all."""
        return Count(0, all_in_all) if number is None else Count(number, number)

    def above(self, limit: int | None) -> Met:
        """Whether it passes a greatest number; none limits nothing."""
        if limit is None or self.least > limit:
            return Met.WHOLLY
        return Met.NONE if self.most is not None and self.most <= limit else Met.POSSIBLE

    def below(self, limit: int | None) -> Covered:
        """Whether it stays within a greatest number that is permitted."""
        if limit is None or (self.most is not None and self.most <= limit):
            return Covered.YES
        return Covered.NO if self.least > limit else Covered.PERHAPS
