"""The addresses of feeds, and the one at which systems write."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Feeding, Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.registry.feeds import service, upsert
from services.registry.feeds.schemas import BoundsIn, BulkIn, BulkView, EndIn, FeedIn, FeedPage, FeedView
from services.registry.models import FeedRow

router = APIRouter(prefix="/v1/feeds", tags=["feeds"])
bulk = APIRouter(prefix="/v1/activities", tags=["feeds"])
ACT = problems(403, 404, 409)


@router.get("", response_model=FeedPage)
async def list_feeds(unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Which systems write which source of the reader's nation, the last granted first; when each wrote last,
    and what became of its rows then.
    """
    spec = ListSpec("feed", service.LINE_JSON, ("created_at", "desc"), joins=service.LAST, label=False)
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body))


@router.post("", status_code=201, response_model=FeedView, responses=problems(403, 409))
async def grant_feed(body: FeedIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Let a system of one's own nation write a source: for the nation's administrator."""
    return await created(
        request, unit, key, body, lambda: service.grant(unit, body), service.show, "/v1/feeds"
    )


@router.get("/{feed_id}", response_model=FeedView)
async def read_feed(feed_id: UUID, unit: Reading) -> Response:
    """One feed."""
    view = await service.show(unit, feed_id)
    unit.shown("feed", [feed_id])
    return answered(view)


@router.post("/{feed_id}/bounds", response_model=FeedView, responses=ACT)
async def bound_feed(
    feed_id: UUID, body: BoundsIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Say to whom the system may release what it writes, and up to which classification: for the nation's
    release authority. Until then it writes for its nation alone.
    """
    await fetch_or_404(unit, FeedRow, feed_id, lock=True)
    return await changed(request, unit, feed_id, service.show, lambda: service.bound(unit, feed_id, body))


@router.post("/{feed_id}/end", response_model=FeedView, responses=ACT)
async def end_feed(
    feed_id: UUID, body: EndIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """End it at once: for the nation's administrator. What the system wrote stays."""
    await fetch_or_404(unit, FeedRow, feed_id, lock=True)
    return await changed(request, unit, feed_id, service.show, lambda: service.end(unit, feed_id, body))


@bulk.post("/bulk", response_model=BulkView, responses=problems(403))
async def write_bulk(body: BulkIn, unit: Feeding) -> Response:
    """Write up to 1,000 records of a source that an administrator of the nation has granted to the system.

    A record is named by `source` and `source_id`, among those of the system's own nation: it is created,
    updated as a whole, `same` where the row says what it said last, `kept` where people changed it here
    since (unless `overwrite`), or `refused` with field and rule, by itself. All is committed at once; after
    a broken connection send it again. A row never widens a record's label: what people narrowed stays so.

    403 `feed_not_granted`: no such source is the system's to write, whether there is one or not.
    """
    return answered(await upsert.write(unit, body))
