"""Meetings in the database, each part under the reader's own row-level security."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common.db import Unit

_TAKES_PLACE = "n.state NOT IN ('postponed', 'cancelled')"


def _neighbour(sign: str, order: str) -> str:
    return f"""(SELECT jsonb_build_object('id', n.id, 'ref', n.ref) FROM meeting n
        WHERE n.forum_id = t.forum_id AND {_TAKES_PLACE}
          AND (n.starts_on, n.id) {sign} (t.starts_on, t.id)
        ORDER BY n.starts_on {order}, n.id {order} LIMIT 1)"""


MEETING_JSON = f"""jsonb_build_object(
    'id', t.id, 'ref', t.ref, 'title', t.title, 'state', t.state,
    'forum', (SELECT jsonb_build_object('id', f.id, 'name', f.name, 'rank', f.rank) FROM forum f
        WHERE f.id = t.forum_id),
    'window', jsonb_build_object('start', t.window_start, 'end', t.window_end,
        'precision', t.window_precision),
    'days', t.days, 'mode', t.mode, 'place', t.place, 'time_zone', t.time_zone,
    'reason', t.reason,
    'moved_to', (SELECT jsonb_build_object('id', n.id, 'ref', n.ref) FROM meeting n
        WHERE n.id = t.moved_to_id),
    'previous', {_neighbour("<", "DESC")}, 'next', {_neighbour(">", "ASC")},
    'nations', (SELECT f.nations FROM forum f WHERE f.id = t.forum_id),
    'label_id', t.label_id)"""
"""A meeting as JSON; ``nations`` and ``label_id`` are for completing it and do not reach the answer."""


async def meeting_json(unit: Unit, meeting_id: UUID) -> Mapping[str, Any] | None:
    """A meeting with what of it the reader may see; None where it is missing or hidden."""
    query = f"SELECT {MEETING_JSON} AS body FROM meeting t WHERE t.id = %s"
    row = await (await unit.conn.execute(query, (meeting_id,))).fetchone()
    return None if row is None else row["body"]
