"""What the checks of the invariants find."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold: its name, what it does not hold for, and how."""

    invariant: str
    subject: str
    detail: str = ""


Found = Iterator[Broken]
