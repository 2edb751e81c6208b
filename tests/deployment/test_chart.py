"""The chart against the code and against what compose declares; on what it becomes for the example site."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from deploy.helm.render import CHART, RENDERED, SITE, header, render
from tests.deployment.declared import COMPOSE, OURS, SECRETS, SERVICES, known, read

VALUES, SCHEMA = read(CHART / "values.yaml"), json.loads((CHART / "values.schema.json").read_text())
OBJECTS: list[dict[str, Any]] = [one for one in yaml.safe_load_all(RENDERED.read_text()) if one]
PODS = [one for one in OBJECTS if one["kind"] in ("Deployment", "Job")]
ROLES = ("api", "relay", "consumers")


def of(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in OBJECTS if one["kind"] == kind}


def name_of(one: dict[str, Any]) -> str:
    return f"{one['kind']} {one['metadata']['name']}"


def spec(one: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = one["spec"]["template"]["spec"]
    return found


def container(one: dict[str, Any]) -> dict[str, Any]:
    (found,) = spec(one)["containers"]
    return found


def keys(one: dict[str, Any]) -> set[str]:
    (secret,) = [volume["secret"] for volume in spec(one)["volumes"] if volume["name"] == "secrets"]
    return {item["key"] for item in secret["items"]}


def allowed(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    same = all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items())
    return same and all(
        labels.get(one["key"]) in one["values"] for one in selector.get("matchExpressions", [])
    )


def test_what_is_looked_at_here_was_made_from_the_chart_as_it_is() -> None:
    assert RENDERED.read_text().startswith(header()), "stale: `python -m deploy.helm` makes it anew"


@pytest.mark.skipif(shutil.which("helm") is None, reason="no helm here: the chart was not rendered anew")
def test_helm_makes_the_same_of_it() -> None:
    assert render() == RENDERED.read_text()


def test_the_values_are_of_their_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.validate(VALUES, SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("publicUrl", "http://entente.example.test"),
        ("keycloak.issuer", "http://identity/realms/entente"),
        ("image.tag", "latest"),
        ("services.meetings.password", "x"),
        ("services.audit.consumers.replicas", 2),
        ("services.meetings.relay.replicas", 0),
        ("migrations.existingSecret", ""),
        ("unknown", 1),
    ],
)
def test_values_that_cannot_be_meant_are_refused(path: str, value: object) -> None:
    values = json.loads(json.dumps(VALUES))
    *folders, last = path.split(".")
    place = values
    for folder in folders:
        place = place[folder]
    place[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, SCHEMA)


def test_every_service_runs_as_three_and_the_gateway_as_one() -> None:
    wanted = {f"entente-{name}-{role}" for name in SERVICES for role in ROLES} | {"entente-gateway"}
    assert set(of("Deployment")) == wanted
    assert set(VALUES["services"]) == set(SERVICES)
    for name, one in of("Deployment").items():
        command = container(one)["command"]
        service, _, role = name.removeprefix("entente-").partition("-")
        assert command == (
            ["python", "-m", f"services.{service}", "--role", role] if role else ["python", "-m", "gateway"]
        )


def test_before_an_upgrade_the_same_jobs_run_as_in_compose() -> None:
    jobs = [container(one)["command"] for one in of("Job").values()]
    composed = [part["command"] for part in read(COMPOSE)["services"].values() if part.get("restart") == "no"]
    assert sorted(jobs) == sorted(
        {tuple(one): one for one in composed if one[2].startswith(("deploy.", "services.common"))}.values()
    )
    weights = {
        name: int(one["metadata"]["annotations"]["helm.sh/hook-weight"]) for name, one in of("Job").items()
    }
    assert weights["entente-databases"] < min(w for name, w in weights.items() if "migrate" in name)
    assert all(
        one["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
        for one in of("Job").values()
    )


@pytest.mark.parametrize("one", PODS, ids=name_of)
def test_each_gets_every_setting_that_it_needs_and_none_that_it_does_not_know(one: dict[str, Any]) -> None:
    command = container(one)["command"]
    settings = known(command)
    plain = {entry["name"] for entry in container(one)["env"]}
    given = {name for name in plain | keys(one) if name.startswith("ENTENTE_")} - {SECRETS}
    assert given <= set(settings), "unknown settings"
    assert {name for name, needed in settings.items() if needed} <= given
    assert not plain & keys(one), "a secret stands in the environment"


def test_the_settings_are_the_same_that_compose_gives() -> None:
    composed = read(COMPOSE)["services"]
    for name in OURS:
        role = "" if name == "gateway" else "-consumers"
        one = of("Deployment")[f"entente-{name}{role}"]
        given = {entry["name"] for entry in container(one)["env"]} | keys(one)
        secrets = {
            entry if isinstance(entry, str) else entry["target"] for entry in composed[name]["secrets"]
        }
        only_here = {"SSL_CERT_FILE", "ENTENTE_GATEWAY_TRUSTED_PROXIES"}
        # Compose keeps attachments in a volume, the chart in a store that speaks S3.
        only_here |= {f"ENTENTE_SHARING_STORE_{one}" for one in ("ENDPOINT", "REGION", "KEY", "SECRET")}
        assert given - only_here == set(composed[name]["environment"]) | secrets


def test_only_who_speaks_to_the_log_has_its_password() -> None:
    for name, one in of("Deployment").items():
        has = any(key.endswith("_BUS_DSN") for key in keys(one))
        assert has == name.endswith(("-relay", "-consumers")), name
        assert not any(key.endswith("_OWNER_DSN") for key in keys(one))


@pytest.mark.parametrize("one", PODS, ids=name_of)
def test_a_pod_can_do_no_more_than_it_must(one: dict[str, Any]) -> None:
    pod, held = spec(one), container(one)["securityContext"]
    assert pod["automountServiceAccountToken"] is False and pod["enableServiceLinks"] is False
    context = pod["securityContext"]
    assert context["runAsNonRoot"] is True and context["runAsUser"] > 0
    assert context["seccompProfile"] == {"type": "RuntimeDefault"}
    assert held == {
        "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
    }  # fmt: skip
    assert {"requests", "limits"} <= set(container(one)["resources"])
    assert re.search(r":\d+\.\d+\.\d+$|@sha256:", container(one)["image"])
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
    assert not any("hostPath" in volume for volume in pod["volumes"])
    writable = [m["mountPath"] for m in container(one)["volumeMounts"] if not m.get("readOnly")]
    assert set(writable) <= {"/tmp", "/heads"}


@pytest.mark.parametrize("one", of("Deployment").values(), ids=name_of)
def test_the_probes_ask_what_the_process_answers(one: dict[str, Any]) -> None:
    found = container(one)
    paths = {
        kind: found[kind]["httpGet"]["path"] for kind in ("startupProbe", "livenessProbe", "readinessProbe")
    }
    assert paths == {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    ports = {int(e["value"]) for e in found["env"] if re.fullmatch(r"ENTENTE_[A-Z]+_PORT", e["name"])}
    assert ports == {found["ports"][0]["containerPort"]}


def test_what_scales_has_bounds_and_a_relay_does_not_scale() -> None:
    scaled = {one["spec"]["scaleTargetRef"]["name"]: one for one in of("HorizontalPodAutoscaler").values()}
    assert set(scaled) == {"entente-gateway", *(f"entente-{name}-api" for name in SERVICES)}
    lag = {one["spec"]["scaleTargetRef"]["name"]: one["spec"] for one in of("ScaledObject").values()}
    assert set(lag) == {"entente-meetings-consumers", "entente-insight-consumers"}
    for name, one in lag.items():
        (trigger,) = one["triggers"]
        assert trigger["type"] == "kafka" and trigger["metadata"]["consumerGroup"] == name.split("-")[1]
        assert "replicas" not in of("Deployment")[name]["spec"], "two would set it"
    assert all("replicas" not in of("Deployment")[name]["spec"] for name in scaled)


def test_whoever_more_than_one_runs_of_is_not_taken_away_all_at_once() -> None:
    budgets = [one["spec"]["selector"] for one in of("PodDisruptionBudget").values()]
    for name, one in of("Deployment").items():
        labels = one["spec"]["template"]["metadata"]["labels"]
        alone = one["spec"].get("replicas") == 1
        assert alone or sum(allowed(selector, labels) for selector in budgets) == 1, name


def reaches(labels: dict[str, str], port: int) -> bool:
    """Whether some policy lets a pod out to that port."""
    return any(
        allowed(policy["spec"]["podSelector"], labels)
        and any(
            port in [entry["port"] for entry in rule["ports"]] for rule in policy["spec"].get("egress", [])
        )
        for policy in of("NetworkPolicy").values()
    )


def test_nobody_reaches_what_is_not_theirs() -> None:
    policies = of("NetworkPolicy")
    for name, one in {**of("Deployment"), **of("Job")}.items():
        labels = one["spec"]["template"]["metadata"]["labels"]
        assert allowed(policies["entente"]["spec"]["podSelector"], labels), "refused by default"
        log = name.endswith(("-relay", "-consumers")) or one["kind"] == "Job"
        assert reaches(labels, 9093) == log, name
        assert reaches(labels, 5432) and reaches(labels, 53)
    for name, policy in policies.items():
        who = policy["spec"].get("ingress", [])
        assert bool(who) == (name in {"entente-gateway", *(f"entente-{one}" for one in SERVICES)}), name


def test_a_service_leads_to_the_pods_that_answer() -> None:
    for name, one in of("Service").items():
        labels = [d["spec"]["template"]["metadata"]["labels"] for d in of("Deployment").values()]
        met = [
            found for found in labels if all(found.get(k) == v for k, v in one["spec"]["selector"].items())
        ]
        assert len(met) == 1 and met[0]["entente/role"] in ("api", "edge"), name


def test_neither_values_nor_example_hold_a_password() -> None:
    for path in (CHART / "values.yaml", SITE, RENDERED, *(CHART / "templates").iterdir()):
        assert isinstance(path, Path) and not re.search(r"://[^/\s\"]+:[^/\s\"@]+@", path.read_text())
    assert not of("Secret")
