"""Optimistic concurrency: the ETag is a digest of the representation that this reader gets.

LABELS, "Enforcement": never a version number, which would tell of an edit that the reader may not see.
Compare under the record's lock (read it ``FOR UPDATE`` before).
"""

import base64
import hashlib
from typing import Annotated

from fastapi import Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from services.common.errors import precondition_required, stale

IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that the change is based on")]
"""Declare it on a changing route, so that the document knows the header; `require_match` reads it."""


def etag(representation: bytes, words: bytes | None = None) -> str:
    """The strong entity tag of a representation, quoted; with ``words`` it begins with their own digest.

    Words are the part of it that is spoken on, where the rest follows from what others do.
    """
    whole = _digest(representation)
    return f'"{whole}"' if words is None else f'"{_digest(words)}.{whole}"'


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.blake2b(content, digest_size=15).digest()).decode()


async def require_match(request: Request, current: bytes, words: bytes | None = None) -> None:
    """428 without ``If-Match`` (or with ``*``), 412 unless it names what the reader would get now."""
    if etag(current, words) not in _named(request):
        raise stale()


async def require_words(request: Request, words: bytes) -> None:
    """The same, but 412 only where other words stand there now; what follows from others may differ."""
    if _digest(words) not in {tag.strip('"').partition(".")[0] for tag in _named(request)}:
        raise stale()


def _named(request: Request) -> set[str]:
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        raise precondition_required()
    return {tag.strip() for tag in given.split(",")}


def represented(
    view: BaseModel | bytes, status: int = 200, location: str | None = None, words: bytes | None = None
) -> Response:
    """A single record, or its JSON, with its ETag (and its address, when it was just made).

    No cache on the way keeps it. For ``words`` see `etag`.
    """
    body = representation(view)
    headers = {"ETag": etag(body, words), "Cache-Control": "no-store"}
    if location is not None:
        headers["Location"] = location
    return Response(body, status, headers, "application/json")


def representation(view: BaseModel | bytes) -> bytes:
    """The bytes that `represented` sends, for `require_match`."""
    return view if isinstance(view, bytes) else view.model_dump_json().encode()
