"""Atomic energy information: ``RD``, ``RD-CNWDI``, ``RD-SIGMA 1 12``, ``FRD``, and unclassified kinds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.policy import Word
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.piece import Piece

FLAG, NUMBERS = "flag", "numbers"
"""Families of words that stand behind a kind: alone, or with numbers behind them."""
_NUMBERS: Final = re.compile(r"[1-9]\d?(?: [1-9]\d?)*\Z")


def is_atomic(piece: Piece, rules: Rules) -> bool:
    """Whether it begins with a kind of atomic energy information."""
    return _kind(piece.cut("/")[0], rules) is not None


def read_atomic(piece: Piece, rules: Rules, found: Found) -> None:
    """One kind or more, each with what stands behind it."""
    for item in piece.cut("/"):
        kind = _kind(item, rules)
        if kind is None:
            near = rules.nearest(item.text, "atomic")
            raise MarkingError(f"{item.text!r:.60} is no word here", item.at, "word_unknown", near)
        word, rest = kind
        atoms, marks = [word.name], [word.name]
        for part in rest.cut("-")[1:] if rest.text else ():
            flag, numbers = _part(part, rules)
            marks.append(flag.name)
            atoms += [
                f"{word.name}-{flag.name}{f' {number}' if number else ''}" for number in numbers or [""]
            ]
        found.add("restrictive", tuple(atoms), item, "AEA", *marks)


def _kind(item: Piece, rules: Rules) -> tuple[Word, Piece] | None:
    name = item.text.partition("-")[0]
    words = [*rules.policy.written(name, rules.portion), rules.policy.word(name, "atomic")]
    word = next((word for word in words if word and word.tag == "atomic" and not word.family), None)
    if word is None or (name == word.name and " " in name and name not in word.forms(rules.portion)):
        return None
    return word, item.after(name)


def _part(part: Piece, rules: Rules) -> tuple[Word, list[str]]:
    name, _, rest = part.text.partition(" ")
    word = rules.word(name, "atomic")
    if word is None or word.family not in (FLAG, NUMBERS) or bool(rest) is not (word.family == NUMBERS):
        near = rules.nearest(name, "atomic")
        raise MarkingError(f"{part.text!r:.60} does not stand behind it", part.at, "atomic_form", near)
    numbers = rest.split(" ") if rest else []
    right = sorted(set(numbers), key=int) if _NUMBERS.match(rest) else []
    if rest and (not right or numbers != right):
        shown = f"{rules.written(word)} {' '.join(right)}" if right else ""
        raise MarkingError("numbers of 1 to 99 stand once each, the lowest first", part.at, "numbers", shown)
    return word, numbers


def written_atomic(atoms: Iterable[str], words: Collection[Word], portion: bool) -> list[str]:
    """Kinds with what stands behind them, as they are written."""
    held, found = list(atoms), []
    for kind in (word for word in words if not word.family and word.name in held):
        parts = []
        for flag in (word for word in words if word.family):
            lead = f"{kind.name}-{flag.name}"
            spelled = flag.portion if portion else flag.banner
            if flag.family == FLAG and lead in held:
                parts.append(spelled)
            numbers = [atom.removeprefix(f"{lead} ") for atom in held if atom.startswith(f"{lead} ")]
            if numbers:
                parts.append(" ".join([spelled, *sorted(numbers, key=lambda one: (len(one), one))]))
        short = kind.name if " " not in kind.name else kind.banner
        name = kind.portion if portion else short if parts else kind.banner
        found.append("-".join([name, *parts]))
    return found
