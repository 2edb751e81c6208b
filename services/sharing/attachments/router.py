"""The addresses of attachments."""

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from services.common.answers import answered, changed, created, dumps
from services.common.auth import SubjectDep
from services.common.concurrency import IfMatch, require_match
from services.common.db import Reading, Writing, opened, opened_for_writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.row_store import fetch_or_404
from services.sharing.attachments import content, service
from services.sharing.attachments.schemas import (
    AttachmentIn,
    AttachmentList,
    AttachmentPatch,
    AttachmentView,
)
from services.sharing.items.schemas import NarrowerIn
from services.sharing.models import AttachmentRow

router = APIRouter(prefix="/v1/items/{shared_id}/attachments", tags=["attachments"])
attachments = APIRouter(prefix="/v1/attachments", tags=["attachments"])
PLACE = "/v1/attachments"
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@router.get("", response_model=AttachmentList)
async def list_attachments(shared_id: UUID, unit: Reading) -> Response:
    """The attachments of an item that the reader may see, by name."""
    found = await service.show_all(unit, shared_id)
    unit.shown("attachment", [view["id"] for view in found])
    return answered({"items": found})


@router.post("", status_code=201, response_model=AttachmentView, responses=problems(403))
async def announce_attachment(
    shared_id: UUID, body: AttachmentIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Announce a file for an item of one's own nation: its name, its size, who may read it. Then send its
    bytes to its `content`.
    """
    most = request.app.state.settings.attachment_limit
    return await created(
        request, unit, key, body, lambda: service.announce(unit, shared_id, body, most), service.show, PLACE
    )


@attachments.get("/{attachment_id}", response_model=AttachmentView)
async def read_attachment(attachment_id: UUID, unit: Reading) -> Response:
    """What an attachment is called and who reads it."""
    view = await service.show(unit, attachment_id)
    unit.shown("attachment", [attachment_id])
    return answered(view)


@attachments.patch("/{attachment_id}", response_model=AttachmentView, responses=problems(403))
async def change_attachment(
    attachment_id: UUID, body: AttachmentPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Take an attachment away, or bring it back."""
    await fetch_or_404(unit, AttachmentRow, attachment_id, lock=True)
    return await changed(
        request, unit, attachment_id, service.show, lambda: service.amend(unit, attachment_id, body)
    )


@attachments.post("/{attachment_id}/label", response_model=AttachmentView, responses=problems(403))
async def relabel_attachment(
    attachment_id: UUID, body: NarrowerIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Give an attachment a narrower label. A wider one is a release."""
    await service.lock(unit, attachment_id)
    return await changed(
        request, unit, attachment_id, service.show, lambda: service.relabel(unit, attachment_id, body)
    )


@attachments.put(
    "/{attachment_id}/content",
    response_model=AttachmentView,
    responses=problems(403, 409, 413),
    openapi_extra={"requestBody": {"required": True, "content": _BYTES}},
)
async def send_content(
    attachment_id: UUID, request: Request, subject: SubjectDep, if_match: IfMatch = None
) -> Response:
    """Send the bytes of an attachment, all in one body of the announced size. They are kept whole or not at
    all; what is kept never changes.
    """
    async with opened_for_writing(request) as unit:
        row = await service.expected(unit, attachment_id)
        await require_match(request, dumps(await service.show(unit, attachment_id)))
        name = await service.attempted(unit, row.id)
    store = request.app.state.store
    digest = await content.receive(request.stream(), store, row, name)
    try:
        async with opened_for_writing(request) as unit:
            await service.keep(unit, attachment_id, name, digest)
            view = await service.show(unit, attachment_id)
    except BaseException:
        await store.forget(name)
        raise
    return answered(view)


@attachments.get(
    "/{attachment_id}/content",
    response_class=StreamingResponse,
    responses={200: {"content": _BYTES, "description": "The file"}, **problems(403, 409)},
)
async def read_content(attachment_id: UUID, request: Request, subject: SubjectDep) -> StreamingResponse:
    """The bytes of an attachment, for who may take it along; they end when the right to read ends."""
    async with opened(request, read_only=True) as unit:
        row = await service.taken(unit, attachment_id)
        unit.exported("attachment", [attachment_id])
    pieces = await content.begun(content.sent(request, request.app.state.store, row))
    headers = {
        "Content-Length": str(row.size),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(row.name, safe='')}",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(pieces, headers=headers, media_type=row.media_type)
