"""Papers in the database: beside the label a policy keeps drafts from those who act for another nation."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.common.row_store import fetch
from services.meetings.models import PaperRow
from services.meetings.world import sight_of

Condition = tuple[str, Sequence[Any]]

# An item that this reader may not know of is not named, though the paper was written on it.
PAPER_JSON = """jsonb_build_object('id', t.id, 'meeting_id', t.meeting_id, 'item_id', coalesce(
        (SELECT i.id FROM item i WHERE i.id = t.item_id),
        (SELECT s.subject_id FROM substitute s WHERE s.subject_kind = 'item' AND s.subject_id = t.item_id)),
    'nation', t.nation, 'kind', t.kind, 'title', t.title, 'text', t.text, 'offered_at', t.offered_at,
    'label_id', t.label_id, 'nations', coalesce((SELECT f.nations FROM meeting m
        JOIN forum f ON f.id = m.forum_id WHERE m.id = t.meeting_id), '{}'),
    'forum_id', (SELECT m.forum_id FROM meeting m WHERE m.id = t.meeting_id), 'created_by', t.created_by)"""
"""A paper (row ``t``) as JSON; nations, label, forum and writer are for completing it."""

KNOWN_ITEM = """
SELECT 1 FROM item WHERE id = %(id)s
UNION ALL SELECT 1 FROM substitute WHERE subject_kind = 'item' AND subject_id = %(id)s
"""


async def act(unit: Unit) -> None:
    """Tells the database for whom the subject acts: without it nobody's draft is visible."""
    await unit.conn.execute("SELECT set_config('app.acts_for', %s, true)", (unit.subject.nation,))


def conditions(unit: Unit) -> list[Condition]:
    """What row-level security does not say by itself.

    A paper is seen by those who may see its meeting. Those who act for another nation see of home's papers
    what was offered to their host: reading follows affiliation, but home's business stays home's.
    """
    found: list[Condition] = [("EXISTS (SELECT 1 FROM meeting m WHERE m.id = t.meeting_id)", [])]
    home, host = unit.subject.affiliation, unit.subject.nation
    if home != host:
        labels = ((one, unit.labels.get(one)) for one in unit.permitted.ids)
        offered = [one for one, label in labels if host in sight_of(one, label, unit.now).nations]
        found.append(("t.nation <> %s OR t.label_id = ANY(%s::int[])", [home, offered]))
    return found


async def paper_json(unit: Unit, paper_id: UUID) -> Mapping[str, Any] | None:
    """A paper that the reader may read; None where it is missing or hidden."""
    limits = conditions(unit)
    where = " AND ".join(["t.id = %s", *(f"({text})" for text, _ in limits)])
    values = [paper_id, *(value for _, given in limits for value in given)]
    query = f"SELECT {PAPER_JSON} AS body FROM paper t WHERE {where}"
    row = await (await unit.conn.execute(query.encode(), values)).fetchone()
    return None if row is None else row["body"]


async def locked(unit: Unit, paper_id: UUID) -> PaperRow:
    """The paper under its lock; 404 where it is missing or hidden.

    Whoever waited for an offer finds the paper under a label that is newer than their mask: looked at again.
    """
    row = await fetch(unit, PaperRow, paper_id, lock=True)
    if row is None:
        await unit.catch_up()
        row = await fetch(unit, PaperRow, paper_id, lock=True)
    if row is None:
        raise NOT_FOUND()
    return row


async def knows_item(unit: Unit, item_id: UUID) -> bool:
    """Whether the reader may read an item, or the words that stand for it."""
    return await (await unit.conn.execute(KNOWN_ITEM, {"id": item_id})).fetchone() is not None
