"""The addresses of attendance."""

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
from services.meetings.attendance import service
from services.meetings.attendance.schemas import (
    AttendanceEffect,
    AttendanceIn,
    AttendanceList,
    AttendancePatch,
    AttendanceView,
)
from services.meetings.models import AttendanceRow

router = APIRouter(prefix="/v1", tags=["attendance"])
PLACE = "/v1/attendance"


@router.get("/meetings/{meeting_id}/attendance", response_model=AttendanceList)
async def list_attendance(meeting_id: UUID, unit: Reading) -> Response:
    """Everybody asked to a meeting, the nations present, and who should attend and is missing."""
    return answered(await service.listing(unit, meeting_id))


@router.post(
    "/meetings/{meeting_id}/attendance",
    status_code=201,
    response_model=AttendanceView,
    responses=problems(403, 409),
)
async def add_attendance(
    meeting_id: UUID, body: AttendanceIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Ask a person to a meeting, or note that they came. Ask for the effect of admitting a nation before."""
    return await created(
        request, unit, key, body, lambda: service.create(unit, meeting_id, body), service.show, PLACE
    )


@router.get("/meetings/{meeting_id}/attendance/effect", response_model=AttendanceEffect)
async def read_effect(
    meeting_id: UUID, unit: Reading, nation: Annotated[str, Query(pattern="^[A-Z]{3}$")]
) -> Response:
    """What admitting a nation hides from the projection: "Admitting Australia hides 3 items"."""
    view = await service.effect(unit, meeting_id, nation)
    unit.shown("meeting", [meeting_id])
    return answered(view)


@router.get("/attendance/{attendance_id}", response_model=AttendanceView)
async def read_attendance(attendance_id: UUID, unit: Reading) -> Response:
    """One person at a meeting."""
    view = await service.show(unit, attendance_id)
    unit.shown("attendance", [attendance_id])
    return answered(view)


@router.patch("/attendance/{attendance_id}", response_model=AttendanceView, responses=problems(403, 409))
async def change_attendance(
    attendance_id: UUID, body: AttendancePatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change what a person answered, or whether they are there."""
    row = await fetch_or_404(unit, AttendanceRow, attendance_id)
    await service.locked(unit, row.meeting_id)
    return await changed(
        request, unit, attendance_id, service.show, lambda: service.amend(unit, attendance_id, body)
    )
