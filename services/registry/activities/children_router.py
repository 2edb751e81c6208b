"""The addresses of what belongs to an activity: notes, links, its history."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common import labelling
from services.common.answers import answered, created
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed, naming
from services.common.row_store import fetch_or_404
from services.registry.activities import children, repository
from services.registry.activities.schemas import LinkIn, NoteIn
from services.registry.activities.views import LinkList, LinkView, NotePage, NoteView, VersionList
from services.registry.models import ActivityRow

router = APIRouter(prefix="/v1/activities/{activity_id}", tags=["activities"])


@router.get("/notes", response_model=NotePage)
async def list_notes(activity_id: UUID, unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """The notes of an activity, oldest first."""
    await fetch_or_404(unit, ActivityRow, activity_id)
    where = naming("t.activity_id", "activity", activity_id)
    spec = ListSpec("activity_note", repository.NOTE_JSON, ("created_at", "asc"), where, label=False)
    return await listed(unit, spec, cursor, limit, lambda body: labelling.labelled(unit, body))


@router.post("/notes", status_code=201, response_model=NoteView, responses=problems(403))
async def add_note(
    activity_id: UUID, body: NoteIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Keep a note, as after the action. It is the writer's nation's, for who reads the activity."""
    return await created(
        request, unit, key, body, lambda: children.add_note(unit, activity_id, body), children.note,
        f"/v1/activities/{activity_id}/notes",
    )  # fmt: skip


@router.get("/links", response_model=LinkList)
async def list_links(activity_id: UUID, unit: Reading) -> Response:
    """The taskings, lessons and plans that an activity is tied to."""
    await fetch_or_404(unit, ActivityRow, activity_id)
    found = await repository.links(unit, activity_id)
    unit.shown("activity_link", [body["id"] for body in found])
    items: list[dict[str, Any]] = [labelling.labelled(unit, body) for body in found]
    return answered({"items": items})


@router.post("/links", status_code=201, response_model=LinkView, responses=problems(403, 409))
async def add_link(
    activity_id: UUID, body: LinkIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Tie an activity to a tasking, lesson or plan."""
    return await created(
        request, unit, key, body, lambda: children.add_link(unit, activity_id, body), children.link,
        f"/v1/activities/{activity_id}/links",
    )  # fmt: skip


@router.get("/history", response_model=VersionList)
async def read_history(activity_id: UUID, unit: Reading) -> Response:
    """What an activity was before each change, newest first, as far as the reader may read it."""
    found = await children.history(unit, activity_id)
    unit.shown("activity", [activity_id])
    return answered({"items": found})
