"""How the suite sets up a bus. A new bus adds a harness to ``HARNESSES`` in ``conftest.py`` and nothing
else.
"""

import itertools
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID, uuid4

from services.common.events.bus import Bus, BusSettings, Consumer, Raw, TopicSpec, open_bus
from services.common.events.envelope import Envelope
from tests.waiting import until

_numbers = itertools.count(1)


class Harness(Protocol):
    """One kind of bus, ready to be used by a test."""

    settings: BusSettings

    def create(self, specs: Sequence[TopicSpec]) -> None:
        """Set up topics that do not exist yet."""
        ...


class Fixture:
    """The bus of one test, with topics of its own."""

    def __init__(self, harness: Harness) -> None:
        self.harness = harness
        self.settings = harness.settings
        self._suffix = uuid4().hex[:8]
        self.bus: Bus = open_bus(harness.settings)
        self._opened: list[Callable[[], None]] = [self.bus.close]

    def topic(self, partitions: int = 4, **rules: float) -> str:
        name = f"test.topic{next(_numbers)}.{uuid4().hex[:8]}.v1"
        self.harness.create([TopicSpec(name, partitions, **rules)])
        return name

    def own(self, name: str) -> str:
        """A group's or a producer's name that no other test has: they may share the broker, at once."""
        return f"{name}-{self._suffix}"

    def send(self, *events: Envelope, name: str | None = None) -> None:
        producer = self.bus.producer(name and self.own(name))
        try:
            producer.publish(events)
        finally:
            producer.close()

    def consumer(self, group: str, *topics: str) -> Consumer:
        consumer = self.bus.consumer(self.own(group), topics)
        self._opened.append(consumer.close)
        return consumer

    def close(self) -> None:
        for close in reversed(self._opened):
            close()


def event(topic: str, key: str, number: int, **more: object) -> Envelope:
    """A small event that carries its number."""
    values: dict[str, object] = {"label_json": None, "traceparent": None, **more}
    return Envelope(
        id=uuid4(), type="test.v1", source="test", time=datetime.now(UTC), key=key, topic=topic,
        value=str(number).encode(), **values,  # type: ignore[arg-type]  # passed through by name
    )  # fmt: skip


def read(consumer: Consumer, count: int, seconds: float = 60.0, *, commit: bool = False) -> list[Raw]:
    """Poll until ``count`` messages came; fails when they do not in time."""
    found: list[Raw] = []
    deadline = time.monotonic() + seconds
    while len(found) < count:
        assert time.monotonic() < deadline, f"only {len(found)} of {count} messages came"
        found += consumer.poll(0.5)
        if commit:
            consumer.commit()
    return found


def read_to_the_end(bus: Fixture, topic: str, seconds: float = 60.0) -> list[Raw]:
    """All that a topic holds, by a group of its own; fails when the end is not reached in time."""
    consumer = bus.consumer(f"reader-{next(_numbers)}", topic)
    head = {(topic, part): offset for part, offset in bus.bus.head(topic).items()}
    found: list[Raw] = []

    def at_the_end() -> bool:
        found.extend(consumer.poll(0.2))
        at = consumer.positions()
        return all(at.get(place, -1) >= offset for place, offset in head.items())

    until(at_the_end, seconds)
    return found


def nothing_more(consumer: Consumer, seconds: float = 0.6) -> None:
    """Fails when another message comes."""
    assert consumer.poll(seconds) == []


def numbers(records: Sequence[Raw], key: str | None = None) -> list[int]:
    """The numbers in the messages (of a key), in the order they came."""
    return [int(record.value) for record in records if key in (None, record.key)]


def ids(records: Sequence[Raw]) -> list[UUID]:
    """The events' ids, in the order they came."""
    return [record.envelope().id for record in records]
