"""Items and portions in the database, each under the reader's own row-level security."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.common.db import Unit

Body = Mapping[str, Any]

ITEM_JSON = """jsonb_build_object('id', t.id, 'ref', t.ref, 'kind', t.kind, 'title', t.title,
    'language', t.language, 'tags', t.tags, 'withdrawn', t.withdrawn, 'reason', t.reason,
    'created_at', t.created_at, 'label_id', t.label_id)"""
PORTION_JSON = """jsonb_build_object('id', p.id, 'item_id', p.item_id, 'kind', p.kind, 'depth', p.depth,
    'text', p.text, 'withdrawn', p.withdrawn, 'mark_id', p.mark_id, 'label_id', p.label_id,
    'shell_id', t.label_id)"""
_ITEM = f"SELECT {ITEM_JSON} AS body FROM shared_item t WHERE t.id = %s"
# The item stands in every query: a portion is read by nobody who may not know of its item.
_PORTION = (
    f"SELECT {PORTION_JSON} AS body FROM portion p JOIN shared_item t ON t.id = p.item_id WHERE p.id = %s"
)
_PORTIONS = f"""SELECT {PORTION_JSON} AS body FROM shared_item t JOIN portion p ON p.item_id = t.id
    WHERE t.id = %s AND NOT p.withdrawn ORDER BY p.place, p.id"""
_PLACES = """SELECT place, id FROM portion WHERE item_id = %(item)s ORDER BY place, id"""
_STATES = """SELECT version, to_jsonb(a) AS body, updated_at AS at FROM {table} a WHERE {which} = %(id)s
    UNION ALL SELECT v.version, v.body, v.at FROM {table}_version v JOIN {table} a ON a.id = v.id
    WHERE a.{which} = %(id)s ORDER BY at DESC, version DESC LIMIT 500"""


async def item_json(unit: Unit, item_id: UUID) -> Body | None:
    """The shell of an item; None where it is missing or hidden."""
    return await _one(unit, _ITEM, item_id)


async def portion_json(unit: Unit, portion_id: UUID) -> Body | None:
    """A portion; None where it, or its item, is missing or hidden."""
    return await _one(unit, _PORTION, portion_id)


async def portions_json(unit: Unit, item_id: UUID) -> list[Body]:
    """The portions of an item that the reader may see, in order, without those taken away."""
    rows = await (await unit.conn.execute(_PORTIONS.encode(), [item_id])).fetchall()
    return [row["body"] for row in rows]


async def places(unit: Unit, item_id: UUID) -> list[tuple[Decimal, UUID]]:
    """The places of all portions of an item, the hidden ones too, in order: for a new one between two."""
    async with unit.as_worker():
        rows = await (await unit.conn.execute(_PLACES.encode(), {"item": item_id})).fetchall()
    return [(row["place"], row["id"]) for row in rows]


async def states(unit: Unit, table: str, which: str, record: UUID) -> Sequence[Mapping[str, Any]]:
    """What rows are and what they were, newest first, each as far as the reader may read it under its label.

    ``which``: the column that is ``record``.
    """
    query = _STATES.format(table=table, which=which)
    return await (await unit.conn.execute(query.encode(), {"id": record})).fetchall()


async def _one(unit: Unit, query: str, record: UUID) -> Body | None:
    row = await (await unit.conn.execute(query.encode(), [record])).fetchone()
    return None if row is None else row["body"]
