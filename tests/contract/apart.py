"""Topics of a test's own under their declared names: on a bus that others use too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from services.common.events.bus import Bus, Consumer, Producer, Raw, TopicSpec
from services.common.events.envelope import Envelope


class Apart:
    """A bus on which each topic has another name, and each group too. See `bus.Bus`."""

    def __init__(self, bus: Bus) -> None:
        """``bus`` stays open when this is closed."""
        self._bus = bus
        self._mark = f"{uuid4().hex[:8]}."

    def spec(self, spec: TopicSpec) -> TopicSpec:
        """What has to be set up for a topic."""
        return replace(spec, name=self._mark + spec.name)

    def producer(self, name: str | None) -> "_Producer":
        return _Producer(self._bus.producer(name), self._mark)

    def consumer(self, group: str, topics: Sequence[str]) -> "_Consumer":
        names = [self._mark + topic for topic in topics]
        return _Consumer(self._bus.consumer(self._mark + group, names), self._mark)

    def head(self, topic: str) -> Mapping[int, int]:
        return self._bus.head(self._mark + topic)

    def committed(self, group: str, topic: str) -> Mapping[int, int]:
        return self._bus.committed(self._mark + group, self._mark + topic)

    def maintain(self) -> None:
        self._bus.maintain()

    def close(self) -> None:
        """Whoever opened the bus closes it."""


class _Producer:
    def __init__(self, producer: Producer, mark: str) -> None:
        self._producer, self._mark = producer, mark

    def publish(self, events: Sequence[Envelope], meanwhile: Callable[[], None] | None = None) -> None:
        self._producer.publish(
            [replace(event, topic=self._mark + event.topic) for event in events], meanwhile
        )

    def close(self) -> None:
        self._producer.close()


class _Consumer:
    def __init__(self, consumer: Consumer, mark: str) -> None:
        self._consumer, self._mark = consumer, mark

    def poll(self, timeout: float, limit: int = 500) -> list[Raw]:
        found = self._consumer.poll(timeout, limit)
        return [replace(raw, topic=raw.topic.removeprefix(self._mark)) for raw in found]

    def positions(self) -> Mapping[tuple[str, int], int]:
        found = self._consumer.positions().items()
        return {(topic.removeprefix(self._mark), part): at for (topic, part), at in found}

    def commit(self) -> None:
        self._consumer.commit()

    def rewind(self) -> None:
        self._consumer.rewind()

    def close(self) -> None:
        self._consumer.close()
