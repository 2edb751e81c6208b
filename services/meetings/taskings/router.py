"""The addresses of taskings."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.inputs import Nation
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import naming
from services.meetings.decisions.schemas import SubstituteIn
from services.meetings.domain.values import WORKING
from services.meetings.items.repository import ITEM_JSON
from services.meetings.items.schemas import ItemKind, ItemState, ItemView
from services.meetings.taskings import listing, service
from services.meetings.taskings.life import life
from services.meetings.taskings.schemas import (
    AnswerIn,
    CloseIn,
    DelegateIn,
    EscalateIn,
    LifeView,
    ProgressIn,
    ReopenIn,
    TaskingIn,
    TaskingPage,
    TaskingPatch,
    TrackerView,
)

router = APIRouter(tags=["taskings"])
PLACE = "/v1/taskings"
ACT = problems(403, 409)


def spec(
    forum: UUID | None,
    issuer: UUID | None,
    nation: str | None,
    states: list[ItemState],
    kind: ItemKind | None,
    overdue_on: Any,
) -> ListSpec:
    """The list of items, newest first, by forum, issuer, nation with a part, state and kind."""
    where = naming("t.addressing_forum_id", "forum", forum) + naming("t.issuing_forum_id", "forum", issuer)
    if nation is not None:
        where.append(("(t.lead = %s OR %s = ANY(t.supporting))", [nation, nation]))
    if states:
        where.append(("t.state = ANY(%s)", [[state.value for state in states]]))
    if kind is not None:
        where.append(("t.kind = %s", [kind.value]))
    if overdue_on is not None:
        working = [state.value for state in WORKING]
        where.append(("(t.due_last < %s AND t.state = ANY(%s))", [overdue_on, working]))
    return ListSpec(table="item", json_sql=ITEM_JSON, sort=("issued_at", "desc"), where=where, label=False)


@router.get(PLACE, response_model=TaskingPage)
async def list_taskings(
    unit: Reading,
    forum: Annotated[UUID | None, Query(description="must address it")] = None,
    issuer: Annotated[UUID | None, Query(description="issued it")] = None,
    nation: Annotated[Nation | None, Query(description="leads or supports")] = None,
    state: Annotated[list[ItemState] | None, Query(max_length=6)] = None,
    kind: ItemKind | None = None,
    overdue: bool = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Taskings, guidance that names a forum, and escalations: the newest first.

    Of what the reader may not read itself it shows the substitute, where they may read that.
    """
    found = spec(forum, issuer, nation, state or [], kind, unit.now.date() if overdue else None)
    named = [one for one in (forum, issuer) if one is not None]
    return await listing.page(unit, found, cursor, limit, named)


@router.get("/v1/forums/{forum_id}/tracker", response_model=TrackerView)
async def read_tracker(forum_id: UUID, unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Everything that this forum is to address until its issuer closes it, provisional or agreed.

    Nothing is copied into it: it is what the forum's open items say.
    """
    return await listing.tracked(unit, forum_id, cursor, limit)


@router.post(
    "/v1/meetings/{meeting_id}/taskings",
    status_code=201,
    response_model=ItemView,
    responses=problems(403, 409),
)
async def issue_tasking(
    meeting_id: UUID, body: TaskingIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Issue a tasking at a held meeting. It stands, provisional, in its forum's tracker at once.

    It has exactly one addressing forum and a due date (by default the issuer's next meeting).
    """
    return await created(
        request, unit, key, body, lambda: service.issue(unit, meeting_id, body), service.show, PLACE
    )


@router.get(PLACE + "/{item_id}", response_model=ItemView)
async def read_tasking(item_id: UUID, unit: Reading) -> Response:
    """One item, with its children, its escalations and what the reader may do with it."""
    view = await service.show(unit, item_id)
    unit.shown("item", [item_id])
    return answered(view)


@router.get(PLACE + "/{item_id}/life", response_model=LifeView)
async def read_life(item_id: UUID, unit: Reading) -> Response:
    """The whole life of an item: its issue, every outcome and report, what was delegated and escalated."""
    view = await life(unit, item_id)
    unit.shown("item", [item_id])
    return answered(view)


@router.patch(PLACE + "/{item_id}", response_model=ItemView, responses=ACT)
async def amend_tasking(
    item_id: UUID, body: TaskingPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Amend a tasking while it is provisional; concurrence taken before starts again."""
    world, item = await service.locked(unit, item_id, minutes=True)
    return await changed(request, unit, item_id, service.show, lambda: service.amend(unit, world, item, body))


@router.put(PLACE + "/{item_id}/substitute", response_model=ItemView, responses=ACT)
async def give_substitute(
    item_id: UUID, body: SubstituteIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Give a substitute text with a label of its own to those who may not read the original.

    It clears *blocked: release* for the nations that may read it.
    """
    world, item = await service.locked(unit, item_id, minutes=True)
    return await changed(
        request, unit, item_id, service.show, lambda: service.substitute(unit, world, item, body)
    )


@router.post(PLACE + "/{item_id}/progress", status_code=201, response_model=ItemView, responses=ACT)
async def report_progress(
    item_id: UUID, body: ProgressIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Report progress for the reader's nation. What the next meeting only notes counts as addressed by it."""
    return await created(
        request, unit, key, body, lambda: service.report(unit, item_id, body), service.show, PLACE
    )


@router.post(PLACE + "/{item_id}/delegate", status_code=201, response_model=ItemView, responses=ACT)
async def delegate_tasking(
    item_id: UUID, body: DelegateIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Delegate between meetings, to forums below. A child is never released wider than its parent, and
    can be read by everyone who may complete its parent.
    """
    return await created(
        request, unit, key, body, lambda: service.delegate(unit, item_id, body), service.show, PLACE
    )


@router.post(PLACE + "/{item_id}/answer", status_code=201, response_model=ItemView, responses=ACT)
async def answer_tasking(
    item_id: UUID, body: AnswerIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Answer between meetings: it reaches the issuer at once, and takes the same concurrence as minutes."""
    return await created(
        request, unit, key, body, lambda: service.answer(unit, item_id, body), service.show, PLACE
    )


@router.post(PLACE + "/{item_id}/escalate", status_code=201, response_model=ItemView, responses=ACT)
async def escalate_tasking(
    item_id: UUID, body: EscalateIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Put a question up: it stands on the parent forum's next agenda, or before each nation's authority."""
    return await created(
        request, unit, key, body, lambda: service.escalate(unit, item_id, body), service.show, PLACE
    )


@router.post(PLACE + "/{item_id}/close", status_code=201, response_model=ItemView, responses=ACT)
async def close_tasking(
    item_id: UUID, body: CloseIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Close what was answered or returned, at the back-brief of the forum that issued it."""
    return await created(
        request, unit, key, body, lambda: service.close(unit, item_id, body), service.show, PLACE
    )


@router.post(PLACE + "/{item_id}/reopen", status_code=201, response_model=ItemView, responses=ACT)
async def reopen_tasking(
    item_id: UUID, body: ReopenIn, request: Request, unit: Writing, key: IdempotencyKey
) -> Response:
    """Reopen what was answered or returned, at the issuer's back-brief; its forum addresses it again."""
    return await created(
        request, unit, key, body, lambda: service.reopen(unit, item_id, body), service.show, PLACE
    )
