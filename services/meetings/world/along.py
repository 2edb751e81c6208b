"""What stands beside an item under its label: the lines that an agenda notes of it."""

from collections.abc import Iterable

from services.common.db import Unit
from services.meetings.domain.values import Item
from services.meetings.domain.world import World

RELABELLED = """
UPDATE agenda_entry e SET label_id = %(label_id)s, updated_at = %(at)s, updated_by = %(by)s
WHERE item_id = %(item_id)s AND label_id = %(before)s AND NOT EXISTS (
    SELECT FROM agenda_entry o
    WHERE o.meeting_id = e.meeting_id AND o.item_id = e.item_id AND o.label_id = %(label_id)s)
RETURNING e.id
"""


async def notes_follow(unit: Unit, before: World, items: Iterable[Item]) -> None:
    """Puts the agenda's notes of items that were labelled anew under the items' label; as worker, audited.

    A note that stands under that label already is the item's; the older one is read by nobody (404).
    """
    for item in items:
        old = before.items.get(item.id)
        if old is not None and old.sight.label != item.sight.label:
            stamps = {"at": unit.now, "by": unit.subject.id, "item_id": item.id}
            labels = {"label_id": item.sight.label, "before": old.sight.label}
            moved = await (await unit.conn.execute(RELABELLED, stamps | labels)).fetchall()
            for row in moved:
                unit.audit("agenda.entry_relabelled", "agenda_entry", row["id"], label_id=item.sight.label)
