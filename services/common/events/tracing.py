"""The trace of a change goes on over the bus: publish and consume are spans of the request that caused
them.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from services.common.events.envelope import Envelope

PUBLISH = "event publish"
CONSUME = "event consume"
_propagator = TraceContextTextMapPropagator()


def _attributes(envelope: Envelope) -> dict[str, str]:
    return {
        "messaging.destination.name": envelope.topic,
        "messaging.message.id": str(envelope.id),
        "cloudevents.event_type": envelope.type,
    }


def publishing(envelope: Envelope) -> Envelope:
    """Record that the event is published; the consumers' spans hang on this one."""
    if envelope.traceparent is None:
        return envelope
    context = _propagator.extract({"traceparent": envelope.traceparent})
    tracer = trace.get_tracer("entente.events")
    span = tracer.start_span(PUBLISH, context, kind=SpanKind.PRODUCER, attributes=_attributes(envelope))
    carrier: dict[str, str] = {}
    _propagator.inject(carrier, trace.set_span_in_context(span))
    span.end()
    return replace(envelope, traceparent=carrier.get("traceparent", envelope.traceparent))


@contextlib.contextmanager
def consuming(envelope: Envelope) -> Iterator[Span]:
    """The span of a handler's work on an event; an event without a trace starts none."""
    if envelope.traceparent is None:
        yield trace.INVALID_SPAN
        return
    context = _propagator.extract({"traceparent": envelope.traceparent})
    tracer = trace.get_tracer("entente.events")
    attributes = _attributes(envelope)
    with tracer.start_as_current_span(
        CONSUME, context, kind=SpanKind.CONSUMER, attributes=attributes
    ) as span:
        yield span
