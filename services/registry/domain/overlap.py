"""Overlap of two activities: the same audience, capability, place and time (DOMAIN, A4), in three values.

Of what is not said, every value is possible: an unknown never makes an answer of *none*, and *definite* needs
all four. So an answer only ever gets firmer as a record gets more exact.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.common.spans import Span
from services.common.verdicts import Verdict, all_of
from services.registry.domain.places import Place, meet
from services.registry.domain.terms import Terms

UNSAID: Final = Terms()
"""What a record does not say."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What of an activity decides its overlaps: who is trained or takes part, in what, where and when."""

    audience: Terms = UNSAID
    capabilities: Terms = UNSAID
    places: tuple[Place, ...] = ()
    span: Span = field(default_factory=Span.of)

    @property
    def unplaced(self) -> list[str]:
        """What is so little known that the plan is compared with nothing: ``place``, ``time``."""
        nowhere = not any(place.country for place in self.places)
        return [*(["place"] if nowhere else []), *([] if self.span.known else ["time"])]

    @property
    def countries(self) -> list[str]:
        """The countries that it may be in, each once."""
        return sorted({place.country for place in self.places if place.country})


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer, that of each dimension, and the days which both may share."""

    answer: Verdict
    audience: Verdict
    capability: Verdict
    place: Verdict
    time: Verdict
    country: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def weight(self) -> int:
        """How many of the four are definite: what is known best stands first."""
        return sum(one is Verdict.DEFINITE for one in (self.audience, self.capability, self.place, self.time))

    def why(self) -> list[str]:
        """The answer of each dimension in words."""
        return [
            sentence for name, sentences in _WORDS.items() if (sentence := sentences[getattr(self, name)])
        ]


_WORDS = {
    "audience": {
        Verdict.DEFINITE: "The same unit takes part in both.",
        Verdict.POSSIBLE: "Not every unit is named, or not clearly: the same one may take part in both.",
        Verdict.NONE: "Different units take part.",
    },
    "capability": {
        Verdict.DEFINITE: "Both serve the same capability.",
        Verdict.POSSIBLE: "The capability is not said, or not clearly: both may serve the same.",
        Verdict.NONE: "They serve different capabilities.",
    },
    "place": {
        Verdict.DEFINITE: "They are at the same place.",
        Verdict.POSSIBLE: "They are in the same country; the place is not said, or not clearly.",
        Verdict.NONE: "They are at different places.",
    },
    "time": {
        Verdict.DEFINITE: "They are under way on the same days.",
        Verdict.POSSIBLE: "Their dates are not exact: they may be under way on the same days.",
        Verdict.NONE: "They are not under way at the same time.",
    },
}


def compare(one: Plan, other: Plan) -> Compared:
    """Compare two plans; symmetric. Total: it never fails on what records hold."""
    time = one.span.meets(other.span)
    place = meet(one.places, other.places)
    audience = one.audience.meets(other.audience)
    capability = one.capabilities.meets(other.capabilities)
    answer = all_of((audience, capability, place, time))
    first, last = one.span.common(other.span) if time is not Verdict.NONE else (None, None)
    return Compared(answer, audience, capability, place, time, _country(one, other), first, last)


def _country(one: Plan, other: Plan) -> str:
    """The first country that both may be in."""
    return min({*one.countries} & {*other.countries}, default="")
