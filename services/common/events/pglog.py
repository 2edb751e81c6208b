"""The pglog bus: an append-only log in PostgreSQL, for the embedded default.

Offsets come from ``UPDATE topic_head … RETURNING`` in the appending statement: the head's lock is held
until the commit, so offsets are gapless and become visible in their order. A message wakes the consumers
from the producer's own transaction. Compaction leaves gaps behind, never a change of order.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import LiteralString

import psycopg

from services.common.events.bus import BusFailed, Fenced, UnknownTopic
from services.common.events.envelope import Envelope, pack_headers, partition_of
from services.common.events.pglog_consumer import PgLogConsumer

_OPEN_PRODUCER: LiteralString = """
INSERT INTO producer (name, epoch) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET epoch = producer.epoch + 1 RETURNING epoch
"""

# One statement = one transaction. The heads are locked in one order, so that producers never wait in a
# circle.
_APPEND: LiteralString = """
WITH alive AS MATERIALIZED (
    SELECT 1 FROM producer WHERE name = %(name)s AND epoch = %(epoch)s FOR SHARE),
batch AS (
    SELECT * FROM unnest(%(topics)s::int[], %(parts)s::int[], %(counts)s::bigint[]) AS b(topic, part, n)),
locked AS MATERIALIZED (
    SELECT h.topic, h.part, b.n FROM topic_head h JOIN batch b USING (topic, part)
    WHERE %(name)s::text IS NULL OR EXISTS (SELECT FROM alive) ORDER BY h.topic, h.part FOR UPDATE OF h),
heads AS (
    UPDATE topic_head h SET next = h.next + l.n FROM locked l
    WHERE h.topic = l.topic AND h.part = l.part RETURNING h.topic, h.part, h.next - l.n AS base),
added AS (
    INSERT INTO log (topic, part, log_offset, key, headers, value)
    SELECT r.topic, r.part, heads.base + r.rank, r.key, r.headers, r.value
    FROM unnest(%(topic)s::int[], %(part)s::int[], %(rank)s::bigint[], %(key)s::text[], %(headers)s::bytea[],
                %(value)s::bytea[]) AS r(topic, part, rank, key, headers, value)
    JOIN heads ON heads.topic = r.topic AND heads.part = r.part
    ORDER BY r.topic, r.part, r.rank RETURNING 1)
SELECT (SELECT count(*) FROM added),
       (SELECT count(pg_notify('pglog_' || topic, '')) FROM (SELECT DISTINCT topic FROM heads) AS woken)
"""


@contextlib.contextmanager
def bus_errors() -> Iterator[None]:
    """Every trouble of the database becomes `BusFailed`: the caller opens the bus again and retries."""
    try:
        yield
    except psycopg.Error as error:
        raise BusFailed(f"pglog: {type(error).__name__}") from error


def connect(dsn: str, application: str) -> psycopg.Connection:
    """A connection of one's own, each statement its own transaction."""
    with bus_errors():
        return psycopg.connect(dsn, autocommit=True, application_name=application, connect_timeout=5)


class Catalogue:
    """Names of topics to their id and number of partitions; asked for when first needed, then kept."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[str, tuple[int, int]] = {}

    def look_up(self, connection: psycopg.Connection, names: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Id and partitions of each of ``names``; raises `UnknownTopic`."""
        if missing := [name for name in names if name not in self._known]:
            query = "SELECT name, id, partitions FROM topic WHERE name = ANY(%s)"
            self._known |= {row[0]: (row[1], row[2]) for row in connection.execute(query, [missing])}
        try:
            return {name: self._known[name] for name in names}
        except KeyError as error:
            raise UnknownTopic(
                f"topic {error} is not set up: run services.common.events.pglog_schema"
            ) from error


