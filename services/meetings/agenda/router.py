"""The addresses of agendas and of what is projected."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.row_store import fetch_or_404
from services.meetings.agenda import service
from services.meetings.agenda.schemas import (
    AgendaView,
    EntryPatch,
    EntryView,
    OrderIn,
    PickIn,
    ProjectionView,
    TopicIn,
)
from services.meetings.models import MeetingRow

router = APIRouter(prefix="/v1", tags=["agenda"])
PLACE = "/v1/agenda-entries"
AsNation = Annotated[
    str | None,
    Query(pattern="^[A-Z]{3}$", description="Only what this member may see too"),
]


@router.get("/meetings/{meeting_id}/agenda", response_model=AgendaView)
async def read_agenda(meeting_id: UUID, unit: Reading, as_nation: AsNation = None) -> Response:
    """The agenda: what the rules put on it, in its order, numbered over what the reader may see.

    It opens with the back-brief on what this forum tasked; then escalations, items for discussion (new, due,
    at risk, picked …), what is noted together, and topics of the meeting's own.
    """
    return answered(await service.show(unit, meeting_id, as_nation))


@router.get("/meetings/{meeting_id}/projection", response_model=ProjectionView)
async def read_projection(meeting_id: UUID, unit: Reading) -> Response:
    """What is projected: only what every nation present may read, with a numbering of its own."""
    return answered(await service.project(unit, meeting_id))


@router.put("/meetings/{meeting_id}/agenda/order", response_model=AgendaView, responses=problems(403, 409))
async def order_agenda(
    meeting_id: UUID, body: OrderIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Put lines into an order within their sections. Lines that the writer does not see keep their places."""
    world = await service.world_of(unit, meeting_id, lock=True)
    await fetch_or_404(unit, MeetingRow, meeting_id, lock=True)
    return await changed(
        request, unit, meeting_id, service.show, lambda: service.order(unit, world, meeting_id, body)
    )


@router.post(
    "/meetings/{meeting_id}/agenda", status_code=201, response_model=EntryView, responses=problems(403, 409)
)
async def add_topic(
    meeting_id: UUID, body: TopicIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Add a topic of the meeting's own, beside what the tracker brings."""
    return await created(
        request, unit, key, body, lambda: service.add_topic(unit, meeting_id, body), service.entry_view, PLACE
    )


@router.post(
    "/meetings/{meeting_id}/agenda/pick",
    status_code=201,
    response_model=EntryView,
    responses=problems(403, 409),
)
async def pick_item(
    meeting_id: UUID, body: PickIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Pick an item of the tracker for discussion; it would only be noted otherwise."""
    return await created(
        request, unit, key, body, lambda: service.pick(unit, meeting_id, body), service.entry_view, PLACE
    )


@router.get("/agenda-entries/{entry_id}", response_model=EntryView)
async def read_entry(entry_id: UUID, unit: Reading) -> Response:
    """An annotation of an item on a meeting, or a topic of the meeting's own."""
    view = await service.entry_view(unit, entry_id)
    unit.shown("agenda_entry", [entry_id])
    return answered(view)


@router.patch("/agenda-entries/{entry_id}", response_model=EntryView, responses=problems(403, 409))
async def change_entry(
    entry_id: UUID, body: EntryPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change who presents a line and for how long, or the words of a topic."""
    entry = await service.visible_entry(unit, entry_id)
    world = await service.world_of(unit, entry.meeting_id, lock=True)
    await service.visible_entry(unit, entry_id, lock=True)
    return await changed(
        request, unit, entry_id, service.entry_view, lambda: service.amend(unit, entry, world, body)
    )
