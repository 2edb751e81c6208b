"""``Reading`` and ``Writing``: the unit of a request, as FastAPI dependencies.

Their scope is the path function: the answer is rendered inside the transaction and sent after the commit, so
that a commit that fails can still be said (ARCHITECTURE, "One request", 3).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, Request

from services.common.auth import current_subject
from services.common.db.records import Actor
from services.common.db.unit import Unit, unit_of_work
from services.common.errors import Problem, forbidden, trace_id
from services.common.nul import NO_NUL, no_nul


async def reading(request: Request) -> AsyncIterator[Unit]:
    """A unit that reads: one snapshot, one audit record, a commit that does not wait for the disc."""
    async with opened(request, read_only=True) as unit:
        yield unit


async def writing(request: Request) -> AsyncIterator[Unit]:
    """A unit that writes: what it audits and emits is committed with it, or not at all.

    403 ``role`` for a partner's system, whatever it names: the one place where each writing address asks.
    """
    async with opened(request, read_only=False) as unit:
        if unit.subject.reads_only:
            raise forbidden("A partner's system reads; it writes nothing.", "role")
        yield unit


async def feeding(request: Request) -> AsyncIterator[Unit]:
    """A unit in which a partner's system writes, where an address is for systems: what it may write there
    is the address' own to ask. 403 ``role`` for whoever is none.
    """
    async with opened(request, read_only=False) as unit:
        if not unit.subject.reads_only:
            raise forbidden("This address is for a partner's system.", "role")
        yield unit


opened_for_writing = asynccontextmanager(writing)
"""As `opened`, with what `writing` asks."""


@asynccontextmanager
async def opened(request: Request, *, read_only: bool) -> AsyncIterator[Unit]:
    """A unit of the request's subject, for a path function that must not hold one while bytes pass; else the
    dependencies are the way.
    """
    subject = await current_subject(request)
    actor = Actor(
        subject.id, subject.affiliation, subject.acts_for, subject.client,
        f"{request.method} {route_path(request)}", trace_id(request),
    )  # fmt: skip
    object_id = "/".join(str(value) for value in request.path_params.values())
    database = request.app.state.database
    try:
        async with unit_of_work(database, subject, actor, reading=read_only, object_id=object_id) as unit:
            yield unit
    except Problem as problem:
        if any(error.rule == NO_NUL for error in problem.errors):  # the database does not say which text
            raise await no_nul(request) from problem
        raise


def route_path(request: Request) -> str:
    """The path as its route declares it, without the values in it."""
    return str(getattr(request.scope.get("route"), "path_format", request.url.path))


Reading = Annotated[Unit, Depends(reading, scope="function")]
Writing = Annotated[Unit, Depends(writing, scope="function")]
Feeding = Annotated[Unit, Depends(feeding, scope="function")]
