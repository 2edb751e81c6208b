"""What follows from what was said of an activity: its nations and hosts, names, and likeness. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from services.registry.domain.values import Role

_BLANKS: Final = re.compile(r"[\W_]+")
_ASCII: Final = "".join(char if char.isalnum() else " " for char in map(chr, range(128)))
"""What each sign of ASCII becomes in a name that is compared; most names are of nothing else."""


def compared(name: str) -> str:
    """A name as names are compared: no case, accents, blanks or punctuation beyond one blank."""
    plain = name.casefold()
    if plain.isascii():
        return " ".join(plain.translate(_ASCII).split())
    apart = unicodedata.normalize("NFKD", plain)
    plain = "".join([char for char in apart if not unicodedata.combining(char)])
    return _BLANKS.sub(" ", plain).strip()


def hosts_of(participants: Iterable[Mapping[str, Any]]) -> list[str]:
    """The countries that an activity concerns: its hosts, where none is named its recipients; A to Z."""
    parts = list(participants)
    for role in (Role.HOST.value, Role.RECIPIENT.value):
        found = sorted({part["nation"] for part in parts if part["role"] == role and part["nation"]})
        if found:
            return found
    return []


def nations_of(lead: str, participants: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every nation in it, A to Z."""
    return sorted({lead, *(part["nation"] for part in participants)} - {""})


def place_of(places: Sequence[Mapping[str, Any]]) -> str:
    """The names of its places in one line."""
    return "; ".join(place["name"] for place in places if place.get("name"))


def audience_of(participants: Iterable[Mapping[str, Any]]) -> str:
    """The units for which it is, by name, in one line."""
    audience = {Role.RECIPIENT.value, Role.HOST.value}
    named = [part["unit"] for part in participants if part["role"] in audience and part.get("unit")]
    return "; ".join(dict.fromkeys(named))


def likeness(*parts: object) -> bytes:
    """Sixteen bytes that are alike for records that say the same of what tells one event from another."""
    text = "\x1f".join(compared(part) if isinstance(part, str) else str(part) for part in parts)
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
