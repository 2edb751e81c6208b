"""The small parts: vault, rate limit, settings, spans."""

import base64
import os

import psycopg
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import ValidationError

from gateway.limits import RateLimit
from gateway.problems import Problem
from gateway.settings import GatewaySettings
from gateway.tests.conftest import Rig
from gateway.tracing import Spans
from gateway.vault import Unsealable, Vault, digest, new_secret
from services.common import telemetry
from services.common.telemetry_names import ATTRIBUTE_ROUTE, METRIC_REQUEST_SECONDS
from services.common.testing import measured


def test_what_is_sealed_opens_only_for_its_row_and_key() -> None:
    vault = Vault(b"k" * 32)
    sealed = vault.seal({"access": "token"}, b"row")
    assert vault.open(sealed, b"row") == {"access": "token"} and b"token" not in sealed
    for other, row in ((vault, b"other"), (Vault(b"l" * 32), b"row")):
        with pytest.raises(Unsealable):
            other.open(sealed, row)
    with pytest.raises(Unsealable):
        vault.open(b"", b"row")


def test_csrf_tokens_belong_to_a_session_and_a_key() -> None:
    one, two = digest(new_secret()), digest(new_secret())
    vault = Vault(b"k" * 32)
    tokens = {vault.csrf_token(one), vault.csrf_token(two), Vault(b"l" * 32).csrf_token(one)}
    assert len(tokens) == 3


def test_the_bucket_refills_and_says_when() -> None:
    now = [0.0]
    limit = RateLimit(2.0, 2, lambda: now[0])
    limit.take("a")
    limit.take("a")
    with pytest.raises(Problem) as refused:
        limit.take("a")
    assert refused.value.status == 429 and refused.value.headers["Retry-After"] == "1"
    limit.take("b")
    now[0] = 0.5
    limit.take("a")


def test_the_buckets_are_bounded() -> None:
    now = [0.0]
    limit = RateLimit(1.0, 2, lambda: now[0], max_keys=100)
    for number in range(1000):
        limit.take(str(number))
    assert len(limit) <= 100


def _values(**changes: object) -> dict[str, object]:
    return {
        "environment": "production", "public_url": "https://entente.example", "app_dsn": "postgresql:///x",
        "issuer": "https://id.example", "client_id": "gateway", "client_secret": "s", "services": {},
        "directory_url": "https://directory.example",
        "session_key": base64.b64encode(os.urandom(32)).decode(), **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"public_url": "http://entente.example"},
        {"issuer": "http://id.example"},
        {"session_key": "c2hvcnQ="},
        {"session_key": "not base64!"},
        {"public_url": "entente.example"},
        {"instance": "a b"},
    ],
)
def test_wrong_settings_stop_the_start(changes: dict[str, object]) -> None:
    GatewaySettings(**_values())
    with pytest.raises(ValidationError):
        GatewaySettings(**_values(**changes))


async def test_a_request_is_a_span_and_the_service_hangs_on_it(rig: Rig) -> None:
    exporter = InMemorySpanExporter()
    processor = telemetry.export_to(exporter)
    rig.gateway._tracing = Spans()
    token = rig.provider.sign({"sub": "partner", "aud": "gateway"})
    headers = {"Authorization": f"Bearer {token}", "traceparent": "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"}
    async with rig.browser().get("/api/v1/forums/secret-id", headers=headers) as answer:
        assert answer.ok
    processor.shutdown()
    forward, request = exporter.get_finished_spans()
    assert request.name == "GET /api/v1/forums" and request.attributes["http.response.status_code"] == 200
    assert forward.parent.span_id == request.context.span_id
    sent = rig.service.seen[0].headers["traceparent"].split("-")
    assert sent[1] == "ab" * 16 and sent[2] == f"{forward.context.span_id:016x}"


async def test_requests_are_measured_and_what_a_client_makes_up_is_no_name(rig: Rig) -> None:
    rig.gateway._tracing = Spans()
    token = rig.provider.sign({"sub": "partner", "aud": "gateway"})
    headers = {"Authorization": f"Bearer {token}"}
    with measured() as points:
        for path in ("/api/v1/forums/secret-id", "/api/v1/made-up", "/made-up/too", "/api/v1/"):
            async with rig.browser().get(path, headers=headers):
                pass
        found = {point.attributes[ATTRIBUTE_ROUTE]: point.count for point in points(METRIC_REQUEST_SECONDS)}
    assert found == {"/api/v1/forums": 1, "/api/v1/*": 2, "/*": 1}


async def test_trouble_while_tidying_does_not_end_the_watch_over_streams(rig: Rig, monkeypatch) -> None:
    async def full() -> int:
        raise psycopg.errors.DiskFull

    monkeypatch.setattr(rig.gateway.sessions, "forget_expired", full)
    await rig.gateway._watch._forget()


async def test_health_and_readiness(rig: Rig) -> None:
    for path in ("/healthz", "/readyz"):
        async with rig.browser().get(path) as answer:
            assert answer.status == 200 and (await answer.json()) == {"status": "ok"}
