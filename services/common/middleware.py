"""The outermost layer of a service: trace, request id, body limit, and a 500 that says nothing.

Pure ASGI: `BaseHTTPMiddleware` costs 72 % of the throughput, this about 4 % (ARCHITECTURE, "Measured").
"""

import logging
import time
from collections.abc import Mapping

from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from starlette.exceptions import HTTPException
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.common import telemetry
from services.common.errors import Problem, from_http, internal
from services.common.measures import measure_request
from services.common.telemetry_names import (
    ATTRIBUTE_METHOD,
    ATTRIBUTE_ROUTE,
    ATTRIBUTE_STATUS,
    SPAN_REQUEST,
)

_log = logging.getLogger("services.request")


class _TooLarge(HTTPException):
    """The body passed the limit while it was read. FastAPI lets an HTTPException through its body parser."""

    def __init__(self) -> None:
        super().__init__(413)


class Edge:
    """Wraps the whole app. Sets ``scope["entente.trace_id"]``."""

    def __init__(self, app: ASGIApp, body_limit: int, bodies: Mapping[str, int]) -> None:
        """``body_limit`` in bytes; a larger body is a 413 problem. ``bodies``: other limits, by the path of a
        route as it declares it.
        """
        self._app = app
        self._limit = body_limit
        self._bodies = [(compile_path(path)[0], limit) for path, limit in bodies.items()]
        self._tracer = telemetry.tracer()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything but HTTP passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in (b"traceparent", b"tracestate", b"content-length")
        }
        context = telemetry.context_of(headers) if "traceparent" in headers else None
        started = time.perf_counter()
        with self._tracer.start_as_current_span(
            SPAN_REQUEST, context, SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        ) as span:
            scope["entente.trace_id"] = f"{span.get_span_context().trace_id:032x}"
            status = await self._serve(scope, receive, send, headers.get("content-length"))
            self._finish(span, scope, status, time.perf_counter() - started)

    def _finish(self, span: Span, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path_format", "")
        span.update_name(f"{scope['method']} {route}" if route else scope["method"])
        span.set_attributes(
            {ATTRIBUTE_METHOD: scope["method"], ATTRIBUTE_ROUTE: route, ATTRIBUTE_STATUS: status}
        )
        if status >= 500:
            span.set_status(Status(StatusCode.ERROR))
        measure_request(seconds, scope["method"], route, status)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, length: str | None) -> int:
        status = 0
        limit = next((one for path, one in self._bodies if path.match(scope["path"])), self._limit)

        async def watched_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        problem: Problem
        try:
            if length is not None and (not length.isdigit() or int(length) > limit):
                raise _TooLarge
            await self._app(scope, _limited(receive, limit), watched_send)
            return status
        except _TooLarge:
            problem = from_http(_TooLarge())
        except Exception as error:
            _log.error("request.failed", extra={"error": telemetry.places(error)})
            problem = internal()
        if status:  # the answer has begun: all that is left is to break it off
            raise ConnectionError("the answer broke off")
        await problem.response(scope["entente.trace_id"])(scope, receive, watched_send)
        return problem.status


def _limited(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLarge
        return message

    return counted
