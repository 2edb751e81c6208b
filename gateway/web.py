"""Serves the built web client: hashed assets for ever, the page itself with a fresh nonce each time."""

import gzip
import hashlib
import mimetypes
import re
import time
from dataclasses import dataclass
from pathlib import Path

from gateway.asgi import Header, Request, reply, reply_html
from gateway.pages import message_page
from gateway.problems import NOT_FOUND, Problem
from gateway.security import new_nonce, page_headers

PLACEHOLDER = "__CSP_NONCE__"
_HASHED = re.compile(r"/assets/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9.]+\Z")
_TEXT = re.compile(r"text/|application/(?:javascript|json|manifest\+json|wasm)|image/svg\+xml")
_HIDDEN = re.compile(r"(?:^|/)\.")
_WORTH_COMPRESSING = 1024
_LOOK_AGAIN = 1.0
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True, slots=True)
class _Asset:
    kind: bytes
    cache: bytes
    etag: bytes
    variants: dict[str, bytes]  # by content encoding; "" is the plain file


class Web:
    """The files below ``dist``, read once into memory and again after a build.

    Only what was found there can be asked for, so no path of a request ever reaches the file system.
    """

    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self._assets: dict[str, _Asset] = {}
        self._page: str | None = None
        self._stamp: float | None = None
        self._looked = float("-inf")

    async def serve(self, request: Request, path: str) -> None:
        """Answer GET and HEAD: a file, or the client's page for any address that it may know."""
        if request.method not in ("GET", "HEAD"):
            raise Problem(405, "method-not-allowed", "Method not allowed", headers={"Allow": "GET, HEAD"})
        self._look()
        asset = self._assets.get(path)
        if asset:
            return await _serve_asset(request, asset)
        if path.startswith("/assets/") or _is_file(path):
            raise NOT_FOUND()
        await self._serve_page(request)

    async def _serve_page(self, request: Request) -> None:
        if self._page is None:
            text = (
                "The web client has not been built yet. `make run` builds it; the API is described at /api."
            )
            return await message_page(request.send, 503, "Entente is starting", text, ("/api", "The API"))
        nonce = new_nonce()
        html = self._page.replace(PLACEHOLDER, nonce)
        await reply_html(request.send, 200, html, page_headers(nonce), head=request.method == "HEAD")

    def _look(self) -> None:
        """Read the folder again when its page has changed; at most once a second."""
        now = time.monotonic()
        if now - self._looked < _LOOK_AGAIN:
            return
        self._looked = now
        index = self._dist / "index.html"
        try:
            stamp = index.stat().st_mtime
            if stamp != self._stamp:
                self._assets, self._page = _read_all(self._dist), index.read_text(encoding="utf-8")
                self._stamp = stamp
        except OSError:  # no build, or one that is being replaced
            self._assets, self._page, self._stamp = {}, None, None


def _read_all(dist: Path) -> dict[str, _Asset]:
    names = {
        file.relative_to(dist).as_posix(): file
        for file in dist.rglob("*")
        if file.is_file() and _inside(file, dist)
    }
    compressed = {name for name in names if name.endswith((".br", ".gz")) and name.rsplit(".", 1)[0] in names}
    served = set(names) - compressed - {"index.html"}
    return {f"/{name}": _read(f"/{name}", names[name]) for name in served if not _HIDDEN.search(name)}


def _inside(file: Path, dist: Path) -> bool:
    """False for a link that leads out of the build."""
    return file.resolve().is_relative_to(dist.resolve())


def _read(path: str, file: Path) -> _Asset:
    content = file.read_bytes()
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    variants = {"": content}
    for encoding, suffix in _ENCODINGS:
        ready = file.with_name(file.name + suffix)
        if ready.is_file():
            variants[encoding] = ready.read_bytes()
    if _TEXT.match(kind) and len(content) >= _WORTH_COMPRESSING and "gzip" not in variants:
        variants["gzip"] = gzip.compress(content, 6, mtime=0)
    cache = b"public, max-age=31536000, immutable" if _HASHED.match(path) else b"no-cache"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'.encode()
    return _Asset(f"{kind}{charset}".encode(), cache, etag, variants)


async def _serve_asset(request: Request, asset: _Asset) -> None:
    headers: list[Header] = [
        (b"cache-control", asset.cache),
        (b"etag", asset.etag),
        (b"vary", b"accept-encoding"),
    ]
    if request.header(b"if-none-match") == asset.etag:
        await request.send({"type": "http.response.start", "status": 304, "headers": headers})
        return await request.send({"type": "http.response.body", "body": b""})
    accepted = _accepted(request.header(b"accept-encoding") or b"")
    encoding = next((name for name, _ in _ENCODINGS if name in accepted and name in asset.variants), "")
    headers.append((b"content-type", asset.kind))
    if encoding:
        headers.append((b"content-encoding", encoding.encode()))
    await reply(request.send, 200, headers, asset.variants[encoding], head=request.method == "HEAD")


def _accepted(header: bytes) -> set[str]:
    parts = (part.strip().replace(" ", "").lower() for part in header.decode("latin-1").split(","))
    return {part.partition(";")[0] for part in parts if not part.endswith((";q=0", ";q=0.0"))}


def _is_file(path: str) -> bool:
    return "." in path.rsplit("/", 1)[-1]
