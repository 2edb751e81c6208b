"""Forwards a request to its service and the answer back, both streamed: only what is in flight is held."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import urlsplit

from gateway.answer import Answer, ServiceGone, ServiceSilent
from gateway.asgi import Request
from gateway.headers import to_client, to_service
from gateway.principal import Principal
from gateway.problems import Problem, body_too_large, service_unavailable
from gateway.routes import PREFIX, takes_files
from gateway.settings import GatewaySettings
from gateway.streams import OpenStreams
from gateway.upstream import ServiceAway, Upload, Upstream

_EVENTS = b"text/event-stream"
_PROBLEM = b"application/problem+json"
_OK = 200
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
    """Requests to all services, over one pool of connections."""

    def __init__(self, settings: GatewaySettings, streams: OpenStreams) -> None:
        self._settings = settings
        self._streams = streams
        self._upstream = Upstream(settings.services, settings.connect_timeout, settings.upstream_timeout)
        proto, public = ("https" if settings.secure else "http"), urlsplit(settings.public_url)
        self._forwarded = (
            f"x-forwarded-proto: {proto}\r\nx-forwarded-host: {public.netloc}\r\n"
            f"x-forwarded-prefix: {PREFIX}\r\n"
        ).encode()

    async def start(self) -> None:
        """Open the pool; to be called on the loop that serves."""
        await self._upstream.start()

    async def stop(self) -> None:
        """Close every connection."""
        await self._upstream.stop()

    async def forward(
        self, request: Request, service: str, path: bytes, principal: Principal, token: str, traceparent: str
    ) -> None:
        """Send the request to ``service`` under ``path`` and its answer to the client.

        Raises a `Problem` while nothing has been sent yet: 413, 408, 502 (no proper answer), 503 (not
        reachable), 504 (too slow). An answer that breaks off later breaks off for the client too.
        """
        if service not in self._upstream:
            raise service_unavailable()
        headers = to_service(request, token, traceparent, self._forwarded)
        target = path + b"?" + request.query if request.query else path
        uploads = takes_files(path)
        limit = self._settings.upload_limit if uploads else self._settings.body_limit
        body, data, length = await self._read(request, limit)
        try:
            answer = await self._upstream.request(service, request.method, target, headers, data, length)
        except Exception as error:
            raise _problem_of(error, body) from error
        try:
            await self._answer(request, principal, answer)
        finally:
            answer.close()  # a whole answer has given its connection back already

    async def openapi(self, service: str) -> bytes | None:
        """The OpenAPI document of a running service; None when it does not answer."""
        if service not in self._upstream:
            return None
        try:
            answer = await self._upstream.request(service, "GET", b"/v1/openapi.json", b"")
            pieces = [piece async for piece in _pieces(answer)]
        except (ServiceAway, ServiceGone, ServiceSilent):
            return None
        return b"".join(pieces) if answer.status == _OK else None

    async def _read(self, request: Request, limit: int) -> tuple[_Body | None, Upload, int | None]:
        """The upload: nothing, the bytes of a body that came whole with its headers, or a stream."""
        if not request.has_body:
            return None, None, None
        length = request.header(b"content-length")
        if length is not None and int(length) > limit:
            raise body_too_large(limit)
        body = _Body(request, limit, self._settings.body_timeout)
        first, more = await body.next()
        if not more:
            return body, first, None
        return body, _after(first, body), None if length is None else int(length)

    async def _answer(self, request: Request, principal: Principal, answer: Answer) -> None:
        kind = answer.header(b"content-type")
        if answer.status >= _SERVER_ERROR and not kind.startswith(_PROBLEM):
            raise Problem(502, "service-failed", "The service failed")
        headers = to_client(answer.headers)
        events = kind.startswith(_EVENTS)
        if events:
            headers.append((b"x-accel-buffering", b"no"))
            answer.allow_silence(self._settings.stream_timeout)
        await request.send({"type": "http.response.start", "status": answer.status, "headers": headers})
        if answer.whole:  # a small answer came whole with its headers
            return await request.send({"type": "http.response.body", "body": answer.take()})
        if events:
            with (
                self._streams.register(principal.subject, principal.key, answer.close),
                suppress(BrokenAnswer, ClientGone),  # the stream ends; the client opens it again
            ):
                await _watched_copy(request, answer)
        else:
            await _watched_copy(request, answer)
        await request.send({"type": "http.response.body", "body": b""})


async def _after(first: bytes, body: _Body) -> AsyncIterator[bytes]:
    if first:
        yield first
    async for chunk in body:
        yield chunk


async def _pieces(answer: Answer) -> AsyncIterator[bytes]:
    while piece := await answer.next():
        yield piece


async def _copy(request: Request, answer: Answer) -> None:
    try:
        while piece := await answer.next():
            await request.send({"type": "http.response.body", "body": piece, "more_body": True})
    except (ServiceGone, ServiceSilent) as error:
        raise BrokenAnswer from error


async def _watched_copy(request: Request, answer: Answer) -> None:
    """Copy until the service ends or the client goes, which nobody learns by sending; each closes the answer.

    While the client's body is still on its way, whoever reads that learns it.
    """
    if answer.upload is not None and not answer.upload.done():
        return await _copy(request, answer)
    watching = asyncio.ensure_future(_disconnected(request, answer))
    try:
        await _copy(request, answer)
    except BrokenAnswer as error:
        raise (ClientGone() if watching.done() else error) from error
    finally:
        watching.cancel()


async def _disconnected(request: Request, answer: Answer) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    answer.close()


def _problem_of(error: Exception, body: _Body | None) -> Exception:
    if body is not None and body.problem is not None:
        return body.problem
    if isinstance(error, ServiceAway):
        return service_unavailable()
    if isinstance(error, ServiceSilent):
        return Problem(504, "service-too-slow", "The service did not answer in time")
    if isinstance(error, ServiceGone):
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
