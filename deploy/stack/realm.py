"""How the realm with the demonstration's people is applied: secrets and passwords go into files beside it."""

import json
from collections.abc import Mapping
from pathlib import Path

from deploy.dev.state import write_private
from deploy.keycloak.settings import KeycloakSettings
from deploy.stack.keycloak import ADMINISTRATOR

ADMIN_SECRET, CLIENTS, PASSWORDS = "keycloak-admin", "clients.json", "passwords.json"


def realm_settings(
    folder: Path, url: str, gateway: str, clients: Mapping[str, str], passwords: Mapping[str, str] | None
) -> KeycloakSettings:
    """The settings for the Keycloak at ``url``, whose administrator's secret lies in ``folder`` already.

    ``clients`` are their secrets, ``passwords`` those of people; None for a realm without any.
    """
    write_private(folder / CLIENTS, json.dumps(clients))
    if passwords is not None:
        write_private(folder / PASSWORDS, json.dumps(passwords, indent=1))
    return KeycloakSettings(
        url=url, admin_client=ADMINISTRATOR, admin_secret_file=folder / ADMIN_SECRET, public_url=gateway,
        secrets_file=folder / CLIENTS, demonstration=passwords is not None,
        passwords_file=folder / PASSWORDS if passwords is not None else None,
    )  # fmt: skip
