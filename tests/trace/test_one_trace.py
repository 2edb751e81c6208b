"""One trace from a browser's request to the last consumers, asserted edge by edge."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from deploy.dev.platform import Platform
from deploy.dev.state import open_state
from services.common import telemetry_names as names
from tests.browser.desk import Desk, chromium
from tests.ladder import Ladder
from tests.people import People
from tests.trace.collector import Collector, Seen
from tests.waiting import until

REGISTERED = {value for name, value in vars(names).items() if name.startswith("SPAN_")}
HTTP = re.compile(r"(GET|POST|PUT|PATCH|DELETE)( /\S*)?")
MEETING_EVENT, AUDIT_EVENT = "entente.meetings.meeting.v1", "entente.audit.record.v1"
MEETINGS = "/api/v1/meetings"


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
        with Platform(open_state("trace")) as platform, People(platform.url, platform.token) as people:
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
    traced: People, collector: Collector, chromium_path: str
) -> None:
    ladder = Ladder(traced)
    forum = ladder.forum("Traced", [("us.secretary", "secretary"), ("uk.head", "head")])
    trace, began = planned_in_a_browser(chromium_path, traced, f"/forums/{forum['id']}")

    until(lambda: arrived(collector, trace, began, "insight", MEETING_EVENT), 60)
    until(lambda: arrived(collector, trace, began, "audit", AUDIT_EVENT), 60)
    spans = collector.of(trace)
    for service, topic in (("insight", MEETING_EVENT), ("audit", AUDIT_EVENT)):
        *_, end = handled(spans, service, topic)  # more than one where an attempt was rolled back
        steps = path(spans, end)
        assert steps[0].parent == began
        assert [(step.service, step.name) for step in steps] == [
            ("gateway", "POST /api/v1/meetings"),
            ("gateway", names.SPAN_GATEWAY_FORWARD),
            ("meetings", "POST /v1/meetings"),
            ("meetings", names.SPAN_RELAY),
            (service, names.SPAN_CONSUME),
        ]
        assert steps[-2].attributes[names.ATTRIBUTE_TOPIC] == topic
        assert all(after.parent == before.id for before, after in pairwise(steps))


def planned_in_a_browser(chromium_path: str, people: People, forum: str) -> tuple[str, str]:
    """Plan a meeting in Chromium as a secretary; the ids of trace and span under which the client asked."""
    with chromium(chromium_path) as browser:
        desk = Desk.at(browser, people.url, "us.secretary", password=people.password("us.secretary"))
        desk.sign_in()
        page = desk.open(forum)
        page.get_by_role("button", name="Plan a meeting").click()
        page.get_by_label("Title").fill("Traced sitting")
        page.get_by_label("From").fill("in six weeks")
        expect(page.get_by_text("Understood as")).to_be_visible()
        with page.expect_request(
            lambda request: request.method == "POST" and MEETINGS in request.url
        ) as sent:
            page.locator("form").get_by_role("button", name="Plan a meeting").click()
        expect(page.get_by_role("heading", level=1, name="Traced sitting")).to_be_visible()
        _, trace, span, _ = sent.value.headers["traceparent"].split("-")
        desk.leave(failed=False)
        assert desk.complaints == []
    return trace, span


def arrived(collector: Collector, trace: str, began: str, service: str, topic: str) -> bool:
    """Whether the whole way from the browser is there: each process sends its spans in its own time."""
    spans = collector.of(trace)
    return any(path(spans, end)[0].parent == began for end in handled(spans, service, topic))


def test_every_span_of_every_process_has_a_registered_name(traced: People, collector: Collector) -> None:
    traced.get("us.secretary", "/forums")
    until(lambda: {"gateway", "meetings", "directory", "insight", "audit"} <= services(collector), 60)
    strange = {s.name for s in collector.spans if s.name not in REGISTERED and not HTTP.fullmatch(s.name)}
    assert strange == set()


def services(collector: Collector) -> set[str]:
    """The services that have exported spans."""
    return {span.service for span in collector.spans}
