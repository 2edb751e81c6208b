"""What the rules know of a label: which nations may read under it."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from services.common.db import Unit
from services.common.labels import Label, audience, default_context
from services.meetings.domain.values import Sight


def nations_of(label: Label, at: datetime) -> frozenset[str]:
    """Every nation that may read under a label at a moment; groups that cannot be expanded name nobody.

    What a nation as such may see: a person's own clearance and communities are row-level security's.
    """
    groups = default_context().groups
    return frozenset(
        code for code in audience(label, groups, at) if "&" not in code and not groups.is_group(code)
    )


def sight_of(label_id: int, label: Label, at: datetime) -> Sight:
    """The sight of an interned label. Memberships change by the day at most: kept per label and day."""
    return _sight(label_id, label, at.replace(hour=0, minute=0, second=0, microsecond=0))


@lru_cache(maxsize=20_000)
def _sight(label_id: int, label: Label, day: datetime) -> Sight:
    return Sight(label_id, nations_of(label, day), label.level, frozenset((*label.coi, *label.restrictive)))


async def sight(unit: Unit, label_id: int) -> Sight:
    """The sight of a label of this database."""
    return sight_of(label_id, await unit.label(label_id), unit.now)


async def sights(unit: Unit, label_ids: Iterable[int]) -> dict[int, Sight]:
    """The sights of several labels."""
    return {label_id: await sight(unit, label_id) for label_id in set(label_ids)}
