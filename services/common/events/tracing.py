"""A trace goes on over the bus: publish and handle are spans of the request that caused them."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, use_span

from services.common.events.envelope import Envelope
from services.common.telemetry import context_of, current_traceparent, tracer
from services.common.telemetry_names import (
    ATTRIBUTE_CONSUMER,
    ATTRIBUTE_EVENT_ID,
    ATTRIBUTE_EVENT_TYPE,
    ATTRIBUTE_TOPIC,
    SPAN_CONSUME,
    SPAN_RELAY,
)


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
