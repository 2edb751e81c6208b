"""GET /v1/live: what changed among the records that the reader may see, by type and id only."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from services.common.auth import Subject, SubjectDep
from services.common.db import Actor, Database
from services.common.errors import Problem, problems, trace_id
from services.insight.live import repository

router = APIRouter(tags=["live"])


class Changed(BaseModel):
    """A record changed (`item`, `meeting`, `forum`, `decision`, `activity`, `overlap`, `duplicate`, `import`
    for what one wrote, `capacity`, `objective`, `demand`, `feed`, `agreement`) or was withdrawn
    (`item.withdrawn` …).
    """

    type: str
    id: str


@router.get("/v1/live", response_class=EventSourceResponse, responses=problems(401))
async def live(
    request: Request,
    subject: SubjectDep,
    after: Annotated[
        str | None, Query(max_length=200, description="resume point: the last event's id")
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    """A stream of changes. Each is checked again when it is sent; the stream ends with the right to read.

    Without `after` it begins now. An unknown resume point is answered by one event `resync`: load anew.
    """
    state = request.app.state
    database: Database = state.database
    actor = Actor(
        subject.id, subject.affiliation, subject.acts_for, subject.client, "GET /v1/live", trace_id(request)
    )
    seq = state.positions.open(after, subject.id) if after else None
    if after and seq is None:
        yield ServerSentEvent(event="resync", data={})
    if seq is None:
        seq = await repository.newest(database, subject, actor)
    yield ServerSentEvent(event="ready", id=state.positions.seal(seq, subject.id), data={})
    with state.bell.listen() as ear:
        while await _may_go_on(request):
            seq, rows = await repository.since(database, subject, actor, seq)
            for row in rows:
                yield ServerSentEvent(
                    event="changed", id=state.positions.seal(row["seq"], subject.id),
                    data=Changed(type=row["type"], id=str(row["object_id"])),
                )  # fmt: skip
            if not rows:
                await ear.wait(_patience(subject, state.settings.stream_ping))
    yield ServerSentEvent(event="end", data={})


async def _may_go_on(request: Request) -> bool:
    """Whether the token is still good: not expired, its person not revoked."""
    try:
        await request.app.state.authenticator.subject(request.headers.get("authorization"))
    except Problem:
        return False
    return True


def _patience(subject: Subject, most: float) -> float:
    """Seconds to wait: never past the end of the token."""
    if subject.expires_at is None:
        return most
    left = (subject.expires_at - datetime.now(UTC)).total_seconds()
    return max(0.05, min(most, left))
