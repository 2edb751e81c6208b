"""What may be done with a pair of records, and how it is shown to one reader."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import forbidden, unprocessable
from services.common.label_api import roll_up_view
from services.common.references import uuid7
from services.common.row_store import known
from services.common.writers import open_to, require_writer
from services.registry.domain.months import span_words
from services.registry.duplicates import repository
from services.registry.duplicates.events import decided
from services.registry.duplicates.model import FIELDS, grade, level_of
from services.registry.duplicates.schemas import DecisionIn, NamedIn, State
from services.registry.models import ActivityRow

Body = Mapping[str, Any]
_DECIDED: Final = {State.SAME, State.DIFFERENT}


async def finish(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of a pair for this reader."""
    state = _state(unit, body)
    sides = {name: side_view(unit, body[name]) for name in ("left", "right")}
    labels = {body[name]["label_id"] for name in ("left", "right")}
    return sides | {
        "id": body["id"], "state": state, "across": body["across"], "weight": round(body["weight"], 1),
        "grade": "named" if body["named"] else grade(body["weight"]), "prior": 0.0,
        "fields": _fields(body), "decided": _decision(body), "can": open_to(unit, _can(unit, body, state)),
        "label": (await roll_up_view(unit, labels)).model_dump(),
    }  # fmt: skip


def side_view(unit: Unit, body: Body) -> dict[str, Any]:
    """A record of a pair with its label in words."""
    view = {key: value for key, value in body.items() if key != "label_id"}
    return view | {"label": labelling.view(unit, body["label_id"], body["nations"])}


def _state(unit: Unit, body: Body) -> State:
    put_off = body["state"] == "open" and unit.subject.nation in body["later_for"]
    return State.LATER if put_off else State(body["state"])


def _fields(body: Body) -> list[dict[str, Any]]:
    return [
        _field(name, body["bits"][name], body["left"], body["right"])
        for name in FIELDS
        if name in body["bits"]
    ]


def _field(name: str, weight: float, left: Body, right: Body) -> dict[str, Any]:
    level = level_of(name, weight)
    return {
        "field": name, "level": level.code, "says": level.says, "agrees": level.agrees,
        "weight": round(weight, 2), "left": _shown(name, left), "right": _shown(name, right),
    }  # fmt: skip


def _shown(name: str, side: Body) -> str:
    if name == "dates":
        start, end = side["start"]["value"], side["end"]["value"]
        return span_words(start, end) if start or end else ""
    if name == "cost":
        return "{amount} {currency}".format(**side["cost"]).strip() if side["cost"] else ""
    column = {"host": "hosts", "unit": "audience"}.get(name, name)
    value = side[column]
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _decision(body: Body) -> dict[str, Any] | None:
    if body["state"] == "open":
        return None
    return {"as": body["state"], "nation": body["nation"], "at": body["at"], "note": body["note"]}


def owners(body: Body) -> set[str]:
    """The nations that own one of both records."""
    return {nation for side in ("left", "right") for nation in body[side]["owner"].split("+")}


def _can(unit: Unit, body: Body, state: State) -> list[str]:
    if unit.subject.oversees:
        return []
    owns = unit.subject.nation in owners(body)
    acts = {act for act in (*_DECIDED, State.OPEN) if owns}
    acts |= {State.OPEN} if state is State.LATER else set()
    acts |= {State.LATER} if state is State.OPEN else set()
    return [
        act.value for act in (State.SAME, State.DIFFERENT, State.LATER, State.OPEN) if act in acts - {state}
    ]


async def show(unit: Unit, pair_id: UUID) -> dict[str, Any]:
    """A pair as this reader may see it; 404 where one of its records is missing or hidden."""
    return await finish(unit, await repository.pair_body(unit, pair_id))


async def decide(unit: Unit, pair_id: UUID, body: DecisionIn) -> None:
    """Decides a pair, under its lock. 403 ``own_nation_owns`` where the writer's nation owns neither record
    and does more than put it off for itself.
    """
    pair = await repository.pair_body(unit, pair_id)
    require_writer(unit)
    before = _state(unit, pair)
    if body.as_ is State.LATER or (body.as_ is State.OPEN and before is State.LATER):
        if pair["state"] != "open":
            raise unprocessable("/as", "decided_already", "It is decided: take that back first.")
        await repository.put_off(unit, pair_id, body.as_ is State.LATER)
        unit.audit(f"duplicate.{body.as_.value}", "duplicate", pair_id)
        return
    _require_own(unit, pair)
    await repository.decide(unit, pair_id, body.as_.value, body.note)
    await decided(unit, pair, body.as_.value)


def _require_own(unit: Unit, pair: Body) -> None:
    if unit.subject.nation not in owners(pair):
        raise forbidden("A nation decides on pairs with a record of its own.", "own_nation_owns")


async def name(unit: Unit, body: NamedIn) -> UUID:
    """Makes two records one event that the search did not find. 403 where the writer's nation owns neither;
    422 ``unknown_activity``, ``same_record``.
    """
    require_writer(unit)
    for side, found in (("left", body.left), ("right", body.right)):
        await known(unit, ActivityRow, found, f"/{side}")
    if body.left == body.right:
        raise unprocessable("/right", "same_record", "Name two records.")
    left, right = sorted((body.left, body.right))
    made = await repository.add(unit, uuid7(), left, right)
    await repository.lock(unit, made)
    await decide(unit, made, DecisionIn.model_validate({"as": "same", "note": body.note}))
    return made


async def summary(unit: Unit) -> dict[str, Any]:
    """How many pairs the reader may see, by what was decided."""
    open_ = dict.fromkeys(("likely", "possible", "named"), 0)
    found = dict.fromkeys(("later", "same", "different"), 0)
    for row in await repository.counts(unit):
        if row["state"] == "open":
            open_[row["grade"]] += row["n"]
        else:
            found[row["state"]] += row["n"]
    return {"open": open_, **found}


async def run_view(unit: Unit, ask: bool = False) -> dict[str, Any]:
    """Whether a look through everything is asked for: nothing of what it finds in others' records."""
    if ask:
        require_writer(unit)
        unit.audit("duplicate.run", "duplicate", "all")
    row = await repository.run_state(unit, ask)
    return {"state": "waiting" if row["waits"] else "idle", "asked_at": row["asked_at"]}
