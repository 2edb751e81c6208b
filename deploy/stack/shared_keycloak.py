"""One Keycloak, on a database of its own, for all test processes of a checkout (`deploy.dev.shared`).

The realm is the one of production with the people of the demonstration in it, applied at each start. Tests
that change a realm make one beside it.
"""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from deploy.dev.databases import create_databases
from deploy.dev.ports import HOST, choose_ports
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.shared import joined, serving, wait_until_unused
from deploy.dev.shared_server import TEST_SETTINGS
from deploy.dev.state import State, kept_secret, open_state, read_json, write_private
from deploy.keycloak.__main__ import run
from deploy.keycloak.desired import GATEWAY, load
from deploy.keycloak.people import people_of
from deploy.keycloak.settings import SCENARIO, KeycloakSettings, realm_of
from deploy.stack.keycloak import ROLE, Keycloak, loopback
from deploy.stack.realm import ADMIN_SECRET, realm_settings

_PORTS = ("postgres", "keycloak", "keycloak-management", "gateway")
_SECONDS = 240.0  # the first start makes the tables, on a machine that does much else


@dataclass(frozen=True)
class SharedKeycloak:
    """What a test needs to know of it. ``secrets`` by client, ``passwords`` by person."""

    state: State
    ports: dict[str, int]
    secrets: dict[str, str] = field(repr=False)
    passwords: dict[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.ports['keycloak']}"

    @property
    def issuer(self) -> str:
        """The issuer of the realm with the people."""
        return f"{self.url}/realms/entente"

    @property
    def gateway(self) -> str:
        """The address at which a gateway may sign people in; nobody listens there before a test does."""
        return f"http://{HOST}:{self.ports['gateway']}"

    def settings(self, *, people: bool = True) -> KeycloakSettings:
        """The settings with which the realm is applied."""
        passwords = self.passwords if people else None
        return realm_settings(self.state.secrets, self.url, self.gateway, self.secrets, passwords)


def known(state: State | None = None) -> SharedKeycloak:
    """The ports and secrets of the shared Keycloak, made at first use."""
    state = state or open_state("keycloak")
    file = state.root / "ports.json"
    kept = read_json(file)
    if set(kept) != set(_PORTS):
        kept, _ = choose_ports(state, _PORTS, {})
        write_private(file, json.dumps(kept))
    everybody = list(people_of(SCENARIO))
    systems = [one["username"] for one in everybody if one.get("kind") == "system"]
    clients = [GATEWAY, *load()["services"], *systems]
    secrets = {name: kept_secret(state.secrets, f"client-{name}") for name in clients}
    passwords = {
        one["username"]: kept_secret(state.secrets, f"person-{one['username']}") for one in everybody
    }
    return SharedKeycloak(state, kept, secrets, passwords)


def keycloak_of(shared: SharedKeycloak) -> Keycloak:
    """The server itself, not started."""
    state, ports = shared.state, shared.ports
    password, secret = (kept_secret(state.secrets, name) for name in (f"database-{ROLE}", ADMIN_SECRET))
    return Keycloak(
        state.root / "keycloak", state.shared, ports["keycloak"], ports["keycloak-management"],
        ports["postgres"], password, secret,
    )  # fmt: skip


@contextlib.contextmanager
def shared_keycloak() -> Iterator[SharedKeycloak]:
    """The running one. Raises `Unfetched` where it cannot be had."""
    shared = known()
    keycloak_of(shared).prepare()
    with joined(shared.state, "deploy.stack.shared_keycloak", lambda: _answers(shared), _SECONDS):
        yield shared


def _answers(shared: SharedKeycloak) -> bool:
    if not _applied(shared.state).exists():
        return False
    try:
        return httpx.get(f"{shared.issuer}/.well-known/openid-configuration").is_success
    except httpx.HTTPError:
        return False


def _applied(state: State) -> Path:
    return state.root / "applied"


def _forgive(shared: SharedKeycloak) -> None:
    """Nobody is locked out for what tests of hours ago guessed."""
    realm = realm_of(shared.settings())
    realm.admin.change_current_realm(realm.name)
    realm.admin.clear_all_bruteforce_attempts()


def serve() -> None:
    """Run it until no test process is left (the process that `shared_keycloak` starts)."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    shared = known()
    _applied(shared.state).unlink(missing_ok=True)
    keycloak = keycloak_of(shared)
    with EmbeddedPostgres(shared.state, TEST_SETTINGS, loopback(shared.ports["postgres"])) as server:
        create_databases(server, ["keycloak"])
        keycloak.start(_SECONDS)
        try:
            run(shared.settings(), apply=True)
            _forgive(shared)
            _applied(shared.state).touch()
            wait_until_unused(shared.state, lambda: server.poll() is None)
        finally:
            keycloak.stop()


if __name__ == "__main__":
    os.umask(0o077)
    with serving(open_state("keycloak")):
        serve()
