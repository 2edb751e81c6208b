"""The addresses of papers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.meetings.forums.repository import posts_by_forum
from services.meetings.models import MeetingRow
from services.meetings.papers import offers, repository, service
from services.meetings.papers.schemas import (
    Level,
    OfferEffect,
    OfferIn,
    PaperIn,
    PaperPage,
    PaperPatch,
    PaperView,
)

router = APIRouter(prefix="/v1", tags=["papers"])
PLACE = "/v1/papers"
To = Annotated[list[Annotated[str, Query(pattern="^[A-Z][A-Z0-9_]{1,31}$")]], Query(max_length=60)]


@router.get("/meetings/{meeting_id}/papers", response_model=PaperPage)
async def list_papers(meeting_id: UUID, unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """The papers of a meeting that the reader may see: one's own nation's, and what others offered."""
    await fetch_or_404(unit, MeetingRow, meeting_id)
    await repository.act(unit)
    where = [("t.meeting_id = %s", [meeting_id]), *repository.conditions(unit)]
    posts = await posts_by_forum(unit, unit.now.date())
    spec = ListSpec("paper", repository.PAPER_JSON, ("created_at", "asc"), where, label=False)
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body, posts))


@router.post(
    "/meetings/{meeting_id}/papers", status_code=201, response_model=PaperView, responses=problems(403)
)
async def create_paper(
    meeting_id: UUID, body: PaperIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Keep a draft, position or note: one's own nation's until it is offered, and nobody else's to see."""
    await repository.act(unit)
    return await created(
        request, unit, key, body, lambda: service.create(unit, meeting_id, body), service.show, PLACE
    )


@router.get("/papers/{paper_id}", response_model=PaperView)
async def read_paper(paper_id: UUID, unit: Reading) -> Response:
    """One paper."""
    await repository.act(unit)
    view = await service.show(unit, paper_id)
    unit.shown("paper", [paper_id])
    return answered(view)


@router.patch("/papers/{paper_id}", response_model=PaperView, responses=problems(403, 409))
async def change_paper(
    paper_id: UUID, body: PaperPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a paper of one's own nation that is not yet offered: for its writer, and who may offer it."""
    await repository.act(unit)
    await repository.locked(unit, paper_id)
    return await changed(request, unit, paper_id, service.show, lambda: service.amend(unit, paper_id, body))


@router.get("/papers/{paper_id}/offer-effect", response_model=OfferEffect, responses=problems(403))
async def read_offer_effect(
    paper_id: UUID, unit: Reading, to: To, level: Annotated[Level | None, Query()] = None
) -> Response:
    """Who gains and who loses sight of a paper if it is offered to some nations: asked before it is offered.

    What the offer would be refused for is refused here by the same rule.
    """
    await repository.act(unit)
    await service.show(unit, paper_id)
    view = await offers.effect(unit, paper_id, to, level)
    unit.shown("paper", [paper_id])
    return answered(view)


@router.post("/papers/{paper_id}/offer", response_model=PaperView, responses=problems(403))
async def offer_paper(
    paper_id: UUID, body: OfferIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Put a paper before other members: the label names who gains sight. It stays its nation's own.

    For the nation's head, deputy or secretary in the meeting's forum, or its release authority
    (``offered_by_post``). Offered again under another label, those who are not named any
    more lose sight at once.
    """
    await repository.act(unit)
    await repository.locked(unit, paper_id)
    return await changed(request, unit, paper_id, service.show, lambda: offers.offer(unit, paper_id, body))


@router.post("/papers/{paper_id}/withdraw", response_model=PaperView, responses=problems(403, 409))
async def withdraw_paper(
    paper_id: UUID, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Take an offer back: the paper is its nation's alone again, and everybody else loses sight at once.

    For its writer, and who may offer it (``writer_or_post``).
    """
    await repository.act(unit)
    await repository.locked(unit, paper_id)
    return await changed(request, unit, paper_id, service.show, lambda: offers.withdraw(unit, paper_id))
