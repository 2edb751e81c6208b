"""The schema is compared by one revision a database, without importing what would migrate it."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from deploy.dev import migrations
from deploy.dev.databases import create_databases
from deploy.dev.instance import Instance
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import CHECKOUT
from services.common.migrate import newest_revision, versions_folder


@pytest.fixture
def instance(postgres_server: EmbeddedPostgres, tmp_path: Path) -> Instance:
    create_databases(postgres_server)
    return Instance(postgres_server.state, postgres_server, {})


def stand_at(instance: Instance, service: str, revision: str | None) -> None:
    with psycopg.connect(instance.server.dsn(f"entente_{service}", f"{service}_owner")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num text)")
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO alembic_version VALUES (%s)", [revision])


def test_only_the_services_that_are_behind_are_migrated(instance: Instance) -> None:
    newest = newest_revision(versions_folder("meetings"))
    stand_at(instance, "meetings", newest)
    assert "meetings" not in migrations.outdated(instance)
    stand_at(instance, "meetings", "an older one")
    assert "meetings" in migrations.outdated(instance)


def test_comparing_imports_no_alembic() -> None:
    script = "import sys, deploy.dev.run; sys.exit('alembic' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, check=False).returncode == 0
