"""Where an activity takes place: a country, a place in it by name, or a point."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.common.verdicts import Verdict, any_of
from services.registry.domain.terms import words

NEAR_KM: Final = 25.0
"""Two points within so many kilometres are one place: a training area and the town beside it."""
EARTH_KM: Final = 6371.0

Point = tuple[float, float]
"""Latitude and longitude, degrees."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as exactly as it is known: a country ("" unknown), a name in it, a point.

    A name stands for one place of its country, whatever point a record gives it.
    """

    country: str = ""
    name: str = ""
    point: Point | None = None

    def meets(self, other: "Place") -> Verdict:
        """Definite: one country and one name, or points near each other. None: two countries, or far apart.

        Two names alone never part two places: a camp and its town are called differently.
        """
        if not self.country or not other.country:
            return Verdict.POSSIBLE
        if self.country != other.country:
            return Verdict.NONE
        if self.name and other.name and words(self.name) == words(other.name):
            return Verdict.DEFINITE
        if self.point is not None and other.point is not None:
            return Verdict.DEFINITE if kilometres(self.point, other.point) <= NEAR_KM else Verdict.NONE
        return Verdict.POSSIBLE


def meet(ones: Iterable[Place], others: Iterable[Place]) -> Verdict:
    """Whether two activities share a place; one without any place may be anywhere."""
    mine, theirs = tuple(ones), tuple(others)
    if not mine or not theirs:
        return Verdict.POSSIBLE
    return any_of(one.meets(two) for one in mine for two in theirs)


def places_of(places: Iterable[Place], hosts: Iterable[str]) -> tuple[Place, ...]:
    """The places that a record names, and each host country in which it names none."""
    named = tuple(places)
    countries = {place.country for place in named}
    return (*named, *(Place(host) for host in hosts if host not in countries))


def kilometres(one: Point, other: Point) -> float:
    """Great-circle distance."""
    (lat1, lon1), (lat2, lon2) = [(math.radians(lat), math.radians(lon)) for lat, lon in (one, other)]
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
