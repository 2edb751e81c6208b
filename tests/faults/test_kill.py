"""``kill -9`` of any one process, the supervisor too, at any moment of a thousand writes by eight writers.

With a supervisor all that it started ends, and the platform is started anew. Afterwards nothing is lost,
doubled or out of order: not in the records, not on the bus, not in the read model, and the audit chains are
whole.
"""

import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator

import psycopg
import pytest

from deploy.dev.processes import all_environment
from deploy.dev.shared_platform import RunningPlatform
from deploy.dev.state import CHECKOUT, open_state
from proto.gen.entente.meetings.v1 import meeting_pb2
from services.common.events.bus import BusSettings, open_bus
from services.common.events.envelope import Envelope
from tests.faults.killing import Killer
from tests.faults.supervised import Supervised
from tests.faults.writers import Promise, Writers
from tests.waiting import until

WRITERS, MEETINGS, TITLES = 8, 25, 4  # 8 × 25 × (1 + 4) = 1,000 writes
TOPIC = "entente.meetings.meeting.v1"
SEED = 20261121
MARKERS = 2  # a transaction's own, and one that the relay's maintenance may just have taken back
pytestmark = [pytest.mark.faults, pytest.mark.slow]


@pytest.fixture(scope="module")
def supervised() -> Iterator[Supervised]:
    """A platform of its own, new and empty: its processes are killed, and at the end its ledger is spoilt."""
    shutil.rmtree(open_state("faults-writes").root)
    running = Supervised("faults-writes")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def platform(supervised: Supervised) -> RunningPlatform:
    """Where it answers: a platform that is started anew keeps its ports."""
    return supervised.running()


@pytest.fixture(scope="module")
def run(supervised: Supervised, platform: RunningPlatform) -> Writers:
    """The writers' run, with every process killed in turn, again and again, until they are done."""
    writers, killer = Writers(platform, WRITERS, TITLES, MEETINGS), Killer(supervised, SEED)
    writers.start()
    turn = 0
    while writers.busy():
        killer.moment(4.0)
        killer.kill(killer.names[turn % len(killer.names)])
        turn += 1
    writers.join()
    assert set(killer.killed) >= set(killer.names), "every process was killed at least once"
    assert writers.done() == WRITERS * MEETINGS * (1 + TITLES) == 1_000
    assert writers.refused, "between two supervisors nobody listened"
    until(supervised.is_up, seconds=60.0)
    return writers


@pytest.fixture
def promises(run: Writers) -> list[Promise]:
    """What was confirmed."""
    return run.promises


def ask(platform: RunningPlatform, service: str, query: str, *values: object) -> list[tuple]:
    with psycopg.connect(platform.instance.server.dsn(f"entente_{service}")) as conn:
        return conn.execute(query.encode(), values).fetchall()


def ours(promises: list[Promise]) -> list[str]:
    return [promise.id for promise in promises]


def test_every_confirmed_write_stands_and_none_stands_twice(platform: RunningPlatform, run: Writers) -> None:
    query = "SELECT id::text, title FROM meeting WHERE forum_id = ANY(%s::uuid[])"
    rows = ask(platform, "meetings", query, run.forums)
    assert dict(rows) == {promise.id: promise.versions[-1] for promise in run.promises}
    assert len(rows) == len(run.promises)


def test_every_version_was_made_once(platform: RunningPlatform, promises: list[Promise]) -> None:
    query = "SELECT id::text, version FROM meeting WHERE id = ANY(%s::uuid[])"
    assert {version for _, version in ask(platform, "meetings", query, ours(promises))} == {1 + TITLES}


