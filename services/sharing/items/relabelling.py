"""Gives an item and its portions other labels by a release or its end: the one way by which one widens."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import col, select

from services.common.db import Unit
from services.common.labels import Label, audience
from services.common.labels.audience import within
from services.common.row_store import change
from services.sharing.items.events import item_changed, portion_changed
from services.sharing.items.sight import read_by
from services.sharing.models import AttachmentRow, ItemRow, PortionRow


async def put_labels(unit: Unit, item: ItemRow, shell_id: int, marks: Mapping[UUID, int], what: str) -> None:
    """Puts the shell under ``shell_id`` and portions under ``marks``; every portion and file is read from now
    on by who may read it and the shell. Works over all rows: hold the item's lock.
    """
    if shell_id != item.label_id:
        made = await change(unit, ItemRow, item.id, {"label_id": shell_id})
        await item_changed(unit, made, what, await _lost(unit, item.label_id, shell_id))
    session = await unit.session()
    rows = (await session.exec(select(PortionRow).where(col(PortionRow.item_id) == item.id))).all()
    states = [(row.id, row.mark_id, row.label_id) for row in rows]
    for portion_id, mark_before, label_before in states:
        mark_id = marks.get(portion_id, mark_before)
        label_id = await read_by(unit, mark_id, shell_id)
        if (mark_id, label_id) != (mark_before, label_before):
            changed = await change(unit, PortionRow, portion_id, {"mark_id": mark_id, "label_id": label_id})
            await portion_changed(unit, changed, what, await _lost(unit, label_before, label_id))
    files = (await session.exec(select(AttachmentRow).where(col(AttachmentRow.item_id) == item.id))).all()
    for file_id, mark_id, label_before in [(one.id, one.mark_id, one.label_id) for one in files]:
        label_id = await read_by(unit, mark_id, shell_id)
        if label_id != label_before:
            await change(unit, AttachmentRow, file_id, {"label_id": label_id})


async def _lost(unit: Unit, before: int, after: int) -> int | None:
    """The label that a record had, where somebody loses sight by the new one."""
    return None if _keeps(unit, await unit.label(before), await unit.label(after)) else before


def _keeps(unit: Unit, before: Label, after: Label) -> bool:
    groups = unit.database.permitted.context.groups
    return all(
        within(audience(before, groups, unit.now, shown), audience(after, groups, unit.now, shown))
        for shown in (False, True)
    )
