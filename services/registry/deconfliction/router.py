"""The addresses of overlaps and of presence."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, created
from services.common.db import Reading, Unit, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.inputs import Input, Nation
from services.common.listing import Cursor, Limit, ListSpec, Page, list_page, list_response
from services.registry.deconfliction import acts, agreements, consent, listing
from services.registry.deconfliction.agreements import (
    AgreementIn,
    AgreementPage,
    AgreementView,
    Budget,
    RevokeIn,
)
from services.registry.deconfliction.check import check
from services.registry.deconfliction.schemas import (
    ActIn,
    Basis,
    CheckIn,
    CheckView,
    ConsentIn,
    Kind,
    OverlapPage,
    OverlapView,
    State,
    Summary,
)

router = APIRouter(prefix="/v1/overlaps", tags=["overlaps"])
presence = APIRouter(prefix="/v1/presence", tags=["presence"])
PLACE, AGREEMENTS = "/v1/overlaps", "/v1/presence"
ACT = problems(403, 404, 409)


class Nothing(Input):
    """An empty body."""


@router.get("", response_model=OverlapPage)
async def list_overlaps(
    unit: Reading,
    state: Annotated[list[State] | None, Query(max_length=4)] = None,
    kind: Kind | None = None,
    basis: Basis | None = None,
    host: Nation | None = None,
    nation: Nation | None = None,
    activity: UUID | None = None,
    mine: Annotated[bool, Query(description="The reader's nation owns one of both records")] = True,
    past: Annotated[bool, Query(description="Also what is over by its dates")] = False,
    merged: Annotated[bool, Query(description="None between records that were merged as one event")] = True,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Overlaps of records that the reader may both read, and what their nation is told by presence.

    Those found last come first. Without a state: all that still hold. Sources of one event do not overlap
    each other for whoever reads the merge; ``merged=false`` shows these too.
    """
    chosen = listing.Chosen(
        tuple(state or ()), kind or "", basis or "", host or "", nation or "", activity, mine, past, merged
    )
    items, following = await listing.page(unit, chosen, cursor, limit)
    return list_response(Page(items, [], following))


@router.get("/summary", response_model=Summary)
async def read_summary(unit: Reading) -> Response:
    """How many overlaps of the reader's nation nobody of it has looked at."""
    return answered(await listing.summary(unit))


@router.post("/check", response_model=CheckView)
async def check_overlaps(body: CheckIn, unit: Reading) -> Response:
    """What an activity would overlap with, before it is saved: of what the reader may read.

    Nothing is kept, and no record that is hidden from the reader is looked at, also not by presence.
    """
    return answered(await check(unit, body))


@router.get("/{overlap_id}", response_model=OverlapView, responses=problems(404))
async def read_overlap(overlap_id: UUID, unit: Reading) -> Response:
    """One overlap."""
    view = await listing.show(unit, overlap_id)
    unit.shown("overlap", [overlap_id])
    return answered(view)


@router.post("/{overlap_id}/acts", response_model=OverlapView, status_code=201, responses=ACT)
async def act_on_overlap(
    overlap_id: UUID, body: ActIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Say what the writer's nation does about it: seen, accepted as deliberate, or resolved and how."""
    return await created(
        request, unit, key, body, lambda: acts.act(unit, overlap_id, body), listing.show, PLACE
    )


@router.post("/{overlap_id}/consent", response_model=OverlapView, status_code=201, responses=ACT)
async def consent_to_open(
    overlap_id: UUID, body: ConsentIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Offer a summary card and consent that both nations' cards are shown; they are once both have."""
    return await created(
        request, unit, key, body, lambda: consent.consent(unit, overlap_id, body), listing.show, PLACE
    )


@router.post("/{overlap_id}/withdraw", response_model=OverlapView, status_code=201, responses=ACT)
async def withdraw_consent(
    overlap_id: UUID, body: Nothing, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Take the consent back: both cards are closed at once."""
    return await created(
        request, unit, key, body, lambda: consent.withdraw(unit, overlap_id), listing.show, PLACE
    )


@presence.get("", response_model=AgreementPage)
async def list_agreements(unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """What nations share of their presence, as far as the reader's nation is one of the two."""
    spec = ListSpec("presence_agreement", agreements.AGREEMENT_JSON, ("created_at", "desc"), label=False)
    found = await list_page(unit, spec, cursor, limit)
    items = [orjson.dumps(await agreements.finish(unit, orjson.loads(item))) for item in found.items]
    return list_response(Page(items, found.ids, found.next_cursor))


@presence.get("/budget", response_model=Budget)
async def read_budget(unit: Reading) -> Response:
    """How many new cells of the reader's nation were compared this month, and how many wait."""
    return answered(await agreements.budget(unit))


@presence.post("", response_model=AgreementView, status_code=201, responses=problems(403, 409))
async def propose_agreement(
    body: AgreementIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Prepare to share the presence of the writer's nation with another; its release authority gives it."""
    return await created(
        request, unit, key, body, lambda: agreements.propose(unit, body), agreements.show, AGREEMENTS
    )


@presence.get("/{agreement_id}", response_model=AgreementView, responses=problems(404))
async def read_agreement(agreement_id: UUID, unit: Reading) -> Response:
    """One agreement."""
    view = await agreements.show(unit, agreement_id)
    unit.shown("presence", [agreement_id])
    return answered(view)


@presence.post("/{agreement_id}/release", response_model=AgreementView, status_code=201, responses=ACT)
async def release_agreement(
    agreement_id: UUID, body: Nothing, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Give it: by the nation's release authority, another person than who proposed it."""
    return await _decided(
        request, unit, key, body, agreement_id, lambda: agreements.release(unit, agreement_id)
    )


@presence.post("/{agreement_id}/revoke", response_model=AgreementView, status_code=201, responses=ACT)
async def revoke_agreement(
    agreement_id: UUID, body: RevokeIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """End it at once: by the release authority of either nation."""
    return await _decided(
        request, unit, key, body, agreement_id, lambda: agreements.revoke(unit, agreement_id, body.reason)
    )


async def _decided(
    request: Request, unit: Unit, key: str, body: Input, record: UUID, act: Callable[[], Awaitable[Any]]
) -> Response:
    async def make() -> UUID:
        await act()
        return record

    return await created(request, unit, key, body, make, agreements.show, AGREEMENTS)