class PgLogProducer:
    """Appends to the log. See `bus.Producer`."""

    def __init__(self, dsn: str, name: str | None) -> None:
        """Open and fence the one before of that name."""
        self._name = name
        self._catalogue = Catalogue()
        self._connection = connect(dsn, f"producer {name or ''}")
        self._epoch = self._fence_others(name) if name is not None else 0

    def _fence_others(self, name: str) -> int:
        with bus_errors():
            row = self._connection.execute(_OPEN_PRODUCER, [name]).fetchone()
        return int(row[0]) if row else 0

    def publish(self, events: Sequence[Envelope], meanwhile: Callable[[], None] | None = None) -> None:
        """See `bus.Producer.publish`."""
        if meanwhile:
            meanwhile()
        if not events:
            return
        with bus_errors():
            known = self._catalogue.look_up(self._connection, list({event.topic for event in events}))
            row = self._connection.execute(_APPEND, self._arguments(events, known)).fetchone()
        if row is None or row[0] == 0:
            raise Fenced(f"another producer {self._name!r} was opened")
        if row[0] != len(events):
            raise BusFailed("the topic's partitions are not set up")

    def _arguments(
        self, events: Sequence[Envelope], known: Mapping[str, tuple[int, int]]
    ) -> dict[str, object]:
        counts: Counter[tuple[int, int]] = Counter()
        places: list[tuple[int, int, int]] = []
        for event in events:
            topic, partitions = known[event.topic]
            place = (topic, partition_of(event.key, partitions))
            places.append((*place, counts[place]))
            counts[place] += 1
        return {
            "name": self._name,
            "epoch": self._epoch,
            "topics": [topic for topic, _ in counts],
            "parts": [part for _, part in counts],
            "counts": list(counts.values()),
            "topic": [place[0] for place in places],
            "part": [place[1] for place in places],
            "rank": [place[2] for place in places],
            "key": [event.key for event in events],
            "headers": [pack_headers(event.to_headers()) for event in events],
            "value": [event.value for event in events],
        }

    def close(self) -> None:
        """See `bus.Producer.close`."""
        self._connection.close()


class PgLog:
    """The bus in the database ``dsn`` (role ``bus_app``). See `bus.Bus`."""

    def __init__(self, dsn: str) -> None:
        """Nothing is opened yet."""
        self._dsn = dsn
        self._lock = threading.Lock()
        self._shared: psycopg.Connection | None = None

    def producer(self, name: str | None) -> PgLogProducer:
        """See `bus.Bus.producer`."""
        return PgLogProducer(self._dsn, name)

    def consumer(self, group: str, topics: Sequence[str]) -> PgLogConsumer:
        """See `bus.Bus.consumer`."""
        connection = connect(self._dsn, f"consumer {group}")
        try:
            with bus_errors():
                return PgLogConsumer(connection, group, Catalogue().look_up(connection, topics))
        except BaseException:
            connection.close()
            raise

    def head(self, topic: str) -> Mapping[int, int]:
        """See `bus.Bus.head`."""
        query: LiteralString = (
            "SELECT part, next FROM topic_head h JOIN topic t ON t.id = h.topic WHERE t.name = %s"
        )
        found = {part: offset for part, offset in self._ask(query, [topic])}
        if not found:
            raise UnknownTopic(f"topic {topic!r} is not set up")
        return found

    def committed(self, group: str, topic: str) -> Mapping[int, int]:
        """See `bus.Bus.committed`."""
        query: LiteralString = (
            "SELECT part, next FROM group_offset o JOIN topic t ON t.id = o.topic "
            "WHERE grp = %s AND t.name = %s"
        )
        return {part: offset for part, offset in self._ask(query, [group, topic])}

    def maintain(self) -> None:
        """Compact and prune what is due; one at a time, the others return at once."""
        self._ask("SELECT pglog_prune()", [])

    def _ask(self, query: LiteralString, arguments: list[str]) -> list[tuple[int, ...]]:
        with self._lock, bus_errors():
            if self._shared is None or self._shared.closed or self._shared.broken:
                self._shared = connect(self._dsn, "bus")
            return self._shared.execute(query, arguments).fetchall()

    def close(self) -> None:
        """See `bus.Bus.close`."""
        with self._lock:
            if self._shared is not None:
                self._shared.close()
                self._shared = None
