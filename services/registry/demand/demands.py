"""Demands: kept under their label, warned of where a plan runs ahead of the host."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.dated import date_sql, dated, imprecise
from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.common.owning import new_label
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, known, stamps
from services.common.writers import open_to, require_writer
from services.registry.deconfliction.names import name_json, named
from services.registry.demand.schemas import DemandIn, DemandPatch
from services.registry.domain.demand import Days, Position, Range, days_between, says, waiting, warning
from services.registry.models import ActivityRow, DemandRow
from services.registry.told import Kind, changed

DATES = ("requested", "met", "announced")


def _date(name: str) -> str:
    return f"'{name}_on', {date_sql(name)}, '{name}', jsonb_build_array(t.{name}_first, t.{name}_last)"


DEMAND_JSON = f"""jsonb_build_object('id', t.id, 'ref', t.ref, 'measure', t.measure, 'host', t.host,
    'host_position', t.host_position, {", ".join(_date(name) for name in DATES)},
    'plan', (SELECT {name_json("a")} FROM activity a WHERE a.id = t.plan_id),
    'outcome', t.outcome, 'note', t.note, 'label_id', t.label_id)"""
_ONE = f"SELECT {DEMAND_JSON} AS body FROM demand t WHERE t.id = %s"
# The rule of `domain.demand.warning`, for the list that asks for nothing else.
WARNED = """t.host_position IN ('no_position', 'declined') AND (t.announced_first <= %s OR EXISTS (
    SELECT FROM activity a WHERE a.id = t.plan_id AND a.status IN ('planned', 'confirmed', 'underway')))"""
_COMPLETED = {"label_id", *DATES}
Body = Mapping[str, Any]


async def finish(unit: Unit, bodies: Sequence[Body]) -> list[dict[str, Any]]:
    """The JSON of demands: days, warning and a sentence each, of what this reader may read."""
    return [_finished(unit, body) for body in bodies]


def _finished(unit: Unit, body: Body) -> dict[str, Any]:
    today, position = unit.now.date(), Position(body["host_position"])
    requested, met, announced = (_days(body[name]) for name in DATES)
    took, waits = days_between(requested, met), waiting(requested, met, today)
    warned = warning(position, announced, body["plan"]["status"] if body["plan"] else "", today)
    owns = labelling.owns(unit, unit.labels.get(body["label_id"])) and not unit.subject.oversees
    view = {key: value for key, value in body.items() if key not in _COMPLETED}
    return view | {
        "plan": body["plan"] and named(unit, body["plan"]), "days": _range(took), "waiting": _range(waits),
        "warning": warned.value, "says": says(position, warned, took, waits),
        "may": open_to(unit, ["edit"] if owns else []), "label": labelling.view(unit, body["label_id"]),
    }  # fmt: skip


def _days(pair: Sequence[str | None]) -> Days:
    first, last = (date.fromisoformat(one) if one else None for one in pair)
    return first, last


def _range(told: Range | None) -> dict[str, int] | None:
    return None if told is None else {"least": told.least, "most": told.most}


async def show(unit: Unit, demand_id: UUID) -> dict[str, Any]:
    """A demand; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [demand_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    return _finished(unit, row["body"])


async def create(unit: Unit, body: DemandIn) -> UUID:
    """Keeps a demand, by default of the writer's nation alone. 422 ``unknown_activity``, ``no_such_date``."""
    label_id = await new_label(unit, body.label)
    row = DemandRow(
        **stamps(unit, label_id), ref=new_reference("DEM"), host=body.host, measure=body.measure,
        host_position=body.host_position.value, outcome=body.outcome, note=body.note,
        **await _said(unit, body),
    )  # fmt: skip
    made = await insert_referred(unit, row)
    await changed(unit, Kind.DEMAND, made.id, label_id, "created", made.host)
    return made.id


async def amend(unit: Unit, demand_id: UUID, patch: DemandPatch) -> None:
    """Changes a demand of the writer's own nation."""
    row = await fetch_or_404(unit, DemandRow, demand_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    said = patch.model_dump(exclude_unset=True, mode="json")
    plain = ("measure", "host_position", "outcome", "note")
    values = {name: said[name] for name in plain if said.get(name) is not None} | await _said(unit, patch)
    await change(unit, DemandRow, demand_id, values)
    await changed(unit, Kind.DEMAND, demand_id, row.label_id, "changed", row.host)


async def _said(unit: Unit, body: DemandIn | DemandPatch) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in DATES:
        if f"{name}_on" in body.model_fields_set:
            dated(values, name, imprecise(getattr(body, f"{name}_on"), f"/{name}_on"))
    if "plan" in body.model_fields_set:
        if body.plan is not None:
            await known(unit, ActivityRow, body.plan, "/plan")
        values["plan_id"] = body.plan
    return values
