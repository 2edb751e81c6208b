"""Forums and appointments in the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from services.common.db import Unit
from services.meetings.models import AppointmentRow

FORUM_JSON = """jsonb_build_object(
    'id', t.id, 'key', t.key, 'name', t.name, 'kind', t.kind, 'rank', t.rank,
    'echelon', t.echelon, 'level_text', t.level_text,
    'parent', (SELECT jsonb_build_object('id', p.id, 'name', p.name) FROM forum p
        WHERE p.id = t.parent_id),
    'nations', t.nations, 'co_chairs', t.co_chairs, 'time_zone', t.time_zone,
    'should_attend', t.should_attend, 'escalation_authority', t.escalation_authority,
    'appointments', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'nation', a.nation,
        'post', a.post, 'person_id', a.person_id, 'name', a.name, 'billet', a.billet, 'since', a.since,
        'until', a.until) ORDER BY a.nation, a.post, a.since, a.id), '[]')
        FROM appointment a WHERE a.forum_id = t.id),
    'note', t.note, 'label_id', t.label_id)"""
"""A forum as JSON, each part under the reader's own row-level security."""


async def forum_json(unit: Unit, forum_id: UUID) -> Mapping[str, Any] | None:
    """A forum with what of it the reader may see; None where it is missing or hidden."""
    cursor = await unit.conn.execute(f"SELECT {FORUM_JSON} AS body FROM forum t WHERE t.id = %s", (forum_id,))
    row = await cursor.fetchone()
    return None if row is None else row["body"]


async def appointments_of(unit: Unit, forum_id: UUID) -> Sequence[AppointmentRow]:
    """Every appointment in a forum that the reader may know of, by nation, post and day."""
    session = await unit.session()
    order = (col(AppointmentRow.nation), col(AppointmentRow.post), col(AppointmentRow.since))
    query = select(AppointmentRow).where(AppointmentRow.forum_id == forum_id).order_by(*order)
    return (await session.exec(query)).all()


async def posts_by_forum(unit: Unit, day: date) -> Mapping[UUID, frozenset[str]]:
    """What the person who asks is, on a day, in each forum in which they hold a post for their nation."""
    cursor = await unit.conn.execute(
        "SELECT forum_id, array_agg(DISTINCT post) AS posts FROM appointment"
        " WHERE person_id = %(person)s AND nation = %(nation)s AND since <= %(day)s"
        " AND (until IS NULL OR until >= %(day)s) GROUP BY forum_id",
        {"person": unit.subject.id, "nation": unit.subject.nation, "day": day},
    )
    return {row["forum_id"]: frozenset(row["posts"]) for row in await cursor.fetchall()}


OVERLAPPING = """
SELECT 1 FROM appointment WHERE forum_id = %(forum)s AND nation = %(nation)s AND post = %(post)s
    AND person_id = %(person)s AND id IS DISTINCT FROM %(but)s
    AND daterange(since, until, '[]') && daterange(%(since)s::date, %(until)s::date, '[]') LIMIT 1
"""


async def appointed_meanwhile(unit: Unit, row: AppointmentRow, until: date | None) -> bool:
    """Whether the person holds this post on a day between the row's first and ``until`` by another row.

    Call it under the forum's lock: appointments are as visible as the forum is.
    """
    values = {
        "forum": row.forum_id, "nation": row.nation, "post": row.post, "person": row.person_id,
        "since": row.since, "until": until, "but": row.id,
    }  # fmt: skip
    return await (await unit.conn.execute(OVERLAPPING, values)).fetchone() is not None


LADDER = """
WITH RECURSIVE up (id, parent_id) AS (
    SELECT id, parent_id FROM forum WHERE id = %(start)s
    UNION SELECT f.id, f.parent_id FROM up JOIN forum f ON f.id = up.parent_id
)
SELECT forum.* FROM forum WHERE id IN (SELECT id FROM up)
"""
FOREST = 0x1F02E57


async def ladder_above(unit: Unit, start: UUID) -> list[dict[str, Any]]:
    """The forum and all above it, over all rows (a hidden one counts too).

    Nobody else changes a parent until this transaction ends: two changes could close a cycle together.
    """
    async with unit.as_worker():
        await unit.conn.execute("SELECT pg_advisory_xact_lock(%s)", (FOREST,))
        return await (await unit.conn.execute(LADDER, {"start": start})).fetchall()


IN_USE = """
SELECT EXISTS (SELECT FROM meeting WHERE forum_id = %(forum)s)
    OR EXISTS (SELECT FROM item WHERE addressing_forum_id = %(forum)s OR issuing_forum_id = %(forum)s) AS used
"""


async def in_use(unit: Unit, forum_id: UUID) -> bool:
    """Whether a forum has a meeting or an item, over all rows (hidden ones count too)."""
    async with unit.as_worker():
        row = await (await unit.conn.execute(IN_USE, {"forum": forum_id})).fetchone()
    return bool(row and row["used"])
