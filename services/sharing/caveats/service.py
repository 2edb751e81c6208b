"""What may be done with caveats, and how they are shown to one reader."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.dated import dated, imprecise
from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.label_api import roll_up_view
from services.common.owning import new_label
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, stamps
from services.common.writers import open_to, require_writer
from services.sharing.caveats import repository
from services.sharing.caveats.events import caveat_changed
from services.sharing.caveats.schemas import (
    CaveatFields,
    CaveatIn,
    CaveatLabelIn,
    CaveatPatch,
    CaveatState,
    CaveatTerms,
)
from services.sharing.caveats.vocabulary import words
from services.sharing.items.sight import looking, narrower
from services.sharing.models import CaveatRow

_PLAIN = (
    "kind",
    "dimension",
    "subject",
    "published",
    "effect",
    "basis",
    "source",
    "lift_by",
    "state",
    "reason",
)
_DATES = {"valid_from": "from", "valid_until": "until", "lifted_on": "lifted"}
_ACTS = {CaveatState.LIFTED.value: "lifted", CaveatState.WITHDRAWN.value: "withdrawn",
         CaveatState.IN_FORCE.value: "restored"}  # fmt: skip


def finish(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a caveat, completed with what the reader may do and with its label in words."""
    owns = labelling.owns(unit, unit.labels.get(body["label_id"])) and not unit.subject.oversees
    acts = ["edit", "label"] if owns else []
    return labelling.labelled(unit, body) | {"can": open_to(unit, acts)}


async def show(unit: Unit, caveat_id: UUID) -> dict[str, Any]:
    """A caveat as this reader may see it; 404 where it is missing or hidden."""
    await looking(unit)
    body = await repository.caveat_json(unit, caveat_id)
    if body is None:
        raise NOT_FOUND()
    await unit.label(body["label_id"])
    return finish(unit, body)


async def matrix(unit: Unit) -> dict[str, Any]:
    """The counts by nation and dimension of what the reader reads, under the banner over what is counted."""
    await looking(unit)
    cells = [dict(cell) for cell in await repository.matrix(unit)]
    labels = [label_id for cell in cells for label_id in cell.pop("labels")]
    banner = (await roll_up_view(unit, labels)).model_dump() if labels else None
    return {"cells": cells, "label": banner}


async def create(unit: Unit, body: CaveatIn) -> UUID:
    """Keeps a caveat. 422 ``declared_by_another`` where another nation's is said to be declared and not
    from where; ``unknown_word``, ``no_such_date``, ``date_order``.
    """
    label_id = await new_label(unit, body.label)
    values = _terms(body.terms) | _said(body)
    _sourced(unit, body.nation, values)
    row = CaveatRow(
        **stamps(unit, label_id), ref=new_reference("CAV"), nation=body.nation,
        **values | {"state": CaveatState.IN_FORCE.value},
    )  # fmt: skip
    made = await insert_referred(unit, row)
    unit.audit("caveat.created", "caveat", made.id, label_id=label_id)
    await caveat_changed(unit, made, "created")
    return made.id


async def amend(unit: Unit, caveat_id: UUID, patch: CaveatPatch) -> None:
    """Changes a caveat that the writer's nation owns; lifts or withdraws it with a reason, or restores it."""
    row = await fetch_or_404(unit, CaveatRow, caveat_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    values = _said(patch) | ({} if patch.terms is None else _terms(patch.terms))
    after = row.model_dump() | values
    _sourced(unit, row.nation, after)
    if after["state"] == CaveatState.IN_FORCE:
        values |= {"reason": "", "lifted_first": None, "lifted_last": None, "lifted_precision": "unknown"}
    elif not after["reason"]:
        raise unprocessable("/reason", "reason_needed", "Say why it does not stand any more.")
    if after["from_first"] and after["until_last"] and after["until_last"] < after["from_first"]:
        raise unprocessable("/valid_until", "date_order", "It ends before it begins.")
    act = "changed" if after["state"] == row.state else _ACTS[after["state"]]
    made = await change(unit, CaveatRow, caveat_id, values)
    fields = sorted(patch.model_fields_set)
    unit.audit(f"caveat.{act}", "caveat", caveat_id, label_id=made.label_id, detail={"fields": fields})
    await caveat_changed(unit, made, act)


async def relabel(unit: Unit, caveat_id: UUID, body: CaveatLabelIn) -> None:
    """Gives a caveat a narrower label; whoever loses sight loses it at once."""
    row = await fetch_or_404(unit, CaveatRow, caveat_id)
    label_id = await narrower(unit, row.label_id, body.label)
    made = await change(unit, CaveatRow, caveat_id, {"label_id": label_id})
    unit.audit("caveat.relabelled", "caveat", caveat_id, label_id=label_id)
    await caveat_changed(unit, made, "relabelled", before=row.label_id)


def _said(body: CaveatFields) -> dict[str, Any]:
    said = body.model_dump(mode="json", exclude_unset=isinstance(body, CaveatPatch))
    values = {name: said[name] for name in _PLAIN if said.get(name) is not None}
    if "lift_days" in said:
        values["lift_days"] = said["lift_days"]
    for field, name in _DATES.items():
        if field in said:
            dated(values, name, imprecise(said[field], f"/{field}"))
    if values.get("from_first") and values.get("until_last") and values["until_last"] < values["from_first"]:
        raise unprocessable("/valid_until", "date_order", "It ends before it begins.")
    return values


def _sourced(unit: Unit, nation: str, values: Mapping[str, Any]) -> None:
    """A caveat of another nation says from where it is known: that nation did not write it here."""
    if nation != unit.subject.nation and not values["source"]:
        raise unprocessable("/source", "source_needed", "Say from where you know another nation's caveat.")


def _terms(terms: CaveatTerms) -> dict[str, Any]:
    """The columns of the terms, each word as its code; 422 ``unknown_word`` for what is on no list."""
    values = terms.model_dump(mode="json")
    for name in ("tasks", "forces", "weapons"):
        for number, text in enumerate(values[name]):
            code = words()[name].code(text)
            if code not in words()[name].words:
                raise unprocessable(
                    f"/terms/{name}/{number}", "unknown_word", "The list has no such word: choose one of it."
                )
            values[name][number] = code
    known = words()["operations"]
    code = known.code(values["operation"]) if values["operation"] else ""
    values["operation"] = known.name(code) if code in known.words else values["operation"]
    for name in ("countries", "areas", "tools", "tasks", "forces", "weapons", "partners", "months", "hours"):
        values[name] = [str(one) for one in dict.fromkeys(values[name])]
    return values | {name: values[name] or "" for name in ("partnering", "light")}
