"""The addresses of items."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.inputs import Nation
from services.common.listing import Cursor, Limit, ListSpec, Order
from services.common.lists import Condition, listed
from services.common.row_store import fetch_or_404
from services.sharing.domain.kinds import SharedKind
from services.sharing.items import export, history, portions, repository, service
from services.sharing.items.export import MEDIA_TYPES, PageKind
from services.sharing.items.schemas import NarrowerIn, SharedItemIn, SharedItemPatch, SharedSort, Tag
from services.sharing.items.sight import looking
from services.sharing.items.views import SeenAs, SharedChanges, SharedItem, SharedPage
from services.sharing.models import ItemRow

router = APIRouter(prefix="/v1/items", tags=["items"])
PLACE = "/v1/items"


@router.get("", response_model=SharedPage)
async def list_items(
    unit: Reading,
    kind: Annotated[list[SharedKind] | None, Query(max_length=10)] = None,
    tag: Annotated[Tag | None, Query(description="One of its tags")] = None,
    withdrawn: Annotated[bool, Query(description="Those that were withdrawn, too")] = False,
    sort: SharedSort = SharedSort.CREATED,
    order: Order = "desc",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Items of which the reader may see the title, the newest first, or by title."""
    await looking(unit)
    where: list[Condition] = []
    if kind:
        where.append(("t.kind = ANY(%s)", [[one.value for one in kind]]))
    if tag:
        where.append(("%s = ANY(t.tags)", [tag]))
    if not withdrawn:
        where.append(("NOT t.withdrawn", []))
    spec = ListSpec(
        "shared_item", repository.ITEM_JSON, (sort.column, order), where, label=False, object_type="item"
    )
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body))


@router.post("", status_code=201, response_model=SharedItem, responses=problems(403))
async def create_item(body: SharedItemIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Keep an item with its paragraphs. Without a label it is the writer's own nation's alone."""
    return await created(request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE)


@router.get("/{shared_id}", response_model=SharedItem)
async def read_item(shared_id: UUID, unit: Reading) -> Response:
    """The shell of an item: its title and what it is. Its words are its portions."""
    view = await service.show(unit, shared_id)
    unit.shown("item", [shared_id])
    return answered(view)


@router.patch("/{shared_id}", response_model=SharedItem, responses=problems(403))
async def change_item(
    shared_id: UUID, body: SharedItemPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change the shell of an item of one's own nation: what is left out stays."""
    await fetch_or_404(unit, ItemRow, shared_id, lock=True)
    return await changed(request, unit, shared_id, service.show, lambda: service.amend(unit, shared_id, body))


@router.post("/{shared_id}/label", response_model=SharedItem, responses=problems(403))
async def relabel_item(
    shared_id: UUID, body: NarrowerIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Give the shell a narrower label, and with it all portions. A wider one is a release."""
    await fetch_or_404(unit, ItemRow, shared_id, lock=True)
    return await changed(
        request, unit, shared_id, service.show, lambda: service.relabel(unit, shared_id, body)
    )


@router.get("/{shared_id}/as", response_model=SeenAs)
async def see_item_as(
    shared_id: UUID, unit: Reading, nation: Annotated[list[Nation], Query(min_length=1, max_length=50)]
) -> Response:
    """What each of these nations sees of what the reader sees, and the banner over that. Clearances of
    people are not asked for.
    """
    return answered(await portions.seen_as(unit, shared_id, nation))


@router.get(
    "/{shared_id}/export",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}, "description": "The file"}},
)
async def export_item(
    shared_id: UUID, unit: Reading, kind: Annotated[PageKind, Query(alias="format")] = PageKind.HTML
) -> Response:
    """The item as a file under its banner, each paragraph with its mark: what the reader may read, less
    ORCON and what is only shown. `xml` carries the labels as STANAG 4774 bound by STANAG 4778.
    """
    found = await export.leaving(unit, shared_id)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{found.shell["ref"]}.{kind.value}"',
    }
    return Response(export.written(unit, found, kind), 200, headers, MEDIA_TYPES[kind])


@router.get("/{shared_id}/history", response_model=SharedChanges)
async def read_history(shared_id: UUID, unit: Reading) -> Response:
    """What an item said before each change, newest first, as far as the reader may read both sides."""
    found = await history.history(unit, shared_id)
    unit.shown("item", [shared_id])
    return answered({"items": found})
