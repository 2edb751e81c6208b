"""Databases and roles: one database a service, four roles, none of which can pass row-level security.

owner migrates; app serves requests; worker (relay, consumers, schedulers) sees all rows and can be taken on
by app for a cascade; search owns the one search function (LABELS: enforcement).
"""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Protocol

import psycopg
from psycopg import sql

from deploy.dev.postgres import EmbeddedPostgres

ONE_ROLE = ("owner",)
FOUR_ROLES = ("owner", "app", "worker", "search")
TWO_ROLES = ("owner", "app")
_LOCK = 7202
DATABASES: dict[str, Sequence[str]] = {
    "directory": FOUR_ROLES,
    "meetings": FOUR_ROLES,
    "insight": FOUR_ROLES,
    "registry": FOUR_ROLES,
    "sharing": FOUR_ROLES,
    "audit": FOUR_ROLES,
    "gateway": FOUR_ROLES,
    "identity": TWO_ROLES,
    "bus": TWO_ROLES,
}
STACK_DATABASES: dict[str, Sequence[str]] = {"keycloak": ONE_ROLE}
"""What the real parts need besides (`make stack`): Keycloak makes its tables itself."""


class Passwords(Protocol):
    """Who knows the passwords of the roles: the embedded server, or what was given for another one."""

    def password(self, role: str) -> str:
        """The password of a role that may sign in."""
        ...


def database_name(service: str) -> str:
    """The database of ``service``."""
    return f"entente_{service}"


def create_databases(server: EmbeddedPostgres, services: Sequence[str] = tuple(DATABASES)) -> list[str]:
    """Make what is missing of the roles and databases of ``services``; returns the services that got a
    database.
    """
    made = []
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection, _alone(connection):
        roles = _names(connection, "SELECT rolname FROM pg_roles")
        databases = _names(connection, "SELECT datname FROM pg_database")
        for service in services:
            create_roles(connection, server, service, roles)
            if database_name(service) not in databases:
                create_database(connection, database_name(service), service)
                made.append(service)
    return made


def create_roles(
    connection: psycopg.Connection, server: Passwords, service: str, existing: set[str] | None = None
) -> None:
    """Make the roles of ``service`` that are missing, with generated passwords (SCRAM; search cannot log
    in).
    """
    kinds = _kinds(service)
    with _alone(connection):
        if existing is None:
            existing = _names(connection, "SELECT rolname FROM pg_roles")
        _create_missing(connection, server, service, kinds, existing)


def _create_missing(
    connection: psycopg.Connection,
    server: Passwords,
    service: str,
    kinds: Sequence[str],
    existing: set[str],
) -> None:
    for kind in kinds:
        if (role := f"{service}_{kind}") not in existing:
            _create_role(connection, server, role, login=kind != "search")
    if "worker" in kinds and f"{service}_worker" not in existing:
        _may_become(connection, f"{service}_app", f"{service}_worker")
        _may_become(connection, f"{service}_owner", f"{service}_search")  # to hand the search function over


def _create_role(connection: psycopg.Connection, server: Passwords, role: str, *, login: bool) -> None:
    password = server.password(role) if login else ""
    secret = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    statement = "CREATE ROLE {role} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB "
    statement += "LOGIN PASSWORD {secret}" if login else "NOLOGIN"
    connection.execute(sql.SQL(statement).format(role=sql.Identifier(role), secret=sql.Literal(secret)))


def _may_become(connection: psycopg.Connection, role: str, other: str) -> None:
    statement = sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE")
    connection.execute(statement.format(sql.Identifier(other), sql.Identifier(role)))


def create_database(
    connection: psycopg.Connection, name: str, service: str, template: str = "template0"
) -> None:
    """Make the database ``name``, owned by the service's owner; only the service's own roles
    connect to it.
    """
    statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
    owner = sql.Identifier(f"{service}_owner")
    connection.execute(statement.format(sql.Identifier(name), owner, sql.Identifier(template)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    for kind in _kinds(service):
        role = sql.Identifier(f"{service}_{kind}")
        grant = sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}")
        connection.execute(grant.format(sql.Identifier(name), role))


def _kinds(service: str) -> Sequence[str]:
    return (DATABASES | STACK_DATABASES).get(service, FOUR_ROLES)


@contextlib.contextmanager
def _alone(connection: psycopg.Connection) -> Iterator[None]:
    """One process at a time makes roles and databases; the lock may be taken again inside."""
    connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _names(connection: psycopg.Connection, query: str) -> set[str]:
    return {row[0] for row in connection.execute(query.encode())}
