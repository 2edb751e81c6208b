"""Controlled unclassified information: ``CUI``, ``CUI//SP-CTI/PRVCY``, ``SECRET//CUI//SP-CTI//NOFORN``.

The mark heads what is unclassified, and is a category of what is classified; the categories of the registry
stand right behind it, in the order of the policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.policy import MARK, Policy, Word
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.piece import Piece

TAG: Final = "controlled"


def mark_of(policy: Policy) -> Word | None:
    """The word that marks controlled information; ``None`` in a policy without any."""
    return next((word for word in policy.tagged(TAG) if word.family == MARK), None)


def is_mark(piece: Piece, rules: Rules) -> bool:
    """Whether it is that word."""
    word = rules.word(piece.text, TAG)
    return word is not None and word.family == MARK


def read_mark(piece: Piece, rules: Rules, found: Found, head: bool = False) -> None:
    """The mark: its categories may follow."""
    word = rules.word(piece.text, TAG)
    if word is not None and word.name in found.marks:
        raise MarkingError(f"{piece.text} stands twice", piece.at, "twice")
    if word is None:
        return
    if not head and found.level == 0 and found.owner == (rules.profile.holder,):
        message = f"unclassified text that is {word.name} is headed so"
        raise MarkingError(message, piece.at, "controlled_head", rules.written(word))
    found.add("informative", (word.name,), piece, word.name)
    found.opened = True


def are_categories(piece: Piece, rules: Rules) -> bool:
    """Whether all of it are categories of controlled information: some are words of dissemination, too."""
    words = [rules.word(item.text, TAG) for item in piece.cut(rules.profile.within)]
    return all(word is not None and word.family != MARK for word in words)


def read_categories(piece: Piece, rules: Rules, found: Found) -> None:
    """``SP-CTI/PRVCY``: specified ones first, then basic ones, each A to Z."""
    names: list[str] = []
    for item in piece.cut(rules.profile.within):
        word = rules.word(item.text, TAG)
        if word is None or word.family == MARK:
            near = _specified(item.text, rules) or rules.nearest(item.text, TAG)
            message = f"{item.text!r:.60} is no category of controlled information"
            raise MarkingError(message, item.at, "controlled_unknown", near)
        names.append(word.name)
    right = in_order(names, rules.policy)
    shown = rules.profile.within.join(rules.written(word) for word in right)
    if len(right) != len(names):
        raise MarkingError("a category stands twice", piece.at, "twice", shown)
    if [word.name for word in right] != names:
        message = "specified categories stand before basic ones, each A to Z"
        raise MarkingError(message, piece.at, "controlled_order", shown)
    found.add("informative", tuple(names), piece)


def _specified(text: str, rules: Rules) -> str:
    """The category that is meant without what marks it as specified: ``SP-CTI`` by ``CTI``."""
    words = map(rules.written, rules.policy.tagged(TAG))
    return next((word for word in words if word.endswith(f"-{text}")), "")


def in_order(names: Iterable[str], policy: Policy) -> list[Word]:
    """The words of these names in the order of the policy, each once."""
    held = set(names)
    return [word for word in policy.tagged(TAG) if word.name in held]
