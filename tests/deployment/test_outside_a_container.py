"""What a container would run, run without one: on a real database and broker, by what is declared."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import yaml

from deploy.compose.secrets import make
from deploy.dev.ports import choose_ports
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import State
from deploy.dev.tests.test_postgres import own_state
from deploy.stack.keycloak import loopback
from deploy.stack.testing import kafka_jars
from tests.deployment.declared import OURS, ROOT
from tests.deployment.outside import ComposedBroker, ComposedKeycloak, Outside
from tests.trace.collector import Collector
from tests.waiting import until

pytestmark = [pytest.mark.real, pytest.mark.slow]
MIGRATIONS = tuple(f"migrate-{name}" for name in OURS)


@pytest.fixture(scope="module")
def outside() -> Iterator[tuple[Outside, Collector]]:
    """Database server, broker and collector of this machine; the jobs have run."""
    with own_state() as state:
        yield from _outside(state)


def _outside(state: State) -> Iterator[tuple[Outside, Collector]]:
    folder = state.root / "parts"
    folder.mkdir()
    ports, _ = choose_ports(state, [*OURS, "kafka", "controller", "keycloak", "management", "postgres"], {})
    jars = kafka_jars(state)
    broker = ComposedBroker(folder / "kafka", jars, ports["kafka"], ports["controller"], {})
    secrets = {path.name: path.read_text() for path in make(folder / "made")}
    broker.composed = secrets["kafka-server.properties"]
    broker.passwords = {"admin": secrets["ENTENTE_KAFKA_ADMIN_DSN"].split(":")[2].split("@")[0]}
    database = loopback(ports["postgres"])
    with EmbeddedPostgres(state, loopback=database) as server, Collector() as collector:
        made = Outside(folder, server, ports["kafka"], collector.endpoint, ports)
        keycloak = _keycloak(made, state.shared)
        try:
            with ThreadPoolExecutor(1) as beside:
                made.job("edge-databases")
                starting = beside.submit(keycloak.start)
                broker.start()
                for job in ("databases", *MIGRATIONS, "topics"):
                    made.job(job)
                starting.result()
            made.job("realm")
            yield made, collector
        finally:
            keycloak.stop()
            broker.stop()


def _keycloak(made: Outside, shared: Path) -> ComposedKeycloak:
    ports = made.ports
    keycloak = ComposedKeycloak(
        made.folder / "keycloak", shared, ports["keycloak"], ports["management"], ports["postgres"], "", ""
    )
    environment = made.parts["keycloak"]["environment"]
    keycloak.composed = {name: value for name, value in environment.items() if name.startswith("KC_")}
    keycloak.secret_file = made.secrets["keycloak.conf"]
    return keycloak


@pytest.fixture(scope="module")
def running(outside: tuple[Outside, Collector]) -> Iterator[tuple[Outside, Collector]]:
    """All services and the gateway, ready by the health check of the image."""
    made, collector = outside
    with made.running(OURS):
        yield made, collector


def test_the_jobs_can_be_repeated_and_find_nothing_to_do(outside: tuple[Outside, Collector]) -> None:
    made, _ = outside
    assert "nothing to do" in made.job("databases")
    assert "up to date" in made.job("migrate-meetings")
    assert "nothing differs" in made.job("topics")
    assert made.job("realm").startswith("0 differences")


def test_every_process_is_ready_on_the_real_log_with_its_secrets_from_files(
    running: tuple[Outside, Collector],
) -> None:
    made, _ = running
    assert {name: made.get(name, "/readyz") for name in OURS} == dict.fromkeys(OURS, 200)
    assert made.get("gateway", "/api/v1/forums") == 401
    assert made.get("meetings", "/v1/forums") == 401


def test_a_partners_system_reads_through_the_gateway_with_a_token_of_the_realm(
    running: tuple[Outside, Collector],
) -> None:
    made, _ = running
    secret = json.loads(made.secrets["keycloak-clients"])["partner.jts"]
    form = {"grant_type": "client_credentials", "client_id": "partner.jts", "client_secret": secret}
    answer = httpx.post(f"{made.identity}/realms/entente/protocol/openid-connect/token", data=form)
    bearer = f"Bearer {answer.raise_for_status().json()['access_token']}"
    until(lambda: made.get("gateway", "/api/v1/forums", Authorization=bearer) == 200, 60)


def test_no_process_writes_anything_but_its_temporary_files_the_signed_heads_and_attachments(
    running: tuple[Outside, Collector],
) -> None:
    made, _ = running
    made.tool("directory", "-m", "services.directory", "load", "deploy/dev/scenario/people.yaml")
    until(lambda: any("heads" in path.parts for path in made.written("audit")), 90)
    for name in OURS:
        home = made.folder / name
        own = {"audit": ["heads"], "sharing": ["attachments"]}.get(name, [])
        free = (home / "tmp", *(home / one for one in own), Path("/dev/null"))
        outward = {path for path in made.written(name) if not any(path.is_relative_to(one) for one in free)}
        assert outward == set(), name


def test_what_they_export_passes_the_collectors_list_whole(running: tuple[Outside, Collector]) -> None:
    made, collector = running
    for name in OURS:
        made.get(name, "/api/v1/forums" if name == "gateway" else "/v1/forums")
    until(lambda: {span.service for span in collector.spans} >= set(OURS), 60)
    configuration = yaml.safe_load((ROOT / "deploy" / "otel" / "collector.yaml").read_text())
    allowed = set(configuration["processors"]["redaction"]["allowed_keys"])
    assert {key for span in collector.spans for key in span.attributes} <= allowed


def test_no_secret_is_written_to_a_log(running: tuple[Outside, Collector]) -> None:
    made, _ = running
    passwords = {
        word for text in made.secrets.values() for word in text.replace("@", '"').replace(":", '"').split('"')
        if len(word) >= 40
    }  # fmt: skip
    logs = "".join(path.read_text(errors="replace") for path in made.folder.glob("*.log"))
    assert passwords and not any(word in logs for word in passwords)
