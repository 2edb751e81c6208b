"""Ten thousand events while broker, relay and consumers are killed at random: each effect once, in order."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field

import psycopg
import pytest

from deploy.dev.children import Command, spawn
from deploy.dev.state import CHECKOUT, State, open_state
from deploy.dev.testing import Clones, DatabaseForTest
from proto.gen.entente.meetings.v1 import item_pb2
from tests.faults.bus_actor import TOPIC, Settings
from tests.faults.buses import Kafka, Killable, Log
from tests.waiting import until

EVENTS, KEYS, WRITERS, KILLS = 10_240, 40, 8, 16
TYPE = "entente.meetings.item.changed.v1"
SEED = 20261121
ACTORS = {"relay": ("meetings", "relay"), "one": ("insight", "consumers"), "other": ("insight", "consumers")}
_ADD = "INSERT INTO outbox (topic, key, type, payload) VALUES (%s, %s, %s, %s)"
_NEXT = "UPDATE aggregate SET n = n + 1 WHERE key = %s RETURNING n"
pytestmark = [pytest.mark.faults, pytest.mark.slow]


BUSES: dict[str, Callable[[State], Killable]] = {"pglog": Log, "kafka": Kafka}


@dataclass
class Scene:
    """Two services' databases, a bus, and the processes between them."""

    bus: Killable
    meetings: DatabaseForTest
    insight: DatabaseForTest
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        service, role = ACTORS[name]
        bus, database = self.bus.settings(service), getattr(self, service)
        settings = Settings(service, database.worker_dsn, bus.kind, bus.dsn, role)
        arguments = [sys.executable, "-m", "tests.faults.bus_actor", json.dumps(asdict(settings))]
        what = Command(arguments, os.environ, CHECKOUT, subprocess.DEVNULL)
        self.running[name] = spawn(what)

    def kill(self, name: str) -> None:
        """Kill one, and put another in its place."""
        if name == "broker":
            self.bus.kill()
            self.bus.start()
            return
        self.running[name].kill()
        self.running[name].wait()
        self.start(name)

    def write(self, portion: int) -> None:
        """Some events by all writers at once; the number of an event is given under its key's lock."""

        def one(writer: int) -> None:
            with psycopg.connect(self.meetings.app_dsn, autocommit=True) as conn:
                for turn in range(portion // WRITERS):
                    key = f"k{(writer * 7 + turn) % KEYS}"
                    with conn.transaction():
                        row = conn.execute(_NEXT, [key]).fetchone()
                        assert row
                        value = item_pb2.ItemSnapshot(id=key, version=row[0]).SerializeToString()
                        conn.execute(_ADD, (TOPIC, key, TYPE, value))

        threads = [threading.Thread(target=one, args=[writer]) for writer in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def effects(self) -> dict[str, list[int]]:
        """By key: the numbers, in the order in which they took effect."""
        found: dict[str, list[int]] = defaultdict(list)
        with psycopg.connect(self.insight.worker_dsn) as conn:
            for key, number in conn.execute("SELECT key, n FROM effect ORDER BY at"):
                found[key].append(number)
        return found

    def count(self, database: DatabaseForTest, table: str) -> int:
        with psycopg.connect(database.worker_dsn) as conn:
            row = conn.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
        return int(row[0]) if row else 0


@pytest.fixture(params=["pglog", pytest.param("kafka", marks=pytest.mark.real)])
def scene(request: pytest.FixtureRequest, fresh_database: Clones) -> Iterator[Scene]:
    """Everything runs."""
    state = open_state(f"faults-{request.param}")
    shutil.rmtree(state.root)
    state = open_state(f"faults-{request.param}")
    meetings, insight = fresh_database("meetings"), fresh_database("insight")
    with psycopg.connect(meetings.owner_dsn) as conn:
        conn.execute("CREATE TABLE aggregate (key text PRIMARY KEY, n bigint NOT NULL)")
        conn.execute("GRANT SELECT, UPDATE ON aggregate TO meetings_app")
        for number in range(KEYS):
            conn.execute("INSERT INTO aggregate VALUES (%s, 0)", [f"k{number}"])
    with psycopg.connect(insight.owner_dsn) as conn:
        conn.execute("CREATE TABLE effect (at bigint GENERATED ALWAYS AS IDENTITY, key text, n bigint)")
        conn.execute("GRANT SELECT, INSERT ON effect TO insight_worker")
    made = Scene(BUSES[request.param](state), meetings, insight)
    with contextlib.ExitStack() as stack:
        stack.callback(made.bus.stop)
        made.bus.start()
        for name in ACTORS:
            made.start(name)
        stack.callback(lambda: [process.kill() for process in made.running.values()])
        yield made


def test_every_effect_once_and_in_order_whatever_is_killed(scene: Scene) -> None:
    chosen, pause = random.Random(SEED), threading.Event()
    victims = [name for name in ("broker", *ACTORS) for _ in range(KILLS // 4)]
    chosen.shuffle(victims)
    portion = EVENTS // KILLS
    for victim in victims:
        writer = threading.Thread(target=scene.write, args=[portion])
        writer.start()
        pause.wait(chosen.uniform(0.05, 0.8))
        scene.kill(victim)
        writer.join()
    written = KILLS * (portion // WRITERS) * WRITERS
    until(lambda: scene.count(scene.insight, "effect") >= written, seconds=120.0)
    until(lambda: scene.count(scene.meetings, "outbox") == 0, seconds=30.0)
    found = scene.effects()
    wrong = {key: numbers for key, numbers in found.items() if numbers != list(range(1, len(numbers) + 1))}
    assert wrong == {}
    assert sum(map(len, found.values())) == written == EVENTS
    assert scene.count(scene.insight, "dead_letter") == 0
