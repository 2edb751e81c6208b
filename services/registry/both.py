"""Who may read both of two records."""

from services.common.db import Unit
from services.common.labels import Label, RollUpRefused, default_policy, roll_up


async def label_of_both(unit: Unit, one: int, other: int) -> Label | None:
    """The roll-up of two labels by their ids; None where nobody may read both."""
    labels = [await unit.label(one), await unit.label(other)]
    try:
        return roll_up(labels, default_policy(), unit.database.permitted.context.groups, None, unit.now).label
    except RollUpRefused:
        return None
