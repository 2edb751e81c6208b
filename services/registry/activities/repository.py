"""Activities in the database, each under the reader's own row-level security."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.common.db import Unit

Body = Mapping[str, Any]


def _date(name: str) -> str:
    length = f"CASE t.{name}_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    return (
        f"jsonb_build_object('value', left(t.{name}_first::text, {length}), 'precision', t.{name}_precision)"
    )


# A unit that is hidden from the reader is a name: its id would tell where else it stands.
_PARTS = """coalesce((SELECT jsonb_agg(CASE WHEN (p ->> 'unit_id') IS NULL
        OR EXISTS (SELECT FROM unit u WHERE u.id = (p ->> 'unit_id')::uuid)
        THEN p ELSE p || '{"unit_id": null}' END ORDER BY n)
    FROM jsonb_array_elements(t.participants) WITH ORDINALITY AS x(p, n)), '[]')"""

IMPORTED = """EXISTS (SELECT FROM import_file f WHERE f.id = {0}.import_id)"""
"""The condition over an activity that its reader sees the import that it came with. Else neither its id nor a
number of a row is told: a row that is missing between two would tell of a hidden record."""
_LINE = f"""
    'id', t.id, 'ref', t.ref, 'title', t.title, 'tool', nullif(t.tool, ''), 'cell', nullif(t.cell, ''),
    'lead', t.lead, 'hosts', t.hosts, 'nations', t.nations, 'place', t.place, 'audience', t.audience,
    'start', {_date("start")}, 'end', {_date("end")}, 'fiscal_year', t.fiscal_year, 'people', t.people,
    'cost', CASE WHEN t.cost IS NOT NULL THEN
        jsonb_build_object('amount', t.cost::text, 'currency', t.currency) END,
    'programme', t.programme, 'operation', t.operation, 'purposes', t.purposes,
    'capability_areas', t.capability_areas, 'status', t.status, 'flags', t.flags,
    'alike', CASE WHEN t.alike IS NULL THEN 1
        ELSE (SELECT count(*) FROM activity o WHERE o.alike = t.alike) END,
    'label_id', t.label_id"""
LINE_JSON = f"jsonb_build_object({_LINE}, 'parts', t.participants)"
"""An activity of a list as JSON; ``parts`` and ``label_id`` are for completing it."""
ACTIVITY_JSON = f"""jsonb_build_object({_LINE}, 'description', t.description, 'sponsor', t.sponsor,
    'participants', {_PARTS}, 'places', t.places, 'legal_authority', t.legal_authority,
    'mode', nullif(t.mode, ''), 'reason', t.reason,
    'series', (SELECT jsonb_build_object('id', s.id, 'name', s.name, 'rhythm', s.rhythm) FROM series s
        WHERE s.id = t.series_id),
    'provenance', jsonb_build_object('source', t.source, 'source_id', t.source_id,
        'import_id', CASE WHEN {IMPORTED.format("t")} THEN t.import_id END,
        'row', CASE WHEN {IMPORTED.format("t")} THEN t.row_no END),
    'brought', t.import_id IS NOT NULL)"""
"""The whole record as JSON."""
NOTE_JSON = """jsonb_build_object('id', t.id, 'nation', t.nation, 'kind', t.kind, 'text', t.text,
    'at', t.created_at, 'label_id', t.label_id)"""
_LINKS = """SELECT jsonb_build_object('id', id, 'kind', kind, 'target', target, 'title', title,
    'label_id', label_id) AS body FROM activity_link WHERE activity_id = %s ORDER BY kind, id"""
_STATES = """SELECT version, to_jsonb(a) AS body, updated_at AS at FROM activity a WHERE id = %(id)s
    UNION ALL SELECT version, body, at FROM activity_version WHERE id = %(id)s
    ORDER BY version DESC LIMIT 100"""


async def activity_json(unit: Unit, activity_id: UUID) -> Body | None:
    """An activity with all of it that the reader may see; None where it is missing or hidden."""
    query = f"SELECT {ACTIVITY_JSON} AS body FROM activity t WHERE t.id = %s"
    row = await (await unit.conn.execute(query.encode(), [activity_id])).fetchone()
    return None if row is None else row["body"]


async def links(unit: Unit, activity_id: UUID) -> list[Body]:
    """The links of an activity that the reader may read."""
    rows = await (await unit.conn.execute(_LINKS, [activity_id])).fetchall()
    return [row["body"] for row in rows]


async def states(unit: Unit, activity_id: UUID) -> Sequence[Mapping[str, Any]]:
    """What it is and what it was, newest first, as far as the reader may read each under its own label."""
    return await (await unit.conn.execute(_STATES, {"id": activity_id})).fetchall()
