"""The relay of one service: outbox and audit chain to the bus, and a heartbeat. One at a time by advisory
lock.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, LiteralString

from psycopg import Connection

from proto.gen.entente.platform.v1 import heartbeat_pb2
from services.common.audit import chain_records, publish_links, source_head
from services.common.events import inbox
from services.common.events.bus import Bus, Producer
from services.common.events.envelope import Envelope
from services.common.events.outbox import Outbox, waiting_since
from services.common.measures import measure_outbox, measure_relayed
from services.common.references import uuid7

HEARTBEAT_TOPIC = "entente.platform.heartbeat.v1"
HEARTBEAT_TYPE = "entente.platform.heartbeat.v1"
HEARTBEAT_SECONDS = 2.0
MAINTAIN_SECONDS = 20.0
PRUNE_SECONDS = 3600.0
BATCH = 5_000  # a transaction on the bus costs the same for one as for many
Row = Mapping[str, Any]
# By the primary keys: what was deleted and not vacuumed yet is passed over there, and not in the tables.
_WAITS: LiteralString = """
SELECT (SELECT id FROM outbox ORDER BY id LIMIT 1) IS NOT NULL
    OR (SELECT id FROM audit_record ORDER BY id LIMIT 1) IS NOT NULL AS waits
"""


class Relay:
    """Publishes what ``source``'s transactions left. `wake` it after a commit; a slow poll stands behind
    it.
    """

    def __init__(
        self, source: str, bus: Bus, connect: Callable[[], Connection[Row]], poll: float = 0.25
    ) -> None:
        """``connect`` opens a worker's connection in autocommit; ``poll`` in seconds."""
        self._source = source
        self._bus = bus
        self._connect = connect
        self._poll = poll
        self._woken = threading.Event()
        self._due: dict[str, float] = {}

    def wake(self) -> None:
        """Something was committed. Cheap, from any thread."""
        self._woken.set()

    def run(self, stop: threading.Event) -> None:
        """Until ``stop``. Raises what may pass: the supervisor starts it again."""
        self._due = {"maintain": time.monotonic() + MAINTAIN_SECONDS}
        with self._connect() as connection:
            measure_outbox(waiting_since(connection))  # though the bus be away: each new attempt begins here
            while not stop.is_set():
                if self._locked(connection):
                    with self._producer() as producer:
                        self._work(connection, producer, stop)
                else:  # another process relays this service
                    stop.wait(1.0)

    def _locked(self, connection: Connection[Row]) -> bool:
        row = connection.execute("SELECT pg_try_advisory_lock(hashtext('relay')) AS got").fetchone()
        return bool(row and row["got"])

    @contextlib.contextmanager
    def _producer(self) -> Iterator[Producer]:
        # Opened after the lock is held: whoever relayed before and does not know it yet is fenced off.
        producer = self._bus.producer(f"relay-{self._source}")
        try:
            yield producer
        finally:
            producer.close()

    def _work(self, connection: Connection[Row], producer: Producer, stop: threading.Event) -> None:
        outbox = Outbox(connection, producer, self._source, BATCH)
        while not stop.is_set():
            self._woken.clear()
            started = datetime.now(UTC)
            full = self._waits(connection) and BATCH in (
                outbox.relay(),
                chain_records(connection, self._source, BATCH),
                publish_links(connection, producer, self._source, BATCH),
            )
            if self._is_due("heartbeat", HEARTBEAT_SECONDS):
                beat = self.heartbeat(connection, started, full)
                producer.publish([beat])
                measure_relayed([beat])
                measure_outbox(waiting_since(connection))
            if self._is_due("maintain", MAINTAIN_SECONDS):
                self._bus.maintain()
            if self._is_due("prune", PRUNE_SECONDS):
                inbox.prune(connection, started)
            if not full:
                self._woken.wait(self._poll)

    def _waits(self, connection: Connection[Row]) -> bool:
        """Whether there is anything to do: an idle relay asks one thing, takes no lock and writes nothing."""
        row = connection.execute(_WAITS).fetchone()
        return bool(row and row["waits"])

    def _is_due(self, name: str, seconds: float) -> bool:
        now = time.monotonic()
        if now < self._due.get(name, 0.0):
            return False
        self._due[name] = now + seconds
        return True

    def heartbeat(self, connection: Connection[Row], until: datetime, behind: bool) -> Envelope:
        """The sign of life: everything committed before ``until`` is on the bus, unless ``behind``."""
        head = source_head(connection, self._source)
        beat = heartbeat_pb2.Heartbeat(
            source=self._source,
            interval=HEARTBEAT_SECONDS,
            behind=behind,
            audit_seq=head.seq,
            audit_hash=head.told(),
        )
        beat.at.FromDatetime(until)
        return Envelope(
            id=uuid7(),
            type=HEARTBEAT_TYPE,
            source=self._source,
            time=datetime.now(UTC),
            key=self._source,
            topic=HEARTBEAT_TOPIC,
            value=beat.SerializeToString(),
        )
