"""Real PostgreSQL for tests: ``pytest_plugins = ["deploy.dev.testing"]`` stands in the root ``conftest.py``.

    def test_x(fresh_database):
        database = fresh_database("meetings")          # migrated, empty, its own; dropped after the test
        psycopg.connect(database.app_dsn)

    def test_y(service_database):
        database = service_database("meetings")        # one a test process: roll back what you write

    def test_z(platform):                              # everything runs, with the scenario loaded
        httpx.get(f"{platform.url}/api/v1/forums", headers={"Authorization": f"Bearer
        {platform.token('us.head')}"})

A service is migrated once into a template named by the digest of its migrations; a clone takes about 25 ms.
"""

import contextlib
import hashlib
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql

from deploy.dev.browser import chromium
from deploy.dev.databases import create_database, create_roles
from deploy.dev.ports import choose_ports
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.shared_platform import RunningPlatform, shared_platform
from deploy.dev.shared_server import CLONE_PREFIX, shared_server
from deploy.dev.state import CHECKOUT, open_state
from services.common.migrate import versions_folder

_numbers = itertools.count(1)


@dataclass(frozen=True)
class DatabaseForTest:
    """A database of one service with the URLs of its roles."""

    server: EmbeddedPostgres
    service: str
    name: str

    def dsn(self, kind: str) -> str:
        """The URL for the service's role ``kind``: owner, app or worker."""
        return self.server.dsn(self.name, f"{self.service}_{kind}")

    @property
    def owner_dsn(self) -> str:
        """For migrations, and for looking at everything that is not under forced row-level security."""
        return self.dsn("owner")

    @property
    def app_dsn(self) -> str:
        """What the service itself serves requests with."""
        return self.dsn("app")

    @property
    def worker_dsn(self) -> str:
        """Relay, consumers, schedulers: all rows."""
        return self.dsn("worker")

    @property
    def admin_dsn(self) -> str:
        """The superuser: passes row-level security; for looking at what a test did, never for the test
        itself.
        """
        return self.server.dsn(self.name)


def template_database(server: EmbeddedPostgres, service: str) -> str:
    """The name of the migrated template of ``service``, made unless it stands for the present migrations."""
    prefix = f"tpl_{service}_"
    name = prefix + _migrations_digest(service)
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [prefix])
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        found = {row[0] for row in connection.execute(query, [prefix])}
        if name not in found:
            create_roles(connection, server, service)
            for old in found:
                _drop(connection, old)
            _make_template(connection, server, service, name)
    return name


def _make_template(connection: psycopg.Connection, server: EmbeddedPostgres, service: str, name: str) -> None:
    draft = f"draft_{name}"
    _drop(connection, draft)
    create_database(connection, draft, service)
    if command := _migrate_command(service):
        database = DatabaseForTest(server, service, draft)
        prefix = f"ENTENTE_{service.upper()}_"
        dsns = {f"{prefix}{kind.upper()}_DSN": database.dsn(kind) for kind in ("owner", "app", "worker")}
        environment = {**os.environ, **dsns, f"{prefix}ENVIRONMENT": "development"}
        subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, stdout=sys.stderr)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))


def _migrate_command(service: str) -> list[str]:
    """What brings an empty database to its schema; nothing where there is none yet."""
    if service == "bus" and (CHECKOUT / "services" / "common" / "events" / "pglog_schema.py").is_file():
        return [sys.executable, "-m", "services.common.events.pglog_schema"]
    if versions_folder(service).is_dir():
        return [sys.executable, "-m", "services.common.migrate", service, "upgrade"]
    return []


def _migrations_digest(service: str) -> str:
    """Names the schema: what migrates the service, and the parts of the plumbing that its migrations call."""
    common = CHECKOUT / "services" / "common"
    files = [
        *versions_folder(service).rglob("*.py"),
        common / "migrate.py",
        *common.glob("db/migration*.py"),
    ]
    files += [common / "events" / "ddl.py"]
    if service == "bus":
        files = [common / "events" / "pglog_schema.py", *(CHECKOUT / "proto" / "topics").glob("*.yaml")]
    digest = hashlib.sha256()
    for file in sorted(path for path in files if path.is_file()):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextlib.contextmanager
def cloned_database(server: EmbeddedPostgres, service: str) -> Iterator[DatabaseForTest]:
    """A database of one's own, cloned from the template of ``service`` and dropped at the end."""
    template = template_database(server, service)
    name = f"{CLONE_PREFIX}{service}_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        create_database(connection, name, service, template)
    try:
        yield DatabaseForTest(server, service, name)
    finally:
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
            _drop(connection, name)


Clones = Callable[[str], DatabaseForTest]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """The test server, shared with every other test process of this checkout."""
    with shared_server() as server:
        yield server


@pytest.fixture
def fresh_database(postgres_server: EmbeddedPostgres) -> Iterator[Clones]:
    """Clones a new database of a service at each call; all are dropped after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda service: stack.enter_context(cloned_database(postgres_server, service))


@pytest.fixture(scope="session")
def service_database(postgres_server: EmbeddedPostgres) -> Iterator[Clones]:
    """One database a service for the whole test process: for tests that roll back what they write."""
    made: dict[str, DatabaseForTest] = {}
    with contextlib.ExitStack() as stack:

        def database(service: str) -> DatabaseForTest:
            if service not in made:
                made[service] = stack.enter_context(cloned_database(postgres_server, service))
            return made[service]

        yield database


@pytest.fixture(scope="session")
def port() -> int:
    """A port of this test process's own, for a program that listens after it was told where: none that the
    system gives to whoever connects somewhere meanwhile.
    """
    state = open_state(f"port-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")
    ports, _ = choose_ports(state, ["port"], {})
    return ports["port"]


@pytest.fixture(scope="session")
def platform() -> Iterator[RunningPlatform]:
    """The whole platform with the demonstration scenario, shared with every other test process."""
    with shared_platform() as running:
        yield running


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser's program; skips with the reason where there is none."""
    found = chromium()
    if found is None:
        pytest.skip("Chromium is not installed (as root: apt-get install chromium-headless-shell)")
    return found
