"""Brings the databases to the schema of this checkout, and costs next to nothing when they are there already.

Importing Alembic for five services takes seconds; one head a database is read and compared first.
"""

import ast
import hashlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

from deploy.dev.databases import database_name
from deploy.dev.instance import Instance
from deploy.dev.processes import PROCESSES, base_environment, database_environment
from deploy.dev.state import CHECKOUT

_BUS_FILES = ("services/common/events/pglog_schema.py", "proto/topics")


class MigrationFailed(RuntimeError):
    """A migration ended with an error; the message holds its last lines."""


def migrations_folder(service: str, checkout: Path = CHECKOUT) -> Path:
    """Where the migrations of ``service`` lie (the gateway's stand beside its code)."""
    home = checkout / "gateway" if service == "gateway" else checkout / "services" / service
    return home / "migrations"


def code_head(service: str, checkout: Path = CHECKOUT) -> str | None:
    """The last revision among the migration files, read without running them; None where there are none."""
    revisions: dict[str, str | None] = {}
    for file in (migrations_folder(service, checkout) / "versions").glob("*.py"):
        names = _constants(file)
        if revision := names.get("revision"):
            revisions[revision] = names.get("down_revision")
    heads = set(revisions) - set(revisions.values())
    if len(heads) > 1:
        raise MigrationFailed(f"{service} has several last migrations: {', '.join(sorted(heads))}")
    return heads.pop() if heads else None


def _constants(file: Path) -> dict[str, str | None]:
    """The module's names that are set to a plain string or None."""
    found: dict[str, str | None] = {}
    for node in ast.parse(file.read_bytes()).body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Constant) and (value.value is None or isinstance(value.value, str)):
            found |= {target.id: value.value for target in targets if isinstance(target, ast.Name)}
    return found


def database_head(dsn: str) -> str | None:
    """The revision that a database stands at, None when it was never migrated."""
    with psycopg.connect(dsn) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def outdated(instance: Instance) -> list[str]:
    """The services whose database does not stand at the head of this checkout."""
    behind = []
    for process in PROCESSES:
        if process.migrates and (head := code_head(process.name)):
            dsn = instance.server.dsn(database_name(process.name), f"{process.name}_owner")
            if database_head(dsn) != head:
                behind.append(process.name)
    return behind


def migrate(instance: Instance, services: Sequence[str], told: Callable[[str], None]) -> None:
    """Upgrade the databases of ``services``, two at a time; raises `MigrationFailed`."""
    with ThreadPoolExecutor(2) as pool:
        for service in pool.map(lambda name: _upgrade(instance, name), services):
            told(service)


def _upgrade(instance: Instance, service: str) -> str:
    environment = base_environment() | database_environment(instance, service)
    environment[f"ENTENTE_{service.upper()}_ENVIRONMENT"] = "development"
    _run([sys.executable, "-m", "services.common.migrate", service, "upgrade"], environment, service)
    return service


def prepare_bus(instance: Instance) -> bool:
    """Make the tables and topics of the event log when they changed since the last start."""
    module = CHECKOUT / _BUS_FILES[0]
    files = [module, *sorted((CHECKOUT / _BUS_FILES[1]).glob("*.yaml"))]
    if not module.is_file():
        return False
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    if instance.note("bus") == digest:
        return False
    owner = {"ENTENTE_BUS_OWNER_DSN": instance.server.dsn(database_name("bus"), "bus_owner")}
    _run(
        [sys.executable, "-m", "services.common.events.pglog_schema"],
        base_environment() | owner,
        "the event log",
    )
    instance.remember("bus", digest)
    return True


def _run(command: list[str], environment: dict[str, str], what: str) -> None:
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise MigrationFailed(f"the migration of {what} failed:\n{last}")
