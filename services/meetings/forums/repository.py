"""Forums and appointments in the database, always under the reader's row-level security."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.meetings.models import AppointmentRow, ForumRow


async def forum_or_404(unit: Unit, forum_id: UUID, *, lock: bool = False) -> ForumRow:
    """The forum, locked for a change if asked. One that is hidden is missing: the same 404."""
    session = await unit.session()
    forum = await session.get(ForumRow, forum_id, with_for_update=lock or None)
    if forum is None:
        raise NOT_FOUND()
    return forum


async def known_forum(unit: Unit, forum_id: UUID, pointer: str) -> ForumRow:
    """The forum that a field names. One that is hidden or missing is 422 ``unknown_forum``."""
    session = await unit.session()
    forum = await session.get(ForumRow, forum_id)
    if forum is None:
        raise unprocessable(pointer, "unknown_forum", "There is no such forum.")
    return forum


async def appointments_of(unit: Unit, forum_id: UUID) -> Sequence[AppointmentRow]:
    """Every appointment in a forum that the reader may know of, by nation, post and day."""
    session = await unit.session()
    order = (col(AppointmentRow.nation), col(AppointmentRow.post), col(AppointmentRow.since))
    query = select(AppointmentRow).where(AppointmentRow.forum_id == forum_id).order_by(*order)
    return (await session.exec(query)).all()


async def posts_of(unit: Unit, forum_id: UUID, day: date) -> list[str]:
    """What the person who asks is in a forum on a day, in alphabetical order."""
    cursor = await unit.conn.execute(
        "SELECT DISTINCT post FROM appointment WHERE forum_id = %s AND person_id = %s AND nation = %s"
        " AND since <= %s AND (until IS NULL OR until >= %s) ORDER BY post",
        (forum_id, unit.subject.id, unit.subject.acts_for, day, day),
    )
    return [row["post"] for row in await cursor.fetchall()]


ANCESTORS = """
WITH RECURSIVE up (id, parent_id, depth) AS (
    SELECT id, parent_id, 1 FROM forum WHERE id = %(start)s
    UNION ALL
    SELECT f.id, f.parent_id, up.depth + 1 FROM forum f JOIN up ON f.id = up.parent_id WHERE up.depth < 100
)
SELECT 1 FROM up WHERE id = %(wanted)s LIMIT 1
"""


async def stands_above(unit: Unit, forum_id: UUID, start: UUID) -> bool:
    """Whether ``forum_id`` is ``start`` or stands above it, over all rows (a hidden one counts too)."""
    async with unit.as_worker():
        cursor = await unit.conn.execute(ANCESTORS, {"start": start, "wanted": forum_id})
        return await cursor.fetchone() is not None
