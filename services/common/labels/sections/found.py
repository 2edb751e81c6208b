"""By what a marking is read, and what has been read of it so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.model import Label
from services.common.labels.policy import Policy, Profile, Word
from services.common.labels.sections.piece import Piece

_LONG: Final = 80
"""Signs of a text that are compared with words: no word is longer."""


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a marking is read: policy, profile, whether it is a portion's, and the label of its page."""

    policy: Policy
    profile: Profile
    portion: bool
    page: Label | None = None

    def word(self, text: str, *tags: str) -> Word | None:
        """The word of these sets that is written so."""
        return next((word for word in self.policy.written(text, self.portion) if word.tag in tags), None)

    def written(self, word: Word) -> str:
        """A word as it stands here."""
        return word.portion if self.portion else word.banner

    def nearest(self, text: str, *tags: str) -> str:
        """The word of these sets that is meant, or looks most like a text; empty where none does."""
        words = [word for word in self.policy.words if word.tag in tags]
        return self.meant(text, *tags) or self.nearest_of(text, map(self.written, words))

    def meant(self, text: str, *tags: str) -> str:
        """The word that is written so elsewhere: in a portion, in a banner, in small letters."""
        for word in self.policy.words:
            if word.tag in tags and text.upper() in (*word.forms(False), *word.forms(True), word.name):
                return self.written(word)
        return ""

    def nearest_of(self, text: str, known: Iterable[str], alike: float = 0.7) -> str:
        """Of these texts the one that looks most like a text; empty where none does."""
        return next(iter(get_close_matches(text.upper()[:_LONG], sorted(known), 1, alike)), "")

    def nearest_named(self, text: str, names: Iterable[str], alike: float = 0.7) -> str:
        """Of these names the one that looks most like a text, in whatever case; empty where none does."""
        given = {name.upper(): name for name in names}
        return given.get(self.nearest_of(text, given, alike), "")


@dataclass
class Found:
    """Owner, level, the other fields, and where the marks stand that conditions speak of.

    ``owner_only``: a list of joint owners adds nobody to them. ``opened``: the mark of a set has just been
    read, and what stands behind it are words of that set.
    """

    owner: tuple[str, ...]
    level: int
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    owner_only: bool = False
    opened: bool = False

    def put(self, name: str, values: tuple[str, ...], piece: Piece, *marks: str) -> None:
        """Set a field once; the marks stand there."""
        if name in self.fields:
            raise MarkingError(f"{name.replace('_', ' ')} stands twice", piece.at, "twice")
        self.fields[name] = values
        self.marks |= dict.fromkeys(marks, piece.at)

    def add(self, name: str, values: tuple[str, ...], piece: Piece, *marks: str) -> None:
        """Add to a field that several categories fill; the marks stand there."""
        self.fields[name] = (*self.fields.get(name, ()), *values)
        self.marks |= dict.fromkeys(marks, piece.at)
