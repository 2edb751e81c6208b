"""Lists of codes: foreign material, release, display only."""

from __future__ import annotations

import re
from typing import Final

from services.common.labels.marking import MarkingError, codes_order, release_order
from services.common.labels.model import CONCEALED
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.piece import Piece

_CODE: Final = r"[A-Z][A-Z0-9_]{1,31}"
_CODES: Final = re.compile(rf"{_CODE}(, {_CODE})*\Z")
_SPACED: Final = re.compile(rf"{_CODE}( {_CODE})*\Z")


def read_foreign(piece: Piece, rules: Rules, found: Found) -> None:
    """``FGI CAN DEU``; the word alone conceals whose it is."""
    rest = piece.after(rules.profile.foreign)
    if not rest.text:
        found.put("foreign", CONCEALED, piece, "FGI")
        return
    listed = rest.after(" ")
    codes = listed.text.split(" ")
    right = codes_order(set(codes))
    if not _SPACED.match(listed.text) or codes != right:
        nearest = f"{rules.profile.foreign} {' '.join(right)}" if _SPACED.match(" ".join(right)) else ""
        message = "foreign sources stand once each, nations A to Z, then groups, parted by a blank"
        raise MarkingError(message, listed.at, "foreign_order", nearest)
    if rules.profile.holder in codes:
        message = f"{rules.profile.holder} is no foreign source on its own page"
        raise MarkingError(message, listed.at, "foreign_holder")
    found.put("foreign", tuple(codes), piece, "FGI")


def read_release(piece: Piece, rules: Rules, found: Found) -> tuple[str, ...]:
    """The codes of ``REL TO``, without the owners."""
    profile = rules.profile
    given = codes(piece, rules, profile.release, begins=profile.holder)
    if not profile.holder and not set(found.owner) <= set(given):
        raise MarkingError("a release list names the owner too", piece.at, "release_owner")
    rel = tuple(code for code in given if code not in found.owner)
    if not rel and len(found.owner) == 1:
        message = f"{profile.release} {given[0]} alone releases to nobody"
        raise MarkingError(message, piece.at, "release_alone")
    found.owner_only = not rel  # a joint list that adds nobody to the owners says so
    return rel


def codes(piece: Piece, rules: Rules, word: str, begins: str = "") -> list[str]:
    """A list parted by comma and blank: ``begins`` with the holder, nations A to Z, then groups."""
    given = [code for code in re.split(r"[ ,]+", piece.text) if code]
    held = {*given, begins} - {""} if len(given) > 0 else set()
    right = ", ".join(release_order(held, rules.profile))
    nearest = f"{word} {right}" if _CODES.match(right) and len(held) > 1 else ""
    if not _CODES.match(piece.text):
        raise MarkingError("codes are parted by a comma and a blank", piece.at, "codes_form", nearest)
    listed = piece.text.split(", ")
    if begins and listed[0] != begins:
        raise MarkingError(f"the list begins with {begins}", piece.at, "release_begins", nearest)
    if len(set(listed)) != len(listed) or listed != release_order(listed, rules.profile):
        message = "codes stand once each: nations A to Z, then groups A to Z"
        raise MarkingError(message, piece.at, "codes_order", nearest)
    return listed
