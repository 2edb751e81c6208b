"""A source that records, the ledger that takes it, and a verifier."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import Connection
from psycopg.rows import dict_row

from deploy.dev.testing import Clones, DatabaseForTest
from proto.gen.entente.platform.v1 import heartbeat_pb2
from services.audit.ledger.heads import HeadFiles, sign_heads
from services.audit.ledger.intake import Intake
from services.audit.ledger.verify import Report, Verifier
from services.common.audit import TOPIC, Head, chain_records, publish_links, source_head
from services.common.db import LabelStore
from services.common.events.bus import Bus, BusSettings, open_bus
from services.common.events.consumer import Deliverer, Handler
from services.common.events.registry import topics
from services.common.labels import Label

Row = Mapping[str, Any]
SOURCE = "audit"  # a second database of the same make plays the source
_RECORD = """
INSERT INTO audit_record (subject, nation, acts_for, action, object_type, object_ids, label, outcome, detail)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def connect(dsn: str) -> Connection[Row]:
    return psycopg.connect(dsn, autocommit=True, row_factory=dict_row)


def label(*owner: str, level: int = 1) -> str:
    return json.dumps(Label("coalition@1", level, owner).to_json())


@dataclass
class World:
    """Source, bus and ledger, worked by hand."""

    source: DatabaseForTest
    ledger: DatabaseForTest
    bus: Bus
    conn: Connection[Row]
    tail: Connection[Row]
    key: Ed25519PrivateKey
    files: HeadFiles

    def record(self, count: int, nation: str | None = "USA", marked: str | None = None, **more: str) -> None:
        with psycopg.connect(self.source.app_dsn) as conn:
            for number in range(count):
                subject = more.get("subject", f"person-{nation}")
                outcome, action = more.get("outcome", "done"), more.get("action", "tasking.issue")
                values = (
                    subject,
                    nation,
                    nation,
                    action,
                    "item",
                    [f"object-{number}"],
                    marked,
                    outcome,
                    '{"n": 1.50}',
                )
                conn.execute(_RECORD, values)

    def chain(self) -> None:
        chain_records(self.tail, SOURCE)

    def publish(self, limit: int = 500) -> None:
        producer = self.bus.producer("relay")
        publish_links(self.tail, producer, SOURCE, limit)
        producer.close()

    def take(self) -> None:
        intake = Intake(LabelStore(self.ledger.worker_dsn))
        deliverer = Deliverer("audit", [Handler(TOPIC, intake.record)], topics())
        consumer = self.bus.consumer("audit", [TOPIC])
        while batch := consumer.poll(0.1):
            deliverer.deliver(self.conn, batch)
            consumer.commit()
        consumer.close()

    def claim(self, head: Head | None = None, at: datetime | None = None) -> None:
        head = head or source_head(self.tail, SOURCE)
        beat = heartbeat_pb2.Heartbeat(source=SOURCE, audit_seq=head.seq, audit_hash=head.told())
        beat.at.FromDatetime(at or datetime.now(UTC))
        Intake.claim(self.conn, None, beat)  # type: ignore[arg-type]  # the envelope is not looked at

    def sign(self) -> int:
        return sign_heads(self.conn, self.key, self.files, datetime.now(UTC))

    def all(self, count: int, **more: Any) -> None:
        self.record(count, **more)
        self.chain()
        self.publish()
        self.take()
        self.claim()

    def verify(self, *, ask_source: bool = True) -> Report:
        verifier = Verifier(self.conn, self.files, self.key.public_key(), wait=0.0)
        return verifier.verify(SOURCE, self.source.worker_dsn if ask_source else None)

    def count(self) -> int:
        row = self.conn.execute("SELECT count(*) AS n FROM ledger").fetchone()
        return int(row["n"]) if row else 0

    def tamper(self, statement: str, *, source: bool = False) -> None:
        """What somebody with every right on a database could do."""
        with psycopg.connect((self.source if source else self.ledger).admin_dsn) as conn:
            assert conn.execute(statement.encode()).rowcount


@pytest.fixture
def world(fresh_database: Clones, tmp_path: Path) -> Iterator[World]:
    source, ledger = fresh_database("audit"), fresh_database("audit")
    bus = open_bus(BusSettings("pglog", fresh_database("bus").app_dsn))
    with connect(ledger.worker_dsn) as conn, connect(source.worker_dsn) as tail:
        yield World(
            source, ledger, bus, conn, tail, Ed25519PrivateKey.generate(), HeadFiles(tmp_path / "heads")
        )
    bus.close()
