"""The addresses of host demand."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.inputs import Nation
from services.common.listing import Cursor, Limit, ListSpec, Page, list_page, list_response
from services.common.row_store import fetch_or_404
from services.registry.demand import demands
from services.registry.demand.schemas import DemandIn, DemandPage, DemandPatch, DemandView
from services.registry.domain.demand import Position
from services.registry.models import DemandRow

router = APIRouter(prefix="/v1/demands", tags=["demands"])
PLACE = "/v1/demands"


@router.get("", response_model=DemandPage)
async def list_demands(
    unit: Reading,
    host: Nation | None = None,
    position: Position | None = None,
    warning: Annotated[bool, Query(description="Only where a plan runs ahead of the host")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """What hosts ask for, agreed to or declined; the newest first."""
    where: list[tuple[str, list[Any]]] = []
    if host is not None:
        where.append(("t.host = %s", [host]))
    if position is not None:
        where.append(("t.host_position = %s", [position.value]))
    if warning:
        where.append((demands.WARNED, [unit.now.date()]))
    spec = ListSpec("demand", demands.DEMAND_JSON, ("created_at", "desc"), where, label=False)
    found = await list_page(unit, spec, cursor, limit)
    views = await demands.finish(unit, [orjson.loads(item) for item in found.items])
    return list_response(Page([orjson.dumps(view) for view in views], found.ids, found.next_cursor))


@router.post("", response_model=DemandView, status_code=201, responses=problems(403))
async def create_demand(body: DemandIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Keep a measure with the host's position."""
    return await created(request, unit, key, body, lambda: demands.create(unit, body), demands.show, PLACE)


@router.get("/{demand_id}", response_model=DemandView, responses=problems(404))
async def read_demand(demand_id: UUID, unit: Reading) -> Response:
    """One demand: the days from request to meeting, and whether a plan runs ahead of the host."""
    view = await demands.show(unit, demand_id)
    unit.shown("demand", [demand_id])
    return answered(view)


@router.patch("/{demand_id}", response_model=DemandView, responses=problems(403, 404))
async def change_demand(
    demand_id: UUID, body: DemandPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a demand of one's own nation: what is left out stays."""
    await fetch_or_404(unit, DemandRow, demand_id, lock=True)
    return await changed(request, unit, demand_id, demands.show, lambda: demands.amend(unit, demand_id, body))
