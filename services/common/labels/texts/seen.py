"""What a line looks like to who reads it: without signs that are not seen, and with the letters that others
look like. Nothing is read by it; it only tells what is meant for a mark or a banner, and is none.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_ALIKE: Final = str.maketrans(
    "АВСЕНІЈКМОРЅТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ[{]}",
    "ABCEHIJKMOPSTYXABEZHIKMNOPTYX(())",
)
"""Capitals of Cyrillic and Greek, and other brackets."""
_UNSEEN: Final = ("Cf", "Cc", "Mn")


def seen(text: str) -> str:
    """The same as it looks, its white space collapsed."""
    if text.isascii() and text.isprintable():
        return " ".join(text.translate(_ALIKE).split())
    plain = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    shown = (one for one in plain if one.isspace() or unicodedata.category(one) not in _UNSEEN)
    return " ".join("".join(shown).split())
