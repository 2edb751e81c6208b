"""Objectives by host and capability, and which of them nobody serves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.dated import date_sql, dated, imprecise
from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.owning import new_label
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, stamps
from services.common.spans import Span
from services.common.verdicts import Verdict, all_of
from services.common.writers import open_to, require_writer
from services.registry.deconfliction.names import name_json, named
from services.registry.deconfliction.plans import unkept
from services.registry.domain.terms import Terms
from services.registry.hosts.schemas import ObjectiveIn, ObjectivePatch
from services.registry.models import ObjectiveRow
from services.registry.told import Kind, changed

SERVED = {Verdict.DEFINITE: "yes", Verdict.POSSIBLE: "perhaps", Verdict.NONE: "no"}
MOST = 10


OBJECTIVE_JSON = f"""jsonb_build_object('id', t.id, 'ref', t.ref, 'host', t.host, 'capability', t.capability,
    'title', t.title, 'text', t.text, 'wanted_from', {date_sql("wanted_from")},
    'wanted_to', {date_sql("wanted_to")}, 'days', jsonb_build_array(t.wanted_from_first,
    t.wanted_from_last, t.wanted_to_first, t.wanted_to_last), 'withdrawn', t.withdrawn,
    'label_id', t.label_id)"""
_ONE = f"SELECT {OBJECTIVE_JSON} AS body FROM objective t WHERE t.id = %s"
_SERVING = f"""SELECT f.country, f.plan, {name_json("a")} AS body
FROM overlap_fact f JOIN activity a ON a.id = f.activity_id
WHERE f.country = ANY(%s) AND f.last >= %s AND f.status <> 'proposed' ORDER BY a.starts_on, a.id"""
STANDS: tuple[str, list[Any]] = ("NOT t.withdrawn", [])
Body = Mapping[str, Any]


async def finish(unit: Unit, bodies: Sequence[Body]) -> list[dict[str, Any]]:
    """The JSON of objectives, each with what serves it."""
    hosts = sorted({body["host"] for body in bodies})
    asked = [hosts, unit.now.date()]
    rows = await (await unit.conn.execute(_SERVING.encode(), asked)).fetchall() if hosts else []
    return [_finished(unit, body, [row for row in rows if row["country"] == body["host"]]) for body in bodies]


def _finished(unit: Unit, body: Body, rows: Sequence[Body]) -> dict[str, Any]:
    answers = [(row["body"], _serves(body, row["plan"])) for row in rows]
    best = max((answer for _, answer in answers), key=_ORDER.index, default=Verdict.NONE)
    serving = [named(unit, name) for name, answer in answers if answer is best is not Verdict.NONE]
    view = {key: value for key, value in body.items() if key not in {"label_id", "days"}}
    owns = labelling.owns(unit, unit.labels.get(body["label_id"])) and not unit.subject.oversees
    return view | {
        "served": SERVED[best], "served_by": serving[:MOST], "may": open_to(unit, ["edit"] if owns else []),
        "label": labelling.view(unit, body["label_id"]),
    }  # fmt: skip


_ORDER = (Verdict.NONE, Verdict.POSSIBLE, Verdict.DEFINITE)


def _serves(body: Body, plan: Body) -> Verdict:
    """Whether an activity there serves it: its capability, and in the time that is wanted at the widest."""
    known = unkept(plan)
    first, last = _day(body["days"][0]) or date.min, _day(body["days"][3]) or date.max
    wanted = Span.of((first, first), (last, last))
    time = known.span.meets(wanted) if wanted.known else Verdict.DEFINITE
    return all_of((Terms.of([body["capability"]]).meets(known.capabilities), time))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


async def show(unit: Unit, objective_id: UUID) -> dict[str, Any]:
    """An objective; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [objective_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    await unit.label(row["body"]["label_id"])
    return (await finish(unit, [row["body"]]))[0]


async def create(unit: Unit, body: ObjectiveIn) -> UUID:
    """Keeps an objective, by default of the writer's nation alone."""
    label_id = await new_label(unit, body.label)
    row = ObjectiveRow(
        **stamps(unit, label_id), ref=new_reference("OBJ"), host=body.host, capability=body.capability,
        title=body.title, text=body.text, **_dates(body),
    )  # fmt: skip
    made = await insert_referred(unit, row)
    await changed(unit, Kind.OBJECTIVE, made.id, label_id, "created", made.host)
    return made.id


async def amend(unit: Unit, objective_id: UUID, patch: ObjectivePatch) -> None:
    """Changes an objective of the writer's own nation."""
    row = await fetch_or_404(unit, ObjectiveRow, objective_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    said = patch.model_dump(exclude_unset=True)
    plain = ("capability", "title", "text", "withdrawn")
    values = {name: said[name] for name in plain if said.get(name) is not None}
    values |= _dates(patch, row.model_dump())
    await change(unit, ObjectiveRow, objective_id, values)
    act = done(row.withdrawn, values)
    await changed(unit, Kind.OBJECTIVE, objective_id, row.label_id, act, row.host)


def done(withdrawn: bool, values: Body) -> str:
    """What a change is called in the audit: it is withdrawn, stands again, or says something else."""
    if values.get("withdrawn", withdrawn) == withdrawn:
        return "changed"
    return "restored" if withdrawn else "withdrawn"


def said(view: Body) -> dict[str, Any]:
    """What an objective says by itself: what serves it follows from what others plan."""
    return {name: value for name, value in view.items() if name not in {"served", "served_by", "may"}}


def _dates(body: ObjectiveIn | ObjectivePatch, stood: Body | None = None) -> dict[str, Any]:
    """The columns of the dates that are said, in order also with those that stood there."""
    values: dict[str, Any] = {}
    for name in ("wanted_from", "wanted_to"):
        if name in body.model_fields_set:
            dated(values, name, imprecise(getattr(body, name), f"/{name}"))
    both = {**(stood or {}), **values}
    first, last = both.get("wanted_from_first"), both.get("wanted_to_last")
    if values and first and last and last < first:
        raise unprocessable("/wanted_to", "date_order", "It ends before it starts.")
    return values
