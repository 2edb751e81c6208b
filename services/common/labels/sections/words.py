"""Words of dissemination, and those of others beside them."""

from __future__ import annotations

import re
from typing import Final

from services.common.labels.marking import MarkingError, word_order
from services.common.labels.model import NOFORN
from services.common.labels.policy import Word
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.held import DISPLAY, REL
from services.common.labels.sections.piece import Piece
from services.common.labels.sections.release import codes, read_release

_EYES: Final = re.compile(r"[A-Z]{3}(?:/[A-Z]{3})+ ")
_NICKNAME: Final = re.compile(r"[A-Z0-9]+(?: [A-Z0-9]+)*\Z")


def is_dissemination(piece: Piece, rules: Rules) -> bool:
    """Whether any item of it is one of dissemination."""
    return any(_is_item(item, rules) for item in _items(piece, rules))


def _is_item(item: Piece, rules: Rules) -> bool:
    profile, text = rules.profile, item.text
    lists = [word for word in (profile.release, profile.display) if word]
    return (
        any(text == word or text.startswith(f"{word} ") for word in lists)
        or bool(rules.portion and profile.release_short and text == profile.release_short)
        or bool(profile.eyes and text.endswith(profile.eyes))
        or rules.word(text, "dissemination") is not None
    )


def read_dissemination(piece: Piece, rules: Rules, found: Found) -> None:
    """``ORCON/REL TO USA, GBR/DISPLAY ONLY AFG``."""
    names: list[str] = []
    for item in _items(piece, rules):
        name = _item(item, rules, found)
        names.append(name)
        found.marks[name] = item.at
    right = word_order(set(names), rules.profile)
    if len(right) != len(names) or (names != right and not rules.profile.loose):
        raise MarkingError("dissemination words stand in a fixed order, each once", piece.at, "words_order")
    words = tuple(name for name in names if name not in (REL, DISPLAY))
    closed = (NOFORN,) if found.owner_only else ()
    found.add("dissem", (*words, *closed), piece)


def _items(piece: Piece, rules: Rules) -> list[Piece]:
    """The items of a category: parted by ``/``, but for the nations of ``USA/GBR EYES ONLY``."""
    eyes = rules.profile.eyes
    if eyes and piece.text.endswith(f" {eyes}") and _EYES.match(piece.text):
        return [piece]
    return piece.cut("/")


def _item(item: Piece, rules: Rules, found: Found) -> str:
    profile = rules.profile
    if profile.eyes and item.text.endswith(f" {profile.eyes}"):
        listed = Piece(", ".join(item.text.split(" ")[0].split("/")), item.at)
        found.put("rel", read_release(listed, rules, found), item)
        return REL
    if item.text.startswith(f"{profile.release} "):
        found.put("rel", read_release(item.after(f"{profile.release} "), rules, found), item)
        return REL
    if rules.portion and profile.release_short and item.text == profile.release_short:
        if rules.page is None or not rules.page.rel:
            message = f"{item.text} stands only for the list of the banner"
            raise MarkingError(message, item.at, "release_short")
        found.put("rel", rules.page.rel, item)
        return REL
    if profile.display and item.text.startswith(f"{profile.display} "):
        shown = codes(item.after(f"{profile.display} "), rules, profile.display)
        found.put("display_only", tuple(shown), item)
        return DISPLAY
    word = rules.word(item.text, "dissemination")
    if word is None:
        near = rules.nearest(item.text, "dissemination", "informative")
        message = f"{item.text!r:.60} is no word of {rules.policy.identifier} here"
        raise MarkingError(message, item.at, "word_unknown", near)
    return word.name


def is_informative(piece: Piece, rules: Rules) -> bool:
    """Whether any item of it is a word of others."""
    return any(_other(item, rules)[0] or _is_nickname(item, rules) for item in piece.cut("/"))


def read_informative(piece: Piece, rules: Rules, found: Found) -> None:
    """``LIMITED DISTRIBUTION/ACCM-FOOBAR/BAZ/SBU NOFORN``."""
    names: list[str] = []
    named: list[str] = []
    for item in piece.cut("/"):
        word, closed = _other(item, rules)
        if word is not None:
            names.append(word.name)
            found.marks[word.name] = item.at
            if closed:
                found.add("dissem", (NOFORN,), item, NOFORN)
        elif _is_nickname(item, rules) or (named and _NICKNAME.match(item.text)):
            named.append(item.text.removeprefix(f"{rules.profile.nickname}-"))
        else:
            near = rules.nearest(item.text, "informative", "dissemination")
            message = f"{item.text!r:.60} is no word of {rules.policy.identifier} here"
            raise MarkingError(message, item.at, "word_unknown", near)
    if len({*names, *named}) != len(names) + len(named):
        raise MarkingError("a word stands twice", piece.at, "twice")
    if not rules.profile.loose and names != sorted(names):
        raise MarkingError("words stand A to Z, each once", piece.at, "words_order", "/".join(sorted(names)))
    found.put("informative", tuple(names), piece)
    if named:
        found.add("restrictive", tuple(f"{rules.profile.nickname}-{name}" for name in named), piece, "ACCM")


def _is_nickname(item: Piece, rules: Rules) -> bool:
    lead = f"{rules.profile.nickname}-"
    return (
        bool(rules.profile.nickname)
        and item.text.startswith(lead)
        and bool(_NICKNAME.match(item.after(lead).text))
    )


def _other(item: Piece, rules: Rules) -> tuple[Word | None, bool]:
    """A word of others as written; second value: whether it says owner only at once (``LES-NF``)."""
    word = rules.word(item.text, "informative")
    closed = rules.policy.word(NOFORN, "dissemination")
    if word is None and closed is not None:
        suffix = f"-{closed.portion}" if rules.portion else f" {closed.banner}"
        if item.text.endswith(suffix):
            return rules.word(item.text.removesuffix(suffix), "informative"), True
    return word, False
