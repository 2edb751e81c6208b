"""Minutes in the database: each part under the reader's own row-level security."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.listing import ListSpec
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
SELECT t.id, t.kind, t.text, t.reason, t.standing, {UNSEEN.format("forum_id")} AS unseen_by, t.label_id,
       i.id AS item_id, i.ref, i.title, i.label_id AS item_label_id
FROM outcome t LEFT JOIN item i ON i.id = t.item_id WHERE t.meeting_id = %s ORDER BY t.at, t.id
"""
STANDS: Final = """
SELECT nation, stand, evidence, deadline, at, coalesce(
    (SELECT max(a.name) FROM appointment a WHERE a.person_id = c.created_by AND a.nation = c.nation),
    c.created_by) AS by
FROM concurrence c WHERE subject_kind = %s AND subject_id = %s AND subject_version = %s ORDER BY nation
"""
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
SUBJECTS: Final = """
    SELECT 'minutes' AS kind, m.id, m.ref, m.title, m.forum_id, m.label_id, m.held_at AS since, f.nations,
           m.minutes_version AS version, f.name AS forum_name
    FROM meeting m JOIN forum f ON f.id = m.forum_id
    WHERE m.state IN ('held', 'minutes_provisional') OR m.state = 'minutes_agreed' AND m.id = ANY ({anew})
    UNION ALL
    SELECT 'answer', o.id, i.ref, i.title, f.id, o.label_id, o.at, f.nations, 1, f.name
    FROM outcome o JOIN item i ON i.id = o.item_id JOIN forum f ON f.id = o.forum_id
    WHERE o.meeting_id IS NULL AND o.decision_id IS NULL AND o.standing = 'provisional'
    UNION ALL
    SELECT 'adjudication', d.id, d.ref, i.title, f.id, d.label_id, d.at,
           CASE WHEN i.authority_nations <> '{}' THEN i.authority_nations ELSE f.nations END, 1, f.name
    FROM decision d JOIN forum f ON f.id = d.forum_id JOIN item i ON i.id = d.settles_id
    WHERE d.meeting_id IS NULL AND d.standing = 'provisional'
"""
AWAITED: Final = f"""(
    SELECT s.*, asked.nation, taken.deadline, coalesce(taken.stand, 'pending') AS stand
    FROM ({SUBJECTS}) s CROSS JOIN LATERAL unnest(s.nations) AS asked (nation)
    LEFT JOIN concurrence taken ON taken.subject_kind = s.kind AND taken.subject_id = s.id
        AND taken.subject_version = s.version AND taken.nation = asked.nation)"""
"""A row for each nation and each thing in which it may concur, with its stand; agreed minutes only those of
``{anew}``, an array of ids.
"""
AWAITED_JSON: Final = """jsonb_build_object(
    'kind', t.kind, 'id', t.id, 'ref', t.ref, 'title', t.title, 'deadline', t.deadline,
    'forum', jsonb_build_object('id', t.forum_id, 'name', t.forum_name),
    'anew', t.stand <> 'pending', 'label_id', t.label_id, 'nations', t.nations)"""


def awaited(nation: str | None, anew: Iterable[UUID]) -> ListSpec:
    """What awaits a stand of the nation among what the reader may see, the oldest first; ``anew``: another
    stand, after its assent, in what it had missed (`read_anew`).
    """
    missed = "'{" + ",".join(sorted(map(str, anew))) + "}'::uuid[]"
    open_ = f"t.stand = 'pending' OR t.stand <> 'withheld' AND t.id = ANY ({missed})"
    where = [(f"t.nation = %s AND ({open_})", [nation])]
    table = AWAITED.replace("{anew}", missed)
    return ListSpec(table, AWAITED_JSON, ("since", "asc"), where, label=False, object_type="concurrence")


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
