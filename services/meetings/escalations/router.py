"""The address at which an escalation is adjudicated out of session (at a meeting it is a decision)."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import created
from services.common.db import Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.meetings.escalations import service
from services.meetings.escalations.schemas import AdjudicationIn
from services.meetings.items.schemas import ItemView

router = APIRouter(tags=["escalations"])


@router.post(
    "/v1/escalations/{item_id}/adjudicate",
    status_code=201,
    response_model=ItemView,
    responses=problems(403, 409),
)
async def adjudicate_escalation(
    item_id: UUID, body: AdjudicationIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Decide an escalation between meetings, or as each nation's escalation authorities where the forum
    that asks has no parent. It reaches the item that asked at once, and takes the same concurrence.
    """
    return await created(
        request, unit, key, body, lambda: service.settle(unit, item_id, body), service.show, "/v1/taskings"
    )
