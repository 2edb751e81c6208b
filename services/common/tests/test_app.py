"""What every service answers, whatever its routes: problems, limits, health, the document."""

import logging

import pytest
import schemathesis
from fastapi import APIRouter
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from services.common import telemetry
from services.common.auth import SubjectDep, require_role
from services.common.openapi import demands_subject, routes_of
from services.common.settings import placeholder, settings_class
from services.common.telemetry_names import (
    ATTRIBUTE_METHOD,
    ATTRIBUTE_ROUTE,
    ATTRIBUTE_STATUS,
    METRIC_DECISIONS,
    METRIC_REQUEST_SECONDS,
)
from services.common.testing import client_for, measured, running, settings_for, subject
from services.common.tests.example import notes
from services.common.tests.test_notes import SHARED, US, key, make

extra = APIRouter()


@extra.get("/v1/breaks")
async def breaks(person: SubjectDep) -> None:
    """Fails with a message that quotes a record."""
    raise RuntimeError("the secret title of a record")


@extra.get("/v1/wrong-answer", response_model=notes.NoteView)
async def wrong_answer(person: SubjectDep) -> object:
    """Answers with something that its model refuses."""
    return {"secret": "value"}


async def test_an_unexpected_error_says_nothing_and_logs_no_message(app, caplog):
    app.include_router(extra)
    with caplog.at_level(logging.ERROR):
        async with client_for(app, subject("USA")) as client:
            answers = [await client.get("/v1/breaks"), await client.get("/v1/wrong-answer")]
    for answer in answers:
        assert answer.status_code == 500
        assert answer.json()["type"] == "urn:entente:problem:internal" and "secret" not in answer.text
    assert len(caplog.records) == 2
    logged = " ".join(telemetry.JsonLines().format(record) for record in caplog.records)
    assert "secret" not in logged and "RuntimeError" in logged and "test_app.py" in logged


async def test_a_body_over_the_limit_is_413_by_its_header_and_by_its_bytes(american):
    big = b'{"title": "' + b"x" * 1_100_000 + b'"}'
    headers = {"content-type": "application/json", **key()}
    told = await american.post("/v1/notes", content=big, headers=headers)

    async def pieces():
        for start in range(0, len(big), 60_000):
            yield big[start : start + 60_000]

    streamed = await american.post("/v1/notes", content=pieces(), headers=headers)
    for answer in (told, streamed):
        assert (answer.status_code, answer.json()["type"]) == (413, "urn:entente:problem:too-large")


