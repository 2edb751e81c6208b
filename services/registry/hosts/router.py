"""The addresses of hosts: their page, load, capacities, who might lead, objectives."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created, require_unchanged
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.inputs import Nation
from services.common.listing import Cursor, Limit, ListSpec, Page, list_page, list_response
from services.common.row_store import fetch_or_404
from services.common.spans import month_of
from services.registry.activities.selection import Tag
from services.registry.deconfliction.schemas import Month
from services.registry.domain.areas import spellings
from services.registry.hosts import capacities, leads, marks, objectives
from services.registry.hosts.index import hosts
from services.registry.hosts.loads import MONTHS, load
from services.registry.hosts.page import page
from services.registry.hosts.schemas import (
    CapacityIn,
    CapacityPatch,
    CapacityView,
    HostList,
    HostView,
    LoadView,
    ObjectiveIn,
    ObjectivePage,
    ObjectivePatch,
    ObjectiveView,
    Suggestion,
)
from services.registry.models import ObjectiveRow

router = APIRouter(prefix="/v1/hosts", tags=["hosts"])
goals = APIRouter(prefix="/v1/objectives", tags=["hosts"])
PLACE, GOALS = "/v1/hosts", "/v1/objectives"
Country = Annotated[str, Path(pattern="^[A-Z]{3}$", description="ISO 3166-1 alpha-3")]


@router.get("", response_model=HostList)
async def list_hosts(unit: Reading) -> Response:
    """Hosts in which something is under way, coming or wanted: the busiest first."""
    return answered({"items": await hosts(unit), "label": await marks.of_all(unit)})


@router.get("/{country}", response_model=HostView)
async def read_host(country: Country, unit: Reading) -> Response:
    """Everything about one host that the reader may read, and what a planner can act on."""
    return answered(await page(unit, country))


@router.get("/{country}/load", response_model=LoadView)
async def read_load(
    country: Country,
    unit: Reading,
    first: Annotated[Month | None, Query(alias="from", description="Left out: this one")] = None,
    months: Annotated[int, Query(ge=1, le=60)] = MONTHS,
    of_unit: Annotated[UUID | None, Query(alias="unit", description="Of one of its units alone")] = None,
) -> Response:
    """The load of a host, month by month, against what it can absorb, with free windows."""
    return answered(await load(unit, country, first or month_of(unit.now.date()), months, of_unit))


@router.get("/{country}/lead", response_model=Suggestion)
async def suggest_lead(country: Country, capability: Tag, unit: Reading) -> Response:
    """Who might lead a capability for a host: with reasons and what is not known. It binds nobody."""
    return answered(leads.suggestion(unit, country, capability, await leads.past(unit, country)))


@router.post("/{country}/capacities", response_model=CapacityView, status_code=201, responses=problems(403))
async def create_capacity(
    country: Country, body: CapacityIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Say what a host, or a unit of it, can absorb at once."""
    place = f"{PLACE}/{country}/capacities"
    return await created(
        request, unit, key, body, lambda: capacities.create(unit, country, body), capacities.show, place
    )


@router.get("/{country}/capacities/{capacity_id}", response_model=CapacityView, responses=problems(404))
async def read_capacity(country: Country, capacity_id: UUID, unit: Reading) -> Response:
    """One capacity."""
    view = await capacities.show(unit, capacity_id, country)
    unit.shown("capacity", [capacity_id])
    return answered(view)


@router.patch(
    "/{country}/capacities/{capacity_id}", response_model=CapacityView, responses=problems(403, 404)
)
async def change_capacity(
    country: Country, capacity_id: UUID, body: CapacityPatch, request: Request, unit: Writing,
    if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Change what a host can absorb, as one's own nation said it."""
    await capacities.lock(unit, country, capacity_id)
    return await changed(
        request, unit, capacity_id, capacities.show, lambda: capacities.amend(unit, capacity_id, body)
    )  # fmt: skip


@goals.get("", response_model=ObjectivePage)
async def list_objectives(
    unit: Reading,
    host: Nation | None = None,
    capability: Tag = "",
    served: Annotated[str, Query(pattern="^(yes|perhaps|no|)$", description="Of those on this page")] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """What hosts should be helped with, and by what it is served; ``served=no`` are the gaps."""
    where: list[tuple[str, list[Any]]] = [objectives.STANDS]
    if host is not None:
        where.append(("t.host = %s", [host]))
    if capability:
        where.append(("t.capability = ANY(%s)", [spellings(capability)]))
    spec = ListSpec("objective", objectives.OBJECTIVE_JSON, ("created_at", "desc"), where, label=False)
    found = await list_page(unit, spec, cursor, limit)
    views = await objectives.finish(unit, [orjson.loads(item) for item in found.items])
    kept = [orjson.dumps(view) for view in views if served in ("", view["served"])]
    return list_response(Page(kept, found.ids, found.next_cursor))


@goals.post("", response_model=ObjectiveView, status_code=201, responses=problems(403))
async def create_objective(
    body: ObjectiveIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Keep an objective by host and capability."""
    return await created(
        request, unit, key, body, lambda: objectives.create(unit, body), objectives.show, GOALS,
        objectives.said,
    )  # fmt: skip


@goals.get("/{objective_id}", response_model=ObjectiveView, responses=problems(404))
async def read_objective(objective_id: UUID, unit: Reading) -> Response:
    """One objective, and the activities that serve it."""
    view = await objectives.show(unit, objective_id)
    unit.shown("objective", [objective_id])
    return answered(view, words=objectives.said)


@goals.patch("/{objective_id}", response_model=ObjectiveView, responses=problems(403, 404))
async def change_objective(
    objective_id: UUID, body: ObjectivePatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change an objective of one's own nation: what is left out stays."""
    await fetch_or_404(unit, ObjectiveRow, objective_id, lock=True)
    await require_unchanged(request, unit, objective_id, objectives.show, objectives.said)
    await objectives.amend(unit, objective_id, body)
    return answered(await objectives.show(unit, objective_id), words=objectives.said)
