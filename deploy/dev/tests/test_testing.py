"""The fixtures that every other test stands on."""

import fcntl
import math
import threading
from pathlib import Path

import psycopg
import pytest

from deploy.dev.databases import create_databases
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.shared import holding, wait_until_unused
from deploy.dev.state import State
from deploy.dev.testing import Clones


def test_clones_of_one_service_are_apart_and_belong_to_its_owner(fresh_database: Clones) -> None:
    first, second = fresh_database("bus"), fresh_database("bus")
    with psycopg.connect(first.owner_dsn) as connection:
        connection.execute("CREATE TABLE only_here (id int)")
    with psycopg.connect(second.owner_dsn) as connection:
        assert connection.execute("SELECT to_regclass('only_here')").fetchone() == (None,)


def test_a_clone_is_dropped_after_its_test(
    postgres_server: EmbeddedPostgres, request: pytest.FixtureRequest
) -> None:
    from deploy.dev.testing import cloned_database

    with cloned_database(postgres_server, "bus") as clone:
        name = clone.name
    with psycopg.connect(postgres_server.dsn("postgres")) as connection:
        query = "SELECT count(*) FROM pg_database WHERE datname = %s"
        assert connection.execute(query, [name]).fetchone() == (0,)


def test_no_role_passes_row_level_security_and_app_may_become_worker_only_by_saying_so(
    postgres_server: EmbeddedPostgres,
) -> None:
    create_databases(postgres_server, ["audit"])
    with psycopg.connect(postgres_server.dsn("postgres")) as connection:
        query = """SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb
                   FROM pg_roles WHERE starts_with(rolname, 'audit_') ORDER BY 1"""
        assert connection.execute(query).fetchall() == [
            ("audit_app", True, False),
            ("audit_owner", True, False),
            ("audit_search", False, False),
            ("audit_worker", True, False),
        ]
    with psycopg.connect(postgres_server.dsn("entente_audit", "audit_app")) as connection:
        inherited = "SELECT pg_has_role('audit_worker', 'USAGE'), pg_has_role('audit_worker', 'SET')"
        assert connection.execute(inherited).fetchone() == (False, True)
        connection.execute("SET LOCAL ROLE audit_worker")


def test_a_service_cannot_connect_to_the_database_of_another(postgres_server: EmbeddedPostgres) -> None:
    create_databases(postgres_server, ["audit", "insight"])
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(postgres_server.dsn("entente_audit", "insight_app"))


def test_what_is_shared_ends_with_its_last_user_and_not_between_two_when_it_is_to_linger(
    tmp_path: Path,
) -> None:
    state, ended = State(tmp_path, tmp_path), threading.Event()
    at_once = threading.Thread(target=wait_until_unused, args=[state, lambda: True])
    lingers = threading.Thread(target=wait_until_unused, args=[state, lambda: not ended.is_set(), math.inf])
    with holding(state, "users.lock", fcntl.LOCK_SH):
        lingers.start()
    with holding(state, "users.lock", fcntl.LOCK_SH):
        at_once.start()
        at_once.join(0.5)
        assert at_once.is_alive() and lingers.is_alive(), "somebody uses it"
    at_once.join()
    assert lingers.is_alive()
    ended.set()
    lingers.join()
