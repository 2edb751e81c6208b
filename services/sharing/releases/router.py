"""The addresses of requests for release."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.label_api import Code
from services.common.listing import Cursor, Limit, ListSpec, Order
from services.common.lists import Condition, listed
from services.common.row_store import fetch_or_404
from services.sharing.domain.release import ReleaseState
from services.sharing.items.sight import looking
from services.sharing.models import ReleaseRow
from services.sharing.releases import consents, ending, repository, requests
from services.sharing.releases.effect import ReleaseEffect, effect
from services.sharing.releases.schemas import ApprovalIn, ProposalIn, RecallIn, RefusalIn, ReleaseIn
from services.sharing.releases.terms import ReleaseTermsList, terms
from services.sharing.releases.views import ReleasePage, ReleaseReaders, ReleasesWaiting, ReleaseView

router = APIRouter(prefix="/v1/releases", tags=["releases"])
PLACE = "/v1/releases"


@router.get("", response_model=ReleasePage)
async def list_releases(
    unit: Reading,
    waits: Annotated[bool, Query(description="Only what the reader's nation is to decide on")] = False,
    asked: Annotated[bool, Query(description="Only what the reader's nation asked for")] = False,
    state: Annotated[list[ReleaseState] | None, Query(max_length=3)] = None,
    order: Order = "desc",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Requests that the reader's nation made, or is asked to decide on, by the time of asking."""
    await looking(unit)
    where: list[Condition] = []
    if waits:
        where.append((repository.WAITS, [unit.subject.nation]))
    if asked:
        where.append(("t.nation = %s", [unit.subject.nation]))
    if state:
        where.append(("t.state = ANY(%s)", [[one.value for one in state]]))
    spec = ListSpec(
        "release_request", repository.RELEASE_JSON, ("created_at", order), where, label=False,
        object_type="release",
    )  # fmt: skip
    return await listed(unit, spec, cursor, limit, lambda body: requests.finish(unit, body))


@router.post("", status_code=201, response_model=ReleaseView, responses=problems(403, 409))
async def ask_for_release(body: ReleaseIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Ask the nations that own an item, or a part of it, to release it; or ask one nation a question."""
    return await created(request, unit, key, body, lambda: requests.create(unit, body), requests.show, PLACE)


@router.get("/waiting", response_model=ReleasesWaiting)
async def count_waiting(unit: Reading) -> Response:
    """How many requests wait for the reader's nation."""
    found = await repository.waiting(unit, unit.subject.nation)
    return answered({"first": found["first"], "second": found["second"]})


@router.get("/terms", response_model=ReleaseTermsList)
async def read_terms(unit: Reading, item: Annotated[UUID, Query(description="The item")]) -> Response:
    """On which conditions portions of an item were released, for its owners and for who got them."""
    return answered(await terms(unit, item))


@router.get("/{release_id}", response_model=ReleaseView)
async def read_release(release_id: UUID, unit: Reading) -> Response:
    """A request, with what each nation decided as far as the reader may know it."""
    view = await requests.show(unit, release_id)
    unit.shown("release", [release_id])
    return answered(view)


@router.get("/{release_id}/effect", response_model=ReleaseEffect, responses=problems(403))
async def read_effect(
    release_id: UUID,
    unit: Reading,
    portion: Annotated[list[UUID] | None, Query(max_length=500)] = None,
    to: Annotated[list[Code] | None, Query(max_length=60)] = None,
) -> Response:
    """Who gains and who loses by a release, by portion, and what blocks; before it is decided."""
    found = await effect(unit, release_id, portion, to)
    unit.shown("release", [release_id])
    return answered(found)


@router.post("/{release_id}/proposal", response_model=ReleaseView, responses=problems(403, 409))
async def propose_release(
    release_id: UUID, body: ProposalIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Propose what of it to release: the first of two people of a nation that owns it."""
    await fetch_or_404(unit, ReleaseRow, release_id, lock=True)
    return await changed(
        request, unit, release_id, requests.show, lambda: consents.propose(unit, release_id, body)
    )


@router.post("/{release_id}/approval", response_model=ReleaseView, responses=problems(403, 409))
async def approve_release(
    release_id: UUID, body: ApprovalIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Approve what another person proposed, or a part of it. Takes effect after ten seconds."""
    await fetch_or_404(unit, ReleaseRow, release_id, lock=True)
    return await changed(
        request, unit, release_id, requests.show, lambda: consents.approve(unit, release_id, body)
    )


@router.post("/{release_id}/refusal", response_model=ReleaseView, responses=problems(403, 409))
async def refuse_release(
    release_id: UUID, body: RefusalIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Refuse it for one's nation, with a reason. Takes effect after ten seconds."""
    await fetch_or_404(unit, ReleaseRow, release_id, lock=True)
    return await changed(
        request, unit, release_id, requests.show, lambda: consents.refuse(unit, release_id, body)
    )


@router.post("/{release_id}/undo", response_model=ReleaseView, responses=problems(403, 409))
async def undo_decision(
    release_id: UUID, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Take back one's own decision before it takes effect."""
    await fetch_or_404(unit, ReleaseRow, release_id, lock=True)
    return await changed(request, unit, release_id, requests.show, lambda: consents.undo(unit, release_id))


@router.post("/{release_id}/withdrawal", response_model=ReleaseView, responses=problems(403, 409))
async def withdraw_release(
    release_id: UUID, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Take back what one's nation asked for."""
    await fetch_or_404(unit, ReleaseRow, release_id, lock=True)
    return await changed(
        request, unit, release_id, requests.show, lambda: requests.withdraw(unit, release_id)
    )


@router.post("/{release_id}/recall", response_model=ReleaseView, responses=problems(403, 409))
async def recall_release(
    release_id: UUID, body: RecallIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """End a release of what one's nation owns: who got sight by it loses it at once."""
    await fetch_or_404(unit, ReleaseRow, release_id, lock=True)
    return await changed(
        request, unit, release_id, requests.show, lambda: ending.recall(unit, release_id, body.reason)
    )


@router.get("/{release_id}/readers", response_model=ReleaseReaders, responses=problems(403))
async def list_readers(release_id: UUID, unit: Reading) -> Response:
    """Who of other nations read what was released, for the release authority of its owner."""
    found = await ending.readers(unit, release_id)
    unit.shown("release", [release_id])
    return answered({"items": found})
