"""A unit that a record made by naming it is seen by who sees such a record.

Its label is one under which a record of its owner names it; where the last of these gets another label or is
taken back, the unit follows. What somebody kept for itself stands under the label that they gave it.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from services.common.both import owners_alone
from services.common.db import Unit

# Every record is read for it, the names of none: nobody asks for records by unit often enough for an index.
_ASTRAY: Final = """
WITH asked AS MATERIALIZED (
    SELECT id, owner, label_id FROM unit WHERE id = ANY (%s::uuid[]) AND NOT kept
    ORDER BY id FOR NO KEY UPDATE),
naming AS MATERIALIZED (
    SELECT DISTINCT asked.id, a.label_id FROM activity a CROSS JOIN LATERAL unnest(a.unit_ids) AS n(id)
    JOIN asked ON asked.id = n.id AND asked.owner = a.owner)
SELECT id, asked.label_id AS before, (SELECT min(label_id) FROM naming WHERE naming.id = asked.id) AS label_id
FROM asked WHERE (id, label_id) NOT IN (SELECT id, label_id FROM naming)
"""
_MOVE: Final = """
UPDATE unit SET label_id = %s, updated_at = %s, updated_by = %s WHERE id = ANY (%s::uuid[])
"""


async def follow(unit: Unit, ids: Collection[UUID]) -> None:
    """Put each of these units whose label no record of its owner has any more under that of one that names
    it; where there is none it becomes its owner's alone, at its level. Also one that the writer may not read.
    """
    if not ids:
        return
    moved: defaultdict[int, list[UUID]] = defaultdict(list)
    async with unit.as_worker():
        rows: list[Any] = await (await unit.conn.execute(_ASTRAY, [list(ids)])).fetchall()
        for row in rows:
            label_id = row["label_id"]
            if label_id is None:
                label_id = await unit.labels.intern(owners_alone(await unit.label(row["before"])))
            moved[label_id].append(row["id"])
        for label_id, found in moved.items():
            await unit.conn.execute(_MOVE, [label_id, unit.now, unit.subject.id, found])
            await unit.label(label_id)
            unit.audit_all("unit.relabelled", "unit", found, label_id=label_id)
