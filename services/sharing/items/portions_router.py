"""The addresses of portions: those of an item, and each by itself."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.sharing.items import portions as service
from services.sharing.items.schemas import NarrowerIn, PortionIn, PortionPatch
from services.sharing.items.views import PortionList, PortionView

router = APIRouter(prefix="/v1/items/{shared_id}/portions", tags=["items"])
portions = APIRouter(prefix="/v1/portions", tags=["items"])


@router.get("", response_model=PortionList)
async def list_portions(shared_id: UUID, unit: Reading) -> Response:
    """The portions of an item that the reader may see, in order, under the banner that fits those."""
    return answered(await service.show_all(unit, shared_id))


@router.post("", status_code=201, response_model=PortionView, responses=problems(403))
async def add_portion(
    shared_id: UUID, body: PortionIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Add a paragraph to an item of one's own nation."""
    return await created(
        request, unit, key, body, lambda: service.add(unit, shared_id, body), service.show, "/v1/portions"
    )


@portions.get("/{portion_id}", response_model=PortionView)
async def read_portion(portion_id: UUID, unit: Reading) -> Response:
    """One portion, as before it is changed."""
    view = await service.show(unit, portion_id)
    unit.shown("portion", [portion_id])
    return answered(view)


@portions.patch("/{portion_id}", response_model=PortionView, responses=problems(403))
async def change_portion(
    portion_id: UUID, body: PortionPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a paragraph of one's own nation, move it, take it away or bring it back."""
    await service.lock(unit, portion_id)
    return await changed(
        request, unit, portion_id, service.show, lambda: service.amend(unit, portion_id, body)
    )


@portions.post("/{portion_id}/label", response_model=PortionView, responses=problems(403))
async def relabel_portion(
    portion_id: UUID, body: NarrowerIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Give a paragraph a narrower label. A wider one is a release."""
    await service.lock(unit, portion_id)
    return await changed(
        request, unit, portion_id, service.show, lambda: service.relabel(unit, portion_id, body)
    )
