"""Checks of what is declared for containers and clusters, each by the tool that would run it where that is.

Schemas and linters come with the lock file, so they run everywhere; whatever needs docker, helm, promtool or
the collector itself says "not validated" where that is not installed, and claims nothing.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from deploy.dev.checking import BIN, Check, CouldNotRun, command
from deploy.dev.state import CHECKOUT
from deploy.helm.render import CHART, KUBERNETES, RENDERED, SITE, render

COMPOSE = (CHECKOUT / "docker-compose.yml", CHECKOUT / "deploy" / "compose" / "production.yml")
OTEL = CHECKOUT / "deploy" / "otel"
IMAGES = tuple(sorted((CHECKOUT / "deploy" / "image").glob("*Dockerfile")))
_SITE = (
    "ENTENTE_ADDRESS=127.0.0.1",
    "ENTENTE_HOST=a.test",
    "ENTENTE_IDENTITY_HOST=b.test",
    "ENTENTE_TLS=/tls",
)
_VALUES = ("--schemafile", str(CHART / "values.schema.json"), str(CHART / "values.yaml"))
_SCHEMA = ("--builtin-schema", "vendor.compose-spec")


def _with(tool: str, run: Callable[[str], str]) -> Callable[[], str]:
    """``run`` with the tool's path; `CouldNotRun` where it is not installed."""

    def look() -> str:
        if (found := shutil.which(tool)) is None:
            raise CouldNotRun(f"not validated: no {tool} here")
        return run(found)

    return look


def _files(paths: tuple[Path, ...]) -> list[str]:
    return [str(path.relative_to(CHECKOUT)) for path in paths]


def _compose_config(docker: str) -> str:
    if command(docker, "compose", "version")():
        raise CouldNotRun("not validated: docker has no compose plugin here")
    plain, production = map(str, COMPOSE)
    config = ("config", "--quiet")
    wrong = command(docker, "compose", "--file", plain, *config)()
    return (
        wrong
        or command(
            "env", *_SITE, docker, "compose", "--file", plain, "--file", production, "--profile", "*", *config
        )()
    )


def _promtool(promtool: str) -> str:
    return command(promtool, "check", "rules", str(OTEL / "alerts.yaml"))()


def _collector(otelcol: str) -> str:
    return command(otelcol, "validate", f"--config={OTEL / 'collector.yaml'}")()


def _linted(hadolint: str) -> str:
    return command(hadolint, "--no-color", *_files(IMAGES))()


def _helm(helm: str) -> str:
    values = ("--values", str(SITE), "--kube-version", KUBERNETES)
    if wrong := command(helm, "lint", "--strict", str(CHART), *values)():
        return wrong
    return (
        "" if render(helm) == RENDERED.read_text("utf-8") else "stale: `python -m deploy.helm` makes it anew"
    )


def _kubeconform(kubeconform: str) -> str:
    options = ("-strict", "-ignore-missing-schemas", "-kubernetes-version", KUBERNETES)
    return command(kubeconform, *options, str(RENDERED))()


DECLARED: tuple[Check, ...] = (
    Check("compose by schema", command(str(BIN / "check-jsonschema"), *_SCHEMA, *_files(COMPOSE[:1]))),
    Check("compose by docker", _with("docker", _compose_config)),
    Check("chart's values by schema", command(str(BIN / "check-jsonschema"), *_VALUES)),
    Check("chart by helm", _with("helm", _helm)),
    Check("chart by kubeconform", _with("kubeconform", _kubeconform)),
    Check("images by hadolint", _with(str(BIN / "hadolint"), _linted)),
    Check("alerts by promtool", _with("promtool", _promtool)),
    Check("collector by itself", _with("otelcol-contrib", _collector)),
)
