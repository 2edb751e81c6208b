"""Country and place out of one cell: "Suva, Fiji", "Fiji - Suva", a country alone, a place alone.

A country is taken where it is certain. "Fort Benning, Georgia" and "Minna, Niger" may name a state of another
country, "Lebanon, Tennessee" and "San Diego, CA" name no country: they stay places, and that is told.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import pycountry

from services.registry.domain.imports import cells, countries
from services.registry.domain.imports.issues import Issue
from services.registry.domain.imports.mapping import Options
from services.registry.domain.imports.reads import Read, as_copy
from services.registry.domain.imports.targets import LONGEST_TEXT

_SEVERAL: Final = re.compile(r"[;|]")
_APART: Final = re.compile(r"[,/:()]|\s[-\u2010-\u2015]\s")
_ALSO_STATES: Final = frozenset({"GEO", "NER"})
"""Countries whose name beside that of a town is that of a state elsewhere (United States, Nigeria), too."""
_CODE: Final = 2
"""Letters of a code that names a state of a federation as often as a country."""
Located = tuple[tuple[str, ...], str]
"""Countries, and what the cell says beside them."""


@lru_cache(maxsize=1)
def _states() -> dict[str, set[str]]:
    """Provinces and states by their names: the countries that have one called so."""
    found: dict[str, set[str]] = {}
    for one in pycountry.subdivisions:
        found.setdefault(cells.key_of(one.name), set()).add(countries.resolve(one.country_code))
    return found


def located(text: str, aliases: Mapping[str, str]) -> Located:
    """The countries of a cell's text, and the place that it names beside them (or alone).

    ``aliases`` are spellings of whole cells that somebody gave a country.
    """
    wanted = " ".join(text.split())
    parts = [part.strip() for part in _APART.split(wanted) if part.strip()]
    for spelling, code in aliases.items():
        if spelling.casefold() == wanted.casefold():
            rest = [part for part in parts if countries.resolve(part) != code]
            return ((code,), ", ".join(rest)) if code else ((), wanted)
    if whole := _country(wanted):
        return (whole,), ""
    if _SEVERAL.search(wanted):
        each = [located(one, aliases) for one in _SEVERAL.split(wanted) if one.strip()]
        if hosts := tuple(dict.fromkeys(code for codes, _ in each for code in codes)):
            return hosts, "; ".join(place for _, place in each if place)
    return _apart(wanted, parts)


def _apart(wanted: str, parts: list[str]) -> Located:
    """Of the parts of a text that is no country: all countries, or one at its end or its beginning."""
    codes = [_country(part) for part in parts]
    named = dict.fromkeys(code for code in codes if code)
    if named and all(codes):
        return tuple(named), ""
    if len(named) != 1 or len(parts) < 2:
        return (), wanted
    [code] = named
    others = [part for part, said in zip(parts, codes, strict=True) if not said]
    last, first = codes[-1] == code, codes[0] == code
    if code in _ALSO_STATES or not (last or (first and not _elsewhere(others, code))):
        return (), wanted
    return (code,), ", ".join(others)


def _country(text: str) -> str:
    """The country that a text names with all its words; a code of two letters names none."""
    code = countries.resolve(re.sub(r"[()]", " ", text))
    return "" if len(text) == _CODE and text not in countries.ALIASES else code


def _elsewhere(others: list[str], code: str) -> bool:
    """Whether what follows a country's name may be a state of another one: then the name is a town's."""
    for other in others:
        having = _states().get(cells.key_of(other), set())
        if len(other) == _CODE or (having and code not in having):
            return True
    return False


def hosts_of(column: str, options: Options, empties: cells.Empties) -> Callable[[str], Read]:
    """Reads the hosts of cells that name places; it is told where none is known."""

    def read(raw: str) -> Read:
        codes, place = located(cells.text(raw, empties, LONGEST_TEXT).value, options.country_aliases)
        kind = "host_and_place" if codes and place else "" if codes else "host_unknown"
        return Read(" ".join(codes), as_copy(" ".join(codes)), (Issue(kind, column),) if kind else ())

    return read


def places_of(column: str, options: Options, empties: cells.Empties) -> Callable[[str], Read]:
    """Reads the places of such cells, without the countries that they name."""

    def read(raw: str) -> Read:
        cell = cells.text(raw, empties, LONGEST_TEXT)
        place = located(cell.value, options.country_aliases)[1]
        return Read(place, as_copy(place), tuple(Issue(kind, column) for kind in cell.issues))

    return read
