"""From the commit of a write to its effect committed in insight, across two processes; and what a relay
carries; on the log in PostgreSQL and on a real broker.

The writer's process holds the meetings service's relay, the reader's insight's own handlers. A row counts
from the moment its commit returned to the moment the effect's commit returned, on the machine's one
monotonic clock.
"""

import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from google.protobuf import json_format
from kafka import KafkaProducer
from psycopg.rows import dict_row

from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.shared_server import shared_server
from deploy.dev.testing import DatabaseForTest, cloned_database
from deploy.stack.artifacts import Unfetched
from deploy.stack.broker import Broker
from deploy.stack.shared_broker import shared_broker
from deploy.stack.testing import PASSWORDS, declared
from proto.gen.entente.meetings.v1 import item_pb2
from services.common.app import calm_the_collector
from services.common.events.bus import BusSettings, open_bus
from services.common.events.envelope import Envelope
from services.common.events.kafka import BATCH_BYTES
from services.common.events.outbox import Outbox
from services.common.events.relay import BATCH
from services.common.events.workers import Workers
from tests.bench.measure import Figure

TOPIC = "entente.meetings.item.v1"
TYPE = "entente.meetings.item.changed.v1"
EXAMPLE = Path(__file__).parents[2] / "proto" / "examples" / TOPIC / "tasking_open.json"
WRITES = 600
PACE = 0.01  # seconds from one write to the next
WARM = 50
CARRIED = 40_000
AT_MOST_MS = 100.0
AT_LEAST = 5_000.0
RATIO = 0.85
ROUNDS = 7
_ADD = "INSERT INTO outbox (topic, key, type, payload, label) VALUES (%s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Settings:
    """What `Workers` needs."""

    service: str
    worker_dsn: str
    bus: str
    bus_dsn: str | None
    role: str


def template() -> tuple[item_pb2.ItemSnapshot, str]:
    """The snapshot of the example, and its label."""
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    return json_format.ParseDict(example["value"], item_pb2.ItemSnapshot()), json.dumps(example["label"])


def row(item: item_pb2.ItemSnapshot, label: str) -> tuple[str, str, str, bytes, str]:
    """An outbox row for the item."""
    return (TOPIC, item.id, TYPE, item.SerializeToString(), label)


def read(insight_dsn: str, kind: str, bus_dsn: str) -> None:
    """The reader's process: insight's handlers; a line of id and time for each effect that is committed."""
    from services.insight.workers import handlers

    settings = Settings("insight", insight_dsn, kind, bus_dsn, "consumers")

    def visible(envelope: object, message: object) -> None:
        if isinstance(message, item_pb2.ItemSnapshot):
            print(json.dumps([message.id, time.monotonic()]), flush=True)

    calm_the_collector()
    workers = Workers(settings, handlers(settings, visible))  # type: ignore[arg-type]  # the part that it uses
    workers.start()
    print("ready", flush=True)
    sys.stdin.read()
    workers.stop()


def write(app_dsn: str, workers: Workers, first_seen: Callable[[], object]) -> dict[str, float]:
    """Commit one item, wait until it is seen, then one after another at a steady pace; when each commit
    returned, by id.
    """
    item, label = template()
    committed: dict[str, float] = {}
    pause = threading.Event()
    with psycopg.connect(app_dsn, autocommit=True) as conn:
        item.id = str(uuid4())
        conn.execute(_ADD, row(item, label))
        workers.wake()
        first_seen()
        started = time.monotonic()
        for number in range(WRITES):
            item.id = str(uuid4())
            conn.execute(_ADD, row(item, label))
            committed[item.id] = time.monotonic()
            workers.wake()
            pause.wait(max(0.0, started + (number + 1) * PACE - time.monotonic()))
    return committed


def delays(
    meetings: DatabaseForTest, insight: DatabaseForTest, buses: Mapping[str, BusSettings]
) -> list[float]:
    """Milliseconds from commit to visible, one a write, without the first ones."""
    writers, readers = buses["meetings"], buses["insight"]
    assert writers.dsn and readers.dsn
    command = [
        sys.executable,
        "-m",
        "tests.bench.bench_events",
        insight.worker_dsn,
        readers.kind,
        readers.dsn,
    ]
    workers = Workers(Settings("meetings", meetings.worker_dsn, writers.kind, writers.dsn, "relay"))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout and reader.stdin
        reader.stdout.readline()
        workers.start()
        committed = write(meetings.app_dsn, workers, reader.stdout.readline)
        seen = dict(json.loads(reader.stdout.readline()) for _ in range(WRITES))
        reader.stdin.close()
    workers.stop()
    return [(seen[item] - at) * 1e3 for item, at in list(committed.items())[WARM:]]


