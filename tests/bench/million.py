"""A million rows of a service under many labels, on a durable server, and readers of a share."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from deploy.dev.databases import create_database, create_roles
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import open_state
from deploy.dev.testing import DatabaseForTest
from services.common.auth import Subject
from services.common.counters import fold
from services.common.labels import Label, default_policy
from services.common.migrate import ROOT, upgrade

ROWS = 1_000_000

_LABELS = "COPY security_label (id, digest, body) FROM STDIN"
_NOTES = """INSERT INTO note (id, label_id, title, created_at, created_by, updated_at, updated_by)
SELECT uuidv7(), (hashint4(n) & 2147483647) %% %(labels)s, 'Note number ' || n, at, 'bench', at, 'bench'
FROM (SELECT n, timestamptz '2026-01-01' + n * interval '1 second' AS at
      FROM generate_series(1, %(rows)s) AS n) AS numbered"""


@dataclass(frozen=True)
class Filling:
    """Which service's database is filled, by which statement (``labels`` and ``rows`` are its parameters),
    and the tables that it fills.
    """

    service: str
    versions: str
    statement: str
    tables: tuple[str, ...]


NOTES = Filling("example", "services/common/tests/example/migrations/versions", _NOTES, ("note",))


@dataclass(frozen=True)
class Million:
    """The database with its number of labels."""

    database: DatabaseForTest
    labels: int

    def reader(self, share: float) -> Subject:
        """A reader of that share of the labels, and so of the rows."""
        held = frozenset(community(number) for number in range(round(self.labels * share)))
        clearance = (("coalition", 3),)
        return Subject(
            f"reader-{share}", "Reader", "USA", "USA", clearance, coi=held, issued_at=datetime.now(UTC)
        )


def community(number: int) -> str:
    """The community that a label of that number needs."""
    return f"B{number}"


@contextlib.contextmanager
def server() -> Iterator[EmbeddedPostgres]:
    """A server with the settings of the embedded default: durable."""
    with EmbeddedPostgres(open_state("bench")) as running:
        yield running


@contextlib.contextmanager
def million(
    running: EmbeddedPostgres, labels: int, rows: int = ROWS, filling: Filling = NOTES
) -> Iterator[Million]:
    """Fill a database of a service; it is dropped at the end."""
    name = f"bench_{filling.service}_{labels}"
    with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
        create_roles(conn, running, filling.service)
        conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        create_database(conn, name, filling.service)
    made = DatabaseForTest(running, filling.service, name)
    upgrade(made.owner_dsn, ROOT / filling.versions)
    _fill(made, filling, labels, rows)
    try:
        yield Million(made, labels)
    finally:
        with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _fill(made: DatabaseForTest, filling: Filling, labels: int, rows: int) -> None:
    policy = default_policy().identifier
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        with conn.cursor().copy(_LABELS) as copy:
            for number in range(labels):
                part = Label(policy, 1, ("USA",), coi=(community(number),)).access_part()
                copy.write_row((number, part.digest(), part.canonical().decode()))
        conn.execute(filling.statement.encode(), {"labels": labels, "rows": rows})
        while fold(conn):
            pass
        for table in (*filling.tables, "label_count", "security_label"):
            conn.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
        conn.execute("CHECKPOINT")
