"""``python -m deploy.postgres apply``: make the databases and roles of the services on a server that stands.

``ENTENTE_POSTGRES_ADMIN_DSN`` is the administrator's URL, ``ENTENTE_POSTGRES_PASSWORDS`` a JSON object of
passwords by role. The databases of which the owner's password is given are made, no others. Can be repeated:
what stands stays, and a password that changed is changed.
"""

import sys

import psycopg
from psycopg import sql
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.dev.databases import create_database, create_roles, database_name
from services.common.settings import load

_OWNER = "_owner"


class PostgresSettings(BaseSettings):
    """``ENTENTE_POSTGRES_…``: the server, and the passwords that the roles are to have."""

    model_config = SettingsConfigDict(env_prefix="ENTENTE_POSTGRES_", extra="ignore")

    admin_dsn: str = Field(repr=False)
    passwords: dict[str, str] = Field(repr=False)

    def password(self, role: str) -> str:
        """The password of a role; raises KeyError where none was given."""
        return self.passwords[role]

    def services(self) -> list[str]:
        """Whose databases are made."""
        return sorted(role.removesuffix(_OWNER) for role in self.passwords if role.endswith(_OWNER))


def apply(settings: PostgresSettings) -> list[str]:
    """Make what is missing and set the passwords that differ; says what was done."""
    done = []
    with psycopg.connect(settings.admin_dsn, autocommit=True) as connection:
        standing = {str(row[0]) for row in connection.execute("SELECT rolname FROM pg_roles")}
        databases = {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}
        for service in settings.services():
            create_roles(connection, settings, service)
            if database_name(service) not in databases:
                _become_owner(connection, f"{service}{_OWNER}")
                create_database(connection, database_name(service), service)
                done.append(f"database {database_name(service)} made")
        for role, password in sorted(settings.passwords.items()):
            if role in standing and not lets_in(settings.admin_dsn, role, password):
                _set_password(connection, role, password)
                done.append(f"password of {role} changed")
    return done


def lets_in(admin_dsn: str, role: str, password: str) -> bool:
    """Whether the role signs in with that password."""
    database = database_name(role.rpartition("_")[0])
    try:
        psycopg.connect(admin_dsn, user=role, password=password, dbname=database, connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def _become_owner(connection: psycopg.Connection, role: str) -> None:
    """An administrator that is no superuser makes a database for a role of its own only."""
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or not row[0]:
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def _set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    """The server is sent the verifier alone: a password never stands in its log."""
    secret = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
    connection.execute(statement.format(sql.Identifier(role), sql.Literal(secret)))


def main(arguments: list[str]) -> int:
    """Do the verb; what failed is one line."""
    if arguments != ["apply"]:
        print("usage: python -m deploy.postgres apply", file=sys.stderr)
        return 2
    settings = load(PostgresSettings)
    try:
        done = apply(settings)
    except (psycopg.Error, KeyError) as error:
        print(f"postgres: {type(error).__name__}: {str(error).strip()}", file=sys.stderr)
        return 1
    print("\n".join(done) or "nothing to do")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
