"""The addresses of outcomes."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit
from services.meetings.outcomes import service
from services.meetings.outcomes.schemas import OutcomeIn, OutcomeList, OutcomePatch, OutcomeView

router = APIRouter(tags=["outcomes"])
PLACE = "/v1/outcomes"


@router.get("/v1/meetings/{meeting_id}/outcomes", response_model=OutcomeList)
async def list_outcomes(
    meeting_id: UUID, unit: Reading, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """What a meeting left of its items. An item without an outcome was not addressed: it carries over."""
    return await service.of_meeting(unit, meeting_id, cursor, limit)


@router.post(
    "/v1/meetings/{meeting_id}/outcomes",
    status_code=201,
    response_model=OutcomeView,
    responses=problems(403, 409),
)
async def record_outcome(
    meeting_id: UUID, body: OutcomeIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Record what became of an item that stands on a held meeting: one outcome an item, provisional until
    the heads of every member nation concur. It takes effect at once.
    """
    return await created(
        request, unit, key, body, lambda: service.record(unit, meeting_id, body), service.show, PLACE
    )


@router.get(PLACE + "/{outcome_id}", response_model=OutcomeView)
async def read_outcome(outcome_id: UUID, unit: Reading) -> Response:
    """One outcome."""
    view = await service.show(unit, outcome_id)
    unit.shown("outcome", [outcome_id])
    return answered(view)


@router.patch(PLACE + "/{outcome_id}", response_model=OutcomeView, responses=problems(403, 409))
async def amend_outcome(
    outcome_id: UUID, body: OutcomePatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Amend an outcome while the minutes are provisional; concurrence taken before starts again."""
    world, outcome = await service.locked(unit, outcome_id)
    return await changed(
        request, unit, outcome_id, service.show, lambda: service.amend(unit, world, outcome, body)
    )
