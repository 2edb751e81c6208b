"""Databases and roles on a server that somebody else runs."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from deploy.dev.databases import database_name
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import CHECKOUT
from deploy.dev.tests.test_postgres import own_state
from deploy.postgres.__main__ import PostgresSettings, apply, lets_in

ROLES = (
    "meetings_owner",
    "meetings_app",
    "meetings_worker",
    "gateway_owner",
    "gateway_app",
    "gateway_worker",
)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    with own_state() as state, EmbeddedPostgres(state) as running:
        yield running


def wanted(server: EmbeddedPostgres, generation: str = "one") -> PostgresSettings:
    passwords = {role: f"{role}-{generation}" for role in ROLES}
    return PostgresSettings(admin_dsn=server.dsn("postgres"), passwords=passwords)


def test_it_makes_what_is_missing_once_and_follows_a_password_that_changed(server) -> None:
    first = wanted(server)
    assert apply(first) == ["database entente_gateway made", "database entente_meetings made"]
    assert apply(first) == []
    assert all(lets_in(first.admin_dsn, role, first.passwords[role]) for role in ROLES)

    second = wanted(server, "two")
    assert apply(second) == [f"password of {role} changed" for role in sorted(ROLES)]
    assert not lets_in(second.admin_dsn, "meetings_app", first.passwords["meetings_app"])


def test_no_role_of_a_service_reaches_the_database_of_another(server) -> None:
    settings = wanted(server, "two")
    apply(settings)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(
            settings.admin_dsn, user="gateway_app", password=settings.passwords["gateway_app"],
            dbname=database_name("meetings"),
        )  # fmt: skip
    with psycopg.connect(settings.admin_dsn) as connection:
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolsuper OR rolbypassrls OR rolcreaterole"
        )
        assert [row[0] for row in rows] == ["postgres"]


def test_the_command_reads_its_secrets_from_files_and_names_no_password_in_what_it_says(
    server, tmp_path
) -> None:
    settings = wanted(server, "three")
    (tmp_path / "ENTENTE_POSTGRES_ADMIN_DSN").write_text(settings.admin_dsn)
    (tmp_path / "ENTENTE_POSTGRES_PASSWORDS").write_text(
        PostgresSettings.model_dump_json(settings, include={"passwords"})[13:-1]
    )
    environment = {"PATH": os.environ["PATH"], "ENTENTE_SECRETS": str(tmp_path)}
    command = [sys.executable, "-m", "deploy.postgres", "apply"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "changed" in done.stdout or "made" in done.stdout
    assert "-three" not in done.stdout + done.stderr
