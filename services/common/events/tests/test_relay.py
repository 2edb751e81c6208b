"""Killed at any point, with eight writers at work: nothing lost, effects once, in order for each key."""

import subprocess
import sys
import threading

import psycopg
import pytest
from psycopg.rows import dict_row

from proto.gen.entente.platform.v1 import heartbeat_pb2
from services.common.audit import source_head
from services.common.events.bus import Fenced
from services.common.events.outbox import Outbox
from services.common.events.relay import HEARTBEAT_TOPIC, Relay
from services.common.events.tests.conftest import ADD_EVENT, TOPIC, TYPE, Place, deliverer, keep, nation
from services.common.events.workers import Handler, Job, Workers
from tests.contract.bus.harness import read
from tests.waiting import until

WRITERS = 8
EACH = 25
KEYS = 3


class Writers:
    """Eight writers that share three keys; the number of an event is given under its key's lock."""

    def __init__(self, place: Place) -> None:
        with psycopg.connect(place.database.owner_dsn) as conn:
            conn.execute("CREATE TABLE aggregate (key text PRIMARY KEY, n bigint NOT NULL)")
            conn.execute("GRANT SELECT, UPDATE ON aggregate TO audit_app")
            for number in range(KEYS):
                conn.execute("INSERT INTO aggregate VALUES (%s, 0)", [f"k{number}"])
        self._dsn = place.database.app_dsn
        self.threads = [threading.Thread(target=self._write, args=[seed]) for seed in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def _write(self, seed: int) -> None:
        with psycopg.connect(self._dsn, autocommit=True) as conn:
            for turn in range(EACH):
                key = f"k{(seed + turn) % KEYS}"
                with conn.transaction():
                    row = conn.execute(
                        "UPDATE aggregate SET n = n + 1 WHERE key = %s RETURNING n", [key]
                    ).fetchone()
                    assert row
                    conn.execute(ADD_EVENT, (TOPIC, key, TYPE, nation(key, row[0])))
                    if (seed + turn) % 5 == 0:  # some ids become visible late
                        conn.execute("SELECT pg_sleep(0.002)")

    def join(self) -> None:
        for thread in self.threads:
            thread.join()


def relay_killed_at(place: Place, point: str, times: int) -> None:
    module = "services.common.events.tests.relay_process"
    command = [sys.executable, "-m", module, place.database.worker_dsn, place.bus_dsn, point, str(times)]
    assert subprocess.run(command, timeout=60, check=False).returncode == -9


@pytest.mark.faults
@pytest.mark.parametrize("point", ["before publish", "after publish", "after delete", "after commit"])
def test_a_relay_killed_anywhere_loses_doubles_and_reorders_nothing(place: Place, point: str) -> None:
    writers = Writers(place)
    for times in (1, 2):
        relay_killed_at(place, point, times)
    writers.join()
    workers = Workers(place.settings(), [Handler(TOPIC, keep)])
    workers.start()
    until(lambda: place.count("effect") >= WRITERS * EACH)
    until(lambda: place.count("outbox") == 0)
    workers.stop()
    total = 0
    for number in range(KEYS):
        effects = place.effects(f"k{number}")
        assert effects == list(range(1, len(effects) + 1))
        total += len(effects)
    assert total == WRITERS * EACH


def test_rows_that_become_visible_late_are_relayed_though_higher_ids_went_before(place: Place) -> None:
    with psycopg.connect(place.database.app_dsn) as slow, place.connect() as conn:
        slow.execute(ADD_EVENT, (TOPIC, "slow", TYPE, nation("slow", 1)))
        place.write("fast", 2)
        producer = place.bus.producer("relay-audit")
        outbox = Outbox(conn, producer, "audit")
        assert outbox.relay() == 1
        slow.commit()
        assert outbox.relay() == 1
        producer.close()
    assert place.count("outbox") == 0
    assert len(read(place.bus.consumer("g", [TOPIC]), 2)) == 2


def test_what_was_read_ahead_is_not_lost_to_a_bus_that_fails_in_between(place: Place) -> None:
    for number in range(1, 6):
        place.write("k", number)
    with place.connect() as conn:
        producer = place.bus.producer("relay-audit")
        outbox = Outbox(conn, producer, "audit", limit=2)
        assert outbox.relay() == 2
        place.bus.producer("relay-audit").close()  # fences this one, which has two more in its hand
        with pytest.raises(Fenced):
            outbox.relay()
        assert place.count("outbox") == 3
        producer = place.bus.producer("relay-audit")
        outbox = Outbox(conn, producer, "audit", limit=2)
        assert [outbox.relay() for _ in range(3)] == [2, 1, 0]
        producer.close()
    came = read(place.bus.consumer("g", [TOPIC]), 5)
    assert [raw.value for raw in came] == [nation("k", number) for number in range(1, 6)]


def test_an_event_published_twice_has_its_effect_once(place: Place) -> None:
    place.write("k", 1)
    with place.connect() as conn:
        producer = place.bus.producer("relay-audit")

        def fail(point: str) -> None:
            if point == "after publish":
                raise RuntimeError

        with pytest.raises(RuntimeError):
            Outbox(conn, producer, "audit", probe=fail).relay()
        assert Outbox(conn, producer, "audit").relay() == 1
        producer.close()
        twice = read(place.bus.consumer("look", [TOPIC]), 2)
        assert twice[0].envelope().id == twice[1].envelope().id
        deliverer().deliver(conn, twice)
    assert place.effects() == [1]


def test_of_two_relays_one_works_and_the_other_takes_over(place: Place) -> None:
    first, second = Workers(place.settings("relay")), Workers(place.settings("relay"))
    first.start()
    place.write("k", 1)
    until(lambda: place.count("outbox") == 0)
    second.start()
    first.stop()
    place.write("k", 2)
    until(lambda: place.count("outbox") == 0)
    second.stop()
    assert len(read(place.bus.consumer("g", [TOPIC]), 2)) == 2


def test_wake_makes_the_relay_look_at_once(place: Place) -> None:
    relay = Relay("audit", place.bus, place.connect, poll=600.0)
    stop = threading.Event()
    thread = threading.Thread(target=relay.run, args=[stop])
    thread.start()
    consumer = place.bus.consumer("g", [HEARTBEAT_TOPIC, TOPIC])
    read(consumer, 1)  # it runs: the first heartbeat came
    place.write("k", 1)
    relay.wake()
    until(lambda: TOPIC in {raw.topic for raw in consumer.poll(0.5)})
    stop.set()
    relay.wake()
    thread.join()


def test_an_idle_relay_takes_no_lock_and_gives_its_signs_of_life(place: Place) -> None:
    workers = Workers(place.settings("relay"))
    with place.connect() as conn, conn.transaction():
        conn.execute("SELECT FROM chain_head FOR UPDATE")  # whoever chains must wait for it
        workers.start()
        beats = read(place.bus.consumer("g", [HEARTBEAT_TOPIC]), 1)
        assert heartbeat_pb2.Heartbeat.FromString(beats[0].value).behind is False
    workers.stop()


def test_the_heartbeat_says_until_when_everything_is_published_and_carries_the_head(place: Place) -> None:
    with psycopg.connect(place.database.app_dsn) as conn:
        conn.execute("INSERT INTO audit_record (subject, action, object_type) VALUES ('p', 'read', 'item')")
    workers = Workers(place.settings("relay"))
    workers.start()
    record = read(place.bus.consumer("g", [HEARTBEAT_TOPIC]), 1)[0]
    workers.stop()
    beat = heartbeat_pb2.Heartbeat.FromString(record.value)
    assert (beat.source, beat.interval, beat.behind, beat.audit_seq) == ("audit", 2.0, False, 1)
    with psycopg.connect(place.database.admin_dsn, row_factory=dict_row) as admin:
        head = source_head(admin, "audit")
    assert beat.audit_hash == head.told() != head.hash, "who reads the hash itself could add a link"


def test_workers_survive_the_loss_of_their_connections(place: Place) -> None:
    workers = Workers(place.settings(), [Handler(TOPIC, keep)])
    workers.start()
    place.write("k", 1)
    until(lambda: place.effects() == [1])
    with psycopg.connect(place.database.admin_dsn, autocommit=True) as admin:
        for name in (place.database.name, psycopg.conninfo.conninfo_to_dict(place.bus_dsn)["dbname"]):
            query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            admin.execute(query + "WHERE datname = %s AND pid <> pg_backend_pid()", [name])
    place.write("k", 2)
    until(lambda: place.effects() == [1, 2])
    until(lambda: set(workers.health().values()) == {"running"})
    workers.stop()
    assert set(workers.health().values()) == {"ended"}


def test_a_job_runs_at_its_interval_and_what_it_emits_is_relayed(place: Place) -> None:
    def emit(conn):
        conn.execute(ADD_EVENT, (TOPIC, "job", TYPE, nation("job", 1)))

    workers = Workers(place.settings(), [Handler(TOPIC, keep)], [Job("emit", 0.05, emit)])
    workers.start()
    until(lambda: len(place.effects("job")) >= 3)
    workers.stop()
