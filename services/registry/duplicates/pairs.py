"""Pairs in the database: written as they are found, gone where they no longer hold, kept once decided."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from services.common.db import Unit
from services.common.references import uuid7
from services.registry.duplicates.events import relabelled
from services.registry.duplicates.model import Found

_STAGE: Final = """CREATE TEMPORARY TABLE IF NOT EXISTS duplicate_found (
    id uuid, left_id uuid, right_id uuid, weight real, fields jsonb) ON COMMIT DELETE ROWS"""
_COPY: Final = "COPY duplicate_found FROM STDIN"
_ACROSS: Final = """CASE WHEN l.owner <> r.owner THEN 'nations'
    WHEN (l.import_id, l.source) IS DISTINCT FROM (r.import_id, r.source) THEN 'imports' ELSE 'reports' END"""
_SAVE: Final = f"""INSERT INTO duplicate AS d (id, label_id, other_label_id, left_id, right_id, left_owner,
    right_owner, weight, fields, across, created_at, created_by, updated_at, updated_by)
SELECT f.id, l.label_id, r.label_id, f.left_id, f.right_id, l.owner, r.owner, f.weight, f.fields, {_ACROSS},
    %(now)s, 'duplicates', %(now)s, 'duplicates'
FROM duplicate_found f JOIN activity l ON l.id = f.left_id JOIN activity r ON r.id = f.right_id
ON CONFLICT (left_id, right_id) DO UPDATE SET weight = excluded.weight, fields = excluded.fields
WHERE (d.weight, d.fields) IS DISTINCT FROM (excluded.weight, excluded.fields)"""
# What nobody decided and is found no more, and what has lost a record.
_END: Final = """DELETE FROM duplicate d
WHERE (%(all)s OR d.left_id = ANY(%(ids)s) OR d.right_id = ANY(%(ids)s))
AND (NOT EXISTS (SELECT FROM activity a WHERE a.id = d.left_id)
    OR NOT EXISTS (SELECT FROM activity a WHERE a.id = d.right_id)
    OR (d.state = 'open' AND NOT d.named AND NOT EXISTS (
        SELECT FROM duplicate_found f WHERE f.left_id = d.left_id AND f.right_id = d.right_id)))"""
# A pair stands under the labels that its records have now; so does a choice.
_RELABEL: Final = """UPDATE duplicate d SET label_id = l.label_id, other_label_id = r.label_id
FROM activity l, activity r WHERE l.id = d.left_id AND r.id = d.right_id
AND (d.label_id, d.other_label_id) IS DISTINCT FROM (l.label_id, r.label_id)
AND (%(all)s OR l.id = ANY(%(ids)s) OR r.id = ANY(%(ids)s))
RETURNING d.id, d.left_id AS left, d.right_id AS right, d.state, d.decided_nation AS nation, d.label_id,
    d.other_label_id, old.label_id AS old_label_id, old.other_label_id AS old_other_label_id"""
_RECHOOSE: Final = """UPDATE duplicate_choice c SET label_id = a.label_id FROM activity a
WHERE a.id = c.activity_id AND c.label_id <> a.label_id AND (%(all)s OR a.id = ANY(%(ids)s))"""


async def save(unit: Unit, ids: Sequence[UUID], found: AsyncIterator[Found]) -> None:
    """Write the pairs of some records as they are found now, without ids those of all; as worker."""
    await unit.conn.execute(_STAGE)
    batch: list[Found] = []
    async for one in found:
        batch.append(one)
        if len(batch) == _BATCH:
            await _copy(unit, batch)
            batch = []
    await _copy(unit, batch)
    known: dict[str, Any] = {"now": unit.now, "ids": list(ids), "all": not ids}
    for statement in (_SAVE, _END, _RECHOOSE):
        await unit.conn.execute(statement.encode(), known)
    rows = await (await unit.conn.execute(_RELABEL, known)).fetchall()
    await relabelled(unit, [row for row in rows if row["state"] != "open"])


_BATCH: Final = 5_000


async def _copy(unit: Unit, batch: Sequence[Found]) -> None:
    async with unit.conn.cursor() as cursor, cursor.copy(_COPY) as copy:
        for one in batch:
            bits = {field: round(weight, 2) for field, weight in one.fields.items()}
            await copy.write_row((uuid7(), one.left, one.right, one.weight, orjson.dumps(bits).decode()))
