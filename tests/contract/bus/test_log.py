"""What every bus keeps and lets go of: compaction, retention, fencing, whole batches."""

import threading

import pytest

from services.common.events.bus import BusFailed, Fenced, UnknownTopic
from tests.contract.bus.harness import Fixture, event, numbers, read, read_to_the_end
from tests.waiting import until


def test_compaction_leaves_no_older_value_of_a_key_and_a_new_group_gets_every_newest(bus: Fixture) -> None:
    topic = bus.topic(partitions=2, compact_after=0.2)
    bus.send(*(event(topic, f"k{n % 5}", n) for n in range(50)))
    attempt = iter(range(1000))

    def only_the_newest() -> bool:
        bus.bus.maintain()
        consumer = bus.bus.consumer(bus.own(f"look-{next(attempt)}"), [topic])
        found: list[int] = []
        for _ in range(20):  # a group that is slow to join is asked anew
            found += numbers(consumer.poll(0.5))
            if len(found) >= 5:
                break
        found += numbers(consumer.poll(0.1))
        consumer.close()
        return sorted(found) == [45, 46, 47, 48, 49]

    until(only_the_newest)


def test_compaction_spares_what_is_not_old_enough(bus: Fixture) -> None:
    topic = bus.topic(partitions=1, compact_after=3600.0)
    bus.send(*(event(topic, "k", n) for n in range(5)))
    bus.bus.maintain()
    assert numbers(read(bus.consumer("g", topic), 5)) == [0, 1, 2, 3, 4]


def test_compaction_in_between_loses_nothing_new_for_a_consumer_that_is_behind(bus: Fixture) -> None:
    topic = bus.topic(partitions=1, compact_after=0.05)
    bus.send(*(event(topic, "k", n) for n in range(3)))
    consumer = bus.consumer("g", topic)
    read(consumer, 1, commit=True)
    bus.send(*(event(topic, "k", n) for n in range(3, 6)), event(topic, "other", 6))
    threading.Event().wait(0.1)  # the compaction time itself
    bus.bus.maintain()
    found = numbers(read(consumer, 2))
    assert found[-2:] == [5, 6]


def test_what_is_older_than_its_retention_is_gone_and_what_is_newer_stays(bus: Fixture) -> None:
    topic = bus.topic(partitions=1, keep=4.0)  # longer than a look takes on a busy machine
    bus.send(*(event(topic, "old", n) for n in range(5)))

    def only_the_new() -> bool:
        bus.bus.maintain()
        bus.send(event(topic, "new", 9))
        # on a slow machine the new one may be too old already when it is looked for: then once more
        return set(numbers(read_to_the_end(bus, topic))) == {9}

    until(only_the_new)


def test_producers_that_share_partitions_never_stop_each_other(bus: Fixture) -> None:
    one, other = bus.topic(partitions=2), bus.topic(partitions=2)
    failed: list[BusFailed] = []

    def write(topics: list[str]) -> None:
        producer = bus.bus.producer(None)
        try:
            for number in range(40):
                producer.publish([event(topic, f"k{n}", number) for topic in topics for n in range(4)])
        except BusFailed as error:
            failed.append(error)
        producer.close()

    orders = ([one, other], [other, one]) * 2
    threads = [threading.Thread(target=write, args=[order]) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [len(read_to_the_end(bus, topic)) for topic in (one, other)] == [640, 640]


def test_offsets_grow_with_compaction_too(bus: Fixture) -> None:
    topic = bus.topic(partitions=1, compact_after=0.05)
    bus.send(*(event(topic, "k", n) for n in range(5)))
    head = bus.bus.head(topic)
    threading.Event().wait(0.1)  # the compaction time itself
    bus.bus.maintain()
    assert bus.bus.head(topic)[0] >= head[0] >= 5


def test_a_producer_opened_again_fences_the_one_before(bus: Fixture) -> None:
    topic = bus.topic(partitions=1)
    zombie = bus.bus.producer(bus.own("relay-x"))
    zombie.publish([event(topic, "k", 1)])
    bus.send(event(topic, "k", 2), name="relay-x")
    with pytest.raises(Fenced):
        zombie.publish([event(topic, "k", 3)])
    zombie.close()
    assert numbers(read(bus.consumer("g", topic), 2)) == [1, 2]


def test_an_unknown_topic_is_refused_and_nothing_of_the_batch_is_sent(bus: Fixture) -> None:
    topic = bus.topic()
    producer = bus.bus.producer(None)
    with pytest.raises(BusFailed):
        producer.publish([event(topic, "k", 1), event("test.never.v1", "k", 2)])
    with pytest.raises(UnknownTopic):
        bus.bus.head("test.never.v1")
    assert read_to_the_end(bus, topic) == []
    producer.publish([event(topic, "k", 3)])
    producer.close()
    assert numbers(read(bus.consumer("g", topic), 1)) == [3]
