"""Dead letters and a rebuild on the real broker, where markers of transactions take offsets too."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from kafka import KafkaAdminClient
from psycopg.rows import dict_row

from deploy.kafka.cluster import Cluster
from services.common.events.bus import BusFailed, BusSettings, open_bus
from services.common.events.consumer import ConsumerLoop, Deliverer, Handler
from services.common.events.deadletter import Place
from services.common.events.envelope import Invalid
from services.common.events.heads import heads, reached
from services.common.events.letter_replay import Outcome, replay
from services.common.events.letter_rows import Letters
from services.common.events.registry import topics
from services.common.events.standing import Standing
from services.insight.rebuild.build import Result, rebuild
from services.insight.rebuild.command import connect
from services.insight.rebuild.merge import MODEL
from services.insight.tests.model import LABELS, TOPICS, House, Writer, Writing, event
from services.insight.workers import handlers
from tests.contract.apart import Apart
from tests.waiting import until

pytestmark = pytest.mark.real
KEY = str(uuid4())


class Kafka(House):
    """Insight's database, and the real broker as its bus."""

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.settings.worker_dsn, autocommit=True, row_factory=dict_row)

    holding = False

    def deliverer(self) -> Deliverer:
        """The service's own, but that it takes no item called ``held`` while it is told so."""
        handled = [one for one in handlers(self.settings) if one.topic in TOPICS]
        return Deliverer("insight", [self._careful(one) for one in handled], topics())

    def _careful(self, handler: Handler) -> Handler:
        def effect(conn: Any, envelope: Any, message: Any) -> None:
            if self.holding and getattr(message, "title", "") == "held":
                raise Invalid("not now")
            handler.effect(conn, envelope, message)

        return Handler(handler.topic, effect)

    @contextmanager
    def consuming(self) -> Iterator[None]:
        loop, stop = ConsumerLoop(self.bus, self.connect, self.deliverer()), threading.Event()
        thread = threading.Thread(target=loop.run, args=[stop], daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def caught_up(self) -> bool:
        """Everything is taken, and the group stands at the head, past the markers."""
        standing = Standing(self.bus, self.connect, "insight", TOPICS)
        try:
            return all(standing.waiting(topic) == 0 for topic in TOPICS)
        except BusFailed:  # a broker that is just up does not know its groups yet
            return False


@pytest.fixture
def house(fresh_database, kafka_broker) -> Iterator[Kafka]:
    bus = open_bus(BusSettings("kafka", kafka_broker.dsn()))
    apart = Apart(bus)
    admin = KafkaAdminClient(**kafka_broker.client())
    for topic in (one for one in topics().values() if "insight" in one.consumers):
        for spec in topic.specs():
            Cluster(admin, kafka_broker.client(), (), {}).make_topic(apart.spec(spec))
    admin.close()
    database = fresh_database("insight")
    yield Kafka(database, database, apart)
    bus.close()


def build_anew(house: Kafka) -> Result:
    with connect(house.settings.worker_dsn, "a test") as conn:
        return rebuild(conn, house.bus, handlers(house.settings), "a test", print)


def test_a_model_is_rebuilt_from_kafka_while_writers_and_consumers_go_on(house: Kafka) -> None:
    house.publish(*Writer(21).events(300))
    with house.consuming(), Writing(house, Writer(22)) as writing:
        until(lambda: writing.written > 20, 60)
        results = [build_anew(house) for _ in range(2)]
        until(lambda: writing.written > 80, 60)
        house.ask("UPDATE item_view SET title = 'spoilt'")
    with house.consuming():
        until(house.caught_up, 60)
    assert all(result.taken >= 300 for result in results)
    assert house.ask("SELECT count(*) AS n FROM inbox") == [{"n": 300 + writing.written}]
    assert {one.table for one in build_anew(house).merged if one.any} == {"item_view"}
    whole = house.model()
    assert not any(one.any for one in build_anew(house).merged)
    house.ask("TRUNCATE " + ", ".join(table.name for table in MODEL))
    assert build_anew(house).taken == 300 + writing.written
    shown = [
        {name: value for name, value in row.items() if name not in table.news}
        for table in MODEL for row in whole[table.name]
    ]  # fmt: skip
    again = house.model()
    assert shown == [
        {name: value for name, value in row.items() if name not in table.news}
        for table in MODEL for row in again[table.name]
    ]  # fmt: skip


def test_a_letter_on_kafka_is_replayed_once_and_behind_nothing_newer(house: Kafka) -> None:
    writer = Writer(23)
    good, bad, newest = (writer.item(KEY, version) for version in (1, 2, 3))
    other = writer.item(str(uuid4()), 1)
    bad.title = other.title = "held"
    house.publish(*(event("item", item, LABELS[0]) for item in (good, bad, newest, other)))
    house.holding = True
    with house.consuming():
        until(house.caught_up, 60)
    house.holding = False
    rows = house.ask("SELECT topic, part, log_offset FROM dead_letter")
    places = [Place(row["topic"], row["part"], row["log_offset"]) for row in rows]
    told: list[Outcome] = []
    for _ in range(2):
        with house.connect() as conn:
            letters = Letters(conn, "insight", "a test")
            assert replay(letters, house.deliverer(), house.bus, places, told.append)
    assert [outcome.words for outcome in told] == [
        "replayed",
        "replayed",
        "replayed before",
        "replayed before",
    ]
    shown = house.ask("SELECT id::text, title FROM item_view WHERE face = 'issued' ORDER BY title = 'held'")
    assert [(row["id"], row["title"]) for row in shown] == [(KEY, newest.title), (other.id, "held")]
    assert house.ask("SELECT count(*) AS n FROM inbox") == [{"n": 4}]


def test_a_reader_of_a_topic_comes_to_its_head_past_markers_and_what_is_gone(house: Kafka) -> None:
    house.publish(*Writer(25).events(40))
    member = house.bus.consumer("insight.x", TOPICS)
    wanted = heads(house.bus, TOPICS)
    polled: list[object] = []

    def at_the_head() -> bool:
        polled.extend(member.poll(0.5))
        return reached(member, wanted)

    until(at_the_head, 30)
    member.close()
    assert len(polled) == 40 < sum(wanted.values()), "markers take offsets"
