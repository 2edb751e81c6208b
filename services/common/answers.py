"""The shape of every answer: one record with its ETag, a creation that happens once, a guarded change."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import orjson
from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from services.common.concurrency import represented, require_match, require_words
from services.common.db import Unit
from services.common.db.dependencies import route_path
from services.common.idempotency import begin_once, finish_once

View = dict[str, Any]
Show = Callable[[Unit, UUID], Awaitable[View]]
Words = Callable[[View], object]
"""The part of a record that nations speak on (see `etag`)."""


def dumps(view: object) -> bytes:
    """The bytes of a representation: what is sent, and what its ETag is a digest of."""
    return orjson.dumps(view)


def answered(
    view: View, *, status: int = 200, location: str | None = None, words: Words | None = None
) -> Response:
    """A record as this reader may see it."""
    return represented(dumps(view), status, location, words and dumps(words(view)))


async def created(
    request: Request,
    unit: Unit,
    key: str,
    body: BaseModel,
    make: Callable[[], Awaitable[UUID]],
    show: Show,
    place: str,
    words: Words | None = None,
) -> Response:
    """Makes a record once for each idempotency key, and shows it under the rights of now.

    ``place`` is the collection's address; the route's own values belong to the key's scope.
    """
    route = f"{request.method} {request.url.path if request.path_params else route_path(request)}"
    once = await begin_once(unit, route, key, body.model_dump_json().encode())
    if once.existing is not None:
        made = UUID(once.existing)
    else:
        made = await make()
        await finish_once(unit, once, made)
    return answered(await show(unit, made), status=201, location=f"{place}/{made}", words=words)


async def changed(
    request: Request,
    unit: Unit,
    record: UUID,
    show: Show,
    apply: Callable[[], Awaitable[object]],
    words: Words | None = None,
) -> Response:
    """Changes a record that still is what the writer read (428 without If-Match, 412 when stale).

    Call it under the lock of the record: two writers with one ETag follow each other, and the second is 412.
    """
    now = await show(unit, record)
    await require_match(request, dumps(now), words and dumps(words(now)))
    await apply()
    return answered(await show(unit, record), words=words)


async def require_unchanged(request: Request, unit: Unit, record: UUID, show: Show, words: Words) -> None:
    """428 where the writer does not say what they read (``If-Match``), 412 where other words stand there now.

    Call it under the lock of the record, before an act that speaks on words: a stand, a silence.
    """
    await require_words(request, dumps(words(await show(unit, record))))
