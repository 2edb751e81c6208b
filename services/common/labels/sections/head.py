"""The heading of a marking: the classification, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from services.common.labels.marking import MarkingError, codes_order
from services.common.labels.model import CODE, CONCEALED
from services.common.labels.policy import Level
from services.common.labels.sections.controlled import is_mark, read_mark
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.piece import Piece

PREFIX: Final = "PREFIX"
"""Mark of the word that stands before a level that others are given."""
_SPACED: Final = re.compile(rf"{CODE}( {CODE})*\Z")


def read_head(piece: Piece, led: bool, rules: Rules) -> Found:
    """Owner and level. ``led``: what marks another's or a joint page stood before it."""
    profile = rules.profile
    if profile.joint and piece.text.startswith(f"{profile.joint} ") and (led or not profile.lead):
        return _joint(piece.after(f"{profile.joint} "), rules)
    if led or not profile.holder:
        return _foreign(piece, rules)
    if is_mark(piece, rules):
        found = Found((profile.holder,), 0)
        read_mark(piece, rules, found, head=True)
        return found
    given = profile.prefix and piece.text.startswith(f"{profile.prefix} ")
    own = piece.after(f"{profile.prefix} ") if given else piece
    try:
        level, tail = _level(own, rules.policy.levels, rules)
    except MarkingError:
        _unled(piece, rules)
        raise
    if tail.text:
        message = f"nothing stands after the level but {profile.between.strip()} and a category"
        raise MarkingError(message, tail.at - 1, "after_level", _parted(level, tail.text, rules))
    return Found((profile.holder,), level.value, marks={PREFIX: piece.at} if given else {})


def _parted(level: Level, behind: str, rules: Rules) -> str:
    """A level and a word behind it, each as it is written here; empty where no such word is known."""
    shown = level.portion if rules.portion else level.name
    alike = [one.name for one in rules.policy.levels if one is not level]
    known = bool(rules.policy.written(behind, rules.portion))
    spelled = "" if rules.portion else rules.nearest_named(f"{level.name} {behind}", alike, 0.9)
    return f"{shown}{rules.profile.between}{behind}" if known else spelled


def _joint(piece: Piece, rules: Rules) -> Found:
    known = (*rules.policy.levels, *rules.policy.others)
    level, tail = _level(piece, known, rules)
    if not tail.text and rules.page is not None and len(rules.page.owner) > 1:
        owners = rules.page.owner
    else:
        owners = tuple(tail.text.split(" ")) if _SPACED.match(tail.text) else ()
        right = codes_order(set(owners))
        if (
            len(owners) < 2
            or len(right) != len(owners)
            or (list(owners) != right and not rules.profile.loose)
        ):
            message = "joint owners are two or more codes, nations A to Z, then groups, parted by a blank"
            raise MarkingError(message, tail.at, "joint_owners", " ".join(right) if len(right) > 1 else "")
    if rules.profile.holder in owners and level not in rules.policy.levels:
        message = f"{rules.profile.holder} has no classification {level.name}"
        raise MarkingError(message, piece.at, "level_unknown")
    return Found(owners, level.value)


def _foreign(piece: Piece, rules: Rules) -> Found:
    headings = rules.policy.headings
    for heading in headings:
        if piece.text == (heading.portion if rules.portion else heading.banner):
            return Found(heading.owner, heading.value)
    owner, _, _ = piece.text.partition(" ")
    level, tail = _level(piece.after(f"{owner} "), (*rules.policy.levels, *rules.policy.others), rules)
    if tail.text or not _SPACED.match(owner) or owner == rules.profile.holder:
        message = "an owner's code stands before the level, and nothing after it"
        raise MarkingError(message, piece.at, "owner_before_level")
    if rules.profile.foreign and owner == rules.profile.foreign:
        return Found(CONCEALED, level.value)
    right = rules.policy.heading_of((owner,), level.value)
    if right is not None:
        shown = right.portion if rules.portion else right.banner
        raise MarkingError(f"{owner} writes it {shown}", piece.at, "heading", shown)
    first = next((one for one in headings if one.banner.startswith(f"{owner} ")), None)
    if first is not None and owner not in first.owner:
        shown = first.portion if rules.portion else first.banner
        message = f"{owner} is no owner: it stands in {first.banner} alone"
        raise MarkingError(message, piece.at, "owner_unknown", shown)
    return Found((owner,), level.value)


def _level(piece: Piece, known: Iterable[Level], rules: Rules) -> tuple[Level, Piece]:
    """The classification that a text begins with, and what stands behind it."""
    names = {(level.portion if rules.portion else level.name): level for level in known}
    for name in sorted(names, key=len, reverse=True):
        if piece.text == name or (piece.text.startswith(f"{name} ") and len(piece.text) > len(name) + 1):
            return names[name], piece.after(f"{name} ")
    profile = rules.profile
    for name in sorted(names, key=len, reverse=True):
        if piece.text.startswith(f"{name}/") and profile.between == "//":
            message = f"what stands behind {name} is parted from it by //"
            right = f"{name}//{piece.text.removeprefix(f'{name}/')}"
            raise MarkingError(message, piece.at + len(name), "after_level", right)
    levels = [level.portion if rules.portion else level.name for level in rules.policy.levels]
    message = f"no classification stands here: {', '.join(levels[:-1])} or {levels[-1]}"
    raise MarkingError(message, piece.at, "level_unknown", _meant(piece.text.split("/")[0], names, rules))


def _unled(piece: Piece, rules: Rules) -> None:
    """That a page of others, or of several owners, is not written without what marks it."""
    profile = rules.profile
    headings = {one.portion if rules.portion else one.banner for one in rules.policy.headings}
    owner, _, rest = piece.text.partition(" ")
    known = (*rules.policy.levels, *rules.policy.others)
    level = next((one for one in known if rest == (one.portion if rules.portion else one.name)), None)
    code = rules.policy.is_code(owner) or owner == profile.foreign
    owned = level is not None and owner != profile.holder and bool(owner) and code
    joint = bool(profile.joint) and piece.text.startswith(f"{profile.joint} ")
    if profile.lead and (piece.text in headings or owned or joint):
        heading = None if level is None else rules.policy.heading_of((owner,), level.value)
        right = piece.text if heading is None else heading.portion if rules.portion else heading.banner
        message = f"what others own, or several together, begins with {profile.lead}"
        raise MarkingError(message, piece.at, "lead_missing", f"{profile.lead}{right}")


def _meant(text: str, names: Iterable[str], rules: Rules) -> str:
    """The classification that is written so elsewhere (in a portion, in a banner), or looks most like it."""
    for level in (*rules.policy.levels, *rules.policy.others):
        shown = level.portion if rules.portion else level.name
        if text.upper() in (level.name.upper(), level.portion.upper()) and shown in names:
            return shown
    return rules.nearest_named(text, names)
