"""What every bus keeps: order, durability, at least once, shared partitions, replay."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from services.common.events.bus import Raw
from services.common.labels.model import Label
from tests.contract.bus.harness import (
    Fixture,
    event,
    ids,
    nothing_more,
    numbers,
    read,
    read_to_the_end,
)
from tests.waiting import until


@contextmanager
def actor(bus: Fixture, **task: object) -> Iterator[subprocess.Popen[str]]:
    """A process that publishes or polls until it is killed."""
    arguments = json.dumps({"kind": bus.settings.kind, "dsn": bus.settings.dsn, **task})
    command = [sys.executable, "-m", "tests.contract.bus.actor", arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def line(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    return int(process.stdout.readline())


def test_an_envelope_arrives_as_it_was_sent(bus: Fixture) -> None:
    topic = bus.topic()
    label = json.dumps(Label("coalition@1", 2, ("GBR", "USA"), rel=("AUS",)).to_json(), separators=(",", ":"))
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    sent = event(topic, "schlüssel", 7, label_json=label, traceparent=trace, subject="person-1")
    bus.send(sent)
    assert read(bus.consumer("g", topic), 1)[0].envelope() == sent


def test_headers_and_values_are_bytes_whatever_they_hold(bus: Fixture) -> None:
    topic = bus.topic()
    every_byte = bytes(range(256))
    sent = event(topic, "k", 0, headers={"x-binary": every_byte, "x-empty": b"", "x-text": "ü".encode()})
    sent = type(sent)(**{name: getattr(sent, name) for name in sent.__slots__} | {"value": every_byte * 40})
    bus.send(sent)
    came = read(bus.consumer("g", topic), 1)[0]
    assert came.value == every_byte * 40
    assert dict(came.envelope().headers) == dict(sent.headers)


def test_what_was_confirmed_survives_the_death_of_its_producer(bus: Fixture) -> None:
    topic = bus.topic()
    with actor(bus, do="publish", topic=topic, name=bus.own("p"), batch=5) as process:
        confirmed = [line(process) for _ in range(4)][-1]
        process.kill()
    found = numbers(read(bus.consumer("g", topic), confirmed))
    assert set(range(confirmed)) <= set(found)


def test_a_producer_killed_in_the_middle_leaves_whole_batches_in_order(bus: Fixture) -> None:
    topic = bus.topic(partitions=1)
    with actor(bus, do="publish", topic=topic, name=bus.own("p"), batch=50) as process:
        line(process)
        process.kill()
    bus.send(event(topic, "last", -1), name="p")
    found = numbers(read_to_the_end(bus, topic))
    assert found == [*range(len(found) - 1), -1]
    assert len(found) > 50 and len(found) % 50 == 1, "a batch is there whole, or not at all"


def test_order_holds_for_each_key_with_writers_at_once(bus: Fixture) -> None:
    topic = bus.topic(partitions=3)

    def write(writer: int) -> None:
        producer = bus.bus.producer(bus.own(f"writer-{writer}"))
        for first in range(0, 60, 4):
            batch = [event(topic, f"{writer}-{n % 2}", n) for n in range(first, first + 4)]
            producer.publish(batch)
        producer.close()

    threads = [threading.Thread(target=write, args=[writer]) for writer in range(6)]
    for thread in threads:
        thread.start()
    consumer = bus.consumer("g", topic)
    found = read(consumer, 6 * 60)
    for thread in threads:
        thread.join()
    nothing_more(consumer)
    for writer in range(6):
        for parity in (0, 1):
            assert numbers(found, f"{writer}-{parity}") == list(range(parity, 60, 2))


def test_a_key_stays_in_one_partition(bus: Fixture) -> None:
    topic = bus.topic(partitions=4)
    bus.send(*(event(topic, f"k{n % 9}", n) for n in range(90)))
    found = read(bus.consumer("g", topic), 90)
    assert len({(record.key, record.partition) for record in found}) == 9
    assert len({record.partition for record in found}) > 1


def test_what_was_not_committed_comes_again(bus: Fixture) -> None:
    topic = bus.topic()
    bus.send(*(event(topic, f"k{n}", n) for n in range(10)))
    first = bus.consumer("g", topic)
    before = read(first, 10)
    first.close()
    second = bus.consumer("g", topic)
    assert sorted(ids(read(second, 10))) == sorted(ids(before))


def test_what_was_committed_does_not_come_again(bus: Fixture) -> None:
    topic = bus.topic()
    bus.send(*(event(topic, f"k{n}", n) for n in range(10)))
    first = bus.consumer("g", topic)
    read(first, 10, commit=True)
    first.close()
    bus.send(event(topic, "k", 10))
    second = bus.consumer("g", topic)
    assert numbers(read(second, 1)) == [10]
    nothing_more(second)


def test_rewind_takes_up_at_the_last_commit(bus: Fixture) -> None:
    topic = bus.topic(partitions=1)
    bus.send(*(event(topic, "k", n) for n in range(4)))
    consumer = bus.consumer("g", topic)
    read(consumer, 4, commit=True)
    bus.send(*(event(topic, "k", n) for n in range(4, 8)))
    assert numbers(read(consumer, 4)) == [4, 5, 6, 7]
    consumer.rewind()
    assert numbers(read(consumer, 4)) == [4, 5, 6, 7]


def test_a_consumer_killed_before_its_commit_leaves_its_messages_to_another(bus: Fixture) -> None:
    topic = bus.topic()
    bus.send(*(event(topic, f"k{n}", n) for n in range(20)))
    with actor(bus, do="poll", group=bus.own("g"), topics=[topic]) as process:
        line(process)
        process.kill()
        found = read(bus.consumer("g", topic), 20)
    assert sorted(numbers(found)) == list(range(20))


def test_two_members_share_the_partitions(bus: Fixture) -> None:
    topic = bus.topic(partitions=4)
    one, other = bus.consumer("g", topic), bus.consumer("g", topic)
    found: dict[str, list[Raw]] = {"one": [], "other": []}
    keys = [f"k{n}" for n in range(40)]

    def shared() -> bool:
        bus.send(*(event(topic, key, 0) for key in keys))
        for name, consumer in (("one", one), ("other", other)):
            found[name] = [record for _ in range(4) for record in consumer.poll(0.1)]
            consumer.commit()
        mine, theirs = ({record.partition for record in records} for records in found.values())
        return bool(mine and theirs) and not mine & theirs and mine | theirs == {0, 1, 2, 3}

    until(shared)


def test_the_one_that_stays_takes_over_from_the_one_that_leaves(bus: Fixture) -> None:
    topic = bus.topic(partitions=4)
    one, other = bus.consumer("g", topic), bus.consumer("g", topic)

    def shared() -> bool:
        bus.send(*(event(topic, f"k{n}", 0) for n in range(40)))
        return all([bool(consumer.poll(0.2)) and consumer.commit() is None for consumer in (one, other)])

    until(shared)
    other.close()
    bus.send(*(event(topic, f"k{n}", 1) for n in range(40)))
    last: set[str] = set()

    def all_came() -> bool:
        last.update(record.key for record in one.poll(0.5) if record.value == b"1")
        return len(last) == 40

    until(all_came)


def test_members_never_lose_a_message_while_they_come_and_go(bus: Fixture) -> None:
    topic = bus.topic(partitions=4)
    total = 400
    seen: set[int] = set()
    sent = threading.Event()

    def write() -> None:
        for n in range(0, total, 10):
            bus.send(*(event(topic, f"k{i % 7}", i) for i in range(n, n + 10)))
        sent.set()

    writer = threading.Thread(target=write)
    writer.start()
    stays = bus.consumer("g", topic)
    while not sent.is_set():
        comes = bus.consumer("g", topic)
        for consumer in (comes, stays, comes, stays):
            seen.update(numbers(consumer.poll(0.05, 7)))
            consumer.commit()
        comes.close()
    writer.join()

    def complete() -> bool:
        seen.update(numbers(stays.poll(0.2)))
        stays.commit()
        return len(seen) == total

    until(complete)


def test_groups_do_not_take_from_each_other_and_a_new_one_starts_at_the_beginning(bus: Fixture) -> None:
    topic = bus.topic()
    bus.send(*(event(topic, f"k{n}", n) for n in range(10)))
    read(bus.consumer("old", topic), 10, commit=True)
    bus.send(event(topic, "k", 10))
    assert sorted(numbers(read(bus.consumer("new", topic), 11))) == list(range(11))
    assert numbers(read(bus.consumer("new-too", topic), 11)).count(10) == 1


def test_a_waiting_consumer_is_woken(bus: Fixture) -> None:
    topic = bus.topic()
    consumer = bus.consumer("g", topic)
    consumer.poll(0.2)
    threading.Timer(0.1, bus.send, [event(topic, "k", 1)]).start()
    assert numbers(read(consumer, 1)) == [1]


def test_a_limited_poll_starves_no_partition(bus: Fixture) -> None:
    topic = bus.topic(partitions=4)
    bus.send(*(event(topic, "busy", n) for n in range(2_000)), *(event(topic, f"k{n}", n) for n in range(40)))
    consumer = bus.consumer("g", topic)
    found = read(consumer, 0)
    until(lambda: not found.extend(consumer.poll(0.2, 10)) and len({r.partition for r in found}) == 4)
    assert len(found) < 1_000


def test_who_stands_at_the_head_has_polled_everything(bus: Fixture) -> None:
    topic = bus.topic(partitions=3)
    bus.send(*(event(topic, f"k{n}", n) for n in range(30)))
    bus.send(*(event(topic, f"k{n}", n) for n in range(30, 33)), name="p")
    assert sorted(numbers(read_to_the_end(bus, topic))) == list(range(33))
