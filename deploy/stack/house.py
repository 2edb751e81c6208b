"""The house of `make stack`: the same table on a real Kafka and a real Keycloak.

Their files are fetched and built once for all checkouts; ports, secrets and data belong to this one. Topics,
rights and realm are applied at a start after what they are made of changed.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.dev.databases import DATABASES
from deploy.dev.house import House, Told
from deploy.dev.identity.people import UnknownPerson, load_people
from deploy.dev.identity.settings import PEOPLE
from deploy.dev.instance import Instance
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.processes import SERVICES, Ground, Process, table
from deploy.dev.shared import SIGNING_IN, holding
from deploy.dev.state import CHECKOUT, STACK, State, kept_secret, private_folder
from deploy.kafka.cluster import CannotApply, Cluster, apply
from deploy.keycloak.settings import KeycloakSettings, realm_of
from deploy.stack.artifacts import Tampered, Unfetched, fetch, locked
from deploy.stack.broker import Broker
from deploy.stack.browsing import SignInRefused
from deploy.stack.keycloak import ROLE, Keycloak, fetch_archive, loopback
from deploy.stack.realm import ADMIN_SECRET, PASSWORDS, realm_settings
from deploy.stack.server import STOP_SECONDS, Server, ServerFailed
from deploy.stack.sign_in import sign_in
from services.common.events.registry import topics

BROKER, CONTROLLER, IDENTITY, MANAGEMENT, DATABASE = (
    "kafka", "kafka-controller", "identity", "keycloak-management", "postgres",
)  # fmt: skip
REALM = "entente"
_OF_THE_REALM = ("deploy/keycloak", "deploy/dev/scenario")
_OF_THE_CLUSTER = ("deploy/kafka", "proto/topics")


def broker_of(instance: Instance) -> Broker:
    """The broker of an instance, as its processes are told of it; what it is made of is there already."""
    passwords = {name: instance.secret(f"kafka-{name}") for name in ("broker", "admin")}
    ports = instance.ports
    jars = [_artifacts(instance.state) / one.file for one in locked("kafka")]
    return Broker(instance.state.root / "kafka", jars, ports[BROKER], ports[CONTROLLER], passwords)


def keycloak_of(instance: Instance) -> Keycloak:
    """The Keycloak of an instance."""
    ports, server = instance.ports, instance.server
    return Keycloak(
        instance.state.root / "keycloak", instance.state.shared, ports[IDENTITY], ports[MANAGEMENT],
        ports[DATABASE], server.password(ROLE), instance.secret(ADMIN_SECRET),
    )  # fmt: skip


def _artifacts(state: State) -> Path:
    return state.shared / "artifacts"


def fetch_parts(state: State, told: Told = lambda line: None) -> None:
    """Fetch what the real parts are made of, unless it is there; raises `Unfetched` or `Tampered`."""
    jars, folder = locked("kafka"), _artifacts(state)
    missing = [one for one in jars if not (folder / one.file).exists()]
    if missing:
        told(f"fetching Kafka ({len(missing)} files, 56 MB for all)")
    fetch(missing, folder, lambda done, of: told(f"Kafka: {done} of {of} files") if done % 25 == 0 else None)
    fetch(jars, folder)
    fetch_archive(folder, told)


def prepare(instance: Instance, told: Told) -> None:
    """Fetch and build what the real parts are made of; formats the broker's storage at the first start.

    Raises `Unfetched`, `Tampered` or `ServerFailed`.
    """
    fetch_parts(instance.state, told)
    broker_of(instance).prepare()
    keycloak_of(instance).prepare(told)


def _files(*sources: str) -> list[Path]:
    """What is applied: code and declarations, without the tests."""
    found = [file for source in sources for file in (CHECKOUT / source).rglob("*")]
    return [file for file in found if file.suffix in (".py", ".yaml") and "tests" not in file.parts]


def settle_cluster(instance: Instance, told: Told) -> None:
    """Make users, topics and rights as they are declared; raises `CannotApply`."""

    def do() -> None:
        broker = broker_of(instance)
        passwords = {name: instance.secret(f"kafka-{name}") for name in SERVICES}
        admin = KafkaAdminClient(**broker.client())
        try:
            cluster = Cluster(admin, broker.client(), tuple(topics().values()), passwords)
            left = apply(cluster.differences(), lambda text: None)
        finally:
            admin.close()
        told("kafka has its users, topics and rights" + "".join(f"; left: {one.text}" for one in left))

    instance.once("cluster", _files(*_OF_THE_CLUSTER), do)


def settle_realm(instance: Instance, told: Told) -> None:
    """Make the realm as it stands in `deploy/keycloak`, with the people of the demonstration."""

    def do() -> None:
        changes = 0
        for change in realm_of(_realm_settings(instance)).changes():
            change.do()
            changes += 1
        told(f"keycloak has its realm ({changes} changes)")

    instance.once("realm", _files(*_OF_THE_REALM), do)


def _realm_settings(instance: Instance) -> KeycloakSettings:
    clients = {name: instance.secret(f"client-{name}") for name in ("gateway", *SERVICES, "partner.jts")}
    folder, gateway = instance.state.secrets, instance.url("gateway")
    return realm_settings(folder, instance.url(IDENTITY), gateway, clients, passwords(instance))


def passwords_file(instance: Instance) -> Path:
    """Where the passwords of the demonstration's people stand, for the owner of the state alone."""
    return instance.state.secrets / PASSWORDS


