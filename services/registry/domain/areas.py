"""Capability areas as they are kept: one spelling of each, however it was written.

Areas are the same where both are known forms of one (by letters and digits alone), or where case, blanks and
hyphens alone part them. Every way in (form, import, partner, filter) makes its areas here, so that lists,
figures and overlaps speak of one.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from services.registry.domain.imports.cells import key_of

_KNOWN: Final = """
counter-IED: counter ied|c ied|counter improvised explosive device|counter improvised explosive devices
counter-terrorism: counter terrorism|ct
counter-insurgency: counter insurgency|coin
counter-UAS: counter uas|c uas|counter unmanned aircraft systems|counter drone
counternarcotics: counternarcotics|counter drug|counter drugs
special operations: special operations|sof|special operations forces
medical evacuation: medical evacuation|medevac
casualty evacuation: casualty evacuation|casevac
noncommissioned officers: noncommissioned officer|nco|ncos
ISR: intelligence surveillance reconnaissance|isr|intelligence surveillance and reconnaissance
EOD: explosive ordnance disposal|eod
CBRN: chemical biological radiological nuclear|cbrn
command and control: command and control|c2
air defence: air defence|air defense
peacekeeping: peacekeeping|peacekeeping operations|pko
long-range precision fires: long range precision fires|lrpf
"""
_TABLE: Final = [
    (shown, forms.split("|"))
    for shown, _, forms in (line.partition(": ") for line in _KNOWN.strip().splitlines())
]
"""How an area is shown, and its forms in published facts and staff use, the one in full words first."""
_BY_KEY: Final = {key_of(form): (shown, forms) for shown, forms in _TABLE for form in (shown, *forms)}
_BREAK: Final = re.compile(r"[\s_\u2010-\u2015-]+")


@lru_cache(maxsize=50_000)
def area(text: str) -> str:
    """The one spelling of an area; idempotent. What is known has its common one, all else stands in small
    letters, its words set apart by blanks.
    """
    known = _BY_KEY.get(key_of(text))
    return known[0] if known else _BREAK.sub(" ", text.lower()).strip() or text.strip()


def areas(texts: Iterable[str]) -> list[str]:
    """The areas that are named, each once, in their order."""
    return [one for one in dict.fromkeys(map(area, texts)) if one]


def in_full(text: str) -> str:
    """A known short form in full words, all else as it stands."""
    known = _BY_KEY.get(key_of(text))
    return known[1][0] if known else text


def spellings(text: str) -> list[str]:
    """An area as records may bear it: in its one spelling, and in those from before there was one."""
    known = _BY_KEY.get(key_of(text))
    forms = known[1] if known else []
    older = (one for form in forms for one in (form, form.replace(" ", "-", 1), form.replace(" ", "")))
    return list(dict.fromkeys((area(text), text.strip(), text.strip().lower(), *older)))
