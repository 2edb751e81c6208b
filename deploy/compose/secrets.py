"""The secrets of `docker-compose.yml`: one file a variable, called like it, in a folder of the owner's own.

A container may only read the files that are mounted into it, as whatever user it runs: the files are 0444,
and the folder around them is 0700, so nobody else on the machine gets to them. What everything follows from
(passwords, keys: 256 random bits each) is kept beside them in 0600 files.
"""

import base64
import json
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from deploy.dev.state import CHECKOUT, kept_secret, private_folder

FOLDER = CHECKOUT / "deploy" / "compose" / "secrets"
SERVICES = ("directory", "meetings", "registry", "sharing", "insight", "audit")
KINDS = ("owner", "app", "worker")
RECORDS, EDGE, BROKER = "postgres", "edge-postgres", "kafka:9092"
PARTNER = "partner.jts"
PEOPLE = CHECKOUT / "deploy" / "dev" / "scenario" / "people.yaml"
_USER = re.compile(r"^    username: (\S+)$", re.MULTILINE)
_BROKER_FILE = Path(__file__).with_name("server.properties")


def make(folder: Path = FOLDER) -> list[Path]:
    """Make what is missing in ``folder`` and return the files that are mounted."""
    kept = private_folder(private_folder(folder) / "kept")
    return [_write(folder / name, text) for name, text in sorted(_files(kept))]


def _write(path: Path, text: str) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    draft.chmod(0o444)
    draft.replace(path)
    return path


def _files(kept: Path) -> Iterator[tuple[str, str]]:
    for service in SERVICES:
        yield from _of_service(kept, service)
    yield from _of_gateway(kept)
    yield from _of_databases(kept)
    yield from _of_kafka(kept)
    yield from _of_keycloak(kept)


def _of_service(kept: Path, service: str) -> Iterator[tuple[str, str]]:
    prefix = f"ENTENTE_{service.upper()}_"
    for kind in KINDS:
        yield f"{prefix}{kind.upper()}_DSN", _dsn(kept, RECORDS, service, kind)
    yield f"{prefix}BUS_DSN", f"kafka://{service}:{kept_secret(kept, f'kafka-{service}')}@{BROKER}"
    if service != "directory":  # it keeps the revocations that the others ask it for
        yield f"{prefix}CLIENT_SECRET", kept_secret(kept, f"client-{service}")
    if service == "audit":
        yield f"{prefix}SIGNING_KEY", kept_secret(kept, "audit-signing-key", _key)
        sources = {name: _dsn(kept, RECORDS, name, "worker") for name in SERVICES}
        yield f"{prefix}SOURCES", json.dumps(sources)


def _of_gateway(kept: Path) -> Iterator[tuple[str, str]]:
    yield "ENTENTE_GATEWAY_APP_DSN", _dsn(kept, EDGE, "gateway", "app")
    yield "ENTENTE_GATEWAY_OWNER_DSN", _dsn(kept, EDGE, "gateway", "owner")
    yield "ENTENTE_GATEWAY_CLIENT_SECRET", kept_secret(kept, "client-gateway")
    yield "ENTENTE_GATEWAY_SESSION_KEY", kept_secret(kept, "session-key", _key)


def _of_databases(kept: Path) -> Iterator[tuple[str, str]]:
    records = [f"{service}_{kind}" for service in SERVICES for kind in KINDS]
    edge = [*(f"gateway_{kind}" for kind in KINDS), "keycloak_owner"]
    for server, roles in ((RECORDS, records), (EDGE, edge)):
        password = kept_secret(kept, f"{server}-superuser")
        yield f"{server}-password", password
        yield f"{server}-admin-dsn", f"postgresql://postgres:{password}@{server}:5432/postgres"
        yield f"{server}-passwords", json.dumps({role: _password(kept, role) for role in roles})


def _of_kafka(kept: Path) -> Iterator[tuple[str, str]]:
    administrator, broker = kept_secret(kept, "kafka-admin"), kept_secret(kept, "kafka-broker")
    users = {service: kept_secret(kept, f"kafka-{service}") for service in SERVICES}
    yield "ENTENTE_KAFKA_ADMIN_DSN", f"kafka://admin:{administrator}@{BROKER}?mechanism=PLAIN"
    yield "ENTENTE_KAFKA_USERS", json.dumps(users)
    text = _BROKER_FILE.read_text(encoding="utf-8")
    yield "kafka-server.properties", text.replace("@ADMIN@", administrator).replace("@BROKER@", broker)


def _of_keycloak(kept: Path) -> Iterator[tuple[str, str]]:
    secret = kept_secret(kept, "keycloak-apply")
    yield "keycloak-admin", secret
    clients = ("gateway", *SERVICES, PARTNER)
    yield "keycloak-clients", json.dumps({one: kept_secret(kept, f"client-{one}") for one in clients})
    people = {name: kept_secret(kept, f"person-{name}") for name in sorted(demonstration_people())}
    yield "keycloak-people", json.dumps(people, indent=1)
    yield (
        "keycloak.conf",
        f"db-password={_password(kept, 'keycloak_owner')}\nbootstrap-admin-client-secret={secret}\n",
    )


def demonstration_people() -> set[str]:
    """Who signs in to the demonstration, by user name; production knows none of them."""
    return set(_USER.findall(PEOPLE.read_text(encoding="utf-8"))) - {PARTNER}


def _dsn(kept: Path, server: str, service: str, kind: str) -> str:
    role = f"{service}_{kind}"
    return f"postgresql://{role}:{_password(kept, role)}@{server}:5432/entente_{service}"


def _password(kept: Path, role: str) -> str:
    return kept_secret(kept, f"database-{role}")


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
