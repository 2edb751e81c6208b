"""The three answers of every comparison of what is known only in part (ARCHITECTURE, "Data")."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """Definite: whatever the truth is, it is so. None: whatever it is, it is not. Else possible."""

    DEFINITE = "definite"
    POSSIBLE = "possible"
    NONE = "none"


def all_of(answers: Iterable[Verdict]) -> Verdict:
    """Of several that must hold together: none if one does not, definite only if each is."""
    found = set(answers)
    if Verdict.NONE in found:
        return Verdict.NONE
    return Verdict.POSSIBLE if Verdict.POSSIBLE in found else Verdict.DEFINITE


def any_of(answers: Iterable[Verdict]) -> Verdict:
    """Of several of which one is enough: definite if one is, none only if each is (or there is nothing)."""
    found = set(answers)
    if Verdict.DEFINITE in found:
        return Verdict.DEFINITE
    return Verdict.POSSIBLE if Verdict.POSSIBLE in found else Verdict.NONE
