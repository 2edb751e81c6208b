"""Minutes in the database: each part under the reader's own row-level security."""

from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.meetings.items.repository import UNSEEN

Rows = list[dict[str, Any]]

DECISIONS: Final = f"""
SELECT id, ref, kind, text, standing, {UNSEEN.format("forum_id")} AS unseen_by, label_id,
    false AS substituted
FROM decision t WHERE meeting_id = %s ORDER BY at, id
"""
TASKINGS: Final = f"""
SELECT t.id, t.ref, t.kind, t.title, t.text, t.lead, t.supporting,
       t.due_first::text AS due_first, t.due_precision, t.state,
       t.standing, {UNSEEN.format("issuing_forum_id")} AS unseen_by, t.label_id, false AS substituted,
       f.id AS forum_id, f.name AS forum_name
FROM item t LEFT JOIN forum f ON f.id = t.addressing_forum_id
WHERE t.issued_meeting_id = %s ORDER BY t.issued_at, t.id
"""
OUTCOMES: Final = f"""
SELECT t.id, t.kind, t.text, t.reason, t.positions, t.children_decision,
       (SELECT jsonb_build_object('id', m.id, 'ref', m.ref) FROM meeting m
           WHERE m.id = t.to_meeting_id) AS to_meeting,
       (SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM forum f
           WHERE f.id = t.to_forum_id) AS to_forum,
       t.standing, {UNSEEN.format("forum_id")} AS unseen_by, t.label_id,
       i.id AS item_id, i.ref, i.title, i.label_id AS item_label_id
FROM outcome t LEFT JOIN item i ON i.id = t.item_id WHERE t.meeting_id = %s ORDER BY t.at, t.id
"""
STANDS: Final = """
SELECT nation, stand, evidence, deadline, at, CASE WHEN stand IN ('concurred', 'withheld') THEN coalesce((
    SELECT a.name FROM appointment a, LATERAL (SELECT (c.at AT TIME ZONE 'UTC')::date AS day) d
    WHERE a.forum_id = %s AND a.person_id = c.by AND a.nation = c.nation
    ORDER BY a.created_at <= c.at DESC, a.since <= d.day AND coalesce(a.until >= d.day, true) DESC,
        a.created_at, a.id LIMIT 1), c.by) END AS by
FROM concurrence c WHERE subject_kind = %s AND subject_id = %s AND subject_version = %s ORDER BY nation
"""
"""Stands on a subject. Who took one is called as the forum whose posts speak on it (the first parameter)
named them then: an appointment elsewhere, or a later one, renames nobody. By silence nobody speaks."""
UNSEEN_BY: Final = """
SELECT id, said_under FROM (
    SELECT id, coalesce(meeting_id, id) AS said_under, unseen_by FROM decision WHERE unseen_by <> '{}'
    UNION ALL SELECT id, coalesce(meeting_id, id), unseen_by FROM outcome WHERE unseen_by <> '{}'
    UNION ALL SELECT id, issued_meeting_id, unseen_by FROM item WHERE unseen_by <> '{}'
) s
WHERE %(nation)s = ANY (unseen_by) AND (%(meeting)s::uuid IS NULL OR said_under = %(meeting)s)
"""
READ_NOW: Final = """
SELECT id FROM decision WHERE id = ANY (%(ids)s)
UNION ALL SELECT id FROM outcome WHERE id = ANY (%(ids)s)
UNION ALL SELECT id FROM item WHERE id = ANY (%(ids)s)
UNION ALL SELECT subject_id FROM substitute WHERE subject_id = ANY (%(ids)s)
"""
NEXT_MEETING: Final = """
SELECT DISTINCT ON (forum_id) forum_id, id, ref, starts_on FROM meeting
WHERE forum_id = ANY(%s::uuid[]) AND state IN ('planned', 'agenda_open')
ORDER BY forum_id, starts_on, id
"""


async def rows(unit: Unit, query: str, *values: Any) -> Rows:
    """All rows of one of these queries."""
    return await (await unit.conn.execute(query.encode(), values)).fetchall()


async def read_anew(unit: Unit, meeting_id: UUID | None = None) -> set[UUID]:
    """What the reader's nation assented to and may read more of now than its assent reached: meetings whose
    minutes it is, or the one asked for, answers and adjudications out of session.
    """
    wanted = {"meeting": meeting_id, "nation": unit.subject.nation}
    async with unit.as_worker():
        unseen = await (await unit.conn.execute(UNSEEN_BY.encode(), wanted)).fetchall()
    if not unseen:
        return set()
    ids = [row["id"] for row in unseen]
    found = await (await unit.conn.execute(READ_NOW.encode(), {"ids": ids})).fetchall()
    readable = {row["id"] for row in found}
    return {row["said_under"] for row in unseen if row["id"] in readable} - {None}


async def next_meetings(unit: Unit, forum_ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The next meeting of each forum that the reader may know of."""
    return {row["forum_id"]: row for row in await rows(unit, NEXT_MEETING, forum_ids)}
