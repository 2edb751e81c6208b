"""``Reading`` and ``Writing``: the unit of a request, as FastAPI dependencies.

Their scope is the path function: the answer is rendered inside the transaction and sent after the commit, so
that a commit that fails can still be said (ARCHITECTURE, "One request", 3).
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Annotated

from fastapi import Depends, Request

from services.common.auth import current_subject
from services.common.db.records import Actor
from services.common.db.unit import Unit, unit_of_work
from services.common.errors import trace_id


async def reading(request: Request) -> AsyncIterator[Unit]:
    """A unit that reads: one snapshot, one audit record, a commit that does not wait for the disc."""
    async with await _open(request, read_only=True) as unit:
        yield unit


async def writing(request: Request) -> AsyncIterator[Unit]:
    """A unit that writes: what it audits and emits is committed with it, or not at all."""
    async with await _open(request, read_only=False) as unit:
        yield unit


async def _open(request: Request, *, read_only: bool) -> AbstractAsyncContextManager[Unit]:
    subject = await current_subject(request)
    actor = Actor(
        subject.id, subject.affiliation, subject.acts_for, subject.client,
        f"{request.method} {route_path(request)}", trace_id(request),
    )  # fmt: skip
    object_id = "/".join(str(value) for value in request.path_params.values())
    return unit_of_work(request.app.state.database, subject, actor, reading=read_only, object_id=object_id)


def route_path(request: Request) -> str:
    """The path as its route declares it, without the values in it."""
    return str(getattr(request.scope.get("route"), "path_format", request.url.path))


Reading = Annotated[Unit, Depends(reading, scope="function")]
Writing = Annotated[Unit, Depends(writing, scope="function")]
