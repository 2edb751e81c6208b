"""Country names as reports spell them, to ISO 3166-1 alpha-3. XKX is Kosovo, as everybody writes it.

Names come from ISO (`pycountry`); what reports call them beside stands in `ALIASES`. Nothing is guessed:
an unknown name stays unknown and is told.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import pycountry

from services.registry.domain.imports.cells import STANDARD, Cell, Empties, text

_ALIASES: Final = """
BOL Bolivia|BRN Brunei|CPV Cape Verde|COD Congo (DROC)|COD Congo Kinshasa|COD DR Congo|COD DRC
COD Democratic Republic of Congo Congo Kinshasa|COD Congo Democratic Republic of Kinshasa
COG Congo Brazzaville|COG Republic of Congo Brazzaville|COG Congo Republic of Brazzaville
COG Republic of Congo Congo Brazzaville|CIV Cote d'Ivoire|CIV Ivory Coast|CZE Czech Republic|TLS East Timor
SWZ Swaziland|FSM Micronesia|GMB The Gambia|GBR Great Britain|GBR UK|GBR Britain|IRN Iran|KOR South Korea
KOR Republic of South Korea|KOR Korea South|PRK North Korea|LAO Laos|MKD Macedonia|MKD Macedonia FYROM
MMR Burma|MDA Moldova|PSE Palestinian Authority|PSE Palestine|PSE West Bank and Gaza|RUS Russia
KNA St Kitts and Nevis|LCA St Lucia|VCT St Vincent and Grenadines|VCT St Vincent and the Grenadines
SXM Sint Maarten|SYR Syria|TWN Taiwan|TZA Tanzania|TTO Trinidad Tobago|TTO Trinidad and Tobago
TCA Turks and Caicos|TUR Turkey|USA US|USA U.S.|USA United States|USA America|ARE UAE|VAT Holy See
VEN Venezuela|VNM Vietnam|VNM Viet Nam|XKX Kosovo|XKX Republic of Kosovo|BHS The Bahamas|SSD Sudan South
SSD Southern Sudan|SSD Government of Southern Sudan|SSD Republic of Southern Sudan|BIH Bosnia
BIH Bosnia Herzegovina|CHN Peoples Republic of China|KGZ Kyrgyz Republic|SVK Slovak Republic
NLD The Netherlands|NLD Holland|PHL The Philippines|STP Sao Tome|ARE U.A.E.|BIH BiH|KOR ROK
KOR S. Korea|SAU KSA
"""
ALIASES: Final = {entry[4:]: entry[:3] for line in _ALIASES.strip().splitlines() for entry in line.split("|")}
_QUIET: Final = frozenset({"the", "of", "and", "government"})
_RANK: Final = frozenset({"republic", "united", "state", "states", "kingdom", "democratic", "federation"})
_TWO: Final = re.compile(r"\s{2,}|\s[-/|]\s|;")
_APART: Final = re.compile(r"[;|/+\n]|,(?=\s*\S)|\s{2,}|\s-\s")
_PARENTHESES: Final = re.compile(r"\s*\([^)]*\)")


def _words(name: str) -> frozenset[str]:
    flat = unicodedata.normalize("NFKD", name.replace("’", "'").replace("&", " and "))
    flat = "".join(one for one in flat if not unicodedata.combining(one)).casefold().replace("'", "")
    words = ("st" if word == "saint" else word for word in re.findall(r"[a-z0-9.]+", flat))
    return frozenset(word.strip(".") for word in words) - _QUIET


@lru_cache(maxsize=1)
def _index() -> dict[frozenset[str], str]:
    """Names to codes: first what ISO calls them, then without their rank where that is nobody else's."""
    named: dict[frozenset[str], str] = {}
    for country in pycountry.countries:
        for name in (
            country.name,
            getattr(country, "common_name", ""),
            getattr(country, "official_name", ""),
        ):
            named.setdefault(_words(name), country.alpha_3)
    named.update({_words(name): code for name, code in ALIASES.items()})
    plain: dict[frozenset[str], set[str]] = {}
    for words, code in named.items():
        plain.setdefault(words - _RANK, set()).add(code)
    short = {words: codes.pop() for words, codes in plain.items() if len(codes) == 1 and words}
    return {words: code for words, code in {**short, **named}.items() if words}


CODES: Final = frozenset({*(country.alpha_3 for country in pycountry.countries), "XKX"})
_BY_TWO: Final = {country.alpha_2: country.alpha_3 for country in pycountry.countries}


def resolve(name: str, aliases: Mapping[str, str] | None = None) -> str:
    """The code of a country by any of its names, its alpha-3 or alpha-2 code; empty where none is known.

    ``aliases`` are a profile's own spellings, which come first; one to an empty code names no country.
    """
    wanted = " ".join(name.split())
    for spelling, code in (aliases or {}).items():
        if spelling.casefold() == wanted.casefold():
            return code
    if wanted in CODES:
        return wanted
    if wanted in _BY_TWO:
        return _BY_TWO[wanted]
    index = _index()
    for form in (wanted, _PARENTHESES.sub("", wanted)):
        words = _words(form)
        if found := index.get(words) or index.get(words - _RANK):
            return found
    return ""


def country(raw: str, aliases: Mapping[str, str] | None = None, empties: Empties = STANDARD) -> Cell[str]:
    """The country of a cell; of two values in it the first that is one."""
    value = text(raw, empties)
    if not value.value:
        return Cell("", value.issues)
    if found := resolve(value.value, aliases):
        return Cell(found, value.issues)
    first = _TWO.split(raw.strip())[0]
    if first != raw.strip() and (found := resolve(first, aliases)):
        return Cell(found, (*value.issues, "country_of_two"))
    if joined := _joined(raw, aliases):
        return Cell(joined[0], (*value.issues, "country_of_two"))
    return Cell("", (*value.issues, "country_unknown"))


def hosts(raw: str, aliases: Mapping[str, str] | None = None, empties: Empties = STANDARD) -> Cell[str]:
    """The countries that a cell names as hosts, set apart by spaces; of other values in it the country."""
    one = country(raw, aliases, empties)
    several = _joined(raw, aliases) if "country_of_two" in one.issues else []
    if len(several) < 2:
        return one
    issues = ("hosts_of_one_cell" if kind == "country_of_two" else kind for kind in one.issues)
    return Cell(" ".join(several), tuple(issues))


def _joined(raw: str, aliases: Mapping[str, str] | None) -> list[str]:
    """The countries of a cell that names nothing else, each once; none where a part of it is no country."""
    found = [resolve(part, aliases) for part in _APART.split(raw) if part.strip()]
    return list(dict.fromkeys(found)) if all(found) else []


def countries(
    raw: str, aliases: Mapping[str, str] | None = None, empties: Empties = STANDARD
) -> Cell[tuple[str, ...]]:
    """The countries of a cell: one, or several set apart by semicolons, bars, slashes, commas…"""
    if (whole := country(raw, aliases, empties)).value and "country_of_two" not in whole.issues:
        return Cell((whole.value,), whole.issues)
    if found := _joined(raw, aliases):
        return Cell(tuple(found))
    return Cell((whole.value,) if whole.value else (), whole.issues)
