"""Forwards a request to its service and the answer back, both streamed: only what is in flight is held."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import aiohttp
from yarl import URL

from gateway.asgi import Request
from gateway.headers import to_client, to_service
from gateway.principal import Principal
from gateway.problems import Problem, body_too_large, service_unavailable
from gateway.settings import GatewaySettings
from gateway.streams import OpenStream, OpenStreams

_EVENTS = b"text/event-stream"
_PROBLEM = b"application/problem+json"
_SERVER_ERROR = 500
_DRAIN_SECONDS = 1.0


class ClientGone(Exception):
    """The client closed the connection before it had sent its body."""


class BrokenAnswer(Exception):
    """The service's answer broke off after its first byte had gone out."""


class _Body:
    """The client's body as an upload: counted, with a time limit for each piece."""

    def __init__(self, request: Request, limit: int, seconds: float) -> None:
        self._request = request
        self._limit = limit
        self._seconds = seconds
        self._size = 0
        self.problem: Problem | ClientGone | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            chunk, more = await self.next()
            if chunk:
                yield chunk

    async def next(self) -> tuple[bytes, bool]:
        """The next piece and whether more follow. Keeps why it failed: the uploader hides its exception."""
        try:
            async with asyncio.timeout(self._seconds):
                message = await self._request.receive()
        except TimeoutError:
            self.problem = Problem(408, "body-too-slow", "The body arrives too slowly")
            raise self.problem from None
        if message["type"] == "http.disconnect":
            self.problem = ClientGone()
            raise self.problem
        chunk: bytes = message.get("body", b"")
        self._size += len(chunk)
        if self._size > self._limit:
            self.problem = body_too_large(self._limit)
            raise self.problem
        return chunk, message.get("more_body", False)


class Proxy:
    """One pool of connections to all services."""

    def __init__(self, settings: GatewaySettings, streams: OpenStreams) -> None:
        self._settings = settings
        self._streams = streams
        self._client: aiohttp.ClientSession | None = None
        self._urls = settings.services
        self._timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=settings.connect_timeout, sock_read=settings.upstream_timeout
        )
        self._forwarded = {
            "x-forwarded-proto": "https" if settings.secure else "http",
            "x-forwarded-host": URL(settings.public_url).authority,
            "x-forwarded-prefix": "/api",
        }

    async def start(self) -> None:
        """Open the pool; to be called on the loop that serves."""
        # kept for less long than the services keep them, so that no request meets one that is being closed
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=30.0, ttl_dns_cache=30)
        self._client = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            raise_for_status=False,
        )

    async def stop(self) -> None:
        """Close every connection."""
        if self._client:
            await self._client.close()

    async def forward(
        self, request: Request, service: str, path: bytes, principal: Principal, token: str, traceparent: str
    ) -> None:
        """Send the request to ``service`` under ``path`` and its answer to the client.

        Raises a `Problem` while nothing has been sent yet: 413, 408, 502 (no proper answer), 503 (not
        reachable), 504 (too slow). An answer that breaks off later breaks off for the client too.
        """
        assert self._client is not None
        body, data = await self._read(request)
        try:
            response = await self._client.request(
                request.method,
                self._url(service, path, request.query),
                headers=to_service(request, token, traceparent, self._forwarded),
                data=data,
                timeout=self._timeout,
                allow_redirects=False,
            )
        except Exception as error:
            raise _problem_of(error, body) from error
        try:
            await self._answer(request, principal, response)
        finally:
            response.close()  # a whole answer has given its connection back already

    async def openapi(self, service: str) -> bytes | None:
        """The OpenAPI document of a running service; None when it does not answer."""
        if self._client is None or service not in self._urls:
            return None
        try:
            async with self._client.get(
                f"{self._urls[service]}/v1/openapi.json", timeout=self._timeout
            ) as response:
                return await response.read() if response.ok else None
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None

    def _url(self, service: str, path: bytes, query: bytes) -> URL:
        base = self._urls.get(service)
        if base is None:
            raise service_unavailable()
        target = f"{base}{path.decode()}?{query.decode()}" if query else f"{base}{path.decode()}"
        return URL(target, encoded=True)

    async def _read(self, request: Request) -> tuple[_Body | None, Any]:
        """The upload: nothing, the bytes of a body that came whole with its headers, or a stream."""
        if not request.has_body:
            return None, None
        limit = self._settings.body_limit
        length = request.header(b"content-length")
        if length is not None and int(length) > limit:
            raise body_too_large(limit)
        body = _Body(request, limit, self._settings.body_timeout)
        first, more = await body.next()
        return body, _after(first, body) if more else first

    async def _answer(self, request: Request, principal: Principal, response: aiohttp.ClientResponse) -> None:
        kind = response.headers.get("content-type", "").encode()
        if response.status >= _SERVER_ERROR and not kind.startswith(_PROBLEM):
            raise Problem(502, "service-failed", "The service failed")
        headers = to_client(response.raw_headers)
        if kind.startswith(_EVENTS):
            headers.append((b"x-accel-buffering", b"no"))
            _allow_silence(response, self._settings.stream_timeout)
        await request.send({"type": "http.response.start", "status": response.status, "headers": headers})
        if response.content.is_eof():  # a small answer came whole with its headers
            body = response.content.read_nowait()
            return await request.send({"type": "http.response.body", "body": body})
        if kind.startswith(_EVENTS):
            with self._streams.register(principal.subject, principal.key) as stream:
                await _stream(request, response, stream)
        else:
            await _copy(request, response)
        await request.send({"type": "http.response.body", "body": b""})


async def _after(first: bytes, body: _Body) -> AsyncIterator[bytes]:
    if first:
        yield first
    async for chunk in body:
        yield chunk


async def _copy(request: Request, response: aiohttp.ClientResponse) -> None:
    try:
        async for chunk in response.content.iter_any():
            await request.send({"type": "http.response.body", "body": chunk, "more_body": True})
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise BrokenAnswer from error


async def _stream(request: Request, response: aiohttp.ClientResponse, stream: OpenStream) -> None:
    """Copy until the service ends, the client goes, or the right to read ends."""
    tasks = [
        asyncio.ensure_future(_copy(request, response)),
        asyncio.ensure_future(_disconnected(request)),
        asyncio.ensure_future(stream.ended.wait()),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            with suppress(BrokenAnswer):  # the stream ends; the client opens it again
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _allow_silence(response: aiohttp.ClientResponse, seconds: float) -> None:
    """A stream of events may be silent for longer than an answer may take."""
    protocol = response.connection.protocol if response.connection else None
    if protocol is not None:
        protocol.read_timeout = seconds
        protocol.start_timeout()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _problem_of(error: Exception, body: _Body | None) -> Exception:
    if body is not None and body.problem is not None:
        return body.problem
    if isinstance(error, Problem):
        return error
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.ClientConnectorError):
        return service_unavailable()
    if isinstance(error, TimeoutError):
        return Problem(504, "service-too-slow", "The service did not answer in time")
    if isinstance(error, aiohttp.ClientError | OSError):
        return Problem(502, "service-failed", "The service did not answer properly")
    return error


async def drain(request: Request, limit: int) -> None:
    """Read on for a moment, so that a client that is still sending gets the refusal instead of a reset."""
    size = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            more = True
            while more and size < limit:
                message = await request.receive()
                size += len(message.get("body", b""))
                more = message.get("more_body", False)
