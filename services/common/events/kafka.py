"""The Kafka bus, for production and `make stack`: every publish is a transaction, read when it is committed.

A producer's name is its transactional id, so that opening it again fences the one before, and a batch is on
all its partitions or on none (ADR 0049). Markers of transactions take offsets: an offset tells an order and a
place, never a count.
"""

import contextlib
import logging
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

from kafka import KafkaAdminClient, KafkaProducer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import (
    CoordinatorNotAvailableError,
    InvalidProducerEpochError,
    KafkaError,
    ProducerFencedError,
)

from services.common.events.bus import BusFailed, Fenced, UnknownTopic
from services.common.events.envelope import Envelope, partition_of
from services.common.events.kafka_consumer import KafkaGroupMember
from services.common.events.registry import topics

logging.getLogger("kafka").setLevel(logging.CRITICAL)  # each trouble is told as `BusFailed`, once

_SCHEMES = {"kafka": "SASL_PLAINTEXT", "kafkas": "SASL_SSL"}
ANSWER_MS = 10_000
"""How long the broker may take for anything before it counts as away, and a transaction may last."""
BATCH_BYTES = 524_288
"""What goes to a partition at once: a full batch of the relay, and no more to send again."""
_MESSAGE_BYTES = 8 * 1024 * 1024
_LOOKER = {
    "bootstrap_timeout_ms": 5_000, "request_timeout_ms": ANSWER_MS, "reconnect_backoff_max_ms": 2_000,
}  # fmt: skip
_CLIENT = {**_LOOKER, "allow_auto_create_topics": False, "metrics_enabled": False}
_PRODUCER = {
    "acks": "all", "linger_ms": 0, "batch_size": BATCH_BYTES, "max_request_size": _MESSAGE_BYTES,
    "max_block_ms": ANSWER_MS, "delivery_timeout_ms": ANSWER_MS, "transaction_timeout_ms": ANSWER_MS,
    "retry_backoff_ms": 5,  # also how soon a transaction follows the one before
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cluster is and as whom: ``kafka://user:password@host:9092,host:9092``.

    ``kafkas://`` speaks TLS (``?ca=/file`` names who vouches for the brokers). ``?mechanism=PLAIN`` instead
    of SCRAM-SHA-512.
    """

    user: str
    client: Mapping[str, Any]

    @staticmethod
    def of(dsn: str) -> "Address":
        """Read the URL; raises ValueError, without the password, for one that is none."""
        parts = urlsplit(dsn)
        credentials, _, hosts = parts.netloc.rpartition("@")
        user, _, password = credentials.partition(":")
        if parts.scheme not in _SCHEMES or not hosts or not user or not password:
            raise ValueError("the bus is kafka://user:password@host:port[,host:port], or kafkas:// with TLS")
        asked = parse_qs(parts.query)
        client: dict[str, Any] = {
            "bootstrap_servers": hosts.split(","),
            "security_protocol": _SCHEMES[parts.scheme],
            "sasl_mechanism": asked.get("mechanism", ["SCRAM-SHA-512"])[0],
            "sasl_plain_username": unquote(user),
            "sasl_plain_password": unquote(password),
        }
        if parts.scheme == "kafkas":
            client["ssl_context"] = ssl.create_default_context(cafile=asked.get("ca", [None])[0])
        return Address(unquote(user), client)


@contextlib.contextmanager
def bus_errors() -> Iterator[None]:
    """Every trouble of the broker becomes `BusFailed` (`Fenced` where it is that): the caller opens the bus
    again and retries.
    """
    try:
        yield
    except (ProducerFencedError, InvalidProducerEpochError) as error:
        raise Fenced("another producer was opened under this name") from error
    except (KafkaError, OSError) as error:
        raise BusFailed(f"kafka: {type(error).__name__}") from error


class KafkaTransactions:
    """Publishes, a transaction each time. See `bus.Producer`."""

    def __init__(self, bus: "KafkaBus", name: str) -> None:
        """Open, fence the one before of that name and undo what it left unfinished."""
        self._bus = bus
        self._broken = False
        with bus_errors():
            self._producer = KafkaProducer(
                **bus.address.client, **_CLIENT, **_PRODUCER, transactional_id=name
            )
        try:
            with bus_errors():
                self._producer.init_transactions()
        except BusFailed:
            self.close()
            raise

    def publish(self, events: Sequence[Envelope], meanwhile: Callable[[], None] | None = None) -> None:
        """See `bus.Producer.publish`. After a failure within it the producer is done with: what it left
        unfinished is undone by the next of its name, or by the broker after ten seconds.
        """
        parts = {topic: self._bus.partitions(topic) for topic in {event.topic for event in events}}
        self._bus.writes(parts)
        with self._transaction():
            sent = [self._send(event, parts[event.topic]) for event in events]
            if meanwhile:
                meanwhile()
            self._producer.flush(ANSWER_MS / 1000)
            try:
                self._producer.commit_transaction()
            except KafkaError as error:  # it says that something failed; a message says what
                raise next((one.exception for one in sent if one.failed()), error) from error

    def _send(self, event: Envelope, parts: Sequence[int]) -> Any:
        partition = parts[partition_of(event.key, len(parts))]  # by the library: half as much time again
        return self._producer.send(
            event.topic, event.value, key=event.key.encode(), headers=event.to_headers(), partition=partition
        )

    def roll(self, names: Sequence[str]) -> None:
        """Let the broker close what lies open of these topics, so that it can be compacted.

        It does so at the next message alone; this one is taken back, and no reader ever gets it.
        """
        places = [(topic, part) for topic in names for part in self._bus.partitions(topic)]
        with bus_errors():
            for topic in names:  # readers wait for the end of a transaction: nothing is looked up within it
                self._producer.partitions_for(topic)
        with self._transaction():
            for topic, part in places:
                self._producer.send(topic, b"", key=b"", partition=part)
            self._producer.flush(ANSWER_MS / 1000)
            self._producer.abort_transaction()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._broken:
            raise BusFailed("kafka: this producer failed before")
        self._broken = True
        with bus_errors():
            self._producer.begin_transaction()
            yield
        self._broken = False

    def close(self) -> None:
        """See `bus.Producer.close`."""
        self._producer.close(timeout=0 if self._broken else 2)


class KafkaBus:
    """The bus on the cluster that the URL names. See `bus.Bus`."""

    def __init__(self, dsn: str) -> None:
        """Nothing is opened yet; raises ValueError for a URL that is none."""
        self.address = Address.of(dsn)
        self._lock, self._rolling = threading.Lock(), threading.Lock()
        self._looker: KafkaAdminClient | None = None
        self._roller: KafkaTransactions | None = None
        self._partitions: dict[str, tuple[int, ...]] = {}
        self._declared = topics()
        own = (topic for topic in self._declared.values() if self.address.user in topic.producers)
        self._compacted = {topic.name for topic in own if topic.compact_after is not None}

    def producer(self, name: str | None) -> KafkaTransactions:
        """See `bus.Bus.producer`. A nameless one gets a name that nobody else has."""
        return KafkaTransactions(self, f"{self.address.user}.{name or uuid4()}")

    def consumer(self, group: str, topics: Sequence[str]) -> KafkaGroupMember:
        """See `bus.Bus.consumer`."""
        for topic in topics:
            self.partitions(topic)
        with bus_errors():
            return KafkaGroupMember({**self.address.client, **_CLIENT}, group, topics)

    def partitions(self, topic: str) -> tuple[int, ...]:
        """The partitions of a topic; raises `UnknownTopic`."""
        if topic not in self._partitions:
            with self._looking() as looker:
                (told,) = looker.describe_topics([topic])
            if not told["partitions"]:
                raise UnknownTopic(f"topic {topic!r} is not set up, or not for {self.address.user}")
            self._partitions[topic] = tuple(sorted(one["partition_index"] for one in told["partitions"]))
        return self._partitions[topic]

    def writes(self, topics: Iterable[str]) -> None:
        """Note that this process writes these; what is declared nowhere may be compacted too."""
        self._compacted.update(topic for topic in topics if topic not in self._declared)

    def head(self, topic: str) -> Mapping[int, int]:
        """See `bus.Bus.head`. A transaction that is under way counts: its end is at hand."""
        asked = {TopicPartition(topic, part): OffsetSpec.LATEST for part in self.partitions(topic)}
        with self._looking() as looker:
            found = looker.list_partition_offsets(asked)
        return {place.partition: one.offset for place, one in found.items()}

    def committed(self, group: str, topic: str) -> Mapping[int, int]:
        """See `bus.Bus.committed`."""
        asked = [TopicPartition(topic, part) for part in self.partitions(topic)]
        with self._looking() as looker:
            found = looker.list_group_offsets({group: asked})[group]
        return {place.partition: one.offset for place, one in found.items() if one.offset >= 0}

    def maintain(self) -> None:
        """Close what lies open of the compacted topics that this user writes (`KafkaTransactions.roll`)."""
        with self._rolling:
            if self._roller is None:
                self._roller = self.producer("maintain")
            try:
                if self._compacted:
                    self._roller.roll(sorted(self._compacted))
            except BusFailed:
                self._roller.close()
                self._roller = None
                raise

    @contextlib.contextmanager
    def _looking(self) -> Iterator[KafkaAdminClient]:
        """The one client for questions; it is opened anew after a failure."""
        with self._lock, bus_errors():
            if self._looker is None:
                self._looker = KafkaAdminClient(**self.address.client, **_LOOKER)
            try:
                yield self._looker
            except CoordinatorNotAvailableError:  # a moment's matter; opening anew costs more than asking
                raise
            except BaseException:
                self._looker.close()
                self._looker = None
                raise

    def close(self) -> None:
        """See `bus.Bus.close`."""
        with self._rolling, self._lock:
            for opened in (self._looker, self._roller):
                if opened is not None:
                    opened.close()
            self._looker = self._roller = None
