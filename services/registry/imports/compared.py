"""How many rows of an import have still to be compared with what others plan (docs/adr/0058)."""

from typing import Final
from uuid import UUID

from services.common.db import Unit

MOST: Final = 10_000
"""Rows that are counted at most."""
# The queue knows no labels: it is read as worker, and counted by the label of the record.
_DUE: Final = """
SELECT label_id, count(*) AS n FROM (
    SELECT a.label_id FROM overlap_due d JOIN activity a ON a.id = d.activity_id
    WHERE a.import_id = %s LIMIT %s) AS due
GROUP BY label_id
"""


async def due(unit: Unit, import_id: UUID) -> int:
    """Rows that are still to be compared, of those that the reader may read; `MOST` stands for more."""
    async with unit.as_worker():
        rows = await (await unit.conn.execute(_DUE, [import_id, MOST])).fetchall()
    await unit.catch_up()
    return sum(row["n"] for row in rows if unit.permitted.allows(row["label_id"]))
