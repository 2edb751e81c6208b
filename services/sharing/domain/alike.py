"""Which work is like which: the same units, capability areas, countries and kind of activity. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Work:
    """What a lesson comes from, or an activity: everything by the key it is compared by, with the words that
    people read. ``years``: the first and the last, where they are known.
    """

    tool: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """What two have in common, in the words of the second."""

    units: tuple[str, ...]
    areas: tuple[str, ...]
    countries: tuple[str, ...]
    tool: str
    weight: int


UNIT: Final = 3
AREA: Final = 2
COUNTRY: Final = 2
TOOL: Final = 1
ENOUGH: Final = 3
"""How much together makes work similar: a unit alone; of area, country and kind of activity two."""


def alike(one: Work, other: Work) -> Alike | None:
    """What both have in common; None where that is too little to be of use."""
    units, areas = _both(one.units, other.units), _both(one.areas, other.areas)
    countries = tuple(sorted(one.countries & other.countries))
    tool = one.tool if one.tool == other.tool else ""
    weight = UNIT * bool(units) + AREA * bool(areas) + COUNTRY * bool(countries) + TOOL * bool(tool)
    return Alike(units, areas, countries, tool, weight) if weight >= ENOUGH else None


def _both(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(other[key] for key in sorted(one.keys() & other.keys())))


def years_of(*dates: str | None) -> tuple[int, int] | None:
    """The first and the last year of some dates (``2027-03``, ``2027``); None where none is known."""
    years = sorted(int(date[:4]) for date in dates if date)
    return (years[0], years[-1]) if years else None
