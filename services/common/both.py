"""Who may read both of two records."""

from services.common.db import Unit
from services.common.labels import RELIDO, Label, RollUpRefused, default_policy, roll_up
from services.common.owning import widens


async def label_of_both(unit: Unit, one: int, other: int) -> Label | None:
    """As `of_both`, of labels by their ids."""
    return of_both(unit, await unit.label(one), await unit.label(other))


def of_both(unit: Unit, *labels: Label) -> Label | None:
    """The roll-up of two labels, read by nobody who may not read both; None where nobody may.

    In a roll-up what is unclassified and bears no release marking restricts nothing (LABELS, "Roll-up of
    portions", 3), yet its owner alone reads it: so the whole is its owner's alone then.
    """
    try:
        both = roll_up(labels, default_policy(), unit.database.permitted.context.groups, None, unit.now).label
    except RollUpRefused:
        return None
    return owners_alone(both) if any(widens(unit, label, both) for label in labels) else both


def owners_alone(label: Label) -> Label:
    """The same for its owner, released to nobody: level and all that a reader must hold stay."""
    codes = {*label.owner, *label.only}
    epochs = tuple(one for one in label.epochs if one.partition("@")[0] in codes)
    dissem = tuple(mark for mark in label.dissem if mark != RELIDO)
    return label.with_(rel=(), display_only=(), dissem=dissem, epochs=epochs)
