"""The addresses of meetings."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Direction, Limit, ListSpec, Order
from services.common.lists import listed, naming
from services.common.row_store import fetch_or_404
from services.meetings.forums.repository import posts_by_forum
from services.meetings.meetings import repository, service
from services.meetings.meetings.schemas import (
    MeetingIn,
    MeetingPage,
    MeetingPatch,
    MeetingState,
    MeetingView,
    StateIn,
)
from services.meetings.models import MeetingRow

router = APIRouter(prefix="/v1/meetings", tags=["meetings"])
PLACE = "/v1/meetings"


def spec(
    forum: UUID | None,
    states: list[MeetingState],
    start: date | None,
    end: date | None,
    order: Direction = "asc",
) -> ListSpec:
    """The list of meetings of a forum, in some states, that can fall within two days, by their first one."""
    where = naming("t.forum_id", "forum", forum)
    if states:
        where.append(("t.state = ANY(%s)", [[state.value for state in states]]))
    if start is not None:
        where.append(("coalesce(t.window_end, t.starts_on) >= %s", [start]))
    if end is not None:
        where.append(("t.starts_on <= %s", [end]))
    return ListSpec(
        table="meeting", json_sql=repository.MEETING_JSON, sort=("starts_on", order), where=where, label=False
    )


@router.get("", response_model=MeetingPage)
async def list_meetings(
    unit: Reading,
    forum: UUID | None = None,
    state: Annotated[list[MeetingState] | None, Query(max_length=10)] = None,
    start: Annotated[date | None, Query(alias="from", description="Can end on or after")] = None,
    end: Annotated[date | None, Query(alias="to", description="Can begin on or before")] = None,
    order: Order = "asc",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Meetings by their first possible day, the earliest or the latest first.

    Those without a date count as later than every other: last ascending, first descending.
    """
    posts = await posts_by_forum(unit, unit.now.date())
    chosen = spec(forum, state or [], start, end, order)
    return await listed(unit, chosen, cursor, limit, lambda body: service.finish(unit, body, posts))


@router.post("", status_code=201, response_model=MeetingView, responses=problems(403))
async def create_meeting(body: MeetingIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Plan a meeting with a window as exact as it is known, or with exact days. It takes its forum's label.

    What stands in the forum's tracker stands on its agenda at once, without anybody copying it.
    """
    return await created(request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE)


@router.get("/{meeting_id}", response_model=MeetingView)
async def read_meeting(meeting_id: UUID, unit: Reading) -> Response:
    """One meeting, with its neighbours and what the reader may do with it."""
    view = await service.show(unit, meeting_id)
    unit.shown("meeting", [meeting_id])
    return answered(view)


@router.patch("/{meeting_id}", response_model=MeetingView, responses=problems(403, 409))
async def change_meeting(
    meeting_id: UUID, body: MeetingPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change title, dates, place or mode of a meeting that is still to come."""
    before = await service.locked_world(unit, meeting_id)
    await fetch_or_404(unit, MeetingRow, meeting_id, lock=True)
    return await changed(
        request, unit, meeting_id, service.show, lambda: service.amend(unit, meeting_id, body, before)
    )


@router.post("/{meeting_id}/state", response_model=MeetingView, responses=problems(403, 409))
async def move_meeting(
    meeting_id: UUID, body: StateIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Move a meeting along its states. Postponing and cancelling say why; its items move on by themselves.

    Postponed with dates it becomes a new planned meeting, which ``moved_to`` names.
    """
    before = await service.locked_world(unit, meeting_id)
    return await changed(
        request, unit, meeting_id, service.show, lambda: service.move(unit, meeting_id, body, before)
    )
