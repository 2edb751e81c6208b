"""What the values of the domain are made of: identifiers, what is known of a label, spans of days."""

from dataclasses import dataclass
from datetime import date

Id = str
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sight:
    """What the rules know of a label: its interned id, the nations that may read, level and communities.

    ``groups`` are the readers that are no nation as a whole (holders of a group that cannot be expanded),
    ``shown`` who may view only; ``owners`` the owning nations (several: JOINT); ``orcon``: passed on only
    with the originator's consent; ``policy`` names the policy whose level it is.
    """

    label: int = 0
    nations: frozenset[str] = NOTHING
    level: int = 0
    coi: frozenset[str] = NOTHING
    groups: frozenset[str] = NOTHING
    shown: frozenset[str] = NOTHING
    owners: frozenset[str] = NOTHING
    orcon: bool = False
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day that an imprecise date can mean; both None where it is unknown."""

    first: date | None = None
    last: date | None = None
    precision: str = "day"


UNLABELLED = Sight()
"""Of a record without a label: nobody reads it."""
UNDATED = Span()
"""Of what has no date yet."""
