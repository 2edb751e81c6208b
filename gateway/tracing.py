"""Where a trace starts: the id of each request, by W3C Trace Context, as a span where telemetry is on."""

import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from random import getrandbits
from typing import Protocol

from opentelemetry.trace import SpanKind

from gateway.asgi import Message, Request
from gateway.routes import PREFIX, ROUTES
from services.common import telemetry
from services.common.measures import measure_request
from services.common.telemetry_names import (
    ATTRIBUTE_METHOD,
    ATTRIBUTE_PEER,
    ATTRIBUTE_ROUTE,
    ATTRIBUTE_STATUS,
    SPAN_GATEWAY_FORWARD,
)

_TRACEPARENT = re.compile(rb"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})\Z")
_NO_TRACE = b"0" * 32
_NO_SPAN = b"0" * 16
_OWN = frozenset({"", "api", "assets", "auth", "healthz", "readyz"})


@dataclass(frozen=True, slots=True)
class Trace:
    """The trace of one request: its id, and the header for whoever comes next. Nothing happens at its end."""

    id: str
    traceparent: str

    def __enter__(self) -> "Trace":
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Tracing(Protocol):
    """How requests are traced."""

    def request(self, request: Request) -> AbstractContextManager[Trace]:
        """The trace of a request, for as long as it is answered."""
        ...

    def forward(self, trace: Trace, service: str) -> AbstractContextManager[Trace]:
        """The same trace, for as long as a service is asked."""
        ...


class IdsOnly:
    """Ids without spans: for a gateway that exports nothing (a span costs a fifth of the throughput)."""

    def request(self, request: Request) -> Trace:
        """The browser's trace goes on, or a new one starts."""
        return continued(request.header(b"traceparent"))

    def forward(self, trace: Trace, service: str) -> Trace:
        """The same ids."""
        return trace


class Spans:
    """A span for each request and one for each service that is asked."""

    @contextmanager
    def request(self, request: Request) -> Iterator[Trace]:
        """The span of the request, with method, route and status."""
        route = _route(request.raw_path.decode("latin-1"))
        header = {"traceparent": (request.header(b"traceparent") or b"").decode("latin-1")}
        attributes = {ATTRIBUTE_METHOD: request.method, ATTRIBUTE_ROUTE: route}
        with telemetry.tracer().start_as_current_span(
            f"{request.method} {route}", telemetry.context_of(header), SpanKind.SERVER, attributes
        ) as span:
            send, begin, status = request.send, time.perf_counter(), 0

            async def sending(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                    span.set_attribute(ATTRIBUTE_STATUS, status)
                await send(message)

            request.send = sending
            try:
                yield Trace(telemetry.current_trace_id(), telemetry.current_traceparent() or "")
            finally:
                measure_request(time.perf_counter() - begin, request.method, route, status)

    @contextmanager
    def forward(self, trace: Trace, service: str) -> Iterator[Trace]:
        """The span of the question to the service, which the service's own span hangs on."""
        with telemetry.tracer().start_as_current_span(
            SPAN_GATEWAY_FORWARD, kind=SpanKind.CLIENT, attributes={ATTRIBUTE_PEER: service}
        ):
            yield Trace(trace.id, telemetry.current_traceparent() or trace.traceparent)


def continued(traceparent: bytes | None) -> Trace:
    """The trace of a request: a given one goes on with a new span id, a missing or wrong one starts anew."""
    match = _TRACEPARENT.match(traceparent) if traceparent else None
    if match and match[1] != _NO_TRACE and match[2] != _NO_SPAN:
        trace, flags = match[1].decode(), match[3].decode()
    else:
        trace, flags = f"{getrandbits(128):032x}", "01"
    return Trace(trace, f"00-{trace}-{getrandbits(64):016x}-{flags}")


def _route(path: str) -> str:
    """The part of a path that names no record, of those that exist: what a client makes up names nothing."""
    parts = path.split("/")
    if path.startswith(f"{PREFIX}/v1/"):
        return f"{PREFIX}/v1/{parts[3]}" if parts[3] in ROUTES else f"{PREFIX}/v1/*"
    return f"/{parts[1]}" if parts[1] in _OWN else "/*"
