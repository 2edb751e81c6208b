"""A part of a marking, and where in it that stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a marking and its offset there."""

    text: str
    at: int

    def cut(self, by: str) -> list[Piece]:
        """Its parts between separators, empty ones too."""
        found, at = [], self.at
        for part in self.text.split(by):
            found.append(Piece(part, at))
            at += len(part) + len(by)
        return found

    def parted(self, by: str) -> tuple[Piece, Piece | None]:
        """What stands before a separator, and behind it where it is there."""
        before, found, behind = self.text.partition(by)
        rest = Piece(behind, self.at + len(before) + len(by)) if found else None
        return Piece(before, self.at), rest

    def after(self, prefix: str) -> Piece:
        """What stands behind a prefix that it has."""
        return Piece(self.text[len(prefix) :], self.at + len(prefix))
