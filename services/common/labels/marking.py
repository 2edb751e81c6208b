"""What renderer and parser of markings share: the error, and the order of words and codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.common.labels.model import ISO3
from services.common.labels.policy import UNWRITTEN, Policy, Profile

MAX_LENGTH: Final = 2_000


class MarkingError(ValueError):
    """A marking that the rules do not allow, or a label that the marking cannot express.

    ``rule`` names what is broken, the message says it, ``at`` is the offset in the text (0 for a rendering),
    ``nearest`` the nearest valid form of what stands there, where there is one.
    """

    def __init__(self, message: str, at: int = 0, rule: str = "form", nearest: str = "") -> None:
        """Keep the rule and the place apart from the message."""
        super().__init__(f"{message} (at {at})" if at else message)
        self.message, self.at, self.rule, self.nearest = message, at, rule, nearest

    def moved(self, by: int) -> MarkingError:
        """The same, in a text with so many signs more before it."""
        return MarkingError(self.message, self.at + by, self.rule, self.nearest)


def release_order(codes: Iterable[str], profile: Profile) -> list[str]:
    """LABELS, Markings: the holder first, then three-letter codes A to Z, then group codes A to Z."""
    return sorted(codes, key=lambda code: (code != profile.holder, len(code) != ISO3, code))


def listed(codes: Iterable[str], policy: Policy, profile: Profile) -> str:
    """Codes in the order given, as the policy writes them and the profile parts them."""
    return profile.joined.join(policy.called(code) for code in codes)


def codes_order(codes: Iterable[str]) -> list[str]:
    """Three-letter codes A to Z, then group codes A to Z."""
    return sorted(codes, key=lambda code: (len(code) != ISO3, code))


def word_order(names: Iterable[str], profile: Profile) -> list[str]:
    """Dissemination words as the profile orders them; those without a place there follow, A to Z."""
    order = profile.order.split("|" if "|" in profile.order else None)
    place = {name: number for number, name in enumerate(order)}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


def spelled(names: Iterable[str], policy: Policy, portion: bool, *tags: str) -> list[str]:
    """Words of these sets as they are written, in the order given. Raises ``MarkingError`` for one that the
    policy has not.
    """
    found = []
    for name in names:
        word = next((word for tag in tags if (word := policy.word(name, tag))), None)
        if word is None:
            raise MarkingError(f"{policy.identifier} has no word for {name}")
        found.append(word.portion if portion else word.banner)
    return found


def require_written(profile: Profile) -> None:
    """Raises ``MarkingError`` under a policy that says not how its markings are written."""
    if profile.style == UNWRITTEN:
        raise MarkingError(f"{profile.name} says not how its markings are written", 0, "unwritten")
