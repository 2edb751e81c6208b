"""What people call a capability or a unit, made comparable: same, perhaps the same, or another."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from services.common.verdicts import Verdict
from services.registry.domain.areas import in_full

_DROPPED: Final = frozenset({"the", "of", "and", "for", "training", "capability"})
_PARTS: Final = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=50_000)
def words(text: str) -> frozenset[str]:
    """The words of a term that tell it from another: no case, accents, punctuation or filler."""
    plain = unicodedata.normalize("NFKD", in_full(text).casefold()).encode("ascii", "ignore").decode()
    found = frozenset(part for part in _PARTS.split(plain) if part)
    return found - _DROPPED or found or frozenset({text.casefold()})


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms that a record names, each as its words, and whether it names all (``complete``).

    Nothing named is never complete: it means unknown, not none.
    """

    named: frozenset[frozenset[str]] = frozenset()
    complete: bool = False

    @staticmethod
    def of(texts: Iterable[str], complete: bool = True) -> "Terms":
        """The terms of texts; empty ones are left out."""
        named = frozenset(words(text) for text in texts if text.strip())
        return Terms(named, complete and bool(named))

    def meets(self, other: "Terms") -> Verdict:
        """Definite: both name one. None: both name all of theirs, and no term could mean another's.

        A term whose words another has too ("medical", "medical evacuation") may mean the same.
        """
        if self.named & other.named:
            return Verdict.DEFINITE
        if not (self.complete and other.complete):
            return Verdict.POSSIBLE
        close = any(one <= two or two <= one for one in self.named for two in other.named)
        return Verdict.POSSIBLE if close else Verdict.NONE
