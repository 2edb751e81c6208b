"""The addresses of forums."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.meetings.forums import appointments, repository, service
from services.meetings.forums.schemas import (
    AppointmentIn,
    AppointmentPatch,
    AppointmentView,
    ForumIn,
    ForumPage,
    ForumPatch,
    ForumView,
)
from services.meetings.models import AppointmentRow, ForumRow

router = APIRouter(prefix="/v1/forums", tags=["forums"])
posts = APIRouter(prefix="/v1/appointments", tags=["forums"])
PLACE = "/v1/forums"
SPEC = ListSpec(table="forum", json_sql=repository.FORUM_JSON, sort=("name", "asc"), label=False)


@router.get("", response_model=ForumPage)
async def list_forums(unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """The forums that the reader may know of, by name."""
    return await listed(unit, SPEC, cursor, limit, lambda body: service.finish(unit, body))


@router.post("", status_code=201, response_model=ForumView, responses=problems(403, 409))
async def create_forum(body: ForumIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Found a forum of which the founder's nation is a member. Its label is JOINT of its members by default.

    Without a parent it names each member's escalation authority; a parent ranks above it.
    """
    return await created(request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE)


@router.get("/{forum_id}", response_model=ForumView)
async def read_forum(forum_id: UUID, unit: Reading) -> Response:
    """One forum, with its appointments and what the reader is in it."""
    view = await service.show(unit, forum_id)
    unit.shown("forum", [forum_id])
    return answered(view)


@router.patch("/{forum_id}", response_model=ForumView, responses=problems(403, 409))
async def change_forum(
    forum_id: UUID, body: ForumPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a forum. A parent that would make it its own ancestor is refused (rule ``own_ancestor``).

    Of a forum of several nations that has a meeting or work nobody alone changes parent, rank, kind, members
    or co-chairs (``forum_in_use``); a co-chair's head, deputy or secretary changes name and description.
    """
    await fetch_or_404(unit, ForumRow, forum_id, lock=True)
    return await changed(request, unit, forum_id, service.show, lambda: service.amend(unit, forum_id, body))


@router.post(
    "/{forum_id}/appointments", status_code=201, response_model=ForumView, responses=problems(403, 409)
)
async def appoint(
    forum_id: UUID, body: AppointmentIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Appoint another person of one's own nation to a post, by billet and date. Answers the forum.

    Nobody appoints themselves (``not_oneself``); head and deputy, who bind the nation, are its
    administrator's, head's or deputy's to appoint (``heads_appoint_heads``).
    """

    async def make() -> UUID:
        await appointments.appoint(unit, forum_id, body)
        return forum_id

    return await created(request, unit, key, body, make, service.show, PLACE)


@posts.get("/{appointment_id}", response_model=AppointmentView)
async def read_appointment(appointment_id: UUID, unit: Reading) -> Response:
    """One appointment."""
    view = await appointments.show(unit, appointment_id)
    unit.shown("appointment", [appointment_id])
    return answered(view)


@posts.patch("/{appointment_id}", response_model=AppointmentView, responses=problems(403, 409))
async def end_appointment(
    appointment_id: UUID,
    body: AppointmentPatch,
    request: Request,
    unit: Writing,
    if_match: IfMatch = None,
) -> Response:
    """Set the last day of a post; of one's own an earlier one only. What its holder recorded stays theirs."""
    row = await fetch_or_404(unit, AppointmentRow, appointment_id)
    await fetch_or_404(unit, ForumRow, row.forum_id, lock=True)
    return await changed(
        request,
        unit,
        appointment_id,
        appointments.show,
        lambda: appointments.end(unit, appointment_id, body),
    )
