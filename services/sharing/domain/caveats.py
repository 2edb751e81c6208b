"""Caveats against an activity or a plan (DOMAIN, B6): definite, possible or none, term by term, and why.

A term that a caveat does not limit is met. Of what is not said everything is possible, so that an unknown
never makes *none*; *definite* holds as far as something is said. An activity that is narrower (each of its
codes among those that the wider may mean, its time inside the wider's, its people no more) meets no caveat
that the wider does not meet, at least possibly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from services.common.spans import Span
from services.common.verdicts import Verdict
from services.sharing.domain.said import NOTHING, Codes, Count, Met, Said, in_time
from services.sharing.domain.words import Vocabulary, plain


class CaveatKind(StrEnum):
    """What a caveat does."""

    RESTRICTION = "restriction"
    PERMISSION = "permission"


class Dimension(StrEnum):
    """What a caveat is about."""

    GEOGRAPHY = "geography"
    TASK = "task"
    FORCE = "force"
    WEAPONS = "weapons"
    TIME = "time"
    NUMBERS = "numbers"
    PARTNERS = "partners"
    CONDITIONS = "conditions"
    COMMAND = "command"
    OTHER = "other"


class Partnering(StrEnum):
    """The rows of the 2x2 frame: with allies, or with third countries."""

    OPERATIONAL = "operational"
    ENGAGEMENT = "engagement"


SETS: Final = (
    "operation", "partnering", "countries", "tools", "tasks", "forces", "weapons", "partners", "light",
    "months", "hours",
)  # fmt: skip
"""The terms that are sets of codes."""
ALWAYS: Final = Span.of((date.min, date.min), (date.max, date.max))


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a caveat can be compared; an empty term limits nothing.

    Tasks, forces and weapons hold the narrower words too. ``areas`` are names of places. ``most``: the
    greatest number of people. ``condition``: words that a person has to judge.
    """

    operation: Codes = NOTHING
    partnering: Codes = NOTHING
    countries: Codes = NOTHING
    tools: Codes = NOTHING
    tasks: Codes = NOTHING
    forces: Codes = NOTHING
    weapons: Codes = NOTHING
    partners: Codes = NOTHING
    light: Codes = NOTHING
    months: Codes = NOTHING
    hours: Codes = NOTHING
    areas: tuple[str, ...] = ()
    valid: Span = ALWAYS
    most: int | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Caveat:
    """A caveat of a nation, as far as it can be compared."""

    id: str
    nation: str
    kind: CaveatKind = CaveatKind.RESTRICTION
    terms: Terms = field(default_factory=Terms)


UNSAID: Final = Said()


@dataclass(frozen=True, slots=True)
class Described:
    """An activity or a plan, as far as it is described.

    ``nations``: whose forces take part; ``beside``: those named that help by host or look on, whose forces
    may be there. ``people``: how many of each nation, ``in_all`` of all. ``may_be``: of a task that is named,
    the narrower ones that it may turn out to be.
    """

    nations: Said = UNSAID
    beside: Codes = NOTHING
    operation: Said = UNSAID
    partnering: Said = UNSAID
    countries: Said = UNSAID
    tools: Said = UNSAID
    tasks: Said = UNSAID
    forces: Said = UNSAID
    weapons: Said = UNSAID
    partners: Said = UNSAID
    light: Said = UNSAID
    months: Said = UNSAID
    hours: Said = UNSAID
    places: tuple[str, ...] = ()
    span: Span = field(default_factory=Span.of)
    people: Mapping[str, int] = field(default_factory=dict)
    in_all: int | None = None
    may_be: Mapping[str, Codes] = field(default_factory=dict)

    def count(self, nation: str) -> Count:
        """How many people of a nation take part."""
        return Count.of(self.people.get(nation), self.in_all)

    def takes_part(self, nation: str) -> Met:
        """Whether forces of a nation take part: wholly, where no other's do."""
        if nation in self.nations.named:
            return Met.WHOLLY if self.nations.named == {nation} else Met.PARTLY
        unsaid = self.nations.perhaps is None or nation in self.nations.perhaps
        return Met.POSSIBLE if unsaid or nation in self.beside else Met.NONE


@dataclass(frozen=True, slots=True)
class Weighed:
    """A caveat against an activity: the answer, and that of ``nation`` and of each term that it limits."""

    caveat: Caveat
    answer: Verdict
    terms: Mapping[str, Met]

    @property
    def deciding(self) -> list[str]:
        """The terms that make the answer what it is."""
        wanted = {Verdict.NONE: {Met.NONE}, Verdict.POSSIBLE: {Met.POSSIBLE}}.get(self.answer, set(Met))
        found = [term for term, met in self.terms.items() if met in wanted]
        return found or [term for term, met in self.terms.items() if met is Met.PARTLY]


def weigh(caveat: Caveat, activity: Described) -> Weighed:
    """A caveat against an activity. Total.

    Where two terms are met by a part of what is said each, nothing says that those parts come together.
    """
    found = {"nation": activity.takes_part(caveat.nation), **limits_met(caveat, activity)}
    answers = list(found.values())
    answer = Verdict.DEFINITE
    if Met.NONE in answers:
        answer = Verdict.NONE
    elif Met.POSSIBLE in answers or answers.count(Met.PARTLY) > 1:
        answer = Verdict.POSSIBLE
    return Weighed(caveat, answer, found)


def limits_met(caveat: Caveat, activity: Described) -> dict[str, Met]:
    """Each term that a caveat limits, and how the activity meets it."""
    terms, found = caveat.terms, dict[str, Met]()
    for name in SETS:
        limit, said = getattr(terms, name), getattr(activity, name)
        if limit:
            found[name] = said.meets(limit)
    if terms.areas:
        found["areas"] = _in_areas(terms.areas, activity.places)
    if terms.valid != ALWAYS:
        found["valid"] = in_time(activity.span, terms.valid)
    if terms.most is not None and caveat.kind is CaveatKind.RESTRICTION:
        found["people"] = activity.count(caveat.nation).above(terms.most)
    if terms.condition:
        found["condition"] = Met.POSSIBLE
    return found


def _in_areas(areas: tuple[str, ...], places: tuple[str, ...]) -> Met:
    """Places by their names: other names never part two places, since each has several."""
    wanted = [plain(area) for area in areas]
    inside = [any(area in plain(place) for area in wanted) for place in places]
    if places and all(inside):
        return Met.WHOLLY
    return Met.PARTLY if any(inside) else Met.POSSIBLE


def tasks_said(vocabulary: Vocabulary, named: Codes, tools: Codes, complete: bool) -> Said:
    """What is said of tasks: those named and the narrower ones that they may be; where these are not all,
    also each that can occur in an activity of its tools.
    """
    perhaps = vocabulary.downward(named)
    if complete and named:
        return Said(named, perhaps)
    for tool in tools or {""}:
        perhaps |= vocabulary.within(tool)
    return Said(named, perhaps)
