"""Words of dissemination, and those of others beside them."""

from __future__ import annotations

import re
from typing import Final

from services.common.labels.marking import MarkingError, word_order
from services.common.labels.model import NOFORN, Label, LabelError
from services.common.labels.policy import Profile, Word
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.held import DISPLAY, LIMIT, REL
from services.common.labels.sections.piece import Piece
from services.common.labels.sections.release import codes, read_release

_EYES: Final = re.compile(r"[A-Z]{3}(?:/[A-Z]{3})+ ")
_NICKNAME: Final = re.compile(r"[A-Z0-9]+(?: [A-Z0-9]+)*\Z")


def is_dissemination(piece: Piece, rules: Rules) -> bool:
    """Whether any item of it is one of dissemination."""
    return any(_is_item(item, rules) for item in _items(piece, rules))


def _is_item(item: Piece, rules: Rules) -> bool:
    profile, text = rules.profile, item.text
    return (
        rules.word(text, "dissemination", "limit") is not None
        or _list_of(item, profile.release, profile.after) is not None
        or text == profile.release
        or _list_of(item, profile.display) is not None
        or (bool(profile.display) and text == profile.display)
        or bool(rules.portion and profile.release_short and text == profile.release_short)
        or bool(profile.eyes and text.endswith(profile.eyes))
    )


def _list_of(item: Piece, word: str, after: bool = False) -> Piece | None:
    """The codes of a list that stands before or behind its word."""
    if after and word and item.text.endswith(f" {word}"):
        return Piece(item.text.removesuffix(f" {word}"), item.at)
    return item.after(f"{word} ") if not after and word and item.text.startswith(f"{word} ") else None


def read_dissemination(piece: Piece, rules: Rules, found: Found) -> None:
    """``ORCON/REL TO USA, GBR/DISPLAY ONLY AFG``."""
    names: list[str] = []
    for item in _items(piece, rules):
        name = _item(item, rules, found)
        if name in found.marks:
            raise MarkingError(f"{item.text} stands twice", item.at, "twice")
        names.append(name)
        found.marks[name] = item.at
    given = (*found.owner, *found.fields.get("rel", ()))
    reading = [code for code in found.fields.get("display_only", ()) if code in given]
    if reading:
        message = f"{rules.policy.called(reading[0])} reads it, and is not only shown it"
        raise MarkingError(message, found.marks[DISPLAY], "display_reads")
    right = word_order(names, rules.profile)
    if names != right and not rules.profile.loose:
        items = _items(piece, rules)
        shown = _in_order(right, names, items, rules.profile) if _together(names, rules, found) else ""
        message = "dissemination words stand in a fixed order, each once"
        raise MarkingError(message, piece.at, "words_order", shown)
    closed = (NOFORN,) if found.owner_only else ()
    words = tuple(name for name in names if rules.policy.word(name, "dissemination"))
    found.add("dissem", (*words, *closed), piece)
    _limits([name for name in names if rules.policy.word(name, "limit")], piece, rules, found)


def _together(names: list[str], rules: Rules, found: Found) -> bool:
    """Whether a label may hold these words beside the lists that have been read."""
    lists = {name: found.fields.get(name, ()) for name in ("rel", "display_only")}
    words = [name for name in names if rules.policy.word(name, "dissemination")]
    try:
        Label(rules.policy.identifier, found.level, found.owner, **lists, dissem=tuple(words))
    except LabelError:
        return False
    return True


def _in_order(right: list[str], names: list[str], items: list[Piece], profile: Profile) -> str:
    text = {name: item.text for name, item in zip(names, items, strict=True)}
    return profile.within.join(text[name] for name in right)


def _limits(names: list[str], piece: Piece, rules: Rules, found: Found) -> None:
    """Words that limit who reads: their reader holds them, and all that they imply."""
    for name in names:
        word = rules.policy.word(name, "limit")
        if word is None:
            continue
        for other in word.implies:
            if other in names:
                raise MarkingError(f"{name} says {other}, too", piece.at, "implied", rules.written(word))
        found.add("restrictive", (name, *word.implies), Piece(name, found.marks[name]), LIMIT)


def _items(piece: Piece, rules: Rules) -> list[Piece]:
    """The items of a category, but for a list whose codes are parted as they are: that is one."""
    profile = rules.profile
    if profile.eyes and piece.text.endswith(f" {profile.eyes}") and _EYES.match(piece.text):
        return [piece]
    items = piece.cut(profile.within)
    if profile.joined != profile.within:
        return items
    for number, item in enumerate(items):
        if _list_of(item, profile.release) is not None:
            rest = profile.within.join(one.text for one in items[number:])
            return [*items[:number], Piece(rest, item.at)]
    return items


def _item(item: Piece, rules: Rules, found: Found) -> str:
    profile = rules.profile
    word = rules.word(item.text, "dissemination", "limit")
    if word is not None:
        return word.name
    if profile.eyes and item.text.endswith(f" {profile.eyes}"):
        codes_given = item.text.removesuffix(f" {profile.eyes}").split("/")
        return _release(Piece(profile.joined.join(codes_given), item.at), item, rules, found)
    given = _list_of(item, profile.release, profile.after)
    if given is not None:
        return _release(given, item, rules, found)
    if rules.portion and profile.release_short and item.text == profile.release_short:
        if rules.page is None or not rules.page.rel:
            message = f"{item.text} stands only for the list of the banner"
            raise MarkingError(message, item.at, "release_short")
        found.put("rel", rules.page.rel, item)
        return REL
    shown = _list_of(item, profile.display)
    if shown is not None:
        found.put("display_only", tuple(codes(shown, rules, profile.display)), item)
        return DISPLAY
    near = rules.nearest(item.text, "dissemination", "limit", "informative")
    message = f"{item.text!r:.60} is no word of {rules.policy.identifier} here"
    raise MarkingError(message, item.at, "word_unknown", near)


def _release(given: Piece, item: Piece, rules: Rules, found: Found) -> str:
    found.put("rel", read_release(given, rules, found), item)
    return REL


def is_informative(piece: Piece, rules: Rules) -> bool:
    """Whether any item of it is a word of others."""
    return any(
        _other(item, rules)[0] or _is_nickname(item, rules) for item in piece.cut(rules.profile.within)
    )


def read_informative(piece: Piece, rules: Rules, found: Found) -> None:
    """``LIMITED DISTRIBUTION/ACCM-FOOBAR/BAZ/SBU NOFORN``."""
    names: list[str] = []
    named: list[str] = []
    for item in piece.cut(rules.profile.within):
        word, closed = _other(item, rules)
        if word is not None and word.name in found.marks:
            raise MarkingError(f"{item.text} stands twice", item.at, "twice")
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
    if len(set(named)) != len(named):
        raise MarkingError("a nickname stands twice", piece.at, "twice")
    if not rules.profile.loose and names != sorted(names):
        raise MarkingError("words stand A to Z, each once", piece.at, "words_order", "/".join(sorted(names)))
    found.add("informative", tuple(names), piece)
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
