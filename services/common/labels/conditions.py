"""What may stand beside what in a marking: conditions that a policy states, and how they are tried.

A condition speaks of marks: canonical words of the policy (``HCS``, ``ORCON``), and ``REL``, ``DISPLAY``,
``FGI`` and ``FGI NATO`` (material of that source), ``SCI``, ``SAP``, ``ACCM``, ``LIMIT`` (a word that limits
who reads), ``OWN`` (a page of the holder), ``JOINT``, ``FOREIGN`` (another's page), ``OF NATO`` (that one's).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """Where all of ``when`` stand, the level is within ``least`` and ``most``, one of ``needs`` stands there
    too (no condition where empty) and none of ``without``.

    ``says`` is told where it is broken. ``only``: ``portion`` or ``banner``, where it counts for one of them;
    ``levels``: those on which it counts, all where empty.
    ``wrong``: a marking that breaks it and nothing else; ``right``: one like it that does not.
    """

    name: str
    when: tuple[str, ...]
    says: str
    least: int
    most: int
    needs: tuple[str, ...]
    without: tuple[str, ...]
    only: str
    wrong: str
    right: str
    levels: tuple[int, ...] = ()

    def broken(self, level: int, marks: frozenset[str], portion: bool) -> bool:
        """Whether a marking with these marks breaks it."""
        if not marks.issuperset(self.when):
            return False
        if self.only and (self.only == "portion") is not portion:
            return False
        if self.levels and level not in self.levels:
            return False
        if not self.least <= level <= self.most:
            return True
        missing = bool(self.needs) and marks.isdisjoint(self.needs)
        return missing or not marks.isdisjoint(self.without)
