"""The reader, as far as a decision needs to know them: pure values made from verified claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DisclosureLetter:
    """What an embed's billet may see: the highest level, by which groups, which communities, until when.

    It only ever bounds: reading follows affiliation (ARCHITECTURE, "Identity"). By a group that the letter
    does not name the embed reads nothing; what names their own nation stays readable up to ``max_level``.
    """

    max_level: int
    groups: frozenset[str] = frozenset()
    coi: frozenset[str] = frozenset()
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Affiliation (one nation), clearance by policy name, held groups, communities and sensitivities.

    ``groups`` are the held ones that cannot be expanded (KFOR). Anything missing denies. ``expires`` is the
    moment at which the attributes themselves lapse (a grant or a clearance that ends).
    """

    affiliation: str | None
    clearance: tuple[tuple[str, int], ...] = ()
    groups: frozenset[str] = frozenset()
    coi: frozenset[str] = frozenset()
    restrictive: frozenset[str] = frozenset()
    letter: DisclosureLetter | None = None
    expires: datetime | None = None

    @staticmethod
    def make(
        affiliation: str | None,
        clearance: Mapping[str, int] | None = None,
        groups: Iterable[str] = (),
        coi: Iterable[str] = (),
        restrictive: Iterable[str] = (),
        letter: DisclosureLetter | None = None,
        expires: datetime | None = None,
    ) -> Reader:
        """A reader from plain collections. ``clearance``: policy name to level, 0 to 4."""
        levels = tuple(sorted((clearance or {}).items()))
        return Reader(
            affiliation, levels, frozenset(groups), frozenset(coi), frozenset(restrictive), letter, expires
        )

    def digest(self) -> bytes:
        """SHA-256 over every attribute that a decision uses, 32 bytes: the key of cached permitted sets."""
        bound = self.letter
        letter = bound and [bound.max_level, sorted(bound.groups), sorted(bound.coi), _text(bound.expires)]
        body = [
            self.affiliation, sorted(self.clearance), sorted(self.groups), sorted(self.coi),
            sorted(self.restrictive), letter, _text(self.expires),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(body, separators=(",", ":")).encode()).digest()


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