def carried(meetings: DatabaseForTest, bus_settings: BusSettings) -> float:
    """Events a second from a full outbox to the bus, as the relay's thread carries them."""
    item, label = template()
    with psycopg.connect(meetings.app_dsn) as conn, conn.cursor() as cursor:
        rows = []
        for _ in range(CARRIED):
            item.id = str(uuid4())
            rows.append(row(item, label))
        cursor.executemany(_ADD, rows)
    bus = open_bus(bus_settings)
    producer = bus.producer("relay-meetings")
    with psycopg.connect(meetings.worker_dsn, autocommit=True, row_factory=dict_row) as conn:
        outbox = Outbox(conn, producer, "meetings", BATCH)
        started = time.monotonic()
        while outbox.relay():
            pass
        taken = time.monotonic() - started
    producer.close()
    bus.close()
    return CARRIED / taken


def bare(broker: Broker, password: str) -> float:
    """Confirmed events a second of kafka-python alone: the same events, made beforehand, batch by batch."""
    item, label = template()
    events = []
    for _ in range(CARRIED):
        item.id = str(uuid4())
        made = Envelope(
            id=uuid4(), type=TYPE, source="meetings", time=datetime.now(UTC), key=item.id, topic=TOPIC,
            value=item.SerializeToString(), label_json=label,
        )  # fmt: skip
        events.append((item.id.encode(), made.value, made.to_headers()))
    producer = KafkaProducer(
        **broker.client("meetings", password), acks="all", linger_ms=0, batch_size=BATCH_BYTES
    )
    producer.partitions_for(TOPIC)
    started = time.monotonic()
    for first in range(0, CARRIED, BATCH):
        sent = [
            producer.send(TOPIC, value, key=key, headers=headers)
            for key, value, headers in events[first : first + BATCH]
        ]
        for one in sent:
            one.get(30)
    taken = time.monotonic() - started
    producer.close()
    return CARRIED / taken


def percentile(values: Sequence[float], share: int) -> float:
    """The value that ``share`` per cent stay below."""
    return statistics.quantiles(values, n=100)[share - 1]


def figures(name: str, buses: Mapping[str, BusSettings], server: EmbeddedPostgres) -> Iterator[Figure]:
    """The figures that both buses have."""
    with cloned_database(server, "meetings") as meetings, cloned_database(server, "insight") as insight:
        taken = delays(meetings, insight, buses)
        detail = {"unit": "ms", "p50": round(statistics.median(taken), 1), "max": round(max(taken), 1)}
        what = f"commit to visible in insight, p99, {name}"
        yield Figure(what, percentile(taken, 99), AT_MOST_MS, True, detail)
        rate = carried(meetings, buses["meetings"])
        yield Figure(f"events a second through one relay, {name}", rate, AT_LEAST, False, {"batch": BATCH})


def on_kafka(broker: Broker, server: EmbeddedPostgres) -> Iterator[Figure]:
    """The figures of the real broker, and the relay as a ratio to the client library alone."""
    buses = {user: BusSettings("kafka", broker.dsn(user, word)) for user, word in PASSWORDS.items()}
    with declared(broker):  # stands from here on
        pass
    yield from figures("kafka", buses, server)
    with cloned_database(server, "meetings") as meetings:
        turns = [
            (carried(meetings, buses["meetings"]), bare(broker, PASSWORDS["meetings"])) for _ in range(ROUNDS)
        ]
    ours, theirs = (statistics.median(values) for values in zip(*turns, strict=True))
    detail = {"relay": round(ours), "kafka-python alone": round(theirs), "unit": "confirmed events a second"}
    yield Figure("relay to a bare loop of kafka-python", ours / theirs, RATIO, False, detail)


def run() -> Iterator[Figure]:
    """The figures."""
    calm_the_collector()  # as every process of ours
    with shared_server() as server:
        with cloned_database(server, "bus") as bus:
            log = BusSettings("pglog", bus.app_dsn)
            yield from figures("pglog", {"meetings": log, "insight": log}, server)
        try:
            with shared_broker() as broker:
                yield from on_kafka(broker, server)
        except Unfetched as error:
            print(f"not measured: Kafka could not be fetched: {error}", file=sys.stderr)


if __name__ == "__main__":
    read(*sys.argv[1:])
