"""The schema is compared by one head a database, without importing what would migrate it."""

import sys
from pathlib import Path

import psycopg
import pytest

from deploy.dev.migrations import MigrationFailed, code_head, database_head
from deploy.dev.testing import Clones


def write(checkout: Path, service: str, **revisions: str | None) -> None:
    folder = checkout / "services" / service / "migrations" / "versions"
    folder.mkdir(parents=True, exist_ok=True)
    for revision, down in revisions.items():
        text = f"revision: str = {revision!r}\ndown_revision = {down!r}\nimport not_to_be_imported\n"
        (folder / f"{revision}.py").write_text(text)


def test_the_head_is_read_without_running_a_migration(tmp_path: Path) -> None:
    write(tmp_path, "meetings", m1=None, m2="m1", m3="m2")
    assert code_head("meetings", tmp_path) == "m3"
    assert code_head("audit", tmp_path) is None
    assert "not_to_be_imported" not in sys.modules


def test_two_heads_are_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path, "meetings", m1=None, m2="m1", m3="m1")
    with pytest.raises(MigrationFailed, match="meetings has several last migrations: m2, m3"):
        code_head("meetings", tmp_path)


def test_a_database_says_where_it_stands(fresh_database: Clones) -> None:
    database = fresh_database("identity")
    assert database_head(database.owner_dsn) is None
    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num text)")
        connection.execute("INSERT INTO alembic_version VALUES ('m2')")
    assert database_head(database.owner_dsn) == "m2"
