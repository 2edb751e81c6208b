"""What renderer and parser of markings share: the error, and the words of a policy for one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.common.labels.policy import Profile

ISO3: Final = 3
DISSEMINATION_ORDER: Final = ("ORCON", "NOFORN", "REL", "RELIDO", "DISPLAY")
"""Order inside the dissemination category; words of the policy without a place here follow, A to Z."""


class MarkingError(ValueError):
    """A marking that the rules do not allow, or a label that the marking cannot express.

    ``rule`` says what is broken, ``at`` the offset in the text (0 for a rendering).
    """

    def __init__(self, rule: str, at: int = 0) -> None:
        """Keep the rule and the place apart from the message."""
        super().__init__(f"{rule} (at {at})" if at else rule)
        self.rule = rule
        self.at = at


def release_order(codes: Iterable[str], profile: Profile) -> list[str]:
    """LABELS, Markings: the holder first, then three-letter codes A to Z, then group codes A to Z."""
    return sorted(codes, key=lambda code: (code != profile.holder, len(code) != ISO3, code))
