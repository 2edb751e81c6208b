"""An import holds its rows as they came: whoever narrows a record hides its row, too (docs/adr/0042).

Everything of an import is read by way of its own line, so the label of that line decides. One that runs is
taken out of its worker's hands: the batch that is on its way is given up, and every row that comes after is
written under the new label. So is a later import that repeats the row of a record that was narrowed before.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from services.common.both import of_both
from services.common.db import Unit
from services.common.label_api import view_of
from services.common.labels import RELIDO, Label, audience
from services.common.owning import widens
from services.registry.domain.imports.copytext import listed
from services.registry.domain.imports.issues import KINDS
from services.registry.imports.records import keep_messages
from services.registry.imports.source import Portion
from services.registry.imports.tally import Message
from services.registry.imports.writing import Target
from services.registry.models import ActivityRow

_HOLDING: Final = """
SELECT id, label_id FROM import_file f WHERE owner = %(owner)s AND source = %(source)s AND EXISTS (
    SELECT FROM import_batch b WHERE b.import_id = f.id AND %(id)s = ANY (b.ids))
ORDER BY id FOR NO KEY UPDATE
"""
_LET_GO: Final = """
UPDATE import_file SET lease_by = '', lease_until = NULL, attempts = 0
WHERE owner = %(owner)s AND source = %(source)s AND state IN ('running', 'checking')
"""
"""A batch on its way was compared with the record as it was: it is given up, and compared anew. What its
import holds is looked for after that, so that no batch is committed between the two.
"""
_NARROW: Final = """
UPDATE import_file SET label_id = %(label)s, version = version + 1, updated_at = %(at)s, updated_by = %(by)s,
    lease_by = '', lease_until = NULL, attempts = 0
WHERE id = %(id)s
"""


_READ: Final = """
SELECT id, ref, name, label_id, COALESCE((counts ->> 'rows')::bigint, 0) AS rows FROM import_file f
WHERE owner = %(owner)s AND source = %(source)s AND EXISTS (
    SELECT FROM import_batch b WHERE b.import_id = f.id AND %(id)s = ANY (b.ids))
ORDER BY id
"""


_NARROWER: Final = "record_narrower"
_OTHERWISE: Final = """
SELECT DISTINCT ON (label_id) label_id, source_id FROM activity
WHERE owner = %s AND source = %s AND source_id = ANY (%s::text[]) AND label_id <> %s ORDER BY label_id
"""
_SAID: Final = "SELECT row_no FROM import_message WHERE import_id = %s AND kind = %s ORDER BY id"


async def repeats(unit: Unit, target: Target, portion: Portion) -> dict[int, int]:
    """The labels of records whose rows a batch repeats and that fewer read than the import, each with one of
    these rows; also of records that the writer may not read.
    """
    if not portion.source_ids:
        return {}
    keys = listed(portion.source_ids)
    async with unit.as_worker():
        asked = [target.owner, target.source, keys, target.label_id]
        found = await (await unit.conn.execute(_OTHERWISE, asked)).fetchall()
    row_of = dict(zip(portion.source_ids, portion.rows, strict=True))
    own = await unit.label(target.label_id)
    return {
        one["label_id"]: row_of[one["source_id"]]
        for one in found
        if widens(unit, await unit.label(one["label_id"]), own)
    }


async def narrow_to(unit: Unit, target: Target, records: dict[int, int]) -> None:
    """Put an import under what its own label and those of these records allow, and tell at their rows why."""
    label = await unit.label(target.label_id)
    for one in records:
        other = await unit.label(one)
        label = of_both(unit, label, other) or for_who_narrows(unit, label, other)
    label_id = await unit.labels.intern(label)
    async with unit.as_worker():
        values = {"label": label_id, "at": unit.now, "by": unit.subject.id, "id": target.import_id}
        await unit.conn.execute(_NARROW, values)
        await keep_messages(unit, target, _messages(records.values()))
    unit.audit("import.relabelled", "import", target.import_id, label_id=label_id)


async def why_narrow(unit: Unit, import_id: UUID) -> list[Message]:
    """What was said of the rows for which an import was put under a narrower label."""
    rows = await (await unit.conn.execute(_SAID, [import_id, _NARROWER])).fetchall()
    return _messages(one["row_no"] for one in rows)


def _messages(rows: Iterable[int]) -> list[Message]:
    return [(row, "", _NARROWER, KINDS[_NARROWER].severity.value, "") for row in rows]


async def narrowed_by(unit: Unit, record: ActivityRow, label: Label) -> list[dict[str, Any]]:
    """The imports that this label of a record would narrow, of those that the reader may read: how many rows
    each holds, who would read it no more, and how it would be marked.
    """
    groups, found = unit.database.permitted.context.groups, []
    values: dict[str, Any] = {"owner": record.owner, "source": record.source, "id": record.id}
    for one in await (await unit.conn.execute(_READ, values)).fetchall() if record.source else ():
        before = await unit.label(one["label_id"])
        if widens(unit, label, before):
            after = of_both(unit, before, label) or for_who_narrows(unit, before, label)
            lost = audience(before, groups, unit.now) - audience(after, groups, unit.now)
            marked = view_of(after, unit.database.permitted.context, unit.now)
            said = {name: one[name] for name in ("id", "ref", "name", "rows")}
            found.append(said | {"loses": sorted(lost), "banner": marked.banner})
    return found


async def narrow_imports(unit: Unit, record: ActivityRow) -> None:
    """Put every import that holds a row of the record, and is read by more than the record, under what both
    labels allow; also one that the writer may not read.
    """
    if not record.source:
        return
    async with unit.as_worker():
        values: dict[str, Any] = {"owner": record.owner, "source": record.source, "id": record.id}
        await unit.conn.execute(_LET_GO, values)
        for one in await (await unit.conn.execute(_HOLDING, values)).fetchall():
            if widens(unit, await unit.label(record.label_id), await unit.label(one["label_id"])):
                await _narrow(unit, one["id"], one["label_id"], record.label_id)


async def _narrow(unit: Unit, import_id: UUID, before: int, record: int) -> None:
    labels = await unit.label(before), await unit.label(record)
    label_id = await unit.labels.intern(of_both(unit, *labels) or for_who_narrows(unit, *labels))
    values = {"label": label_id, "at": unit.now, "by": unit.subject.id, "id": import_id}
    await unit.conn.execute(_NARROW, values)
    unit.audit("import.relabelled", "import", import_id, label_id=label_id)


def for_who_narrows(unit: Unit, before: Label, record: Label) -> Label:
    """Where nobody may read both an import and its record: for the nation alone that narrows, and for those
    of it who fulfil all that either asks for.
    """
    nation = unit.subject.nation
    marks = {*before.dissem, *record.dissem} - {RELIDO}
    return record.with_(
        level=max(before.level, record.level),
        rel=(), display_only=(), only=() if record.owner == (nation,) else (nation,),
        coi={*before.coi, *record.coi}, restrictive={*before.restrictive, *record.restrictive}, dissem=marks,
    )  # fmt: skip
