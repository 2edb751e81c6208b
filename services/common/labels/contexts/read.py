"""A marking of a context to the label that it says: ``NATO/KFOR CONFIDENTIAL NATO, Ireland Only``.

Behind the heading stand, each where needed: sensitivities, whom it is limited to, whom it is released to, and
behind a dash words of administration. Nations stand by name or code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.model import ISO3, Label
from services.common.labels.policy import Level
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.held import require_conditions
from services.common.labels.sections.piece import Piece

ADMINISTRATION = " - "
"""What parts the words of administration from the rest."""
_ALIKE: Final = 0.88
"""How much of a name has to be there for a nation to be offered: Iraq is not offered for Iran."""


def read_context(text: str, rules: Rules) -> Label:
    """The label. Raises ``MarkingError`` for what cannot be read, or may not stand together."""
    found, rest = _head(Piece(text, 0), rules)
    rest, administration = rest.parted(ADMINISTRATION)
    rest, release = rest.parted(f" {rules.profile.release} ")
    limit = _sensitivities(rest, rules, found)
    if limit.text:
        found.put("only", tuple(_listed(_limited(limit, rules), rules, ())), limit)
    if release is not None:
        found.put("rel", tuple(_listed(release, rules, found.owner)), release)
    for item in [] if administration is None else administration.cut("/"):
        _word(item, rules, found, "informative", "informative")
    label = Label(rules.policy.identifier, found.level, found.owner, **found.fields)
    require_conditions(label, rules.policy, rules.profile, rules.portion, found.marks)
    return label


def _head(piece: Piece, rules: Rules) -> tuple[Found, Piece]:
    """Whose it is and the level, and what stands behind them."""
    heads = list(_heads(rules))
    for head, level in sorted(heads, key=lambda one: -len(one[0])):
        if piece.text == head or piece.text.startswith(f"{head} "):
            return Found((rules.profile.holder,), level.value), piece.after(head)
    found = _other(piece, rules)
    if found is None:
        begins = " ".join(piece.text.split(" ", 3)[:3])
        named = {f"{rules.profile.holder} {level.name}": head for head, level in heads}
        near = named.get(begins) or rules.nearest_of(begins, [head for head, _ in heads])
        message = f"no heading of {rules.policy.identifier} stands here"
        if near and piece.text.startswith(near):
            message = f"nothing stands behind {near} but a blank and a word of {rules.policy.identifier}"
        raise MarkingError(message, piece.at, "level_unknown", near)
    return found


def _heads(rules: Rules) -> Iterator[tuple[str, Level]]:
    """The headings of the holder's own."""
    for level in rules.policy.levels:
        yield (
            level.portion if rules.portion else level.banner or f"{rules.profile.holder} {level.name}",
            level,
        )


def _other(piece: Piece, rules: Rules) -> tuple[Found, Piece] | None:
    """A heading of another context: ``NATO/KFOR SECRET``, ``NS/KFOR``."""
    holder = rules.profile.holder
    for level in rules.policy.levels:
        if level.banner:  # a heading of the holder alone
            continue
        lead, end = (f"{level.portion}/", "") if rules.portion else (f"{holder}/", f" {level.name}")
        if not piece.text.startswith(lead):
            continue
        rest = piece.after(lead)
        code, _, _ = rest.text.partition(" ")
        if not (rest.text == code + end or rest.text.startswith(f"{code}{end} ")):
            continue
        if code == holder or len(code) == ISO3 or not rules.policy.is_code(code):
            near = "" if code != holder else (level.portion if rules.portion else f"{holder} {level.name}")
            raise MarkingError(f"{code!r:.40} is no other context", rest.at, "context_unknown", near)
        return Found((code,), level.value), rest.after(code + end)
    return None


def _sensitivities(piece: Piece, rules: Rules, found: Found) -> Piece:
    """Read the words behind the heading; what is not one of them stays."""
    while piece.text:
        rest = piece.after(" ")
        word, _, _ = rest.text.partition(" ")
        if rules.word(word, "sensitivity") is None:
            return rest
        _word(Piece(word, rest.at), rules, found, "restrictive", "sensitivity")
        piece = rest.after(word)
    return piece


def _word(item: Piece, rules: Rules, found: Found, field: str, tag: str) -> None:
    word = rules.word(item.text, tag)
    if word is None:
        near = rules.nearest(item.text, tag)
        message = f"{item.text!r:.60} is no word of {rules.policy.identifier} here"
        raise MarkingError(message, item.at, "word_unknown", near)
    if word.name in found.marks:
        raise MarkingError("a word stands twice", item.at, "twice")
    found.add(field, (word.name,), item, word.name)


def _limited(piece: Piece, rules: Rules) -> Piece:
    """The list before the word that limits."""
    end = f" {rules.profile.only}"
    if piece.text.endswith(end):
        return Piece(piece.text.removesuffix(end), piece.at)
    known = [word.banner for word in rules.policy.words] + [rules.profile.release]
    first, *second = piece.text.split(" ", 2)
    near = rules.nearest_named(" ".join([first, *second[:1]]), known)
    if near == rules.profile.release:
        near = " ".join([near, *(_spelled(one, rules) for one in second[1:])])
    message = f"{piece.text!r:.60} is no word of {rules.policy.identifier}, and limits it to nobody"
    raise MarkingError(message, piece.at, "word_unknown", near)


def _named(text: str, rules: Rules) -> str:
    """The nation or group that a text looks like; empty where none does."""
    return rules.nearest_named(text, (one for names in rules.policy.codes.values() for one in names), _ALIKE)


def _spelled(text: str, rules: Rules) -> str:
    """A list with each name as it is written."""
    return ", ".join(_named(one, rules) or one for one in text.split(", "))


def _is_name(code: str, rules: Rules) -> bool:
    """Whether it is no code that the policy lists, and the name of one in other letters."""
    known = rules.policy.codes
    return code not in known and any(code == name.upper() for names in known.values() for name in names)


def _listed(piece: Piece, rules: Rules, owner: tuple[str, ...]) -> Iterator[str]:
    """The codes of a list: nations by name or code, groups, each once and none of the owner."""
    seen: set[str] = set(owner)
    for item in piece.cut(", "):
        code = rules.policy.code_of(item.text)
        if code is None or _is_name(code, rules):
            near = ", ".join(part.strip() for part in item.text.split(","))
            near = near if near != item.text else _named(item.text, rules)
            message = f"{item.text!r:.60} is no nation or group; they are parted by a comma and a blank"
            raise MarkingError(message, item.at, "code_unknown", near)
        if code in seen:
            raise MarkingError(f"{item.text} reads it already", item.at, "twice")
        seen.add(code)
        yield code
