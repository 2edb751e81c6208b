"""A million notes of the example service under many labels, on a durable server, and readers of a share."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from deploy.dev.databases import create_database, create_roles
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import open_state
from deploy.dev.testing import DatabaseForTest
from services.common.auth import Subject
from services.common.counters import fold
from services.common.labels import Label, default_policy
from services.common.migrate import ROOT, upgrade

VERSIONS = ROOT / "services/common/tests/example/migrations/versions"
ROWS = 1_000_000

_LABELS = "COPY security_label (id, digest, body) FROM STDIN"
_NOTES = """INSERT INTO note (id, label_id, title, created_at, created_by, updated_at, updated_by)
SELECT uuidv7(), (hashint4(n) & 2147483647) %% %(labels)s, 'Note number ' || n, at, 'bench', at, 'bench'
FROM (SELECT n, timestamptz '2026-01-01' + n * interval '1 second' AS at
      FROM generate_series(1, %(rows)s) AS n) AS numbered"""


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
def million(running: EmbeddedPostgres, labels: int, rows: int = ROWS) -> Iterator[Million]:
    """Fill a database of the example service; it is dropped at the end."""
    name = f"bench_{labels}"
    with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
        create_roles(conn, running, "example")
        conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        create_database(conn, name, "example")
    made = DatabaseForTest(running, "example", name)
    upgrade(made.owner_dsn, VERSIONS)
    _fill(made, labels, rows)
    try:
        yield Million(made, labels)
    finally:
        with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _fill(made: DatabaseForTest, labels: int, rows: int) -> None:
    policy = default_policy().identifier
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        with conn.cursor().copy(_LABELS) as copy:
            for number in range(labels):
                part = Label(policy, 1, ("USA",), coi=(community(number),)).access_part()
                copy.write_row((number, part.digest(), part.canonical().decode()))
        conn.execute(_NOTES, {"labels": labels, "rows": rows})
        while fold(conn):
            pass
        conn.execute("VACUUM (ANALYZE) note")
        conn.execute("VACUUM (ANALYZE) label_count")
        conn.execute("VACUUM (ANALYZE) security_label")
        conn.execute("CHECKPOINT")
