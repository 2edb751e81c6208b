"""Where the merged OpenAPI document comes from: the services' checked-in files, or the running services."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import orjson

from gateway.asgi import Request, reply, reply_html
from gateway.docs_page import docs_body
from gateway.openapi import Document, merge
from gateway.own_api import OWN_API
from gateway.pages import page
from gateway.problems import Problem
from gateway.routes import SERVICES
from gateway.security import new_nonce, page_headers

SOURCES = Path(__file__).parent.parent / "services"
VERSION = "0.1.0"
Fetch = Callable[[str], Awaitable[bytes | None]]


class ApiDocument:
    """The document and its page, kept until a checked-in file changes. No record is in it."""

    def __init__(self, fetch: Fetch, sources: Path = SOURCES) -> None:
        """``fetch`` asks a running service for its document; None when it does not answer."""
        self._fetch = fetch
        self._sources = sources
        self._stamp: tuple[float, ...] | None = None
        self.merged: Document = {}
        self._json = b""
        self._body = ""

    async def serve(self, request: Request, path: str) -> None:
        """Answer /api (page) and /api/openapi.json."""
        if request.method not in ("GET", "HEAD"):
            raise Problem(405, "method-not-allowed", "Method not allowed", headers={"Allow": "GET, HEAD"})
        await self.update()
        head = request.method == "HEAD"
        if path.endswith(".json"):
            headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-cache")]
            return await reply(request.send, 200, headers, self._json, head=head)
        nonce = new_nonce()
        await reply_html(
            request.send, 200, page("Entente API", self._body, nonce), page_headers(nonce), head=head
        )

    async def update(self) -> None:
        """Merge again where a checked-in file changed, or where a service was missing."""
        stamp = tuple(self._modified(service) for service in SERVICES)
        if stamp == self._stamp:
            return
        found = {service: await self._document(service) for service in SERVICES}
        documents = {service: document for service, document in found.items() if document}
        merged = self.merged = merge(documents, OWN_API, VERSION)
        self._json, self._body = orjson.dumps(merged), docs_body(merged)
        self._stamp = stamp if len(documents) == len(SERVICES) else None

    def _file(self, service: str) -> Path:
        return self._sources / service / "openapi.json"

    def _modified(self, service: str) -> float:
        try:
            return self._file(service).stat().st_mtime
        except FileNotFoundError:
            return 0.0

    async def _document(self, service: str) -> Document | None:
        file = self._file(service)
        content = file.read_bytes() if file.is_file() else await self._fetch(service)
        try:
            document = orjson.loads(content) if content else None
        except orjson.JSONDecodeError:
            return None
        return document if isinstance(document, dict) else None


async def merged_from_files() -> Document:
    """The merged document of the checked-in files alone."""

    async def nobody(service: str) -> None:
        return None

    document = ApiDocument(nobody)
    await document.update()
    return document.merged
