"""Units as entities: one record for all the names that a unit has."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict
from services.common.owning import new_label, owner_of
from services.common.row_store import change, fetch_or_404, insert, stamps
from services.common.writers import require_writer
from services.registry.domain.record import compared
from services.registry.models import SeriesRow, UnitRow
from services.registry.units.schemas import SeriesIn, UnitIn, UnitPatch

UNIT_JSON = """jsonb_build_object('id', t.id, 'nation', t.nation, 'kind', t.kind, 'name', t.name,
    'aliases', t.aliases, 'label_id', t.label_id)"""
SERIES_JSON = """jsonb_build_object('id', t.id, 'name', t.name, 'rhythm', t.rhythm, 'note', t.note,
    'label_id', t.label_id)"""
_NAMED = """SELECT id FROM unit WHERE nation = %(nation)s
    AND (key = %(key)s OR %(key)s = ANY (SELECT lower(a) FROM unnest(aliases) a))
    ORDER BY owner = %(owner)s DESC, created_at, id LIMIT 1"""
_MAKE = """INSERT INTO unit (id, label_id, created_at, created_by, updated_at, updated_by,
    owner, nation, kind, name, key)
VALUES (%(id)s, %(label_id)s, %(created_at)s, %(created_by)s, %(updated_at)s, %(updated_by)s,
    %(owner)s, %(nation)s, 'unit', %(name)s, %(key)s)
ON CONFLICT (owner, nation, key) DO NOTHING RETURNING id"""


async def _show(unit: Unit, table: str, json_sql: str, row_id: UUID) -> dict[str, Any]:
    query = f"SELECT {json_sql} AS body FROM {table} t WHERE t.id = %s"
    row = await (await unit.conn.execute(query.encode(), [row_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    return labelling.labelled(unit, row["body"])


async def show(unit: Unit, unit_id: UUID) -> dict[str, Any]:
    """A unit; 404 where it is missing or hidden."""
    return await _show(unit, "unit", UNIT_JSON, unit_id)


async def show_series(unit: Unit, series_id: UUID) -> dict[str, Any]:
    """A series; 404 where it is missing or hidden."""
    return await _show(unit, "series", SERIES_JSON, series_id)


async def create(unit: Unit, body: UnitIn) -> UUID:
    """Keeps a unit; 409 ``unit_is_known`` where its owner has one of that nation and name."""
    label_id = await new_label(unit, body.label)
    values = body.model_dump(exclude={"label"}, mode="json")
    owner = await owner_of(unit, label_id)
    row = UnitRow(**stamps(unit, label_id), owner=owner, key=compared(body.name), kept=True, **values)
    try:
        await insert(unit, row)
    except IntegrityError as error:
        raise conflict("unit_is_known", "There is a unit of that nation and name.", "/name") from error
    unit.audit("unit.created", "unit", row.id, label_id=label_id)
    return row.id


async def amend(unit: Unit, unit_id: UUID, patch: UnitPatch) -> None:
    """Changes the names of a unit of one's own nation's records."""
    row = await fetch_or_404(unit, UnitRow, unit_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    said = patch.model_dump(exclude_unset=True)
    values = {key: value for key, value in said.items() if value is not None} | {"kept": True}
    if "name" in values:
        values["key"] = compared(values["name"])
    try:
        await change(unit, UnitRow, unit_id, values)
    except IntegrityError as error:
        raise conflict("unit_is_known", "There is a unit of that nation and name.", "/name") from error
    unit.audit("unit.changed", "unit", unit_id, label_id=row.label_id)


async def create_series(unit: Unit, body: SeriesIn) -> UUID:
    """Keeps a series."""
    label_id = await new_label(unit, body.label)
    owner = await owner_of(unit, label_id)
    row = SeriesRow(**stamps(unit, label_id), owner=owner, **body.model_dump(exclude={"label"}))
    await insert(unit, row)
    unit.audit("series.created", "series", row.id, label_id=label_id)
    return row.id


async def named(unit: Unit, nation: str, name: str, label_id: int, owner: str) -> UUID | None:
    """The unit that a name means to the writer, made under the activity's label where there is none.

    None where the only one of that name under its owner is hidden from the writer: the name stays a name.
    """
    key = compared(name)
    row: Any = await (
        await unit.conn.execute(_NAMED, {"nation": nation, "key": key, "owner": owner})
    ).fetchone()
    if row is None:
        values = stamps(unit, label_id) | {"owner": owner, "nation": nation, "name": name, "key": key}
        row = await (await unit.conn.execute(_MAKE, values)).fetchone()
    return None if row is None else row["id"]
