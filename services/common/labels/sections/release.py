"""Lists of codes: foreign material, release, display only."""

from __future__ import annotations

import re
from typing import Final

from services.common.labels.marking import MarkingError, codes_order, listed, release_order
from services.common.labels.model import CODE, CONCEALED
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.piece import Piece

_ONE: Final = re.compile(rf"{CODE}\Z")
_SPACED: Final = re.compile(rf"{CODE}( {CODE})*\Z")


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
        right = ", ".join(release_order({*given, *found.owner}, profile))
        message = "a release list names the owner too"
        raise MarkingError(message, piece.at, "release_owner", f"{profile.release} {right}")
    rel = tuple(code for code in given if code not in found.owner)
    if (not rel and len(found.owner) == 1) or (len(given) == 1 and found.owner != CONCEALED):
        message = f"a list of {rules.policy.called(given[0])} alone releases to nobody: name who else reads"
        raise MarkingError(message, piece.at, "release_alone")
    found.owner_only = not rel  # a joint list that adds nobody to the owners says so
    return rel


def codes(piece: Piece, rules: Rules, word: str, begins: str = "") -> list[str]:
    """A list parted as the profile says: ``begins`` with the holder, nations A to Z, then groups."""
    profile, policy = rules.profile, rules.policy
    by = profile.joined.strip()
    given = [policy.code_of(code) or code for code in re.split(rf"[ ,{re.escape(by)}]+", piece.text) if code]
    held = {*given, begins} - {""} if len(given) > 0 else set()
    ordered = release_order(held, profile)
    right = listed(ordered, policy, profile)
    fits = len(held) > 1 and all(_ONE.match(code) for code in ordered)
    nearest = (f"{right} {word}" if profile.after else f"{word} {right}") if fits else ""
    named = [policy.code_of(code) or code for code in piece.text.split(profile.joined)]
    if not all(_ONE.match(code) for code in named):
        parted = "a comma and a blank" if profile.joined == ", " else f"{profile.joined!r}"
        raise MarkingError(f"codes are parted by {parted}", piece.at, "codes_form", nearest)
    if begins and named[0] != begins:
        begun = policy.called(begins)
        raise MarkingError(f"the list begins with {begun}", piece.at, "release_begins", nearest)
    if len(set(named)) != len(named) or named != release_order(named, profile):
        message = "codes stand once each: nations A to Z, then groups A to Z"
        raise MarkingError(message, piece.at, "codes_order", nearest)
    return named
