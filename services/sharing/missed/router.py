"""The addresses of missed opportunities."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec, Order
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.sharing.domain.missed import MissedBy
from services.sharing.missed import service
from services.sharing.missed.schemas import MissedFigures, MissedIn, MissedPage, MissedPatch, MissedView
from services.sharing.models import MissedRow

router = APIRouter(prefix="/v1/missed", tags=["missed"])
PLACE = "/v1/missed"


@router.get("", response_model=MissedPage)
async def list_missed(
    unit: Reading, order: Order = "desc", cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Reports of harm, the newest first, without those taken away."""
    spec = ListSpec(
        "missed_opportunity", service.MISSED_JSON, ("created_at", order), [("NOT t.withdrawn", [])],
        label=False, object_type="missed",
    )  # fmt: skip
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body))


@router.post("", status_code=201, response_model=MissedView, responses=problems(403))
async def report_missed(body: MissedIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Report what one's nation could not take part in for want of information."""
    return await created(request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE)


@router.get("/figures", response_model=MissedFigures)
async def count_missed(
    unit: Reading, by: Annotated[MissedBy, Query(description="What they are counted by")] = MissedBy.REASON
) -> Response:
    """How much was refused, never answered by its day, or reported, of what the reader may read."""
    return answered(await service.figures(unit, by))


@router.get("/{missed_id}", response_model=MissedView)
async def read_missed(missed_id: UUID, unit: Reading) -> Response:
    """One report of harm."""
    view = await service.show(unit, missed_id)
    unit.shown("missed", [missed_id])
    return answered(view)


@router.patch("/{missed_id}", response_model=MissedView, responses=problems(403))
async def change_missed(
    missed_id: UUID, body: MissedPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a report of one's own nation, or take it away."""
    await fetch_or_404(unit, MissedRow, missed_id, lock=True)
    return await changed(request, unit, missed_id, service.show, lambda: service.amend(unit, missed_id, body))
