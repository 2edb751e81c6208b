"""The queries of the stream: what changed after a position, and how far was looked."""

from typing import Any, Final

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work

MOST: Final = 500

_SINCE: Final = b"""
SELECT seq, type, object_id FROM change
WHERE seq > %s AND (type <> 'forum' OR EXISTS (SELECT FROM forum_view f WHERE f.id = change.object_id))
ORDER BY seq LIMIT %s
"""
"""What changed before a forum stands under the label of what changed: told to who may know of both."""
_NEWEST: Final = b"SELECT coalesce(max(seq), 0) AS seq FROM change"


async def newest(database: Database, subject: Subject, actor: Actor) -> int:
    """The position of the newest change, whoever may see it."""
    async with unit_of_work(database, subject, actor, reading=True) as unit:
        return await _newest(unit)


async def since(
    database: Database, subject: Subject, actor: Actor, seq: int
) -> tuple[int, list[dict[str, Any]]]:
    """How far was looked, and the visible changes after ``seq``. They become visible in their order.

    Where all were shown the look goes on from the newest of all, so that what is hidden is passed over once.
    A look that shows nothing leaves no audit record: nobody asked.
    """
    async with unit_of_work(database, subject, actor, reading=True) as unit:
        rows = await (await unit.conn.execute(_SINCE, [seq, MOST])).fetchall()
        if rows:
            unit.shown("change", [row["object_id"] for row in rows])
        else:
            unit.shows_nothing()
        return (rows[-1]["seq"] if len(rows) == MOST else max(seq, await _newest(unit))), rows


async def _newest(unit: Unit) -> int:
    async with unit.as_worker():
        row = await (await unit.conn.execute(_NEWEST)).fetchone()
    return int(row["seq"]) if row else 0
