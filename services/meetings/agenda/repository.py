"""What is annotated on an agenda and what the meeting left of its items, in the database."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from services.common.db import Unit

Record = dict[str, Any]

ANNOTATIONS = "SELECT * FROM agenda_entry WHERE meeting_id = %s ORDER BY position NULLS LAST, created_at, id"
OUTCOMES = """
SELECT o.id, o.item_id, o.kind, o.text, o.reason, o.positions, o.standing, o.at, o.label_id,
    (SELECT jsonb_build_object('id', m.id, 'ref', m.ref) FROM meeting m
        WHERE m.id = o.to_meeting_id) AS to_meeting,
    (SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM forum f
        WHERE f.id = o.to_forum_id) AS to_forum
FROM outcome o WHERE o.id = ANY(%s::uuid[])
"""
FORUM_LABELS = "SELECT id, label_id FROM forum WHERE id = ANY(%s::uuid[])"


async def annotations(unit: Unit, meeting_id: UUID) -> list[Record]:
    """The annotations and own topics of a meeting, over all rows: hidden ones give their places only."""
    async with unit.as_worker():
        return await (await unit.conn.execute(ANNOTATIONS, (meeting_id,))).fetchall()


async def outcomes(unit: Unit, ids: Collection[UUID]) -> Mapping[UUID, Record]:
    """The outcomes that the reader may read, by id."""
    rows = await (await unit.conn.execute(OUTCOMES, (list(ids),))).fetchall()
    return {row["id"]: row for row in rows}


async def forum_labels(unit: Unit, ids: Collection[UUID]) -> Mapping[str, int]:
    """The labels of the forums that the reader may know of."""
    rows = await (await unit.conn.execute(FORUM_LABELS, (list(ids),))).fetchall()
    return {str(row["id"]): row["label_id"] for row in rows}