def test_the_bus_has_every_version_of_a_meeting_in_order(
    platform: RunningPlatform, promises: list[Promise]
) -> None:
    until(lambda: ask(platform, "meetings", "SELECT count(*) FROM outbox") == [(0,)])
    bus = open_bus(bus_of(platform, "insight"))
    consumer = bus.consumer("insight.faults", [TOPIC])
    mine, versions = set(ours(promises)), defaultdict[str, list[int]](list)
    seen: set[object] = set()
    head = bus.head(TOPIC)
    while (at := consumer.positions()) is not None and any(
        at.get((TOPIC, part), 0) < offset for part, offset in head.items()
    ):
        for raw in consumer.poll(1.0):
            event: Envelope = raw.envelope()
            if event.id not in seen and raw.key in mine:  # a killed relay publishes again, by the same id
                versions[raw.key].append(meeting_pb2.MeetingSnapshot.FromString(raw.value).version)
            seen.add(event.id)
    consumer.close()
    bus.close()
    for one in ours(promises):
        assert versions[one] == sorted(versions[one])
        assert versions[one][-1] == 1 + TITLES
        assert set(versions[one]) == set(range(1, 2 + TITLES))


def bus_of(platform: RunningPlatform, service: str) -> BusSettings:
    """The bus as a service of the platform reaches it."""
    given, prefix = (
        platform.house.process(service).environment(platform.instance),
        f"ENTENTE_{service.upper()}_",
    )
    return BusSettings(given[f"{prefix}BUS"], given[f"{prefix}BUS_DSN"])


def test_the_read_model_has_the_last_version_of_every_meeting(
    platform: RunningPlatform, promises: list[Promise]
) -> None:
    kept = {promise.id: promise.versions[-1] for promise in promises}
    query = "SELECT id::text, title FROM meeting_view WHERE id = ANY(%s::uuid[])"
    until(lambda: dict(ask(platform, "insight", query, list(kept))) == kept, seconds=60.0)


def test_every_effect_of_an_event_was_made_once(platform: RunningPlatform, run: Writers) -> None:
    until(lambda: caught_up(platform), seconds=60.0)
    assert ask(platform, "insight", "SELECT count(*) FROM dead_letter") == [(run.poisoned,)]
    doubled = "SELECT event_id FROM inbox GROUP BY consumer, event_id HAVING count(*) > 1"
    assert ask(platform, "insight", doubled) == []


def caught_up(platform: RunningPlatform) -> bool:
    """Whether insight has come to the end of what was said of meetings: the markers of transactions, that are
    no messages, lie behind it.
    """
    bus = open_bus(bus_of(platform, "insight"))
    head, committed = bus.head(TOPIC), bus.committed("insight", TOPIC)
    bus.close()
    return all(committed.get(part, 0) >= offset - MARKERS for part, offset in head.items())


def test_the_audit_chains_are_whole(platform: RunningPlatform, promises: list[Promise]) -> None:
    command = [sys.executable, "-m", "services.audit", "verify"]
    environment = dict(all_environment(platform.instance, platform.house.processes))
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert any(line.startswith("whole  source=meetings") for line in lines)


def test_each_write_was_audited_once(platform: RunningPlatform, promises: list[Promise]) -> None:
    query = """SELECT action, count(*) FROM ledger WHERE object_ids && %s AND outcome = 'done'
               AND action IN ('meeting.created', 'meeting.changed') GROUP BY action"""
    made = len(promises)
    expected = {"meeting.created": made, "meeting.changed": made * TITLES}
    until(lambda: dict(ask(platform, "audit", query, ours(promises))) == expected, seconds=60.0)


def test_the_verifier_names_source_and_seq_of_a_record_that_somebody_removed(
    platform: RunningPlatform, promises: list[Promise]
) -> None:
    """The last test of the module: it breaks the chain."""
    with psycopg.connect(platform.instance.server.dsn("entente_audit")) as conn:
        conn.execute("DELETE FROM ledger WHERE source = 'meetings' AND seq = 17")
    command = [sys.executable, "-m", "services.audit", "verify"]
    environment = dict(all_environment(platform.instance, platform.house.processes))
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "BROKEN source=meetings seq 17 is missing" in done.stdout
