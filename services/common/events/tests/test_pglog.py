"""What is particular to the bus in PostgreSQL: its rights, its set-up, its offsets under rollback."""

import psycopg
import pytest

from deploy.dev.testing import Clones, DatabaseForTest
from services.common.events.bus import BusFailed, BusSettings, TopicSpec, open_bus
from services.common.events.envelope import partition_of
from services.common.events.pglog import PgLog
from services.common.events.pglog_schema import create_schema
from services.common.events.registry import topics
from services.common.events.tests.conftest import TOPIC, event
from tests.contract.bus.harness import read


@pytest.fixture
def database(fresh_database: Clones) -> DatabaseForTest:
    return fresh_database("bus")


def test_every_declared_topic_and_its_dead_letters_are_set_up(database: DatabaseForTest) -> None:
    bus = PgLog(database.app_dsn)
    for topic in topics().values():
        assert len(bus.head(topic.name)) == topic.partitions
        assert len(bus.head(topic.dead_letters.topic)) == 1
    bus.close()


def test_setting_up_again_changes_retention_and_neither_partitions_nor_messages(
    database: DatabaseForTest,
) -> None:
    create_schema(database.owner_dsn, [TopicSpec("test.a.v1", 2, compact_after=3600.0)])
    bus = PgLog(database.app_dsn)
    producer = bus.producer(None)
    producer.publish([event("k", 1, topic="test.a.v1")])
    create_schema(database.owner_dsn, [TopicSpec("test.a.v1", 7, keep=60.0)])
    assert len(bus.head("test.a.v1")) == 2
    assert len(read(bus.consumer("g", ["test.a.v1"]), 1)) == 1
    with psycopg.connect(database.owner_dsn) as conn:
        row = conn.execute("SELECT keep, compact_after FROM topic WHERE name = 'test.a.v1'").fetchone()
    assert row is not None and row[0].total_seconds() == 60.0 and row[1] is None
    producer.close()
    bus.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET value = ''", "DELETE FROM log", "TRUNCATE log", "DELETE FROM group_offset",
        "UPDATE topic SET keep = '1s'", "DELETE FROM topic_head", "DROP TABLE log",
    ],
)  # fmt: skip
def test_a_service_can_append_and_read_but_not_change_the_log(
    database: DatabaseForTest, statement: str
) -> None:
    with psycopg.connect(database.app_dsn) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(statement.encode())


def test_a_batch_that_fails_takes_no_offset(database: DatabaseForTest) -> None:
    bus = PgLog(database.app_dsn)
    producer = bus.producer("p")
    with pytest.raises(BusFailed):
        producer.publish([event("GBR", 1), event("nul\x00", 2)])
    producer.publish([event("GBR", 3)])
    record = read(bus.consumer("g", [TOPIC]), 1)[0]
    assert record.offset == 0
    producer.close()
    bus.close()


def test_the_partition_of_a_key_never_changes_from_one_version_to_the_next() -> None:
    assert [partition_of(key, 4) for key in ("meetings", "directory", "insight", "audit")] == [2, 2, 3, 1]


def test_another_kind_of_bus_or_none_at_all_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="carrier pigeon"):
        open_bus(BusSettings("carrier pigeon", "x"))
    with pytest.raises(ValueError, match="BUS_DSN"):
        open_bus(BusSettings("pglog", None))
