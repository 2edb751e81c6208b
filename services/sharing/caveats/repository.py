"""Caveats in the database, under the reader's own row-level security."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.common.dated import date_sql
from services.common.db import Unit

Body = Mapping[str, Any]

_TERMS = ", ".join(
    f"'{name}', t.{name}"
    for name in ("operation", "partnering", "countries", "areas", "tools", "tasks", "forces", "weapons",
                 "partners", "light", "most", "condition")
)  # fmt: skip
CAVEAT_JSON = f"""jsonb_build_object('id', t.id, 'ref', t.ref, 'nation', t.nation, 'kind', t.kind,
    'dimension', t.dimension, 'subject', t.subject, 'published', t.published, 'effect', t.effect,
    'basis', t.basis,     'source', t.source, 'terms', jsonb_build_object({_TERMS}, 'months', t.months::int[],
        'hours', t.hours::int[]),
    'valid_from', {date_sql("from")}, 'valid_until', {date_sql("until")}, 'lifted_on', {date_sql("lifted")},
    'lift_by', t.lift_by, 'lift_days', t.lift_days, 'state', t.state, 'reason', t.reason,
    'created_at', t.created_at, 'label_id', t.label_id)"""
_ONE = f"SELECT {CAVEAT_JSON} AS body FROM caveat t WHERE t.id = %s"
_ALL = """SELECT id, ref, nation, kind, dimension, subject, published, lift_by, lift_days, label_id,
    operation, partnering, countries, areas, tools, tasks, forces, weapons, partners, light, months, hours,
    most, condition, from_first, from_last, until_first, until_last, lifted_first, lifted_last, state
FROM caveat WHERE state <> 'withdrawn' ORDER BY nation, created_at, id"""
_MATRIX = """SELECT nation, dimension, count(*) FILTER (WHERE kind = 'restriction')::int AS restrictions,
    count(*) FILTER (WHERE kind = 'permission')::int AS permissions,
    array_agg(DISTINCT label_id) AS labels
FROM caveat WHERE state = 'in_force' GROUP BY 1, 2 ORDER BY 1, 2"""
_STATES = """SELECT version, to_jsonb(a) AS body, updated_at AS at FROM caveat a WHERE id = %(id)s
    UNION ALL SELECT v.version, v.body, v.at FROM caveat_version v JOIN caveat a ON a.id = v.id
    WHERE a.id = %(id)s ORDER BY version DESC LIMIT 500"""


async def caveat_json(unit: Unit, caveat_id: UUID) -> Body | None:
    """A caveat; None where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [caveat_id])).fetchone()
    return None if row is None else row["body"]


async def standing(unit: Unit) -> Sequence[Body]:
    """Every caveat that the reader reads, with what can be compared of it; without those withdrawn."""
    return await (await unit.conn.execute(_ALL.encode())).fetchall()


async def matrix(unit: Unit) -> list[Body]:
    """A count for each nation and dimension, of what the reader reads."""
    return list(await (await unit.conn.execute(_MATRIX.encode())).fetchall())


async def states(unit: Unit, caveat_id: UUID) -> Sequence[Body]:
    """What a caveat is and was, newest first, each as far as the reader may read it under its label."""
    return await (await unit.conn.execute(_STATES.encode(), {"id": caveat_id})).fetchall()
