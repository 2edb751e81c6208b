"""An import holds its rows as they came: whoever narrows a record hides its row, too (docs/adr/0042).

Everything of an import is read by way of its own line, so the label of that line decides. One that runs is
taken out of its worker's hands: the batch that is on its way is given up, and every row that comes after is
written under the new label.
"""

from typing import Any, Final
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.registry.both import label_of_both
from services.registry.models import ActivityRow
from services.registry.owners import widens

_HOLDING: Final = """
SELECT id, label_id FROM import_file f WHERE owner = %(owner)s AND source = %(source)s AND EXISTS (
    SELECT FROM import_batch b WHERE b.import_id = f.id AND %(id)s = ANY (b.ids))
ORDER BY id FOR NO KEY UPDATE
"""
_NARROW: Final = """
UPDATE import_file SET label_id = %(label)s, version = version + 1, updated_at = %(at)s, updated_by = %(by)s,
    lease_by = '', lease_until = NULL, attempts = 0
WHERE id = %(id)s
"""


async def narrow_imports(unit: Unit, record: ActivityRow) -> None:
    """Put every import that holds a row of the record, and is read by more than the record, under what both
    labels allow; also one that the writer may not read.
    """
    if not record.source:
        return
    async with unit.as_worker():
        values: dict[str, Any] = {"owner": record.owner, "source": record.source, "id": record.id}
        for one in await (await unit.conn.execute(_HOLDING, values)).fetchall():
            if widens(unit, await unit.label(record.label_id), await unit.label(one["label_id"])):
                await _narrow(unit, one["id"], one["label_id"], record.label_id)


async def _narrow(unit: Unit, import_id: UUID, before: int, record: int) -> None:
    both = await label_of_both(unit, before, record)
    if both is not None:
        label_id = await unit.labels.intern(both)
    else:
        label_id = await labelling.joint(unit, (await unit.label(record)).owner)
    values = {"label": label_id, "at": unit.now, "by": unit.subject.id, "id": import_id}
    await unit.conn.execute(_NARROW, values)
    unit.audit("import.relabelled", "import", import_id, label_id=label_id)
