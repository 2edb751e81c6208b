"""What an operator sees of the events: how late they are, how long they wait, what was set aside."""

import threading

import pytest

from services.common.audit import TOPIC as AUDIT
from services.common.audit import chain_records, publish_links
from services.common.events.bus import BusFailed
from services.common.events.consumer import ConsumerLoop
from services.common.events.deadletter import ConsumerStopped
from services.common.events.outbox import Outbox
from services.common.events.relay import HEARTBEAT_TOPIC, Relay
from services.common.events.standing import Standing
from services.common.events.tests.conftest import TOPIC, Place, deliverer, event
from services.common.events.workers import Supervised
from services.common.telemetry_names import (
    ATTRIBUTE_CONSUMER,
    ATTRIBUTE_PEER,
    ATTRIBUTE_TOPIC,
    ATTRIBUTE_WORKER,
    METRIC_CONSUMER_LAG_SECONDS,
    METRIC_CONSUMER_WAITING,
    METRIC_DEAD_LETTERS,
    METRIC_DEAD_LETTERS_OPEN,
    METRIC_OUTBOX_AGE_SECONDS,
    METRIC_RELAY_LAG_SECONDS,
    METRIC_UNANSWERED,
    METRIC_WORKER_STOPPED,
)
from services.common.testing import measured
from tests.contract.bus.harness import read
from tests.waiting import until

ADD_AUDIT = "INSERT INTO audit_record (subject, action, object_type) VALUES ('someone', 'read', 'note')"
AGED = "UPDATE outbox SET at = at - interval '90 s'"


def test_the_lag_of_relay_and_consumer_is_measured(place: Place) -> None:
    place.write("GBR", 1)
    with measured() as points, place.connect() as conn:
        producer = place.bus.producer(None)
        Outbox(conn, producer, "audit").relay()
        producer.close()
        deliverer().deliver(conn, read(place.bus.consumer("audit", [TOPIC]), 1))
        (relayed,), (consumed,) = points(METRIC_RELAY_LAG_SECONDS), points(METRIC_CONSUMER_LAG_SECONDS)
    assert (relayed.count, consumed.count) == (1, 1)
    assert 0 < relayed.sum <= consumed.sum < 60
    assert consumed.attributes == {ATTRIBUTE_TOPIC: TOPIC, ATTRIBUTE_CONSUMER: "audit"}


def test_the_lag_of_the_audit_is_measured_too(place: Place) -> None:
    with measured() as points, place.connect() as conn:
        conn.execute(ADD_AUDIT)
        producer = place.bus.producer(None)
        chain_records(conn, "audit")
        publish_links(conn, producer, "audit")
        producer.close()
        (relayed,) = points(METRIC_RELAY_LAG_SECONDS)
    assert (relayed.count, relayed.attributes) == (1, {ATTRIBUTE_TOPIC: AUDIT})


def test_the_age_of_the_oldest_event_that_waits_is_measured_though_the_bus_be_away(
    place: Place, monkeypatch
) -> None:
    def away(name):
        raise BusFailed("away")

    place.write("GBR", 1)
    place.write("GBR", 2)
    with place.connect() as conn:
        conn.execute(f"{AGED} WHERE id = (SELECT min(id) FROM outbox)".encode())
    monkeypatch.setattr(place.bus, "producer", away)
    with measured() as points:
        with pytest.raises(BusFailed):
            Relay("audit", place.bus, place.connect).run(threading.Event())
        (age,) = points(METRIC_OUTBOX_AGE_SECONDS)
    assert 90 <= age.value < 150


def test_a_dead_letter_is_counted(place: Place) -> None:
    place.publish(event("GBR", 1, value=b"\xff"), event("GBR", 2))
    loop = ConsumerLoop(place.bus, place.connect, deliverer())
    consumer = place.bus.consumer("audit", [TOPIC])
    with measured() as points, place.connect() as conn:
        loop.take(conn, read(consumer, 2), threading.Event())
        (letters,) = points(METRIC_DEAD_LETTERS)
    consumer.close()
    assert (letters.value, letters.attributes) == (1, {ATTRIBUTE_TOPIC: TOPIC, ATTRIBUTE_CONSUMER: "audit"})


def test_what_waits_for_a_consumer_and_what_nobody_saw_to_are_measured_while_it_stands_still(
    place: Place,
) -> None:
    place.publish(*(event("GBR", number, value=b"\xff") for number in range(3)), event("GBR", 9))
    standing = Standing(place.bus, place.connect, "audit", [TOPIC])
    of = {ATTRIBUTE_TOPIC: TOPIC, ATTRIBUTE_CONSUMER: "audit"}
    with measured() as points, place.connect() as conn:

        def figures() -> list[int]:
            standing.look(conn)
            (waits,), (letters,) = points(METRIC_CONSUMER_WAITING), points(METRIC_DEAD_LETTERS_OPEN)
            assert waits.attributes == letters.attributes == of
            return [waits.value, letters.value]

        assert figures() == [4, 0], "a group that never took anything"
        loop = ConsumerLoop(place.bus, place.connect, deliverer())
        consumer = place.bus.consumer("audit", [TOPIC])
        loop.take(conn, read(consumer, 4), threading.Event())
        consumer.commit()
        consumer.close()
        assert figures() == [0, 3]
        conn.execute("UPDATE dead_letter SET state = 'dropped' WHERE log_offset = 0")
        place.publish(event("GBR", 10))
        assert figures() == [1, 2]


def test_a_look_that_fails_is_repeated(place: Place, monkeypatch) -> None:
    looks, stop = [], threading.Event()
    standing = Standing(place.bus, place.connect, "audit", [TOPIC])

    def look(_: object) -> None:
        looks.append(1)
        if len(looks) == 1:
            raise BusFailed("away")
        stop.set()

    monkeypatch.setattr(standing, "look", look)
    monkeypatch.setattr("services.common.events.standing.EVERY", 0.01)
    standing.run(stop)
    assert len(looks) == 2


def test_each_heartbeat_is_measured_so_that_a_silent_relay_is_seen(place: Place) -> None:
    stop = threading.Event()
    relay = Relay("audit", place.bus, place.connect)
    with measured() as points:
        thread = threading.Thread(target=relay.run, args=[stop])
        thread.start()
        until(lambda: any(beats(points)))
        stop.set()
        relay.wake()
        thread.join()


def beats(points) -> list[int]:
    found = points(METRIC_RELAY_LAG_SECONDS)
    return [one.count for one in found if one.attributes == {ATTRIBUTE_TOPIC: HEARTBEAT_TOPIC}]


def test_a_bus_that_does_not_answer_is_counted_and_a_worker_that_stands_still_is_told() -> None:
    troubles = [BusFailed("away"), ConsumerStopped("entente.some.topic.v1", "limit")]

    def work(_: threading.Event) -> None:
        raise troubles.pop(0)

    worker = Supervised("consumer", work)
    with measured() as points:
        worker.start()
        until(lambda: any(one.value == 1 for one in points(METRIC_WORKER_STOPPED)))
        (unanswered,) = points(METRIC_UNANSWERED)
        (stopped,) = points(METRIC_WORKER_STOPPED)
        worker.end()
        worker.join(5)
    assert (unanswered.value, unanswered.attributes) == (1, {ATTRIBUTE_PEER: "bus"})
    assert stopped.attributes == {ATTRIBUTE_WORKER: "consumer"}
