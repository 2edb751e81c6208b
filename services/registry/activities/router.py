"""The addresses of activities."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, Order
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.common.table_files import MEDIA_TYPES, FileKind, file_response
from services.registry.activities import service
from services.registry.activities.export import export
from services.registry.activities.finding import listed_by
from services.registry.activities.schemas import (
    ActivityIn,
    ActivityPatch,
    AnswerIn,
    LabelIn,
    SortBy,
    StatusIn,
)
from services.registry.activities.selection import Selected
from services.registry.activities.views import ActivityPage, ActivityView
from services.registry.models import ActivityRow

router = APIRouter(prefix="/v1/activities", tags=["activities"])
PLACE = "/v1/activities"


@router.get("", response_model=ActivityPage)
async def list_activities(
    unit: Reading,
    chosen: Selected,
    merged: Annotated[bool, Query(description="One line for what several records say of one event")] = True,
    sort: Annotated[SortBy, Query(description="What is not said stands below all that is")] = SortBy.START,
    order: Order = "desc",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Activities by the first day that they can begin on (those without a date count as latest), or by title,
    people or cost.

    Of records that were merged the one of the reader's own nation is shown, else the oldest that they may
    read; ``merged=false`` shows each.
    """
    spec = await listed_by(unit, chosen, merged, sort.column, order)
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body))


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}, "description": "The file"}},
)
async def export_activities(
    unit: Reading, chosen: Selected, kind: Annotated[FileKind, Query(alias="format")] = FileKind.CSV
) -> StreamingResponse:
    """The selection as a file under its banner, each row with its portion mark: what the reader may read,
    less ORCON and what is only shown. At most 300,000 rows; cells are harmless in a spreadsheet.
    """
    made = await export(unit, chosen, kind)
    return file_response(made.path, kind, f"activities-{unit.now:%Y-%m-%d}")


@router.post("", status_code=201, response_model=ActivityView, responses=problems(403, 409))
async def create_activity(body: ActivityIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Register an activity. Without a label it is the writer's own nation's alone."""
    return await created(request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE)


@router.get("/{activity_id}", response_model=ActivityView)
async def read_activity(activity_id: UUID, unit: Reading) -> Response:
    """One activity, whole."""
    view = await service.show(unit, activity_id)
    unit.shown("activity", [activity_id])
    return answered(view)


@router.patch("/{activity_id}", response_model=ActivityView, responses=problems(403, 409))
async def change_activity(
    activity_id: UUID, body: ActivityPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change what is said of an activity of one's own nation: what is left out stays."""
    await fetch_or_404(unit, ActivityRow, activity_id, lock=True)
    return await changed(
        request, unit, activity_id, service.show, lambda: service.amend(unit, activity_id, body)
    )


@router.post("/{activity_id}/status", response_model=ActivityView, responses=problems(403, 409))
async def move_activity(
    activity_id: UUID, body: StatusIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Move an activity along its life: proposed, planned, confirmed, underway, completed; or postpone or
    cancel it, and say why.
    """
    await fetch_or_404(unit, ActivityRow, activity_id, lock=True)
    return await changed(
        request, unit, activity_id, service.show, lambda: service.move(unit, activity_id, body)
    )


@router.post("/{activity_id}/answer", response_model=ActivityView, responses=problems(403, 409))
async def answer_activity(
    activity_id: UUID, body: AnswerIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Accept or decline the part of the writer's nation: for a nation that stands in it, whoever owns it."""
    await fetch_or_404(unit, ActivityRow, activity_id, lock=True)
    return await changed(
        request, unit, activity_id, service.show, lambda: service.answer(unit, activity_id, body)
    )


@router.post("/{activity_id}/label", response_model=ActivityView, responses=problems(403))
async def relabel_activity(
    activity_id: UUID, body: LabelIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Give an activity another label. Whoever owns it narrows it; only the release authority widens it."""
    await fetch_or_404(unit, ActivityRow, activity_id, lock=True)
    return await changed(
        request, unit, activity_id, service.show, lambda: service.relabel(unit, activity_id, body)
    )
