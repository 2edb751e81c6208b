"""What the world learns of decisions about pairs: ids alone, under a label of who may read both records."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from proto.gen.entente.registry.v1 import duplicate_pb2
from services.common.both import label_of_both
from services.common.db import OutboxEvent, Unit
from services.common.labels import Label

TOPIC: Final = "entente.registry.duplicate.v1"
TYPE: Final = "entente.registry.duplicate.decided.v1"
Row = Mapping[str, Any]


async def decided(unit: Unit, pair: Row, state: str) -> None:
    """Record and tell what was decided of a pair (its JSON), in the transaction of the decision."""
    both = await label_of_both(unit, pair["left"]["label_id"], pair["right"]["label_id"])
    detail = {"state": state, "left": pair["left"]["id"], "right": pair["right"]["id"]}
    label_id = await unit.labels.intern(both) if both is not None else pair["left"]["label_id"]
    unit.audit(f"duplicate.{state}", "duplicate", pair["id"], label_id=label_id, detail=detail)
    if both is not None:
        _emit(unit, _snapshot(pair["id"], detail | {"nation": unit.subject.nation}), both)


async def relabelled(unit: Unit, rows: list[Row]) -> None:
    """Tell of decided pairs whose records have other labels now; as worker.

    Who lost sight of one of them is told that the pair is gone, who sees both that it stands.
    """
    for row in rows:
        before = await label_of_both(unit, row["old_label_id"], row["old_other_label_id"])
        now = await label_of_both(unit, row["label_id"], row["other_label_id"])
        if before is not None and before != now:
            _emit(unit, duplicate_pb2.DuplicateSnapshot(id=str(row["id"]), deleted=True), before)
        if now is not None:
            _emit(unit, _snapshot(row["id"], row), now)


_LINKING: Final = """SELECT d.id, d.left_id AS left, d.right_id AS right, d.state, d.decided_nation AS nation,
    l.label_id, r.label_id AS other_label_id
FROM duplicate d JOIN activity l ON l.id = d.left_id JOIN activity r ON r.id = d.right_id
WHERE d.state = 'same' AND (d.left_id = ANY(%(ids)s) OR d.right_id = ANY(%(ids)s)) ORDER BY d.id"""


async def shown_anew(unit: Unit, ids: Sequence[UUID]) -> None:
    """Tell again of the pairs that link these sources: what is shown of them together has changed.

    Of each to who may read both, as it stood: who reads one source alone is not told that it is merged.
    """
    async with unit.as_worker():
        rows = await (await unit.conn.execute(_LINKING, {"ids": list(ids)})).fetchall()
    for row in rows:
        both = await label_of_both(unit, row["label_id"], row["other_label_id"])
        if both is not None:
            _emit(unit, _snapshot(row["id"], row), both)


def _snapshot(pair: object, row: Row) -> duplicate_pb2.DuplicateSnapshot:
    state = duplicate_pb2.DuplicateState.Value(f"DUPLICATE_STATE_{row['state'].upper()}")
    return duplicate_pb2.DuplicateSnapshot(
        id=str(pair), left=str(row["left"]), right=str(row["right"]), state=state, nation=row["nation"]
    )


def _emit(unit: Unit, message: duplicate_pb2.DuplicateSnapshot, label: Label) -> None:
    unit.emit(OutboxEvent.of(TOPIC, TYPE, message.id, message, label))
