"""A trace goes from the request over the relay to the handler."""

from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from services.common.events.outbox import Outbox
from services.common.events.tests.conftest import TOPIC, TYPE, Place, deliverer, nation
from services.common.telemetry import current_traceparent, export_to, tracer
from services.common.telemetry_names import (
    ATTRIBUTE_CONSUMER,
    ATTRIBUTE_TOPIC,
    SPAN_CONSUME,
    SPAN_RELAY,
)
from tests.contract.bus.harness import read

ADD = "INSERT INTO outbox (topic, key, type, payload, traceparent) VALUES (%s, %s, %s, %s, %s)"


def test_request_relay_and_handler_are_one_trace_with_its_edges(place: Place) -> None:
    exporter = InMemorySpanExporter()
    processor = export_to(exporter)
    with place.connect() as conn:
        with tracer().start_as_current_span("request") as request:
            conn.execute(ADD, (TOPIC, "GBR", TYPE, nation("GBR", 1), current_traceparent()))
        producer = place.bus.producer(None)
        Outbox(conn, producer, "audit").relay()
        producer.close()
        deliverer().deliver(conn, read(place.bus.consumer("audit", [TOPIC]), 1))
    processor.shutdown()
    spans = {span.name: span for span in exporter.get_finished_spans()}
    relayed, consumed = spans[SPAN_RELAY], spans[SPAN_CONSUME]
    assert relayed.parent is not None and relayed.parent.span_id == request.get_span_context().span_id
    assert consumed.parent is not None and consumed.parent.span_id == relayed.context.span_id
    assert len({span.context.trace_id for span in spans.values()}) == 1
    assert consumed.attributes is not None
    assert consumed.attributes[ATTRIBUTE_TOPIC] == TOPIC
    assert consumed.attributes[ATTRIBUTE_CONSUMER] == "audit"


def test_an_event_without_a_trace_starts_none(place: Place) -> None:
    exporter = InMemorySpanExporter()
    processor = export_to(exporter)
    place.write("GBR", 1)
    with place.connect() as conn:
        producer = place.bus.producer(None)
        Outbox(conn, producer, "audit").relay()
        producer.close()
        deliverer().deliver(conn, read(place.bus.consumer("audit", [TOPIC]), 1))
    processor.shutdown()
    assert exporter.get_finished_spans() == ()
    assert place.effects() == [1]