@pytest.mark.parametrize("body", ["{", "", "nonsense", '{"title": NaN}'])
async def test_a_body_that_is_no_json_is_422(american, body):
    headers = {"content-type": "application/json", **key()}
    answer = await american.post("/v1/notes", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:entente:problem:validation"


async def test_unknown_paths_and_methods_are_problems(american):
    missing, method = await american.get("/v1/nothing"), await american.delete("/v1/notes")
    assert (missing.status_code, missing.json()["type"]) == (404, "urn:entente:problem:not-found")
    assert (method.status_code, method.json()["type"]) == (405, "urn:entente:problem:method-not-allowed")
    assert method.headers["allow"]


async def test_a_role_that_is_missing_is_403(app):
    router = APIRouter()

    @router.get("/v1/audit-only")
    async def audit_only(person: SubjectDep) -> None:
        await require_role("auditor")(person)

    app.include_router(router)
    for roles, status in ((["liaison"], 403), (["auditor"], 200)):
        async with client_for(app, subject("USA", roles=roles)) as client:
            assert (await client.get("/v1/audit-only")).status_code == status


async def test_health_needs_no_subject(anonymous):
    assert (await anonymous.get("/healthz")).json() == {"status": "alive"}
    ready = await anonymous.get("/readyz")
    assert (ready.status_code, ready.json()["parts"]) == (200, {"database": "ready"})


class Threads:
    """Workers that stand in for threads."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def stop(self) -> None:
        self.calls.append("stop")

    def wake(self) -> None:
        self.calls.append("wake")

    def health(self) -> dict[str, str]:
        return {"relay": "running", "consumers": "stopped: the bus is away"}


async def test_workers_are_started_woken_by_a_commit_and_stopped(database):
    threads = Threads()
    settings = settings_for(database, role="all")
    async with (
        running(notes.build, settings, workers=threads) as app,
        client_for(app, subject("USA")) as client,
    ):
        assert (await make(client)).status_code == 201
        await client.get("/v1/notes")
        ready = await client.get("/readyz")
    assert threads.calls == ["start", "wake", "stop"]
    assert ready.status_code == 503
    assert ready.json()["parts"] == {"database": "ready", "relay": "running", "consumers": "stopped"}


async def test_role_api_starts_no_worker(database):
    threads = Threads()
    async with running(notes.build, settings_for(database), workers=threads):
        pass
    assert threads.calls == []


async def test_a_request_is_one_span_of_the_callers_trace(american):
    exporter = InMemorySpanExporter()
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with telemetry.exported_to(exporter):
        answer = await american.get("/v1/notes/no-id", headers={"traceparent": parent})
    spans = exporter.get_finished_spans()
    assert answer.json()["trace_id"] == "0af7651916cd43dd8448eb211c80319c"
    assert [span.name for span in spans] == ["GET /v1/notes/{note_id}"]
    assert spans[0].attributes["http.response.status_code"] == 404
    assert spans[0].parent is not None and f"{spans[0].parent.span_id:016x}" == "b7ad6b7169203331"


async def test_requests_are_measured_by_their_route_and_decisions_by_their_outcome(american, app):
    with measured() as points:
        await make(american, label=US)
        await american.get("/v1/notes/no-id")
        async with client_for(app, subject("AUS")) as stranger:
            await stranger.get("/v1/notes")
        answered = points(METRIC_REQUEST_SECONDS)
        decided = {point.attributes["entente.outcome"]: point.value for point in points(METRIC_DECISIONS)}
    requests = {tuple(sorted(point.attributes.items())): point.count for point in answered}
    for method, route, status in (
        ("POST", "/v1/notes", 201), ("GET", "/v1/notes/{note_id}", 404), ("GET", "/v1/notes", 200),
    ):  # fmt: skip
        attributes = {ATTRIBUTE_METHOD: method, ATTRIBUTE_ROUTE: route, ATTRIBUTE_STATUS: status}
        assert requests.pop(tuple(sorted(attributes.items()))) == 1
    assert requests == {}
    assert decided == {"allow": 1, "deny": 1}


def test_the_document_has_one_schema_for_everything_that_is_refused():
    app = notes.build(placeholder(settings_class("example")))
    made = app.openapi()
    assert "HTTPValidationError" not in made["components"]["schemas"]
    documented = [route for route in routes_of(app) if demands_subject(route.dependant)]
    assert len(documented) == 6
    for route in documented:
        for method in route.methods:
            answers = made["paths"][route.path_format][method.lower()]["responses"]
            refused = {status: found for status, found in answers.items() if status >= "400"}
            assert {"401", "503"} <= set(refused)
            for found in refused.values():
                schema = found["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ProblemBody"}
    create = made["paths"]["/v1/notes"]["post"]
    assert set(create["responses"]) == {"201", "401", "404", "413", "422", "428", "503"}
    assert create["security"] == [{"accessToken": []}]
    assert "security" not in made["paths"]["/healthz"]["get"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
async def test_schemathesis_finds_no_5xx_and_nothing_undocumented(app, american):
    await make(american)
    seen = 0
    for found in schemathesis.openapi.from_dict(app.openapi()).get_all_operations():
        operation = found.ok()
        for _ in range(20):
            given = operation.as_strategy().example().as_transport_kwargs(base_url=str(american.base_url))
            answer = await american.request(
                given["method"], given["url"], headers=dict(given.get("headers") or {}),
                params=given.get("params"), json=given.get("json"),
            )  # fmt: skip
            assert str(answer.status_code) in operation.definition.raw["responses"], answer.text
            assert answer.status_code < 500, answer.text
            seen += 1
    assert seen == 20 * 8


async def test_the_label_in_a_request_is_checked_by_its_rules(american):
    cases = [
        ({**SHARED, "level": "ULTRA"}, "/label/level", "unknown_level"),
        ({**SHARED, "policy": "unheard-of"}, "/label/policy", "unknown_policy"),
        ({**SHARED, "rel": ["ISAF"]}, "/label/rel", "label_rule"),
        ({**SHARED, "noforn": True}, "/label/rel", "label_rule"),
        ({**SHARED, "owner": []}, "/label/owner", "too_short"),
        ({**SHARED, "secret": 1}, "/label/secret", "extra_forbidden"),
    ]
    for label, pointer, rule in cases:
        answer = await make(american, label=label)
        assert answer.status_code == 422
        assert [(e["pointer"], e["rule"]) for e in answer.json()["errors"]] == [(pointer, rule)]


async def test_a_broken_limit_is_told_in_a_sentence(american):
    answer = await make(american, label={**SHARED, "owner": [], "secret": 1})
    told = {error["rule"]: error["detail"] for error in answer.json()["errors"]}
    assert told == {
        "too_short": "It must hold 1 or more.",
        "extra_forbidden": "This field is not known here.",
    }
