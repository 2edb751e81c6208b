"""The addresses of duplicates, and of the sources of a merged record."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.inputs import Input, Nation
from services.common.listing import Cursor, Limit, ListSpec, Page, list_page, list_response
from services.common.row_store import fetch_or_404
from services.registry.duplicates import repository, service, sources
from services.registry.duplicates.schemas import (
    Across,
    ChoiceIn,
    DecisionIn,
    DuplicateSummary,
    Grade,
    NamedIn,
    PairPage,
    PairView,
    RunView,
    SourcesView,
    SplitIn,
    State,
)
from services.registry.models import ActivityRow

router = APIRouter(prefix="/v1/duplicates", tags=["duplicates"])
merged = APIRouter(prefix="/v1/activities", tags=["duplicates"])
PLACE = "/v1/duplicates"


class Nothing(Input):
    """An empty body."""


@router.get("", response_model=PairPage)
async def list_duplicates(
    unit: Reading,
    state: State = State.OPEN,
    grade: Grade | None = None,
    across: Across | None = None,
    host: Nation | None = None,
    nation: Annotated[Nation | None, Query(description="Owns one of both records")] = None,
    activity: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Pairs of records that may be one event, the surest first: of those that the reader may both read."""
    chosen = repository.Chosen(state.value, grade or "", across or "", host or "", nation or "", activity)
    spec = ListSpec(
        "duplicate", repository.PAIR_JSON, ("weight", "desc"), chosen.where(unit.subject.nation), label=False
    )
    page = await list_page(unit, spec, cursor, limit)
    items = [orjson.dumps(await service.finish(unit, orjson.loads(item))) for item in page.items]
    return list_response(Page(items, page.ids, page.next_cursor))


@router.get("/summary", response_model=DuplicateSummary)
async def read_summary(unit: Reading) -> Response:
    """How many pairs the reader may see, by what was decided."""
    return answered(await service.summary(unit))


@router.get("/run", response_model=RunView)
async def read_run(unit: Reading) -> Response:
    """Whether a look through everything is asked for and not done yet."""
    return answered(await service.run_view(unit))


@router.post("/run", response_model=RunView, status_code=202, responses=problems(403))
async def ask_for_run(body: Nothing, unit: Writing) -> Response:
    """Look through everything again; what was decided stays. It runs beside the service, within minutes."""
    return answered(await service.run_view(unit, ask=True), status=202)


@router.get("/{pair_id}", response_model=PairView, responses=problems(404))
async def read_duplicate(pair_id: UUID, unit: Reading) -> Response:
    """One pair, with how each field compares."""
    view = await service.show(unit, pair_id)
    unit.shown("duplicate", [pair_id])
    return answered(view)


@router.post("", status_code=201, response_model=PairView, responses=problems(403, 422))
async def name_duplicate(body: NamedIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Say that two records are one event though the search did not find them."""
    return await created(request, unit, key, body, lambda: service.name(unit, body), service.show, PLACE)


@router.post("/{pair_id}/decision", response_model=PairView, responses=problems(403, 404, 422))
async def decide_duplicate(
    pair_id: UUID, body: DecisionIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Decide a pair: the same (both are merged for who reads both), different (not asked again), later, or
    open again (what was decided is taken back; a merged pair is split).
    """
    await repository.lock(unit, pair_id)
    return await changed(request, unit, pair_id, service.show, lambda: service.decide(unit, pair_id, body))


@merged.get("/{activity_id}/sources", response_model=SourcesView, responses=problems(404))
async def read_sources(activity_id: UUID, unit: Reading) -> Response:
    """An activity as it is merged for the reader, field by field with the source that each is taken from.

    Only sources that the reader may read have a part in it; with one there is nothing merged.
    """
    view = await sources.show(unit, activity_id)
    unit.shown("activity", [source["id"] for source in view["sources"]])
    return answered(view)


@merged.post("/{activity_id}/sources/choice", response_model=SourcesView, responses=problems(403, 404, 409))
async def choose_source(
    activity_id: UUID, body: ChoiceIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Let the value of one's own nation's source stand for a field, or take that back."""
    await fetch_or_404(unit, ActivityRow, activity_id, lock=True)
    return await changed(
        request, unit, activity_id, sources.show, lambda: sources.choose(unit, activity_id, body)
    )


@merged.post("/{activity_id}/split", response_model=SourcesView, responses=problems(403, 404, 409))
async def split_activity(
    activity_id: UUID, body: SplitIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Take an activity out of what it is merged with: each source is as it was, nobody is asked again."""
    await fetch_or_404(unit, ActivityRow, activity_id, lock=True)
    return await changed(
        request, unit, activity_id, sources.show, lambda: sources.split(unit, activity_id, body)
    )
