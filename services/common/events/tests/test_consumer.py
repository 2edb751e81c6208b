"""Effects once; a bad message harms no other; a limit of dead letters stops the consumer."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from services.common.events import inbox
from services.common.events.consumer import ATTEMPTS, ConsumerLoop, Handler
from services.common.events.deadletter import ConsumerStopped, forgive, original
from services.common.events.deadletter import Place as Where
from services.common.events.envelope import Invalid
from services.common.events.registry import topics
from services.common.events.tests.conftest import TOPIC, Place, deliverer, event, keep
from services.common.events.workers import Workers
from tests.contract.bus.harness import read
from tests.waiting import until

LIMIT = topics()[TOPIC].dead_letters.limit
DEAD = topics()[TOPIC].dead_letters.topic


def take_all(place: Place, *handlers: Handler, count: int) -> None:
    loop = ConsumerLoop(place.bus, place.connect, deliverer(*handlers))
    consumer = place.bus.consumer("audit", [TOPIC])
    try:
        with place.connect() as conn:
            loop.take(conn, read(consumer, count), threading.Event())
        consumer.commit()
    finally:
        consumer.close()


def test_a_redelivered_event_has_no_second_effect(place: Place) -> None:
    sent = event("GBR", 1)
    place.publish(sent, sent, event("GBR", 2))
    take_all(place, count=3)
    assert place.effects() == [1, 2]


def test_effect_and_inbox_row_stand_or_fall_together(place: Place) -> None:
    place.publish(event("GBR", 1))

    def fails(conn, envelope, message):
        keep(conn, envelope, message)
        raise psycopg.OperationalError("the connection was lost")

    with pytest.raises(psycopg.OperationalError):
        take_all(place, Handler(TOPIC, fails), count=1)
    assert (place.effects(), place.count("inbox"), place.count("dead_letter")) == ([], 0, 0)
    take_all(place, count=1)
    assert (place.effects(), place.count("inbox")) == ([1], 1)


def test_an_invalid_message_goes_to_the_dead_letters_and_harms_no_other(place: Place) -> None:
    bad = [event("GBR", 2, value=b"\xff\xff"), event("GBR", 3, type="other.v1")]
    place.publish(event("GBR", 1), *bad, event("GBR", 4))
    take_all(place, count=4)
    assert place.effects() == [1, 4]
    letters = read(place.bus.consumer("look", [DEAD]), 2)
    reasons = [letter.envelope().headers["dead_reason"].decode() for letter in letters]
    assert "NationSnapshot" in reasons[0] and "other.v1" in reasons[1]


def test_a_dead_letter_can_be_told_back_into_what_it_was(place: Place) -> None:
    sent = event("GBR", 2, value=b"\xff\xff", headers={"x-raw": b"\x00\xfe"})
    place.publish(sent)
    take_all(place, count=1)
    letter = read(place.bus.consumer("look", [DEAD]), 1)[0]
    message = original(letter.envelope())
    assert message.envelope() == sent
    assert str(Where.of(message)) == letter.envelope().headers["dead_place"].decode()


def test_a_handler_that_fails_is_tried_again_and_then_its_message_set_aside(place: Place) -> None:
    tries: list[int] = []

    def fails(conn, envelope, message):
        if message.version == 2:
            tries.append(message.version)
            raise KeyError("a defect")
        keep(conn, envelope, message)

    place.publish(*(event("GBR", number) for number in (1, 2, 3)))
    take_all(place, Handler(TOPIC, fails), count=3)
    assert place.effects() == [1, 3]
    assert len(tries) == 1 + ATTEMPTS
    reason = read(place.bus.consumer("look", [DEAD]), 1)[0].envelope().headers["dead_reason"]
    assert reason == f"KeyError in the handler of {TOPIC}".encode()


def test_a_handler_may_refuse_an_event_for_good_at_once(place: Place) -> None:
    tries: list[int] = []

    def refuses(conn, envelope, message):
        tries.append(message.version)
        raise Invalid("it makes no sense")

    place.publish(event("GBR", 1))
    take_all(place, Handler(TOPIC, refuses), count=1)
    assert (len(tries), place.count("dead_letter")) == (2, 1)


def test_the_limit_stops_the_consumer_says_why_and_takes_nothing_more(place: Place) -> None:
    bad = [event("GBR", number, value=b"\xff") for number in range(LIMIT + 1)]
    place.publish(*bad, event("GBR", 99))
    workers = Workers(place.settings("consumers"), [Handler(TOPIC, keep)])
    workers.start()
    until(lambda: workers.health()["consumer"].startswith("stopped"))
    assert f"limit of {LIMIT}" in workers.health()["consumer"]
    assert (place.count("dead_letter WHERE NOT waits"), place.effects()) == (LIMIT, [])
    workers.stop()


def test_it_stays_stopped_after_a_restart_until_the_dead_letters_are_forgiven(place: Place) -> None:
    bad = [event("GBR", number, value=b"\xff") for number in range(LIMIT + 1)]
    place.publish(*bad, event("GBR", 99))
    for _ in range(2):
        with pytest.raises(ConsumerStopped):
            take_all(place, count=LIMIT + 2)
    assert place.count("dead_letter WHERE NOT waits") == LIMIT
    with place.connect() as conn:
        assert forgive(conn, "audit", TOPIC) == LIMIT + 1  # and what it stands before
    take_all(place, count=LIMIT + 2)
    assert (place.effects(), place.count("dead_letter")) == ([99], LIMIT + 1)
    assert len(read(place.bus.consumer("look", [DEAD]), LIMIT + 1)) == LIMIT + 1


def test_those_who_wait_are_told_once_after_the_commit(place: Place) -> None:
    told: list[tuple[int, int]] = []

    def tell(envelope, message):
        told.append((message.version, place.count("effect")))
        raise RuntimeError("a listener's trouble is not the consumer's")

    sent = event("GBR", 1)
    place.publish(sent, sent)
    take_all(place, Handler(TOPIC, keep, tell), count=2)
    assert told == [(1, 1)]


def test_a_handler_without_inbox_gets_every_delivery(place: Place) -> None:
    sent = event("GBR", 1)
    place.publish(sent, sent)
    take_all(place, Handler(TOPIC, keep, inbox=False), count=2)
    assert (place.effects(), place.count("inbox")) == ([1, 1], 0)


def test_the_inbox_outlives_what_can_be_delivered_again_and_is_pruned_by_week(place: Place) -> None:
    longest = max(max(topic.keep or 0, topic.dead_letters.keep) for topic in topics().values())
    assert inbox.KEEP.total_seconds() > longest
    now = datetime.now(UTC)
    old = event("GBR", 1, id=uuid4(), time=now - inbox.KEEP - timedelta(days=8))
    place.publish(old, event("GBR", 2))
    take_all(place, count=2)
    assert place.count("inbox") == 2
    with place.connect() as conn:
        assert inbox.prune(conn, now) == 1
    assert place.count("inbox") == 1


def test_an_old_event_is_taken_though_its_week_was_pruned_meanwhile(place: Place) -> None:
    old = datetime.now(UTC) - inbox.KEEP - timedelta(days=8)
    place.publish(event("GBR", 1, time=old), event("GBR", 2, time=old))
    loop = ConsumerLoop(place.bus, place.connect, deliverer())
    consumer = place.bus.consumer("audit", [TOPIC])
    with place.connect() as conn:
        loop.take(conn, consumer.poll(1.0, 1), threading.Event())
        assert inbox.prune(conn, datetime.now(UTC)) == 1
        loop.take(conn, read(consumer, 1), threading.Event())
    consumer.close()
    assert (place.effects(), place.count("dead_letter")) == ([1, 2], 0)
