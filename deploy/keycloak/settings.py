"""What the command is told by its environment (``ENTENTE_KEYCLOAK_…``); secrets come in files."""

import json
from pathlib import Path
from typing import Self

from keycloak import KeycloakAdmin
from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.dev.state import CHECKOUT
from deploy.keycloak.changes import Realm
from deploy.keycloak.desired import Client, Site, load, partner
from deploy.keycloak.people import People, people_of

SCENARIO = CHECKOUT / "deploy" / "dev" / "scenario" / "people.yaml"


class KeycloakSettings(BaseSettings):
    """Where Keycloak is, who applies the realm there, and what differs from one installation to another.

    ``admin_secret_file`` holds the secret of ``admin_client``, a client of the realm ``master``;
    ``secrets_file`` is a JSON object of the clients' secrets. ``passwords_file``, a JSON object by user name,
    is given where the people of the demonstration are to be there, and never in production.
    """

    model_config = SettingsConfigDict(env_prefix="ENTENTE_KEYCLOAK_", extra="ignore")

    url: str
    admin_client: str
    admin_secret_file: Path
    public_url: str
    backchannel_url: str = ""
    secrets_file: Path
    demonstration: bool = False
    passwords_file: Path | None = None
    people_file: Path = SCENARIO

    @model_validator(mode="after")
    def _demonstration_has_passwords(self) -> Self:
        if self.demonstration != (self.passwords_file is not None):
            raise ValueError("passwords_file and demonstration go together")
        return self


def realm_of(settings: KeycloakSettings) -> Realm:
    """The realm at the Keycloak of these settings; nothing is asked of it yet."""
    file = load()
    admin = KeycloakAdmin(
        server_url=settings.url.rstrip("/") + "/", realm_name="master", user_realm_name="master",
        client_id=settings.admin_client, client_secret_key=settings.admin_secret_file.read_text().strip(),
    )  # fmt: skip
    secrets = json.loads(settings.secrets_file.read_text(encoding="utf-8"))
    site = Site(settings.public_url.rstrip("/"), secrets, settings.backchannel_url.rstrip("/"))
    if settings.passwords_file is None:
        return Realm(admin, file, site)
    everybody = list(people_of(settings.people_file))
    systems: list[Client] = [
        partner(person["username"], secrets[person["username"]])
        for person in everybody
        if person.get("kind") == "system"
    ]
    passwords = json.loads(settings.passwords_file.read_text(encoding="utf-8"))
    return Realm(admin, file, site, systems, People(admin, file["realm"], everybody, passwords))
