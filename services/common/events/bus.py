"""What a bus promises, whichever it is; ``tests/contract/bus`` holds every implementation to it.

Durable when `Producer.publish` returns. In order per key. At least once: what was polled and not committed
comes again. The members of a group share the partitions of its topics. A new group starts at the beginning.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.common.events.envelope import Envelope


class BusFailed(RuntimeError):
    """The bus could not do it now; the same may succeed later."""


class UnknownTopic(BusFailed):
    """The topic is not set up on this bus."""


class Fenced(BusFailed):
    """Another producer was opened under the same name since: this one must stop."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A message as it lies on the bus."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...]

    def envelope(self) -> Envelope:
        """The event in it; raises `envelope.Invalid` for a message that is none."""
        return Envelope.from_headers(self.topic, self.key, self.value, self.headers)


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """What a bus has to know of a topic. Times in seconds; ``keep`` None = for good.

    ``compact_after``: older values of a key are gone that long after a newer one came; None = no compaction.
    """

    name: str
    partitions: int
    keep: float | None = None
    compact_after: float | None = None


class Producer(Protocol):
    """Sends events. One a name: opening it again fences the one before."""

    def publish(self, events: Sequence[Envelope], meanwhile: Callable[[], None] | None = None) -> None:
        """Send in the order given, all or none; returns when they are durable. Raises `BusFailed`.

        ``meanwhile`` is called once before that, while the bus is at it; what it raises is raised.
        """
        ...

    def close(self) -> None:
        """Give the connection back."""
        ...


class Consumer(Protocol):
    """A member of a group. Not for two threads at once."""

    def poll(self, timeout: float, limit: int = 500) -> list[Raw]:
        """What came since, at most ``limit``; waits up to ``timeout`` seconds for the first.

        Raises `BusFailed`.
        """
        ...

    def positions(self) -> Mapping[tuple[str, int], int]:
        """By topic and partition that this member holds: the offset from which it polls next. It has polled
        all there was when it stands at the topic's `Bus.head`.
        """
        ...

    def commit(self) -> None:
        """Everything polled until now is done with: it does not come again to this group, unless this word is
        lost with the member or the bus, as *at least once* allows.
        """
        ...

    def rewind(self) -> None:
        """Take up again at the last commit: what was polled since comes again."""
        ...

    def close(self) -> None:
        """Leave the group: the other members take over at once."""
        ...


class Bus(Protocol):
    """Opens producers and consumers, and answers what a topic holds."""

    def producer(self, name: str | None) -> Producer:
        """The one producer called ``name``; without a name one among any number, which fences none."""
        ...

    def consumer(self, group: str, topics: Sequence[str]) -> Consumer:
        """A member of ``group``; a new group starts with the oldest message there is."""
        ...

    def head(self, topic: str) -> Mapping[int, int]:
        """By partition: the offset that the next message will get."""
        ...

    def committed(self, group: str, topic: str) -> Mapping[int, int]:
        """By partition: where ``group`` stands, as it last committed; one where it never did is left out."""
        ...

    def maintain(self) -> None:
        """Do what compaction and retention ask for, where the bus does not by itself."""
        ...

    def close(self) -> None:
        """Give every connection back."""
        ...


@dataclass(frozen=True)
class BusSettings:
    """Which bus (``pglog``, ``kafka``), and where and as whom: the URL of a database, or of a cluster."""

    kind: str
    dsn: str | None


def open_bus(settings: BusSettings) -> Bus:
    """The bus of the settings; raises ValueError for a kind that does not exist, or without its place."""
    if not settings.dsn:
        raise ValueError("BUS_DSN is not set")
    if settings.kind == "pglog":
        from services.common.events.pglog import PgLog  # imported where it is used, as the other

        return PgLog(settings.dsn)
    if settings.kind == "kafka":
        from services.common.events.kafka import KafkaBus

        return KafkaBus(settings.dsn)
    raise ValueError(f"there is no bus of the kind {settings.kind!r} (pglog, kafka)")
