"""The addresses of units and series."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common import labelling
from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.registry.models import UnitRow
from services.registry.units import service
from services.registry.units.names import SERIES, UNIT, called
from services.registry.units.schemas import (
    SeriesIn,
    SeriesPage,
    SeriesView,
    UnitIn,
    UnitPage,
    UnitPatch,
    UnitView,
)

router = APIRouter(prefix="/v1", tags=["units"])
NationCode = Annotated[str | None, Query(pattern="^[A-Z]{3}$", description="ISO 3166-1 alpha-3")]
Typed = Annotated[str, Query(max_length=100, description="How words of its names begin, in any order")]


@router.get("/units", response_model=UnitPage)
async def list_units(
    unit: Reading, nation: NationCode = None, q: Typed = "", cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Units by name; those alone of whose name, and other names, words begin as the words of ``q`` do."""
    where = called(UNIT, q)
    if nation is not None:
        where.append(("t.nation = %s", [nation]))
    spec = ListSpec("unit", service.UNIT_JSON, ("name", "asc"), where, label=False)
    return await listed(unit, spec, cursor, limit, lambda body: labelling.labelled(unit, body))


@router.post("/units", status_code=201, response_model=UnitView, responses=problems(403, 409))
async def create_unit(body: UnitIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Keep a unit or organisation, with the other names that it goes by."""
    return await created(
        request, unit, key, body, lambda: service.create(unit, body), service.show, "/v1/units"
    )


@router.get("/units/{unit_id}", response_model=UnitView)
async def read_unit(unit_id: UUID, unit: Reading) -> Response:
    """One unit."""
    view = await service.show(unit, unit_id)
    unit.shown("unit", [unit_id])
    return answered(view)


@router.patch("/units/{unit_id}", response_model=UnitView, responses=problems(403, 409))
async def change_unit(
    unit_id: UUID, body: UnitPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change the names of a unit."""
    await fetch_or_404(unit, UnitRow, unit_id, lock=True)
    return await changed(request, unit, unit_id, service.show, lambda: service.amend(unit, unit_id, body))


@router.get("/series", response_model=SeriesPage)
async def list_series(unit: Reading, q: Typed = "", cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Series by name; those alone in whose name words begin as the words of ``q`` do."""
    spec = ListSpec("series", service.SERIES_JSON, ("name", "asc"), called(SERIES, q), label=False)
    return await listed(unit, spec, cursor, limit, lambda body: labelling.labelled(unit, body))


@router.post("/series", status_code=201, response_model=SeriesView, responses=problems(403))
async def create_series(body: SeriesIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Keep a series, such as an exercise that comes every two years."""
    return await created(
        request, unit, key, body, lambda: service.create_series(unit, body), service.show_series, "/v1/series"
    )


@router.get("/series/{series_id}", response_model=SeriesView)
async def read_series(series_id: UUID, unit: Reading) -> Response:
    """One series."""
    view = await service.show_series(unit, series_id)
    unit.shown("series", [series_id])
    return answered(view)
