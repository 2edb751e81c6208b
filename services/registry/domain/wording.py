"""Names brought to one form before two records are compared: case, accents, marks, abbreviations, filler.

Pure. What stays is what tells one course, unit or place from another: its words, and its numbers.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[a-z]+|\d+")
_EMPTY: Final = frozenset({"", "na", "unk", "unknown", "none", "various", "tbd", "nil", "n a"})
_FILLERS: Final = """the of for and in on at a an de la del y et du des le to with by course training program
seminar country mobile team mtt met no class nr"""
_FILLER: Final = frozenset(_FILLERS.split())
_BROADS: Final = """ministry defense armed force forces army navy air police national mod royal government
military of the and headquarters civilian general staff department"""
_BROAD_UNIT: Final = frozenset(_BROADS.split())
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_ORDINALS: Final = {"first": "1", "second": "2", "third": "3", "fourth": "4", "1st": "1", "2nd": "2"}
_AFTER_NUMBER: Final = frozenset({"st", "nd", "rd", "th"})
_SHORT: Final = """
training tng trng train|command cmd comd cmnd|battalion bn batallion btn|brigade bde brg brgd
maintenance maint mt|operations ops opns operation oper op|management mgt mgmt|course crse crs courses
international intl internat int|officer off offr officers|headquarters hq hqs headquarter
school sch schl|seminar sem seminars|regiment regt reg|division div|department dept
special spec specialized|center ctr centre cen|aircraft acft|advanced adv advance|defense defence def
program programme prgm prgrm pgm programs|organization organisation org|force forces|english eng engl
language lang|security sec|cooperation coop|studies stud study|institute inst|academy acad|lackland
fort ft|air base ab|individual indiv|qualification qual|repairer rpr repair|technician tech
instructor instr|logistics log|medical med|infantry inf|engineer engr engineering|electronic elec electr
preparatory prep preparation|professional prof|counterterrorism ct|military mil|company coy co
squadron sqn sqdn|lieutenant lt|level lvl|leader ldr leadership|basic bas|career carr|common comm
general gen|national natl nat|refresher refresh ref refr|system sys systems|combined comb
strategic strat|intelligence intel|university univ
""".strip().replace("\n", "|")
_ONE_FORM: Final = {
    form: group.split()[0] for group in _SHORT.split("|") for form in group.split() if len(group.split()) > 1
}
"""An abbreviation or other English to the word that stands for all of its forms."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A name as it is compared."""

    words: tuple[str, ...]
    """Its telling words in alphabetical order, each once."""
    numbers: tuple[str, ...]
    """Its numbers in order: course 2 is not course 3, the 11th brigade not the 12th."""

    @property
    def given(self) -> bool:
        """Whether the name says anything."""
        return bool(self.words or self.numbers)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Small letters without accents, entities and marks: ``d&#39;Ivoire`` and ``d'Ivoire`` alike."""
    text = unicodedata.normalize("NFKD", html.unescape(text)).lower().replace("'", "").replace("’", "")
    return "".join(sign for sign in text if not unicodedata.combining(sign))


@lru_cache(maxsize=262144)
def wording(text: str) -> Wording:
    """A name's telling words and numbers; nothing for what stands for an empty cell (``N/A``, ``UNK``)."""
    tokens = _WORD.findall(plain(text))
    if "".join(tokens) in _EMPTY:
        return Wording((), ())
    numbers = tuple(sorted(number for token in tokens if (number := _number(token)) is not None))
    words = [_one_form(token) for token in tokens if _number(token) is None]
    words = [word for word in words if word not in _AFTER_NUMBER]
    telling = [word for word in words if word not in _FILLER and len(word) > 1]
    return Wording(tuple(sorted(set(telling or words))), numbers)


def broad(name: Wording) -> bool:
    """Whether a unit's name says no more than a whole force or ministry: it contains many units."""
    return name.given and not name.numbers and all(word in _BROAD_UNIT for word in name.words)


def _one_form(token: str) -> str:
    singular = token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token
    return _ONE_FORM.get(token) or _ONE_FORM.get(singular, singular)


def _number(token: str) -> str | None:
    if token.isdigit():
        return token.lstrip("0") or "0"
    return _ROMAN.get(token) or _ORDINALS.get(token)
