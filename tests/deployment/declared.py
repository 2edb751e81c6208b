"""What is declared for containers and clusters, as tests read it, and the settings that the code knows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic_settings import BaseSettings

from deploy.dev.processes import SERVICES
from deploy.kafka.__main__ import KafkaSettings
from deploy.keycloak.settings import KeycloakSettings
from deploy.postgres.__main__ import PostgresSettings
from gateway.settings import GatewaySettings
from services.audit.settings import AuditSettings
from services.common.settings import SECRETS, MigrationSettings, prefix, settings_class
from services.insight.settings import InsightSettings
from services.sharing.settings import SharingSettings

ROOT = Path(__file__).parents[2]
COMPOSE, PRODUCTION = ROOT / "docker-compose.yml", ROOT / "deploy" / "compose" / "production.yml"
_OWN: Mapping[str, type[BaseSettings]] = {
    "audit": AuditSettings, "insight": InsightSettings, "sharing": SharingSettings,
    "gateway": GatewaySettings,
}  # fmt: skip
OURS = (*SERVICES, "gateway")


class Loader(yaml.SafeLoader):
    """Reads compose's own tags as what they stand before."""


def _override(loader: Loader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    return loader.construct_sequence(node, deep=True)  # type: ignore[arg-type]


Loader.add_constructor("!override", _override)
Loader.add_constructor("!reset", lambda *_: None)


def read(path: Path) -> dict[str, Any]:
    """A YAML file."""
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader)
    return loaded


def service_settings(name: str) -> type[BaseSettings]:
    """The settings class of a service or the gateway."""
    return _OWN.get(name) or settings_class(name)


def variables(settings: type[BaseSettings], start: str = "") -> dict[str, bool]:
    """The variables of a settings class, and whether each must be given."""
    start = start or str(settings.model_config.get("env_prefix", ""))
    return {f"{start}{name.upper()}": field.is_required() for name, field in settings.model_fields.items()}


def jobs_variables() -> dict[str, dict[str, bool]]:
    """The variables of each one-shot command, by its module."""
    kinds = {"postgres": PostgresSettings, "kafka": KafkaSettings, "keycloak": KeycloakSettings}
    return {f"deploy.{name}": variables(kind) for name, kind in kinds.items()}


def known(command: list[str]) -> dict[str, bool]:
    """The variables of the process that a container's command starts."""
    module = command[command.index("-m") + 1]
    if module == "services.common.migrate":
        return variables(MigrationSettings, prefix(command[command.index("-m") + 2]))
    if module.startswith("deploy."):
        return jobs_variables()[module]
    return variables(service_settings(module.rpartition(".")[2]))


__all__ = [
    "COMPOSE", "OURS", "PRODUCTION", "ROOT", "SECRETS", "SERVICES", "known", "read", "service_settings",
]  # fmt: skip
