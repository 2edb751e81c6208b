"""What hosts can absorb: records of whoever says it, the host or who coordinates."""

from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.owning import new_label
from services.common.row_store import change, fetch_or_404, insert, known, stamps
from services.common.writers import require_writer
from services.registry.hosts.loads import CAPACITY_JSON, capacity_view
from services.registry.hosts.marks import UNIT_SEEN
from services.registry.hosts.objectives import done
from services.registry.hosts.schemas import CapacityIn, CapacityPatch
from services.registry.models import CapacityRow, UnitRow
from services.registry.told import capacity_changed

_ONE = f"SELECT {CAPACITY_JSON} AS body FROM capacity t WHERE t.id = %s AND {UNIT_SEEN}"


async def show(unit: Unit, capacity_id: UUID, host: str | None = None) -> dict[str, Any]:
    """A capacity (of a host, where one is named); 404 where it, or the unit that it is of, is hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [capacity_id])).fetchone()
    if row is None or host not in {None, row["body"]["host"]}:
        raise NOT_FOUND()
    await unit.label(row["body"]["label_id"])
    return capacity_view(unit, row["body"])


async def create(unit: Unit, host: str, body: CapacityIn) -> UUID:
    """Keeps a capacity. 422 ``capacity_needed`` without a number, ``month_order``, ``unknown_unit``."""
    label_id = await new_label(unit, body.label)
    if body.unit_id is not None:
        found = await known(unit, UnitRow, body.unit_id, "/unit_id")
        if found.nation != host:
            raise unprocessable("/unit_id", "unit_of_nation", "The unit is another nation's.")
    row = CapacityRow(
        **stamps(unit, label_id), host=host, unit_id=body.unit_id, first_month=body.from_ or "",
        last_month=body.to or "", activities=body.activities, people=body.people, note=body.note,
    )  # fmt: skip
    _require_sense(row.model_dump())
    made = await insert(unit, row)
    await capacity_changed(unit, made, "created")
    return made.id


async def lock(unit: Unit, host: str, capacity_id: UUID) -> None:
    """Keeps others from changing a capacity meanwhile; 404 as `show` says."""
    await show(unit, capacity_id, host)
    await fetch_or_404(unit, CapacityRow, capacity_id, lock=True)


async def amend(unit: Unit, capacity_id: UUID, patch: CapacityPatch) -> None:
    """Changes a capacity of the writer's own nation's records."""
    row = await fetch_or_404(unit, CapacityRow, capacity_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    names = {"from_": "first_month", "to": "last_month"}
    said = patch.model_dump(exclude_unset=True)
    values: dict[str, Any] = {names.get(name, name): value for name, value in said.items()}
    values |= {name: values[name] or "" for name in ("first_month", "last_month", "note") if name in values}
    if values.get("withdrawn", False) is None:
        del values["withdrawn"]
    _require_sense(row.model_dump() | values)
    act = done(row.withdrawn, values)
    await capacity_changed(unit, await change(unit, CapacityRow, capacity_id, values), act)


def _require_sense(row: dict[str, Any]) -> None:
    if row["activities"] is None and row["people"] is None:
        raise unprocessable("/activities", "capacity_needed", "Say how many activities or people.")
    if row["first_month"] and row["last_month"] and row["last_month"] < row["first_month"]:
        raise unprocessable("/to", "month_order", "It ends before it starts.")
