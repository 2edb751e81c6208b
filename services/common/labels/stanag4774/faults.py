"""What is wrong with a document, by rule and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a document breaks, where (a path of element names), and a sentence on it."""

    rule: str
    at: str
    message: str


class StanagError(ValueError):
    """A document that is not read, or a label that the form cannot carry; ``faults`` says all of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """The first one speaks for all."""
        super().__init__(f"{faults[0].at}: {faults[0].message}" if faults[0].at else faults[0].message)
        self.faults = tuple(faults)
