"""Under which labels requests, consents and grants stand: of who asks, who owns, and nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.common.db import Unit
from services.common.labels import Label, default_policy


@dataclass(frozen=True, slots=True)
class Weight:
    """What a reader must hold, whoever they are: level and communities of all that is asked for."""

    level: int = 0
    coi: frozenset[str] = frozenset()
    restrictive: frozenset[str] = frozenset()


def weight(labels: Sequence[Label], least: int = 0) -> Weight:
    """The weight of what is asked for together; the policy's own highest level for one that it has not."""
    policy = default_policy()
    top = max(level.value for level in policy.levels)
    ranks = [policy.equivalent(label.policy_name, label.level) for label in labels]
    return Weight(
        max([least, *(top if rank is None else rank for rank in ranks)]),
        frozenset(word for label in labels for word in label.coi),
        frozenset(word for label in labels for word in label.restrictive),
    )


def of(label: Label) -> Weight:
    """The weight of a request that stands."""
    return Weight(label.level, frozenset(label.coi), frozenset(label.restrictive))


def between(what: Weight, owner: str, others: Iterable[str]) -> Label:
    """The label of one nation, released to some others."""
    return Label(
        default_policy().identifier, what.level, (owner,), rel=tuple(others), coi=tuple(what.coi),
        restrictive=tuple(what.restrictive),
    )  # fmt: skip


def granted_label(unit: Unit, record: Label, codes: Iterable[str]) -> Label:
    """The label of what is said of a release: its owners, and those to whom the record was released."""
    groups = unit.database.permitted.context.groups
    made = Label(
        record.policy, record.level, record.owner, rel=tuple(codes), coi=record.coi,
        restrictive=record.restrictive,
    )  # fmt: skip
    return groups.received(made, unit.now)
