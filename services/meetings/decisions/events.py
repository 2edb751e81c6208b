"""What the world learns when a decision changes: its whole state."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from proto.gen.entente.meetings.v1 import decision_pb2, item_pb2
from services.common.db import OutboxEvent, Unit
from services.meetings.meetings.snapshot import coded, label_message, timestamp

TOPIC = "entente.meetings.decision.v1"
TYPE = "entente.meetings.decision.changed.v1"

STATE = """
SELECT decision.*, forum.name AS forum_name, forum.nations, s.text AS substitute_text,
    s.label_id AS substitute_label_id
FROM decision JOIN forum ON forum.id = decision.forum_id
LEFT JOIN substitute s ON s.subject_kind = 'decision' AND s.subject_id = decision.id
WHERE decision.id = %s
"""


async def decision_changed(unit: Unit, decision_id: UUID, change: str) -> None:
    """Puts the decision's whole state into the outbox, under the decision's label."""
    async with unit.as_worker():
        row = await (await unit.conn.execute(STATE, (decision_id,))).fetchone()
    if row is None:
        raise LookupError("a decision that changed is gone")
    message = await _snapshot(unit, row, change)
    unit.emit(OutboxEvent.of(TOPIC, TYPE, decision_id, message, await unit.label(row["label_id"])))


async def _snapshot(unit: Unit, row: Mapping[str, Any], change: str) -> decision_pb2.DecisionSnapshot:
    """The whole state of a decision after a change."""
    substitute = row["substitute_label_id"]
    return decision_pb2.DecisionSnapshot(
        id=str(row["id"]),
        ref=row["ref"],
        kind=coded(decision_pb2.DecisionKind, row["kind"]),
        meeting_id=str(row["meeting_id"] or ""),
        forum_id=str(row["forum_id"]),
        forum_name=row["forum_name"],
        text=row["text"],
        standing=coded(item_pb2.Standing, row["standing"]),
        settles_id=str(row["settles_id"] or ""),
        substitute_text=row["substitute_text"] or "",
        substitute_label=None if substitute is None else label_message(await unit.label(substitute)),
        version=row["version"],
        change=change,
        actor_nation=unit.subject.nation,
        decided_at=timestamp(row["at"]),
        member_nations=row["nations"],
    )
