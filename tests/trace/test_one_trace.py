"""One trace from a browser's request to the last consumers, asserted edge by edge."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from deploy.dev.identity.app import issue_token
from deploy.dev.platform import Platform
from deploy.dev.processes import identity_settings
from deploy.dev.state import open_state
from services.common import telemetry_names as names
from tests.ladder import Ladder
from tests.people import People
from tests.trace.collector import Collector, Seen
from tests.waiting import until

TRACE, BROWSER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
REGISTERED = {value for name, value in vars(names).items() if name.startswith("SPAN_")}
HTTP = re.compile(r"(GET|POST|PUT|PATCH|DELETE)( /\S*)?")
MEETING_EVENT, AUDIT_EVENT = "entente.meetings.meeting.v1", "entente.audit.record.v1"


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    """Where the processes export to."""
    with Collector() as found:
        yield found


@pytest.fixture(scope="module")
def traced(collector: Collector) -> Iterator[People]:
    """People of a platform whose processes export their spans; it needs no scenario."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ENTENTE_OTLP_ENDPOINT", collector.endpoint)
        environment.setenv("OTEL_BSP_SCHEDULE_DELAY", "200")
        with Platform(open_state("trace")) as platform:
            settings = identity_settings(platform.instance)
            with People(platform.url, lambda who: issue_token(settings, who, "gateway")) as people:
                yield people


def path(spans: list[Seen], end: Seen) -> list[Seen]:
    """The spans from the root of a trace to one of them."""
    by_id = {span.id: span for span in spans}
    found = [end]
    while found[-1].parent in by_id:
        found.append(by_id[found[-1].parent])
    return found[::-1]


def handled(spans: list[Seen], service: str, topic: str) -> list[Seen]:
    """The spans in which a service's consumer handled an event of a topic."""
    return [
        span
        for span in spans
        if (span.service, span.name) == (service, names.SPAN_CONSUME)
        and span.attributes[names.ATTRIBUTE_TOPIC] == topic
    ]


def test_a_meeting_planned_in_a_browser_is_one_trace_to_the_last_consumers(
    traced: People, collector: Collector
) -> None:
    ladder = Ladder(traced)
    forum = ladder.forum("Traced", [("us.secretary", "secretary"), ("uk.head", "head")])
    client = traced.client("us.secretary")
    client.headers["traceparent"] = f"00-{TRACE}-{BROWSER}-01"
    ladder.meeting("us.secretary", forum, 20)
    del client.headers["traceparent"]

    until(lambda: arrived(collector, "insight", MEETING_EVENT), 60)
    until(lambda: arrived(collector, "audit", AUDIT_EVENT), 60)
    spans = collector.of(TRACE)
    for service, topic in (("insight", MEETING_EVENT), ("audit", AUDIT_EVENT)):
        (end,) = handled(spans, service, topic)
        steps = path(spans, end)
        assert steps[0].parent == BROWSER
        assert [(step.service, step.name) for step in steps] == [
            ("gateway", "POST /api/v1/meetings"),
            ("gateway", names.SPAN_GATEWAY_FORWARD),
            ("meetings", "POST /v1/meetings"),
            ("meetings", names.SPAN_RELAY),
            (service, names.SPAN_CONSUME),
        ]
        assert steps[-2].attributes[names.ATTRIBUTE_TOPIC] == topic
        assert all(after.parent == before.id for before, after in pairwise(steps))


def arrived(collector: Collector, service: str, topic: str) -> bool:
    """Whether the whole way from the browser is there: each process sends its spans in its own time."""
    spans = collector.of(TRACE)
    return any(path(spans, end)[0].parent == BROWSER for end in handled(spans, service, topic))


def test_every_span_of_every_process_has_a_registered_name(traced: People, collector: Collector) -> None:
    traced.get("us.secretary", "/forums")
    until(lambda: {"gateway", "meetings", "directory", "insight", "audit"} <= services(collector), 60)
    strange = {s.name for s in collector.spans if s.name not in REGISTERED and not HTTP.fullmatch(s.name)}
    assert strange == set()


def services(collector: Collector) -> set[str]:
    """The services that have exported spans."""
    return {span.service for span in collector.spans}
