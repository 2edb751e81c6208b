"""The addresses of caveats."""

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
from services.sharing.caveats import history, repository, service
from services.sharing.caveats.check import check
from services.sharing.caveats.schemas import (
    CaveatIn,
    CaveatLabelIn,
    CaveatPatch,
    CaveatSort,
    CaveatState,
    PlanIn,
    Short,
)
from services.sharing.caveats.views import (
    CaveatChanges,
    CaveatMatrix,
    CaveatPage,
    CaveatRecord,
    CaveatWords,
    PlanAnswer,
)
from services.sharing.caveats.vocabulary import words
from services.sharing.domain.caveats import CaveatKind, Dimension
from services.sharing.items.sight import looking
from services.sharing.models import CaveatRow

router = APIRouter(prefix="/v1/caveats", tags=["caveats"])
PLACE = "/v1/caveats"


@router.get("", response_model=CaveatPage)
async def list_caveats(
    unit: Reading,
    nation: Annotated[list[Nation] | None, Query(max_length=50, description="Whose forces")] = None,
    dimension: Annotated[list[Dimension] | None, Query(max_length=10)] = None,
    kind: CaveatKind | None = None,
    operation: Annotated[Short, Query(description="An operation, by any of its names")] = "",
    country: Annotated[Nation | None, Query(description="Those for it, and those for any country")] = None,
    task: Annotated[Short, Query(description="A task, or what people write for it")] = "",
    state: CaveatState = CaveatState.IN_FORCE,
    sort: CaveatSort = CaveatSort.CREATED,
    order: Order = "desc",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Caveats that the reader may see: those in force, the newest first, where nothing else is asked for."""
    await looking(unit)
    where: list[Condition] = [("t.state = %s", [state.value])]
    if nation:
        where.append(("t.nation = ANY(%s)", [nation]))
    if dimension:
        where.append(("t.dimension = ANY(%s)", [[one.value for one in dimension]]))
    if kind:
        where.append(("t.kind = %s", [kind.value]))
    if operation:
        known = words()["operations"]
        code = known.code(operation)
        called = known.name(code) if code in known.words else operation
        where.append(("lower(t.operation) = lower(%s)", [called]))
    if country:
        where.append(("(t.countries = '{}' OR %s = ANY(t.countries))", [country]))
    if task:
        where.append(("t.tasks && %s", [sorted(words()["tasks"].downward([words()["tasks"].code(task)]))]))
    spec = ListSpec(
        "caveat", repository.CAVEAT_JSON, (sort.column, order), where, label=False, object_type="caveat"
    )
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body))


@router.post("", status_code=201, response_model=CaveatRecord, responses=problems(403))
async def create_caveat(body: CaveatIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Keep a caveat, of the writer's own nation or as observed of another, which says from where."""
    return await created(request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE)


@router.get("/words", response_model=CaveatWords)
async def read_caveat_words(unit: Reading) -> Response:
    """The managed words of caveats and plans, with what people write for them."""
    unit.shows_nothing()
    return answered({
        kind: [{"code": one.code, "name": one.name, "synonyms": one.synonyms, "broader": one.broader}
               for one in vocabulary.words.values()]
        for kind, vocabulary in words().items()
    })  # fmt: skip


@router.get("/matrix", response_model=CaveatMatrix)
async def read_caveat_matrix(unit: Reading) -> Response:
    """How many caveats in force the reader reads, by nation and dimension."""
    return answered(await service.matrix(unit))


@router.post("/check", response_model=PlanAnswer)
async def check_plan(body: PlanIn, unit: Reading) -> Response:
    """What an activity or a plan meets of the caveats that the reader reads, by nation: definite, possible,
    or unknown where no caveat of a nation that takes part is read; with the reason, and whose permission
    fills the gap. Nothing is kept.
    """
    return answered(await check(unit, body))


@router.get("/{caveat_id}", response_model=CaveatRecord, responses=problems(404))
async def read_caveat(caveat_id: UUID, unit: Reading) -> Response:
    """One caveat."""
    view = await service.show(unit, caveat_id)
    unit.shown("caveat", [caveat_id])
    return answered(view)


@router.patch("/{caveat_id}", response_model=CaveatRecord, responses=problems(403, 404))
async def change_caveat(
    caveat_id: UUID, body: CaveatPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a caveat that one's own nation keeps: what is left out stays. Lift, withdraw or restore it."""
    await fetch_or_404(unit, CaveatRow, caveat_id, lock=True)
    return await changed(request, unit, caveat_id, service.show, lambda: service.amend(unit, caveat_id, body))


@router.post("/{caveat_id}/label", response_model=CaveatRecord, responses=problems(403, 404))
async def relabel_caveat(
    caveat_id: UUID, body: CaveatLabelIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Give a caveat a narrower label."""
    await fetch_or_404(unit, CaveatRow, caveat_id, lock=True)
    return await changed(
        request, unit, caveat_id, service.show, lambda: service.relabel(unit, caveat_id, body)
    )


@router.get("/{caveat_id}/history", response_model=CaveatChanges, responses=problems(404))
async def read_caveat_history(caveat_id: UUID, unit: Reading) -> Response:
    """What a caveat said before each change, newest first, as far as the reader may read both sides."""
    found = await history.history(unit, caveat_id)
    unit.shown("caveat", [caveat_id])
    return answered({"items": found})
