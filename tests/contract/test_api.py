"""The merged OpenAPI document keeps its word: schemathesis finds no 5xx and no undocumented answer.

Each operation is asked with generated parameters and bodies, half of them with ids of records that are there,
by several people. The cases follow from a fixed seed and their number is bounded.
"""

import random
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deploy.dev.platform import Platform
from deploy.dev.state import open_state
from services.common.references import uuid7
from tests.ladder import Ladder
from tests.people import People, day, due

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SEED, PLAUSIBLE = 20270111, 0.7
MEMBER, AUDITOR, OUTSIDER = "us.secretary", "us.auditor", "au.secretary"
STREAMS = ("/api/v1/live",)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NAMED = {"forum": "forum_id", "parent": "forum_id", "meeting": "meeting_id", "item": "item_id"}
OURS = {"level": "RESTRICTED", "owner": ["GBR", "USA"]}
WORDS: dict[str, Any] = {
    "label": OURS, "lead": "USA", "nation": "USA", "nations": ["GBR", "USA"], "owner": ["GBR", "USA"],
    "level": "RESTRICTED", "days": [day(5)], "until": day(30), "since": day(-30),
    "due": due(40),
}  # fmt: skip
Document = dict[str, Any]
Records = dict[str, list[str]]


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    """People of a platform of their own: what is asked here at random disturbs no other test."""
    with Platform(open_state("asked")) as platform, People(platform.url, platform.token) as found:
        yield found


@pytest.fixture(scope="module")
def document(people: People) -> Document:
    """The merged document of the gateway, streams apart."""
    found: Document = people.client(MEMBER).get("/api/openapi.json").json()
    found["paths"] = {path: item for path, item in found["paths"].items() if path not in STREAMS}
    return found


@pytest.fixture(scope="module")
def records(people: People) -> Records:
    """Records of the test's own by the names that paths give their ids: what is asked changes no others."""
    ladder = Ladder(people)
    posts = [(MEMBER, "secretary"), ("us.head", "head"), ("uk.head", "head")]
    top = ladder.forum("Asked", posts, rank=0)
    low = ladder.forum("Asked below", posts, top)
    held, planned = ladder.held(MEMBER, top), ladder.meeting(MEMBER, low, 20)
    sitting = ladder.hold(MEMBER, ladder.meeting(MEMBER, low))
    item = ladder.task(MEMBER, held, low, "Answer every question")
    later = ladder.held(MEMBER, low, "Later")
    decision = ladder.decide(MEMBER, held, "decision", "It is asked.")
    outcome = ladder.leave(MEMBER, later, item, "progressed", "It goes on.")
    topic = people.post(MEMBER, f"/meetings/{planned['id']}/agenda", {"title": "A topic"})
    paper = people.post(
        MEMBER, f"/meetings/{planned['id']}/papers", {"kind": "draft", "title": "T", "text": "T"}
    )
    shared = people.post(MEMBER, "/items", {"title": "Shared", "portions": [{"text": "A paragraph."}]})
    portions = people.get(MEMBER, f"/items/{shared['id']}/portions")["items"]
    file = people.post(MEMBER, f"/items/{shared['id']}/attachments", {"name": "asked.txt", "size": 3})
    ask = {"item": shared["id"], "portions": [portions[0]["id"]], "to": ["AUS"], "reason": "They asked."}
    release = people.post(MEMBER, "/releases", ask)
    activity = people.post(MEMBER, "/activities", {"title": "An activity", "tool": "training"})
    told = {"nation": "USA", "dimension": "task", "subject": "A subject", "published": "Not here."}
    caveat = people.post(MEMBER, "/caveats", told)
    harm = {"activity": "A", "effect": "B", "originator": "GBR", "reason": "never_asked"}
    harm |= {"happened": "2026-05"}
    missed = people.post(MEMBER, "/missed", harm)
    lesson = people.post(MEMBER, "/lessons", {"title": "A lesson", "observation": "It was seen."})
    about = people.get(MEMBER, "/lesson-topics")["items"]
    return {
        "forum_id": [top["id"], low["id"]], "meeting_id": [held["id"], planned["id"], sitting["id"]],
        "item_id": [item["id"]], "shared_id": [shared["id"]],
        "decision_id": [decision["id"]], "outcome_id": [outcome["id"]],
        "entry_id": [topic["id"]], "paper_id": [paper["id"]], "lesson_id": [lesson["id"]],
        "portion_id": [portions[0]["id"]], "topic_id": [about[0]["id"]], "attachment_id": [file["id"]],
        "release_id": [release["id"]], "activity_id": [activity["id"]], "caveat_id": [caveat["id"]],
        "missed_id": [missed["id"]],
    }  # fmt: skip