def passwords(instance: Instance) -> dict[str, str]:
    """The password of each person of the demonstration, made at first use."""
    people = [one.username for one in load_people(PEOPLE).everybody]
    folder = private_folder(instance.state.secrets / "people")
    return {name: kept_secret(folder, name) for name in people}


def issuer(instance: Instance) -> str:
    """Who issues the tokens."""
    return f"{instance.url(IDENTITY)}/realms/{REALM}"


def _bus(instance: Instance, service: str) -> tuple[str, str]:
    return "kafka", broker_of(instance).dsn(service, instance.secret(f"kafka-{service}"))


def token(instance: Instance, person: str, audience: str = "gateway") -> str:
    """An access token of a demonstration person, got as the person would get it: by signing in.

    Raises `UnknownPerson` or `SignInRefused`.
    """
    known = passwords(instance)
    if person not in known:
        raise UnknownPerson(person)
    secret = instance.secret("client-gateway")
    try:
        with holding(instance.state, SIGNING_IN):
            signed_in = sign_in(issuer(instance), person, known[person])
        return signed_in.token(audience, secret)
    except httpx.TransportError as error:
        raise SignInRefused(f"Keycloak does not answer: is `make {STACK}` running here?") from error


def _server(state: State, ports: Mapping[str, int]) -> EmbeddedPostgres:
    return EmbeddedPostgres(state, None, loopback(ports[DATABASE]))


def _row(
    name: str, server: Callable[[Instance], Server], settle: Callable[[Instance, Told], None]
) -> Process:
    return Process(
        name=name,
        module="",
        environment=lambda instance: {},
        sources=(),
        migrates=False,
        program=lambda instance, output: server(instance).command(output),
        ready=lambda instance, pid: server(instance).ready(pid),
        settle=settle,
        grace=STOP_SECONDS,
    )


_FIRST = (_row(BROKER, broker_of, settle_cluster), _row(IDENTITY, keycloak_of, settle_realm))

REAL = House(
    state=STACK,
    processes=table(_FIRST, Ground(issuer, _bus, first=(BROKER, IDENTITY))),
    prepare=prepare,
    token=token,
    signing_in=lambda instance: f"passwords: {passwords_file(instance)}; all people are invented",
    password=lambda instance, person: passwords(instance)[person],
    ports=(CONTROLLER, MANAGEMENT, DATABASE),
    databases=(*(name for name in DATABASES if name not in ("bus", "identity")), "keycloak"),
    server=_server,
    seconds=240.0,
    failures=(Unfetched, Tampered, ServerFailed, KafkaError, CannotApply, SignInRefused),
)
