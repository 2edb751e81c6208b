"""What the rules know of a label: which nations may read under it."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from services.common.db import Unit
from services.common.labels import ORCON, Label, audience, default_context
from services.common.labels.audience import expand_all
from services.meetings.domain.values import Sight


def nations_of(label: Label, at: datetime) -> frozenset[str]:
    """Every nation that may read under a label at a moment; groups that cannot be expanded name nobody.

    What a nation as such may see: a person's own clearance and communities are row-level security's.
    """
    return frozenset(code for code in audience(label, default_context().groups, at) if is_nation(code))


def is_nation(code: str) -> bool:
    """Whether an element of an audience is a nation as a whole."""
    return "&" not in code and not default_context().groups.is_group(code)


def sight_of(label_id: int, label: Label, at: datetime) -> Sight:
    """The sight of an interned label. Memberships change by the day at most: kept per label and day."""
    return _sight(label_id, label, at.replace(hour=0, minute=0, second=0, microsecond=0))


@lru_cache(maxsize=20_000)
def _sight(label_id: int, label: Label, day: datetime) -> Sight:
    groups = default_context().groups
    read, shown = audience(label, groups, day), audience(label, groups, day, display=True)
    nations = nations_of(label, day)
    return Sight(
        label=label_id,
        nations=nations,
        level=label.level,
        coi=frozenset((*label.coi, *label.restrictive)),
        groups=read - nations,
        shown=shown - read,
        owners=frozenset(filter(is_nation, expand_all(label.owner, label.epochs, groups, day))),
        orcon=ORCON in label.dissem,
        policy=label.policy_name,
    )


async def sight(unit: Unit, label_id: int) -> Sight:
    """The sight of a label of this database."""
    return sight_of(label_id, await unit.label(label_id), unit.now)


async def sights(unit: Unit, label_ids: Iterable[int]) -> dict[int, Sight]:
    """The sights of several labels."""
    return {label_id: await sight(unit, label_id) for label_id in set(label_ids)}
