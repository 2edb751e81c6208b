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


def etag(representation: bytes) -> str:
    """The strong entity tag of a representation, quoted."""
    digest = hashlib.blake2b(representation, digest_size=15).digest()
    return f'"{base64.urlsafe_b64encode(digest).decode()}"'


async def require_match(request: Request, current_representation: bytes) -> None:
    """428 without ``If-Match`` (or with ``*``), 412 unless it names what the reader would get now."""
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        raise precondition_required()
    if etag(current_representation) not in {tag.strip() for tag in given.split(",")}:
        raise stale()


def represented(view: BaseModel | bytes, status: int = 200, location: str | None = None) -> Response:
    """A single record, or its JSON, with its ETag (and its address, when it was just made).

    No cache on the way keeps it.
    """
    body = representation(view)
    headers = {"ETag": etag(body), "Cache-Control": "no-store"}
    if location is not None:
        headers["Location"] = location
    return Response(body, status, headers, "application/json")


def representation(view: BaseModel | bytes) -> bytes:
    """The bytes that `represented` sends, for `require_match`."""
    return view if isinstance(view, bytes) else view.model_dump_json().encode()
