"""Traces, metrics and logs: OpenTelemetry, exported only where an endpoint is set. See `telemetry_names`.

Logs are events with fields and carry the trace id; never a token, a title or a text of a record.
"""

import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import orjson
from opentelemetry import metrics, trace
from opentelemetry.context import Context
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from services.common.telemetry_names import ATTRIBUTE_SERVICE

_propagator = TraceContextTextMapPropagator()
_lock = threading.Lock()
_provider: TracerProvider | None = None
_meters: MeterProvider | None = None


class _Listener(SpanProcessor):
    def __init__(self, exporter: SpanExporter, others: "list[_Listener]") -> None:
        self._exporter = exporter
        self._others = others

    def on_end(self, span: ReadableSpan) -> None:
        self._exporter.export([span])

    def shutdown(self) -> None:
        if self in self._others:
            self._others.remove(self)


class _Listeners(SpanProcessor):
    """Hands every ended span to whoever listens; OpenTelemetry's own cannot be taken off again."""

    def __init__(self) -> None:
        self._all: list[_Listener] = []

    def add(self, exporter: SpanExporter) -> SpanProcessor:
        """Listen from now on, until the returned processor is shut down."""
        listener = _Listener(exporter, self._all)
        self._all.append(listener)
        return listener

    def on_end(self, span: ReadableSpan) -> None:
        """Pass the span on."""
        for listener in list(self._all):
            listener.on_end(span)


_listeners = _Listeners()


def provider(service: str = "entente") -> TracerProvider:
    """The tracer provider of this process, made at first use with the service's name."""
    global _provider  # noqa: PLW0603 - OpenTelemetry too knows one provider a process
    with _lock:
        if _provider is None:
            _provider = TracerProvider(
                resource=Resource({ATTRIBUTE_SERVICE: service}), shutdown_on_exit=False
            )
            _provider.add_span_processor(_listeners)
            trace.set_tracer_provider(_provider)
        return _provider


def _measuring(service: str = "entente") -> MeterProvider:
    """The meter provider of this process; what was measured before it was made is in no figure."""
    global _meters  # noqa: PLW0603 - as above
    with _lock:
        if _meters is None:
            _meters = MeterProvider(resource=Resource({ATTRIBUTE_SERVICE: service}))
            metrics.set_meter_provider(_meters)
        return _meters


def configure(service: str, endpoint: str | None) -> None:
    """Name the service and, where an OTLP/HTTP endpoint is set, export spans and metrics to it."""
    made = provider(service)
    if not endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader

    base = endpoint.rstrip("/")
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{base}/v1/traces")))
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(f"{base}/v1/metrics"))
    _measuring(service).add_metric_reader(reader)


def export_to(exporter: SpanExporter) -> SpanProcessor:
    """Send every ended span to ``exporter`` at once (tests), until the returned processor is shut down."""
    provider()
    return _listeners.add(exporter)


@contextmanager
def exported_to(exporter: SpanExporter) -> Iterator[None]:
    """The same for the length of a block."""
    processor = export_to(exporter)
    try:
        yield
    finally:
        processor.shutdown()


@contextmanager
def measured_to(reader: MetricReader) -> Iterator[None]:
    """Let ``reader`` see what is measured for the length of a block (tests)."""
    _measuring().add_metric_reader(reader)
    try:
        yield
    finally:
        _measuring().remove_metric_reader(reader)


def flush(milliseconds: int = 2000) -> None:
    """Export what is still held, at the end of a process; waits no longer than that for each of the two."""
    for held in (_provider, _meters):
        if held is not None:
            held.force_flush(milliseconds)


def tracer() -> trace.Tracer:
    """The tracer of this process."""
    return provider().get_tracer("entente")


def meter() -> metrics.Meter:
    """The meter of this process; it measures nothing where no endpoint is set."""
    return metrics.get_meter("entente")


def context_of(headers: Mapping[str, str]) -> Context:
    """The trace that a request or an event belongs to, by its ``traceparent``."""
    return _propagator.extract(headers, context=Context())


def current_traceparent() -> str | None:
    """The ``traceparent`` to hand on, None outside a span."""
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{int(context.trace_flags):02x}"


def current_trace_id() -> str:
    """The id of the trace under way, empty outside a span."""
    context = trace.get_current_span().get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else ""


_PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, event, fields, trace id; of an exception its type and places only.

    The message of an exception may quote a record (a database error repeats values), so it is left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if trace_id := current_trace_id():
            line["trace_id"] = trace_id
        line.update((name, value) for name, value in vars(record).items() if name not in _PLAIN)
        if record.exc_info and record.exc_info[1]:
            line["error"] = places(record.exc_info[1])
        return orjson.dumps(line, default=str).decode()


def places(error: BaseException) -> list[str]:
    """The types of an exception and its causes, with the places they passed; no message."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < 60:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frame = cause.__traceback__
        while frame is not None:
            lines.append(f"  {frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}")
            frame = frame.tb_next
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return lines


def log_json(level: int = logging.INFO) -> None:
    """Write the logs of this process as JSON lines to the standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses with their queries
