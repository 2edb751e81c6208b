"""The one table of processes: what is started, with which settings, and when it counts as ready.

PostgreSQL is not in it: it is the supervisor's own child and comes before all of them. Every process of ours
is ``python -m <module>``, configured by its environment alone. The table is the same whatever it stands on
(`Ground`): the embedded log and provider here, the real parts in `deploy.stack`.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from deploy.dev.children import Command
from deploy.dev.databases import database_name
from deploy.dev.identity.settings import IdentitySettings
from deploy.dev.instance import Instance
from deploy.dev.ports import HOST
from deploy.dev.state import CHECKOUT, private_folder

Environment = dict[str, str]

_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR", "ENTENTE_DATA")


@dataclass(frozen=True)
class Process:
    """One row of the table.

    ``needs`` are processes that must be ready before this one starts; what is not needed for the start
    itself (the keys of the provider, the revocations) is asked for again until it is there, so almost
    nothing is. ``sources`` are what `make dev` watches. ``migrates`` tells that the process has a database
    with migrations. For a program that is not ours ``program`` is how it is started, ``ready`` whether the
    process of that number takes requests, ``settle`` what is seen to once it does and before it counts as
    ready, ``grace`` how many seconds it may take to end; such a one ends after those that use it.
    """

    name: str
    module: str
    environment: Callable[[Instance], Environment]
    sources: tuple[str, ...]
    needs: tuple[str, ...] = ()
    health: str = "/readyz"
    migrates: bool = True
    commands: Callable[[Instance], Environment] = lambda instance: {}
    program: Callable[[Instance, IO[bytes]], Command] | None = None
    ready: Callable[[Instance, int], bool] | None = None
    settle: Callable[[Instance, Callable[[str], None]], None] | None = None
    grace: float | None = None


@dataclass(frozen=True)
class Ground:
    """What the services stand on: who issues tokens, and the bus as one of them reaches it (kind, DSN).

    ``first`` are rows of the table that take so long to start that the services wait for them.
    """

    issuer: Callable[[Instance], str]
    bus: Callable[[Instance, str], tuple[str, str]]
    first: tuple[str, ...] = ()


EMBEDDED_GROUND = Ground(
    issuer=lambda instance: instance.url("identity"),
    bus=lambda instance, service: ("pglog", instance.server.dsn(database_name("bus"), "bus_app")),
)


def _service(name: str, ground: Ground) -> Process:
    more, commands = _MORE.get(name, (_nothing, _nothing))
    return Process(
        name=name,
        module=f"services.{name}",
        environment=lambda instance: service_environment(instance, name, ground) | more(instance),
        sources=(f"services/{name}", "services/common", "proto/gen", "proto/topics"),
        needs=ground.first,
        commands=commands,
    )


def _nothing(_: Instance) -> Environment:
    return {}


def audit_environment(instance: Instance) -> Environment:
    """The key that signs the heads of the chains, and where they are kept: outside the ledger's database."""
    return {
        "ENTENTE_AUDIT_SIGNING_KEY": instance.key("audit-signing-key"),
        "ENTENTE_AUDIT_HEADS_DIR": str(private_folder(instance.state.root / "audit-heads")),
    }


def sharing_environment(instance: Instance) -> Environment:
    """Where the bytes of attachments lie: a folder of the instance."""
    return {"ENTENTE_SHARING_STORE": f"file://{private_folder(instance.state.root / 'attachments')}"}


def audit_sources(instance: Instance) -> Environment:
    """The databases that the verifier compares with the ledger. The running audit service never gets them."""
    urls = {name: instance.server.dsn(database_name(name), f"{name}_worker") for name in SERVICES}
    return {"ENTENTE_AUDIT_SOURCES": json.dumps(urls)}


def database_environment(instance: Instance, name: str, *kinds: str) -> Environment:
    """The database URLs of ``name`` for roles of its own: app, worker, owner (for migrations alone)."""
    prefix, database = f"ENTENTE_{name.upper()}_", database_name(name)
    return {f"{prefix}{kind.upper()}_DSN": instance.server.dsn(database, f"{name}_{kind}") for kind in kinds}


def service_environment(instance: Instance, name: str, ground: Ground = EMBEDDED_GROUND) -> Environment:
    """The settings of one service; revocations are polled from the directory with the service's own
    secret.
    """
    bus, bus_dsn = ground.bus(instance, name)
    polled = {
        "DIRECTORY_URL": instance.url("directory"),
        "CLIENT_ID": name,
        "CLIENT_SECRET": instance.secret(f"client-{name}"),
    }
    values = {
        "HOST": HOST,
        "PORT": str(instance.ports[name]),
        "ENVIRONMENT": "development",
        "ISSUER": ground.issuer(instance),
        "AUDIENCE": name,
        "BUS": bus,
        "BUS_DSN": bus_dsn,
        **(polled if name != "directory" else {}),
    }
    return database_environment(instance, name, "app", "worker") | {
        f"ENTENTE_{name.upper()}_{key}": value for key, value in values.items()
    }


