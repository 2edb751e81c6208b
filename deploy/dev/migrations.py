"""Brings the databases to the schema of this checkout, and costs next to nothing when they are there already.

Importing Alembic for five services takes seconds; one head a database is read and compared first.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from deploy.dev.databases import database_name
from deploy.dev.instance import Instance
from deploy.dev.processes import PROCESSES, base_environment, database_environment
from deploy.dev.state import CHECKOUT
from services.common.migrate import newest_revision, present_revision, versions_folder

_BUS_FILES = ("services/common/events/pglog_schema.py", "proto/topics")


class MigrationFailed(RuntimeError):
    """A migration ended with an error; the message holds its last lines."""


def outdated(instance: Instance) -> list[str]:
    """The services whose database does not stand at the newest revision of this checkout."""
    behind = []
    for process in PROCESSES:  # the same services on every ground
        if process.migrates and (newest := newest_revision(versions_folder(process.name))):
            dsn = instance.server.dsn(database_name(process.name), f"{process.name}_owner")
            if present_revision(dsn) != newest:
                behind.append(process.name)
    return behind


def migrate(instance: Instance, services: Sequence[str], told: Callable[[str], None]) -> None:
    """Upgrade the databases of ``services``, two at a time; raises `MigrationFailed`."""
    with ThreadPoolExecutor(2) as pool:
        for service in pool.map(lambda name: _upgrade(instance, name), services):
            told(service)


def _upgrade(instance: Instance, service: str) -> str:
    environment = base_environment() | database_environment(instance, service, "owner")
    _run([sys.executable, "-m", "services.common.migrate", service, "upgrade"], environment, service)
    return service


def prepare_bus(instance: Instance) -> bool:
    """Make the tables and topics of the event log when they changed since the last start."""
    files = [CHECKOUT / _BUS_FILES[0], *(CHECKOUT / _BUS_FILES[1]).glob("*.yaml")]
    owner = {"ENTENTE_BUS_OWNER_DSN": instance.server.dsn(database_name("bus"), "bus_owner")}
    command = [sys.executable, "-m", "services.common.events.pglog_schema"]
    return instance.once("bus", files, lambda: _run(command, base_environment() | owner, "the event log"))


def _run(command: list[str], environment: dict[str, str], what: str) -> None:
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise MigrationFailed(f"the migration of {what} failed:\n{last}")
