"""Migrations: forward from empty, at once from two sides, and in agreement with the models."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlmodel import SQLModel

from services.common import migrate
from services.common.tests.conftest import VERSIONS
from services.common.tests.example.notes import NoteRow


def test_an_empty_database_is_migrated_once(fresh_database):
    dsn = fresh_database("example").owner_dsn
    assert migrate.present_revision(dsn) is None
    assert migrate.upgrade(dsn, VERSIONS) is True
    assert migrate.present_revision(dsn) == migrate.newest_revision(VERSIONS) == "e0001"
    assert migrate.upgrade(dsn, VERSIONS) is False


def test_of_two_at_once_one_waits(fresh_database):
    dsn = fresh_database("example").owner_dsn
    with ThreadPoolExecutor(2) as pool:
        assert all(
            future is not None for future in pool.map(lambda _: migrate.upgrade(dsn, VERSIONS), range(2))
        )
    assert migrate.present_revision(dsn) == "e0001"


def test_models_and_migrations_are_compared(database):
    metadata = SQLModel.metadata.__class__()
    NoteRow.metadata.tables["note"].to_metadata(metadata)
    assert migrate.differences(database.owner_dsn, metadata) == []
    with psycopg.connect(database.owner_dsn) as conn:
        conn.execute("ALTER TABLE note DROP COLUMN created_by, ALTER COLUMN title DROP NOT NULL")
        conn.execute("CREATE TABLE unmodelled (id int)")
    found = "\n".join(migrate.differences(database.owner_dsn, metadata))
    assert "created_by" in found and "unmodelled" in found and "modify_nullable" in found


def test_two_newest_revisions_are_refused(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.py").write_text(f'revision = "{name}"\ndown_revision = "root"\n')
    (tmp_path / "root.py").write_text('revision: str = "root"\ndown_revision: str | None = None\n')
    with pytest.raises(ValueError, match="several newest revisions"):
        migrate.newest_revision(tmp_path)
    (tmp_path / "c.py").write_text("revision = 'c'\ndown_revision = 'a'\n")
    (tmp_path / "b.py").unlink()
    assert migrate.newest_revision(tmp_path) == "c"


def test_the_command_says_what_is_wrong_with_its_settings(monkeypatch, capsys):
    monkeypatch.delenv("ENTENTE_EXAMPLE_OWNER_DSN", raising=False)
    with pytest.raises(SystemExit) as ended:
        migrate.main(["example", "head"])
    assert ended.value.code == 2
    assert "ENTENTE_EXAMPLE_OWNER_DSN" in capsys.readouterr().err


def test_a_waiting_lock_ends_a_migration(database, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(migrate, "_LOCK_TIMEOUT", "50ms")
    (tmp_path / "e0001_notes.py").write_text((VERSIONS / "e0001_notes.py").read_text())
    (tmp_path / "e0002_more.py").write_text(
        'from alembic import op\nrevision = "e0002"\ndown_revision = "e0001"\n'
        'def upgrade():\n    op.execute("ALTER TABLE note ADD COLUMN more text")\n'
    )
    with psycopg.connect(database.admin_dsn) as busy:
        busy.execute("LOCK TABLE note IN ACCESS SHARE MODE")
        with pytest.raises(Exception, match="lock timeout"):
            migrate.upgrade(database.owner_dsn, tmp_path)
    assert migrate.present_revision(database.owner_dsn) == "e0001"
    assert migrate.upgrade(database.owner_dsn, tmp_path) is True
