"""Keeps the order of an agenda: every line of a section that was moved gets its place, hidden ones too."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.references import uuid7
from services.meetings.agenda.lines import Line, Part

PLACED = """
UPDATE agenda_entry SET position = %(position)s, updated_at = %(at)s, updated_by = %(by)s WHERE id = %(id)s
"""
NOTED = """
INSERT INTO agenda_entry (id, label_id, version, created_at, created_by, updated_at, updated_by, meeting_id,
    item_id, title, text, position, presenter, presenter_nation, picked)
VALUES (%(id)s, %(label_id)s, 1, %(at)s, %(by)s, %(at)s, %(by)s, %(meeting_id)s, %(item_id)s, '', '',
    %(position)s, '', '', false)
"""


async def place_lines(unit: Unit, meeting_id: UUID, changed: Iterable[Part]) -> None:
    """Writes the places of the lines of these sections, as worker: a hidden line keeps its place among them.

    The annotation of an item is as visible as the item: it takes the item's label.
    """
    old: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for part in changed:
        for position, line in enumerate(part.lines, 1):
            record = {"at": unit.now, "by": unit.subject.id, "position": position}
            if line.note is not None:
                old.append({**record, "id": line.note["id"]})
            else:
                new.append({**record, **_fresh(line, meeting_id)})
    async with unit.as_worker(), unit.conn.cursor() as cursor:
        await cursor.executemany(PLACED, old)
        await cursor.executemany(NOTED, new)


def _fresh(line: Line, meeting_id: UUID) -> dict[str, Any]:
    assert line.entry is not None, "a line without annotation is an item's"
    item = line.entry.item
    return {"id": uuid7(), "label_id": item.sight.label, "meeting_id": meeting_id, "item_id": item.id}
