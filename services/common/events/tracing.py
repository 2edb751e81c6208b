"""A trace goes on over the bus: publish and handle are spans of the request that caused them."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, use_span

from services.common.events.envelope import Envelope
from services.common.telemetry import context_of, current_traceparent, meter, tracer
from services.common.telemetry_names import (
    ATTRIBUTE_CONSUMER,
    ATTRIBUTE_EVENT_ID,
    ATTRIBUTE_EVENT_TYPE,
    ATTRIBUTE_TOPIC,
    METRIC_CONSUMER_LAG_SECONDS,
    METRIC_RELAY_LAG_SECONDS,
    SPAN_CONSUME,
    SPAN_RELAY,
)

_relay_lag = meter().create_histogram(METRIC_RELAY_LAG_SECONDS, unit="s")
_consumer_lag = meter().create_histogram(METRIC_CONSUMER_LAG_SECONDS, unit="s")


def measure_relayed(envelopes: Iterable[Envelope]) -> None:
    """Measure how long after its recording each event is on the bus."""
    now = datetime.now(UTC)
    for envelope in envelopes:
        _relay_lag.record((now - envelope.time).total_seconds(), {ATTRIBUTE_TOPIC: envelope.topic})


def measure_consumed(envelopes: Iterable[Envelope], consumer: str) -> None:
    """Measure how long after its recording each event's effect is committed."""
    now = datetime.now(UTC)
    for envelope in envelopes:
        attributes = {ATTRIBUTE_TOPIC: envelope.topic, ATTRIBUTE_CONSUMER: consumer}
        _consumer_lag.record((now - envelope.time).total_seconds(), attributes)


def _attributes(envelope: Envelope) -> dict[str, str]:
    return {
        ATTRIBUTE_TOPIC: envelope.topic,
        ATTRIBUTE_EVENT_ID: str(envelope.id),
        ATTRIBUTE_EVENT_TYPE: envelope.type,
    }


def publishing(envelope: Envelope) -> Envelope:
    """Record that the event is published; the consumers' spans hang on this one."""
    if envelope.traceparent is None:
        return envelope
    context = context_of({"traceparent": envelope.traceparent})
    attributes = _attributes(envelope)
    span = tracer().start_span(SPAN_RELAY, context, kind=SpanKind.PRODUCER, attributes=attributes)
    with use_span(span, end_on_exit=True):
        return replace(envelope, traceparent=current_traceparent() or envelope.traceparent)


@contextlib.contextmanager
def consuming(envelope: Envelope, consumer: str) -> Iterator[Span]:
    """The span of a handler's work on an event; an event without a trace starts none."""
    if envelope.traceparent is None:
        yield INVALID_SPAN
        return
    context = context_of({"traceparent": envelope.traceparent})
    attributes = {**_attributes(envelope), ATTRIBUTE_CONSUMER: consumer}
    with tracer().start_as_current_span(
        SPAN_CONSUME, context, kind=SpanKind.CONSUMER, attributes=attributes
    ) as span:
        yield span