def operations(document: Document) -> Iterator[Any]:
    """The operations as schemathesis reads them; one that it cannot read fails."""
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = found.ok()
        assert operation is not None, found
        yield operation


@pytest.mark.parametrize(("person", "examples"), [(MEMBER, 16), (AUDITOR, 5), (OUTSIDER, 5)])
def test_no_operation_answers_5xx_or_what_is_not_documented(
    people: People, document: Document, records: Records, person: str, examples: int
) -> None:
    asking = Asking(people.client(person), records if person == MEMBER else {}, examples)
    for operation in operations(document):
        asking.ask(operation)
    assert not asking.wrong, "\n\n".join(asking.wrong.values())
    if person == MEMBER:
        done, refused = asking.done()
        assert len(done) > len(refused), f"too few are ever done; never: {sorted(refused)}"


class Asking:
    """Generated requests of one person; most name records that are there, in words that could pass."""

    def __init__(self, client: httpx.Client, records: Records, examples: int) -> None:
        self.client, self.records, self.examples = client, records, examples
        self.wrong: dict[str, str] = {}
        self.statuses: dict[str, set[int]] = {}
        self._chance = random.Random(SEED)

    def done(self) -> tuple[set[str], set[str]]:
        """The operations of which a request was done, and those of which every one was refused."""
        done = {name for name, found in self.statuses.items() if min(found) < 400}
        return done, set(self.statuses) - done

    def ask(self, operation: Any) -> None:
        """Ask one operation and keep what schemathesis finds wrong with its answers."""

        @seeded(SEED)
        @settings(
            max_examples=self.examples, database=None, deadline=None, phases=[Phase.generate],
            verbosity=Verbosity.quiet, suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            self._send(operation, case)

        one()

    def _send(self, operation: Any, case: Any) -> None:
        self._make_plausible(case)
        given = case.as_transport_kwargs(base_url=str(self.client.base_url))
        if isinstance(given.get("data"), bytes):
            given["content"] = given.pop("data")
        answer = self.client.request(**{k: v for k, v in given.items() if k != "cookies"})
        self.statuses.setdefault(operation.label, set()).add(answer.status_code)
        try:
            case.validate_response(Response.from_httpx(answer, verify=True), checks=CHECKS)
        except FailureGroup as failures:
            for one in failures.exceptions:
                problem = f"{one}\n{operation.label} {answer.status_code}"
                self.wrong.setdefault(f"{operation.label}: {problem.splitlines()[0]}", problem)

    def _make_plausible(self, case: Any) -> None:
        for name in case.path_parameters or {}:
            if name in self.records and self._chance.random() < PLAUSIBLE:
                case.path_parameters[name] = self._chance.choice(self.records[name])
        headers = case.headers or {}
        if "Idempotency-Key" in headers:
            headers["Idempotency-Key"] = str(uuid7())
        if "If-Match" in headers and self._chance.random() < PLAUSIBLE:
            headers["If-Match"] = self._tag(case.formatted_path) or headers["If-Match"]
        if self.records and self._chance.random() < PLAUSIBLE:
            case.body = self._plausible(case.body)

    def _tag(self, path: str) -> str | None:
        """The ETag of the nearest record above an address."""
        while path.count("/") > 3:
            answer = self.client.get(path)
            if "etag" in answer.headers:
                return answer.headers["etag"]
            path = path.rsplit("/", 1)[0]
        return None

    def _plausible(self, body: Any) -> Any:
        if isinstance(body, list):
            return [self._plausible(one) for one in body]
        if not isinstance(body, dict):
            return body
        return {name: self._word(name) or self._plausible(value) for name, value in body.items()}

    def _word(self, name: str) -> Any:
        known = self.records.get(NAMED.get(name, name))
        return self._chance.choice(known) if known else WORDS.get(name)
