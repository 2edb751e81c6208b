"""Papers in the database: beside the label a policy keeps drafts from those who act for another nation."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common.db import Unit

PAPER_JSON = """jsonb_build_object('id', t.id, 'meeting_id', t.meeting_id, 'item_id', t.item_id,
    'nation', t.nation, 'kind', t.kind, 'title', t.title, 'text', t.text, 'offered_at', t.offered_at,
    'label_id', t.label_id, 'nations', coalesce((SELECT f.nations FROM meeting m
        JOIN forum f ON f.id = m.forum_id WHERE m.id = t.meeting_id), '{}'))"""
"""A paper (row ``t``) as JSON; nations and label id are for completing it."""


async def act(unit: Unit) -> None:
    """Tells the database for whom the subject acts: without it nobody's draft is visible."""
    await unit.conn.execute("SELECT set_config('app.acts_for', %s, true)", (unit.subject.nation,))


async def paper_json(unit: Unit, paper_id: UUID) -> Mapping[str, Any] | None:
    """A paper that the reader may read; None where it is missing or hidden."""
    query = f"SELECT {PAPER_JSON} AS body FROM paper t WHERE t.id = %s"
    row = await (await unit.conn.execute(query, (paper_id,))).fetchone()
    return None if row is None else row["body"]
