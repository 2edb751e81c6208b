"""Lessons in the database, each under the reader's own row-level security."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.common.db import Unit

Body = Mapping[str, Any]

_LINE = """'id', t.id, 'ref', t.ref, 'title', t.title, 'state', t.state, 'topics', t.topics, 'tags', t.tags,
    'source_nation', t.source_nation, 'source_exercise', t.source_exercise,
    'action_nation', t.action_nation, 'action_office', t.action_office, 'due', t.due, 'due_by', t.due_by,
    'withdrawn', t.withdrawn, 'created_at', t.created_at, 'label_id', t.label_id"""
LINE_JSON = f"jsonb_build_object({_LINE}, 'observation', left(t.observation, 400))"
# What a link names is joined under the reader's own rights: a record that they may not know leaves none.
_LINKS = """(SELECT coalesce(jsonb_agg(l.v || jsonb_build_object('ref', coalesce(k.ref, ''),
        'title', coalesce(k.title, '')) ORDER BY l.n), '[]'::jsonb)
    FROM jsonb_array_elements(t.links) WITH ORDINALITY AS l(v, n) LEFT JOIN LATERAL (
        SELECT i.ref, i.title FROM shared_item i
        WHERE l.v->>'kind' = 'item' AND i.id = (l.v->>'target')::uuid
        UNION ALL SELECT a.ref, a.title FROM known_activity a
        WHERE l.v->>'kind' = 'activity' AND a.id = (l.v->>'target')::uuid
        UNION ALL (SELECT s.ref, s.title FROM known_tasking s
        WHERE l.v->>'kind' = 'tasking' AND s.id = (l.v->>'target')::uuid ORDER BY s.face LIMIT 1)
        LIMIT 1) k ON true
    WHERE l.v->>'kind' = 'text' OR k.ref IS NOT NULL)"""
_SAME = """(SELECT jsonb_build_object('id', d.id, 'ref', d.ref, 'title', d.title) FROM lesson d
    WHERE d.id = t.duplicate_of)"""
LESSON_JSON = f"""jsonb_build_object({_LINE}, 'observation', t.observation, 'language', t.language,
    'reason', t.reason, 'discussion', t.discussion, 'conclusion', t.conclusion,
    'recommendation', t.recommendation, 'action', t.action, 'action_state', t.action_state)
    || jsonb_build_object('validated_by', t.validated_by, 'validated_on', t.validated_on,
    'validated_how', t.validated_how, 'source_unit', t.source_unit, 'begins', t.begins, 'ends', t.ends,
    'tool', t.tool, 'units', t.units, 'capability_areas', t.capability_areas, 'countries', t.countries,
    'links', {_LINKS}, 'same_as', {_SAME})"""
_ONE = f"SELECT {LESSON_JSON} AS body FROM lesson t WHERE t.id = %s"
_STATES = """SELECT version, to_jsonb(t) AS body, updated_at AS at FROM lesson t WHERE id = %(id)s
    UNION ALL SELECT v.version, v.body, v.at FROM lesson_version v JOIN lesson t ON t.id = v.id
    WHERE t.id = %(id)s ORDER BY version DESC LIMIT 500"""
_KNOWN = {
    "item": "SELECT 1 FROM shared_item WHERE id = %s",
    "activity": "SELECT 1 FROM known_activity WHERE id = %s",
    "tasking": "SELECT 1 FROM known_tasking WHERE id = %s",
}
_ACTIVITY = """SELECT tool, hosts, units, capability_areas, starts, ends FROM known_activity WHERE id = %s"""
# Weighed as `domain.alike` weighs, so that the best come first however many there are.
_WEIGHT = """(3 * (t.unit_keys && %(units)s::text[])::int + 2 * (t.area_keys && %(areas)s::text[])::int
    + 2 * (t.{where} && %(countries)s::text[])::int + (t.tool = %(tool)s AND t.tool <> '')::int)"""
_LIKE = """(t.unit_keys && %(units)s::text[] OR t.area_keys && %(areas)s::text[]
    OR t.{where} && %(countries)s::text[])"""
_LESSONS = f"""SELECT jsonb_build_object('id', t.id, 'ref', t.ref, 'title', t.title, 'state', t.state,
    'observation', left(t.observation, 400), 'topics', t.topics, 'label_id', t.label_id, 'tool', t.tool,
    'units', t.units, 'areas', t.capability_areas, 'countries', t.countries, 'begins', t.begins,
    'ends', t.ends) AS body FROM lesson t
    WHERE NOT t.withdrawn AND t.state NOT IN ('rejected', 'duplicate') AND {_LIKE.format(where="countries")}
    AND {_WEIGHT.format(where="countries")} >= %(enough)s
    ORDER BY {_WEIGHT.format(where="countries")} DESC, t.created_at DESC, t.id LIMIT %(most)s"""
_ACTIVITIES = f"""SELECT jsonb_build_object('id', t.id, 'ref', t.ref, 'title', t.title, 'status', t.status,
    'label_id', t.label_id, 'tool', t.tool, 'units', t.units, 'areas', t.capability_areas,
    'countries', t.hosts, 'begins', t.starts, 'ends', t.ends) AS body FROM known_activity t
    WHERE t.status <> 'cancelled' AND {_LIKE.format(where="hosts")}
    AND {_WEIGHT.format(where="hosts")} >= %(enough)s
    ORDER BY {_WEIGHT.format(where="hosts")} DESC, t.starts DESC NULLS LAST, t.id LIMIT %(most)s"""


async def lesson_json(unit: Unit, lesson_id: UUID) -> Body | None:
    """A lesson with what the reader may know of its ties; None where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [lesson_id])).fetchone()
    return None if row is None else row["body"]


async def states(unit: Unit, lesson_id: UUID) -> Sequence[Body]:
    """What a lesson is and what it was, newest first, as far as the reader may read each."""
    return await (await unit.conn.execute(_STATES.encode(), {"id": lesson_id})).fetchall()


async def is_known(unit: Unit, kind: str, target: UUID) -> bool:
    """Whether the reader may know of a record that a link names."""
    return await (await unit.conn.execute(_KNOWN[kind].encode(), [target])).fetchone() is not None


async def activity(unit: Unit, activity_id: UUID) -> Body | None:
    """What an activity is compared by; None where the reader may not know of it."""
    return await (await unit.conn.execute(_ACTIVITY.encode(), [activity_id])).fetchone()


async def lessons_like(unit: Unit, asked: Mapping[str, Any]) -> list[Body]:
    """Lessons with enough in common, the most first; ``asked`` names keys, countries, tool and bounds."""
    rows = await (await unit.conn.execute(_LESSONS.encode(), asked)).fetchall()
    return [row["body"] for row in rows]


async def activities_like(unit: Unit, asked: Mapping[str, Any]) -> list[Body]:
    """The same of activities."""
    rows = await (await unit.conn.execute(_ACTIVITIES.encode(), asked)).fetchall()
    return [row["body"] for row in rows]