def gateway_environment(instance: Instance, ground: Ground = EMBEDDED_GROUND) -> Environment:
    """The settings of the edge."""
    values = {
        "HOST": HOST,
        "PORT": str(instance.ports["gateway"]),
        "ENVIRONMENT": "development",
        "PUBLIC_URL": instance.url("gateway"),
        "ISSUER": ground.issuer(instance),
        "CLIENT_ID": "gateway",
        "CLIENT_SECRET": instance.secret("client-gateway"),
        "SESSION_KEY": instance.key("session-key"),
        "INSTANCE": instance.id,
        "WEB_DIST": str(CHECKOUT / "gateway" / "web" / "dist"),
        "SERVICES": json.dumps({name: instance.url(name) for name in SERVICES}),
        "DIRECTORY_URL": instance.url("directory"),
    }
    if instance.state.of_tests:  # a platform of the tests: one person there asks as fast as many
        values |= {"RATE_PER_SECOND": "5000", "RATE_BURST": "20000"}
    return database_environment(instance, "gateway", "app") | {
        f"ENTENTE_GATEWAY_{key}": value for key, value in values.items()
    }


def identity_environment(instance: Instance) -> Environment:
    """The settings of the embedded OpenID provider and the clients that it knows."""
    public = instance.url("gateway")
    gateway = {
        "secret": instance.secret("client-gateway"),
        "redirect_uris": [f"{public}/auth/callback"],
        "post_logout_redirect_uris": [public, f"{public}/"],
        "audiences": list(SERVICES),
        "signs_people_in": True,
    }
    services = {
        name: {"secret": instance.secret(f"client-{name}"), "audiences": ["directory"]} for name in SERVICES
    }
    partner = {
        "secret": instance.secret("client-partner.jts"),
        "audiences": ["gateway"],
        "acts_as": "partner.jts",
    }
    database = database_name("identity")
    values = {
        "HOST": HOST,
        "PORT": str(instance.ports["identity"]),
        "ENVIRONMENT": "development",
        "ISSUER": instance.url("identity"),
        "APP_DSN": instance.server.dsn(database, "identity_app"),
        "OWNER_DSN": instance.server.dsn(database, "identity_owner"),
        "KEY_FILE": str(instance.state.secrets / "signing-key"),
        "CLIENTS": json.dumps({"gateway": gateway, "partner.jts": partner, **services}),
    }
    return {f"ENTENTE_IDENTITY_{key}": value for key, value in values.items()}


def identity_settings(instance: Instance) -> IdentitySettings:
    """The provider's settings, for what works with its key instead of asking it."""
    given = identity_environment(instance)
    values: dict[str, Any] = {
        key.removeprefix("ENTENTE_IDENTITY_").lower(): value for key, value in given.items()
    }
    return IdentitySettings.model_validate(values | {"clients": json.loads(values["clients"])})


SERVICES = ("directory", "meetings", "registry", "sharing", "insight", "audit")

_MORE = {"audit": (audit_environment, audit_sources), "sharing": (sharing_environment, _nothing)}


def table(first: Sequence[Process], ground: Ground) -> tuple[Process, ...]:
    """Every process: ``first`` what the services stand on, then they, then the edge."""
    edge = Process(
        "gateway", "gateway", lambda instance: gateway_environment(instance, ground),
        ("gateway", "services/common"),
    )  # fmt: skip
    return (*first, *(_service(name, ground) for name in SERVICES), edge)


PROCESSES = table(
    [Process("identity", "deploy.dev.identity", identity_environment, ("deploy/dev",), migrates=False)],
    EMBEDDED_GROUND,
)
NAMES = tuple(process.name for process in PROCESSES)


def base_environment() -> Environment:
    """What every child gets of the surrounding shell: neither another environment's paths nor a proxy."""
    passed = {name: value for name in _PASSED_ON if (value := os.environ.get(name)) is not None}
    passed |= {name: value for name, value in os.environ.items() if name.startswith("OTEL_")}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", **passed, "PYTHONUNBUFFERED": "1", "TZ": "UTC"}


def telemetry_environment(process: Process) -> Environment:
    """Where traces and metrics go: to the OTLP/HTTP endpoint of ``ENTENTE_OTLP_ENDPOINT``, if it is set."""
    endpoint = os.environ.get("ENTENTE_OTLP_ENDPOINT")
    return {f"ENTENTE_{process.name.upper()}_OTLP_ENDPOINT": endpoint} if endpoint else {}


def full_environment(instance: Instance, process: Process) -> Environment:
    """The whole environment of ``process``."""
    return base_environment() | process.environment(instance) | telemetry_environment(process)


def all_environment(instance: Instance, processes: Sequence[Process] = PROCESSES) -> Mapping[str, str]:
    """The settings of all processes together, for what works across them (the scenario loader)."""
    gathered = base_environment() | identity_environment(instance)
    for process in processes:
        gathered |= process.environment(instance)
    gathered["ENTENTE_IDENTITY_ISSUER"] = gathered["ENTENTE_MEETINGS_ISSUER"]  # in whose name it may sign
    gathered["ENTENTE_BUS_OWNER_DSN"] = instance.server.dsn(database_name("bus"), "bus_owner")
    return gathered | {
        "ENTENTE_PUBLIC_URL": instance.url("gateway"),
        "ENTENTE_STATE": str(instance.state.root),
    }


def command(instance: Instance, process: Process, output: IO[bytes]) -> Command:
    """How ``process`` is started.

    With the supervisor the database ends as in a crash: what waits for it in its start would hear no SIGTERM,
    and nobody is left to insist.
    """
    if process.program is not None:
        return process.program(instance, output)
    arguments = [sys.executable, "-m", process.module]
    return Command(
        arguments, full_environment(instance, process), CHECKOUT, output, death_signal=signal.SIGKILL
    )
