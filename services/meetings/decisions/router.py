"""The addresses of decisions."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed, naming
from services.common.row_store import fetch, fetch_or_404
from services.meetings.decisions import repository, service
from services.meetings.decisions.schemas import DecisionIn, DecisionPage, DecisionPatch, DecisionView
from services.meetings.forums.repository import posts_by_forum
from services.meetings.models import DecisionRow, MeetingRow

router = APIRouter(prefix="/v1", tags=["decisions"])
PLACE = "/v1/decisions"


@router.get("/decisions", response_model=DecisionPage)
async def list_decisions(
    unit: Reading,
    meeting: UUID | None = None,
    forum: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Decisions, newest first. Of one meeting the last page also holds those that are read by substitute."""
    where = naming("t.meeting_id", "meeting", meeting) + naming("t.forum_id", "forum", forum)
    spec = ListSpec("decision", repository.DECISION_JSON, ("at", "desc"), where, label=False)
    posts = await posts_by_forum(unit, unit.now.date())
    seen = meeting is not None and await fetch(unit, MeetingRow, meeting) is not None
    also = await repository.substituted_at(unit, meeting) if meeting and seen else ()
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body, posts), also)


@router.post(
    "/meetings/{meeting_id}/decisions",
    status_code=201,
    response_model=DecisionView,
    responses=problems(403, 409),
)
async def record_decision(
    meeting_id: UUID, body: DecisionIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Record a decision, guidance or an adjudication at a held meeting. Provisional: nobody binds another.

    Guidance that names a forum stands in that forum's tracker at once; an adjudication lands back on the item
    that asked. It takes the meeting's label unless another is given.
    """
    return await created(
        request, unit, key, body, lambda: service.create(unit, meeting_id, body), service.show, PLACE
    )


@router.get("/decisions/{decision_id}", response_model=DecisionView)
async def read_decision(decision_id: UUID, unit: Reading) -> Response:
    """One decision; its substitute's words where the reader may not read the original."""
    view = await service.show(unit, decision_id)
    unit.shown("decision", [decision_id])
    return answered(view)


@router.patch("/decisions/{decision_id}", response_model=DecisionView, responses=problems(403, 409))
async def change_decision(
    decision_id: UUID, body: DecisionPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change the words of a provisional decision, or give it a substitute text with a label of its own."""
    row = await fetch_or_404(unit, DecisionRow, decision_id)
    world = await service.world_of(unit, row)
    return await changed(
        request, unit, decision_id, service.show, lambda: service.amend(unit, decision_id, body, world)
    )
