"""The addresses of minutes and concurrences."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import Show, answered, changed, created, require_unchanged
from services.common.concurrency import IfMatch
from services.common.db import Reading, Unit, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit
from services.meetings.domain.values import Subject
from services.meetings.minutes import service
from services.meetings.minutes.awaited import page
from services.meetings.minutes.schemas import (
    AwaitedPage,
    CorrectionIn,
    MinutesView,
    SilenceIn,
    StandIn,
    SubjectView,
)
from services.meetings.minutes.view import minutes_view, words_of

router = APIRouter(prefix="/v1", tags=["minutes"])


def _unchanged(request: Request, unit: Unit, record: UUID, show: Show) -> service.Unchanged:
    """Refuses to speak on words unread: 428 without ``If-Match``, 412 where they changed since."""
    return lambda: require_unchanged(request, unit, record, show, words_of)


@router.get("/meetings/{meeting_id}/minutes", response_model=MinutesView)
async def read_minutes(meeting_id: UUID, unit: Reading) -> Response:
    """What the meeting recorded, as the reader may see it, each nation's stand on it, and where it went."""
    view = await minutes_view(unit, meeting_id)
    unit.shown("minutes", [meeting_id])
    for kind, part in (("decision", "decisions"), ("item", "taskings"), ("outcome", "outcomes")):
        unit.shown(kind, [record["id"] for record in view[part]])
    return answered(view, words=words_of)


@router.post(
    "/meetings/{meeting_id}/minutes/concurrences", status_code=201, response_model=MinutesView,
    responses=problems(403, 409),
)  # fmt: skip
async def concur(
    meeting_id: UUID,
    body: StandIn,
    request: Request,
    unit: Writing,
    key: IdempotencyKey,
    if_match: IfMatch = None,
) -> Response:
    """A nation concurs in, or withholds from, the current version; agreed when every member nation concurs.

    Its own head or deputy gives it, or its own secretary records it with evidence; nobody binds another.
    ``If-Match`` names the minutes that were read: nobody is bound by words that changed meanwhile.
    """
    return await created(
        request, unit, key, body,
        lambda: service.stand(
            unit, Subject.MINUTES, meeting_id, body, _unchanged(request, unit, meeting_id, minutes_view)
        ),
        minutes_view, "/v1/meetings", words_of,
    )  # fmt: skip


@router.post(
    "/meetings/{meeting_id}/minutes/silence", status_code=201, response_model=MinutesView,
    responses=problems(403, 409),
)  # fmt: skip
async def silence(
    meeting_id: UUID,
    body: SilenceIn,
    request: Request,
    unit: Writing,
    key: IdempotencyKey,
    if_match: IfMatch = None,
) -> Response:
    """Ask an absent nation by silence procedure: it assents at the deadline unless it breaks silence.

    Only a nation with a head or deputy in the forum on the day is asked (``silence_is_heard``). One without
    either on the day of the deadline is not bound by its silence: it is asked anew.
    """
    return await created(
        request, unit, key, body,
        lambda: service.ask(
            unit, Subject.MINUTES, meeting_id, body, _unchanged(request, unit, meeting_id, minutes_view)
        ),
        minutes_view, "/v1/meetings", words_of,
    )  # fmt: skip


@router.post(
    "/meetings/{meeting_id}/minutes/corrections", response_model=MinutesView, responses=problems(403, 409)
)
async def correct(
    meeting_id: UUID, body: CorrectionIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Open a new version of agreed minutes. It is provisional until every nation concurs again."""
    await service.world_of(unit, Subject.MINUTES, meeting_id)
    return await changed(
        request, unit, meeting_id, minutes_view, lambda: service.correct(unit, meeting_id, body), words_of
    )


@router.get("/answers/{outcome_id}/concurrences", response_model=SubjectView)
async def read_answer(outcome_id: UUID, unit: Reading) -> Response:
    """An answer given out of session, and each nation's stand on it."""
    view = await service.answer_view(unit, outcome_id)
    unit.shown("outcome", [outcome_id])
    unit.shown("item", [made["id"] for made in view["taskings"]])
    return answered(view, words=words_of)


@router.post(
    "/answers/{outcome_id}/concurrences", status_code=201, response_model=SubjectView,
    responses=problems(403, 409),
)  # fmt: skip
async def concur_in_answer(
    outcome_id: UUID,
    body: StandIn,
    request: Request,
    unit: Writing,
    key: IdempotencyKey,
    if_match: IfMatch = None,
) -> Response:
    """A nation's stand on an answer out of session; agreed, it reaches the issuer at once."""
    return await created(
        request, unit, key, body,
        lambda: service.stand(
            unit, Subject.ANSWER, outcome_id, body, _unchanged(request, unit, outcome_id, service.answer_view)
        ),
        service.answer_view, "/v1/answers", words_of,
    )  # fmt: skip


@router.get("/decisions/{decision_id}/concurrences", response_model=SubjectView)
async def read_adjudication(decision_id: UUID, unit: Reading) -> Response:
    """An adjudication out of session, and each nation's stand on it."""
    view = await service.decision_view(unit, decision_id)
    unit.shown("decision", [decision_id])
    return answered(view, words=words_of)


@router.post(
    "/decisions/{decision_id}/concurrences", status_code=201, response_model=SubjectView,
    responses=problems(403, 409),
)  # fmt: skip
async def concur_in_adjudication(
    decision_id: UUID,
    body: StandIn,
    request: Request,
    unit: Writing,
    key: IdempotencyKey,
    if_match: IfMatch = None,
) -> Response:
    """A nation's stand on an adjudication out of session; agreed, it lands on the item that asked."""
    return await created(
        request, unit, key, body,
        lambda: service.stand(
            unit, Subject.ADJUDICATION, decision_id, body,
            _unchanged(request, unit, decision_id, service.decision_view),
        ),
        service.decision_view, "/v1/decisions", words_of,
    )  # fmt: skip


@router.get("/concurrences", response_model=AwaitedPage)
async def awaited(unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Provisional minutes, and what was left or adjudicated out of session, that await a stand that the
    reader can take for their nation, oldest first: nothing for who holds no post that can.
    """
    return await page(unit, cursor, limit)
