"""From the commit of a write to its effect committed in insight, across two processes; and what a relay
carries.

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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from google.protobuf import json_format
from psycopg.rows import dict_row

from deploy.dev.shared_server import shared_server
from deploy.dev.testing import cloned_database
from proto.gen.entente.meetings.v1 import item_pb2
from services.common.events.bus import BusSettings, open_bus
from services.common.events.outbox import relay_outbox
from services.common.events.workers import Workers
from tests.bench.measure import Figure

TOPIC = "entente.meetings.item.v1"
TYPE = "entente.meetings.item.changed.v1"
EXAMPLE = Path(__file__).parents[2] / "proto" / "examples" / TOPIC / "tasking_open.json"
WRITES = 600
PACE = 0.01  # seconds from one write to the next
WARM = 50
CARRIED = 20_000
AT_MOST_MS = 100.0
AT_LEAST = 5_000.0
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


def read(insight_dsn: str, bus_dsn: str) -> None:
    """The reader's process: insight's handlers; a line of id and time for each effect that is committed."""
    from services.insight.workers import handlers

    settings = Settings("insight", insight_dsn, "pglog", bus_dsn, "consumers")

    def visible(envelope: object, message: object) -> None:
        if isinstance(message, item_pb2.ItemSnapshot):
            print(json.dumps([message.id, time.monotonic()]), flush=True)

    workers = Workers(settings, handlers(settings, visible))  # type: ignore[arg-type]  # the part that it uses
    workers.start()
    print("ready", flush=True)
    sys.stdin.read()
    workers.stop()


def write(app_dsn: str, workers: Workers) -> dict[str, float]:
    """Commit one item after another at a steady pace; when each commit returned, by id."""
    item, label = template()
    committed: dict[str, float] = {}
    pause = threading.Event()
    with psycopg.connect(app_dsn, autocommit=True) as conn:
        started = time.monotonic()
        for number in range(WRITES):
            item.id = str(uuid4())
            conn.execute(_ADD, row(item, label))
            committed[item.id] = time.monotonic()
            workers.wake()
            pause.wait(max(0.0, started + (number + 1) * PACE - time.monotonic()))
    return committed


def delays(app_dsn: str, meetings_dsn: str, insight_dsn: str, bus_dsn: str) -> list[float]:
    """Milliseconds from commit to visible, one a write, without the first ones."""
    command = [sys.executable, "-m", "tests.bench.bench_events", insight_dsn, bus_dsn]
    workers = Workers(Settings("meetings", meetings_dsn, "pglog", bus_dsn, "relay"))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout and reader.stdin
        reader.stdout.readline()
        workers.start()
        committed = write(app_dsn, workers)
        seen = dict(json.loads(reader.stdout.readline()) for _ in range(WRITES))
        reader.stdin.close()
    workers.stop()
    return [(seen[item] - at) * 1e3 for item, at in list(committed.items())[WARM:]]


def carried(app_dsn: str, worker_dsn: str, bus_dsn: str) -> float:
    """Events a second from a full outbox to the bus."""
    item, label = template()
    with psycopg.connect(app_dsn) as conn, conn.cursor() as cursor:
        rows = []
        for _ in range(CARRIED):
            item.id = str(uuid4())
            rows.append(row(item, label))
        cursor.executemany(_ADD, rows)
    bus = open_bus(BusSettings("pglog", bus_dsn))
    producer = bus.producer("relay-meetings")
    with psycopg.connect(worker_dsn, autocommit=True, row_factory=dict_row) as conn:
        started = time.monotonic()
        while relay_outbox(conn, producer, "meetings"):
            pass
        taken = time.monotonic() - started
    producer.close()
    bus.close()
    return CARRIED / taken


def percentile(values: Sequence[float], share: int) -> float:
    """The value that ``share`` per cent stay below."""
    return statistics.quantiles(values, n=100)[share - 1]


def run() -> Iterator[Figure]:
    """The figures."""
    with (
        shared_server() as server,
        cloned_database(server, "meetings") as meetings,
        cloned_database(server, "insight") as insight,
        cloned_database(server, "bus") as bus,
    ):
        taken = delays(meetings.app_dsn, meetings.worker_dsn, insight.worker_dsn, bus.app_dsn)
        detail = {"unit": "ms", "p50": round(statistics.median(taken), 1), "max": round(max(taken), 1)}
        yield Figure("commit to visible in insight, p99", percentile(taken, 99), AT_MOST_MS, True, detail)
        rate = carried(meetings.app_dsn, meetings.worker_dsn, bus.app_dsn)
        yield Figure("events a second through one relay", rate, AT_LEAST, False, {"batch": 500})


if __name__ == "__main__":
    read(sys.argv[1], sys.argv[2])
