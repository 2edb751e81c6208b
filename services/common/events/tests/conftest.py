"""A service's database, a bus, and topics of the tests' own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import dict_row

from deploy.dev.testing import Clones, DatabaseForTest
from proto.gen.entente.directory.v1 import directory_pb2
from services.common.events.bus import Bus, BusSettings, open_bus
from services.common.events.consumer import Deliverer, Handler
from services.common.events.envelope import Envelope
from services.common.events.registry import topics

Row = Mapping[str, Any]
TOPIC = "entente.directory.nation.v1"
TYPE = "entente.directory.nation.changed.v1"
ADD_EVENT = "INSERT INTO outbox (topic, key, type, payload) VALUES (%s, %s, %s, %s)"


@dataclass(frozen=True)
class Settings:
    """What `Workers` needs of a service's settings."""

    service: str
    worker_dsn: str
    bus: str
    bus_dsn: str | None
    role: str = "all"


@dataclass
class Place:
    """One service with its bus. Its effects are rows of the table ``effect``."""

    database: DatabaseForTest
    bus_dsn: str
    bus: Bus

    def connect(self) -> Connection[Row]:
        return psycopg.connect(self.database.worker_dsn, autocommit=True, row_factory=dict_row)

    def settings(self, role: str = "all") -> Settings:
        return Settings("audit", self.database.worker_dsn, "pglog", self.bus_dsn, role)

    def effects(self, key: str | None = None) -> list[int]:
        with self.connect() as conn:
            rows = conn.execute("SELECT key, n FROM effect ORDER BY at").fetchall()
        return [row["n"] for row in rows if key in (None, row["key"])]

    def count(self, table: str) -> int:
        with self.connect() as conn:
            row = conn.execute(f"SELECT count(*) AS n FROM {table}".encode()).fetchone()
        return int(row["n"]) if row else 0

    def write(self, key: str, number: int) -> None:
        with psycopg.connect(self.database.app_dsn) as conn:
            conn.execute(ADD_EVENT, (TOPIC, key, TYPE, nation(key, number)))

    def publish(self, *events: Envelope) -> None:
        producer = self.bus.producer(None)
        producer.publish(events)
        producer.close()


def nation(key: str, number: int) -> bytes:
    return directory_pb2.NationSnapshot(code=key, version=number).SerializeToString()


def event(key: str, number: int, **changes: Any) -> Envelope:
    made = Envelope(
        id=uuid4(), type=TYPE, source="test", time=datetime.now(UTC), key=key, topic=TOPIC,
        value=nation(key, number),
    )  # fmt: skip
    return replace(made, **changes)


def keep(conn: Connection[Row], envelope: Envelope, message: directory_pb2.NationSnapshot) -> None:
    """An effect that shows each time it is made, and in which order."""
    conn.execute("INSERT INTO effect (key, n) VALUES (%s, %s)", (envelope.key, message.version))


def deliverer(*handlers: Handler) -> Deliverer:
    return Deliverer("audit", handlers or [Handler(TOPIC, keep)], topics())


@pytest.fixture
def place(fresh_database: Clones) -> Iterator[Place]:
    database, bus_database = fresh_database("audit"), fresh_database("bus")
    with psycopg.connect(database.owner_dsn) as conn:
        conn.execute("CREATE TABLE effect (at bigint GENERATED ALWAYS AS IDENTITY, key text, n bigint)")
        conn.execute("GRANT SELECT, INSERT ON effect TO audit_worker")
    bus = open_bus(BusSettings("pglog", bus_database.app_dsn))
    yield Place(database, bus_database.app_dsn, bus)
    bus.close()
