"""A merged record as one reader sees it: put together from the sources that they may read."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.errors import conflict, forbidden, unprocessable
from services.common.label_api import roll_up_view
from services.common.references import uuid7
from services.common.writers import open_to, require_writer
from services.registry.domain.survivorship import FIELDS, Stands, merged
from services.registry.duplicates import repository
from services.registry.duplicates.events import decided, shown_anew
from services.registry.duplicates.schemas import ChoiceIn, SplitIn
from services.registry.duplicates.service import owners, side_view

Body = Mapping[str, Any]
_ALONE: Final = "It is merged with nothing that you may read."
_MORE: Final = frozenset({"changed", *FIELDS})
_SIDE: Final = frozenset(
    {"title", "lead", "hosts", "nations", "start", "end", "place", "audience", "people", "cost",
     "programme", "tool", "status"}
)  # fmt: skip


async def show(unit: Unit, activity_id: UUID) -> dict[str, Any]:
    """The record from the sources that the reader may read; 404 where it is missing or hidden."""
    bodies = await repository.sources(unit, activity_id)
    chosen = await repository.choices(unit, _ids(bodies)) if len(bodies) > 1 else {}
    fields = {name: _field(stands) for name, stands in merged(bodies, chosen).items()}
    banner = await roll_up_view(unit, {body["label_id"] for body in bodies})
    return {
        "merged": len(bodies) > 1, "fields": fields,
        "sources": [_source(unit, body, chosen) for body in bodies],
        "banner": banner.model_dump(), "can": open_to(unit, _can(unit, bodies)),
    }  # fmt: skip


def _field(stands: Stands) -> dict[str, Any]:
    others = [{"source": source, "value": value} for source, value in stands.others]
    said = {"value": stands.value, "source": stands.source, "why": stands.why.value}
    return said | {"differs": bool(others), "others": others}


def _source(unit: Unit, body: Body, chosen: Mapping[str, str]) -> dict[str, Any]:
    side = {key: value for key, value in body.items() if key in _SIDE or key not in _MORE}
    return side_view(unit, side) | {
        "chosen_for": sorted(field for field, source in chosen.items() if source == body["id"])
    }


def _ids(bodies: Sequence[Body]) -> list[UUID]:
    return [UUID(body["id"]) for body in bodies]


def _owned(unit: Unit, bodies: Sequence[Body]) -> bool:
    return any(unit.subject.nation in body["owner"].split("+") for body in bodies)


def _own(unit: Unit, bodies: Sequence[Body]) -> list[UUID]:
    """The sources that the nation owns alone: of what several own, none lets it stand for all."""
    return _ids([body for body in bodies if body["owner"] == unit.subject.nation])


def _can(unit: Unit, bodies: Sequence[Body]) -> list[str]:
    may = len(bodies) > 1 and not unit.subject.oversees and _owned(unit, bodies)
    return ["split", *(["choose"] if _own(unit, bodies) else [])] if may else []


async def choose(unit: Unit, activity_id: UUID, body: ChoiceIn) -> None:
    """Lets the value of a source of one's own nation stand for a field, or none any more, for who reads it.
    Who chose a value of their own keeps it: nobody is bound by another's choice.

    403 ``own_nation_owns`` where the writer's nation does not own the source, or none of them, alone; 409
    ``not_merged``; 422 ``not_a_source``.
    """
    bodies = await _merged(unit, activity_id)
    own = _own(unit, bodies)
    if body.source is not None and body.source not in _ids(bodies):
        raise unprocessable("/source", "not_a_source", "It is none of the sources.")
    if not own or (body.source is not None and body.source not in own):
        raise forbidden("A nation lets a value of its own record alone stand.", "own_nation_owns", "/source")
    await repository.choose(unit, uuid7(), own, body.field.value, body.source)
    unit.audit("duplicate.chosen", "activity", body.source or activity_id, detail={"field": body.field.value})
    await shown_anew(unit, own)


async def _merged(unit: Unit, activity_id: UUID) -> list[Body]:
    bodies = await repository.sources(unit, activity_id)
    require_writer(unit)
    if len(bodies) < 2:
        raise conflict("not_merged", _ALONE)
    if not _owned(unit, bodies):
        raise forbidden("A nation that owns a source says what stands.", "own_nation_owns")
    return bodies


async def split(unit: Unit, activity_id: UUID, body: SplitIn) -> None:
    """Takes a record out of what it is merged with: each pair that links it is decided to be different.

    403 ``own_nation_owns`` where the writer's nation owns neither side of one of them; 409 ``not_merged``.
    """
    await _merged(unit, activity_id)
    for link in await repository.links(unit, activity_id):
        pair = await repository.pair_body(unit, link["id"])
        if unit.subject.nation not in owners(pair):
            raise forbidden("A nation decides on pairs with a record of its own.", "own_nation_owns")
        await repository.decide(unit, link["id"], "different", body.note)
        await decided(unit, pair, "different")
