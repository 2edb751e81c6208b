"""The label of a whole out of its bindings: what all its parts ask for, and whether it states that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.common.labels.groups import Groups
from services.common.labels.model import NOFORN, AccessLabel, Label, LabelError
from services.common.labels.policy import Policy
from services.common.labels.reasons import Step
from services.common.labels.rollup import RollUpRefused, roll_up
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.read import Received
from services.common.labels.stanag4778.form import Bindings


@dataclass(frozen=True, slots=True)
class Whole:
    """The label of everything together, with the reasons; ``agrees``: that is what is stated of it."""

    label: Label
    stated: Label | None
    agrees: bool
    steps: tuple[Step, ...]


def label_of_whole(
    bindings: Bindings, policy: Policy, groups: Groups, at: datetime, maker: str | None = None
) -> Whole:
    """What the whole asks of a reader: the roll-up of every part and of what is stated, never less.

    Each label counts by the groups of the time at which it was made. Raises ``StanagError`` where part of it
    has no label, or where the parts cannot be put together.
    """
    if not bindings.complete:
        raise StanagError([Fault("part_unlabelled", "", "part of it has no label, and nothing is stated")])
    try:
        parts = [as_made(bound.label, groups, at) for bound in bindings.bound]
        rolled = roll_up(parts, policy, groups, None, at, maker)
        stated = None if bindings.whole is None else as_made(bindings.whole, groups, at)
        alone = None if stated is None else roll_up([stated], policy, groups, None, at, maker).label
    except LabelError as error:
        raise StanagError([Fault(f"label_{error.field}", "", error.rule)]) from error
    except RollUpRefused as error:
        raise StanagError([Fault("parts_together", "", str(error))]) from error
    agrees = alone is not None and _access(alone) == _access(rolled.label)
    return Whole(rolled.label, stated, agrees, rolled.steps)


def _access(label: Label) -> AccessLabel:
    """Who reads it: NOFORN says no more than that there is no list."""
    return label.with_(dissem=tuple(word for word in label.dissem if word != NOFORN)).access_part()


def as_made(received: Received, groups: Groups, at: datetime) -> Label:
    """The label in force at a moment, by the groups of the time at which it was made."""
    return groups.received(received.in_force(at).label, received.created)
