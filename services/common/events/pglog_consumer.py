"""A member of a group on the pglog bus: one advisory lock a partition.

Members see each other by a lock that each holds; every partition belongs to one of them by its rank. A member
that dies loses its locks with its connection, and the others take over. Offsets are committed on the
connection that holds the locks: who lost it cannot commit.
"""

import contextlib
import hashlib
import secrets
import time
import zlib
from collections.abc import Iterator, Mapping
from typing import LiteralString

import psycopg
from psycopg import sql

from services.common.events.bus import BusFailed, Raw
from services.common.events.envelope import unpack_headers

REBALANCE_SECONDS = 1.0
_Place = tuple[int, int]

_MEMBERS: LiteralString = """
SELECT objid::bigint FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = %s::bigint::oid
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY 1
"""
_TAKE: LiteralString = """
SELECT w.topic, w.part, coalesce(o.next, 0)
FROM unnest(%s::int[], %s::int[], %s::bigint[]) AS w(topic, part, lock)
LEFT JOIN group_offset o ON o.grp = %s AND o.topic = w.topic AND o.part = w.part
WHERE w.lock = ANY(%s)
"""
_FETCH: LiteralString = """
SELECT l.topic, l.part, l.log_offset, l.key, l.value, l.headers
FROM unnest(%s::int[], %s::int[], %s::bigint[]) AS w(topic, part, position)
CROSS JOIN LATERAL (
    SELECT * FROM log WHERE log.topic = w.topic AND log.part = w.part AND log.log_offset >= w.position
    ORDER BY log.log_offset LIMIT %s) AS l
LIMIT %s
"""
_NEXT: LiteralString = """
SELECT w.topic, w.part, CASE WHEN EXISTS (SELECT FROM log l WHERE l.topic = w.topic AND l.part = w.part
    AND l.log_offset >= w.position) THEN w.position ELSE greatest(w.position, h.next) END
FROM unnest(%s::int[], %s::int[], %s::bigint[]) AS w(topic, part, position)
JOIN topic_head h ON h.topic = w.topic AND h.part = w.part
"""
_COMMIT: LiteralString = """
INSERT INTO group_offset AS o (grp, topic, part, next)
SELECT %s, * FROM unnest(%s::int[], %s::int[], %s::bigint[])
ON CONFLICT (grp, topic, part) DO UPDATE SET next = excluded.next WHERE o.next < excluded.next
"""


class PgLogConsumer:
    """See `bus.Consumer`."""

    def __init__(
        self, connection: psycopg.Connection, group: str, topics: Mapping[str, tuple[int, int]]
    ) -> None:
        """Join ``group``; ``topics`` are names to id and number of partitions. Takes over ``connection``."""
        self._connection = connection
        self._group = group
        self._names = {topic: name for name, (topic, _) in topics.items()}
        self._places = sorted((topic, part) for topic, count in topics.values() for part in range(count))
        self._locks = {place: _lock_number(group, *place) for place in self._places}
        self._class = zlib.crc32(f"{group}/{sorted(self._names)}".encode()) & 0x7FFFFFFF
        self._member = secrets.randbelow(0x7FFFFFFF)
        self._channel = f"pglog_group_{self._class}"
        self._positions: dict[_Place, int] = {}
        self._committed: dict[_Place, int] = {}
        self._share_at = 0.0
        self._join()

    def _join(self) -> None:
        # An offset that is lost with the server is only a redelivery: its commit need not wait for the disk.
        self._connection.execute("SET synchronous_commit = off")
        for channel in (*(f"pglog_{topic}" for topic in self._names), self._channel):
            self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        self._connection.execute("SELECT pg_advisory_lock(%s::int, %s::int)", (self._class, self._member))
        self._connection.execute("SELECT pg_notify(%s, '')", [self._channel])

    @property
    def partitions(self) -> frozenset[tuple[str, int]]:
        """What this member holds now."""
        return frozenset((self._names[topic], part) for topic, part in self._positions)

    def poll(self, timeout: float, limit: int = 500) -> list[Raw]:
        """See `bus.Consumer.poll`."""
        deadline = time.monotonic() + timeout
        with _errors():
            while True:
                if time.monotonic() >= self._share_at:
                    self._share_out()
                records = self._fetch(limit)
                left = deadline - time.monotonic()
                if records or left <= 0:
                    return records
                self._wait(min(left, max(self._share_at - time.monotonic(), 0.0)))

    def _wait(self, seconds: float) -> None:
        for note in self._connection.notifies(timeout=seconds, stop_after=1):
            if note.channel == self._channel:
                self._share_at = 0.0

    def _share_out(self) -> None:
        """Hold what is this member's share: release the rest, lock what is missing and free."""
        members = [row[0] for row in self._connection.execute(_MEMBERS, [self._class])]
        if self._member not in members:
            raise BusFailed("the membership was lost")
        rank = members.index(self._member)
        share = {place for i, place in enumerate(self._places) if i % len(members) == rank}
        self._release(self._positions.keys() - share)
        missing = share - self._positions.keys()
        self._take(missing)
        # A member that still holds a partition of ours gives it back at its next poll: look again soon.
        waits = missing - self._positions.keys()
        self._share_at = time.monotonic() + (0.05 if waits else REBALANCE_SECONDS)

    def _release(self, places: set[_Place]) -> None:
        for place in places:
            del self._positions[place], self._committed[place]
        if places:
            query = "SELECT pg_advisory_unlock(l) FROM unnest(%s::bigint[]) AS l"
            self._connection.execute(query, [[self._locks[place] for place in places]])
            self._connection.execute("SELECT pg_notify(%s, '')", [self._channel])

    def _take(self, places: set[_Place]) -> None:
        if not places:
            return
        wanted = sorted(places)
        locks = [self._locks[place] for place in wanted]
        query = "SELECT l, pg_try_advisory_lock(l) FROM unnest(%s::bigint[]) AS l"
        got = [lock for lock, taken in self._connection.execute(query, [locks]).fetchall() if taken]
        # The offsets are read in a later statement than the lock: whoever held it has committed before.
        topics, parts = [topic for topic, _ in wanted], [part for _, part in wanted]
        for topic, part, position in self._connection.execute(
            _TAKE, (topics, parts, locks, self._group, got)
        ):
            self._positions[topic, part] = self._committed[topic, part] = position

    def _fetch(self, limit: int) -> list[Raw]:
        if not self._positions:
            return []
        # The one that came first goes last next time: a busy partition starves no other.
        places = list(self._positions.items())
        topics, parts = [place[0] for place, _ in places], [place[1] for place, _ in places]
        arguments = (topics, parts, [position for _, position in places], limit, limit)
        records = [
            Raw(self._names[topic], part, offset, key, value, tuple(unpack_headers(headers)))
            for topic, part, offset, key, value, headers in self._connection.execute(_FETCH, arguments)
        ]
        if records:
            self._advance(records, places)
        return records

    def _advance(self, records: list[Raw], places: list[tuple[_Place, int]]) -> None:
        ids = {name: topic for topic, name in self._names.items()}
        positions = dict(places)
        for record in records:
            place = (ids[record.topic], record.partition)
            positions[place] = max(positions[place], record.offset + 1)
        busy = next(place for place, position in places if positions[place] != position)
        self._positions = {place: at for place, at in positions.items() if place != busy} | {
            busy: positions[busy]
        }

    def positions(self) -> Mapping[tuple[str, int], int]:
        """See `bus.Consumer.positions`. Where nothing is left of what follows, it is passed over."""
        held = list(self._positions.items())
        arguments = ([t for (t, _), _ in held], [p for (_, p), _ in held], [at for _, at in held])
        with _errors():
            rows = self._connection.execute(_NEXT, arguments).fetchall()
        return {(self._names[topic], part): at for topic, part, at in rows}

    def commit(self) -> None:
        """See `bus.Consumer.commit`."""
        ahead = {place: at for place, at in self._positions.items() if at > self._committed[place]}
        if ahead:
            arguments = ([t for t, _ in ahead], [p for _, p in ahead], list(ahead.values()))
            with _errors():
                self._connection.execute(_COMMIT, (self._group, *arguments))
            self._committed |= ahead

    def rewind(self) -> None:
        """See `bus.Consumer.rewind`."""
        self._positions = {place: self._committed[place] for place in self._positions}

    def close(self) -> None:
        """See `bus.Consumer.close`."""
        with contextlib.suppress(psycopg.Error):
            self._connection.execute("SELECT pg_advisory_unlock_all()")
            self._connection.execute("SELECT pg_notify(%s, '')", [self._channel])
        self._connection.close()


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        raise BusFailed(f"pglog: {type(error).__name__}") from error


def _lock_number(group: str, topic: int, part: int) -> int:
    """The number of the advisory lock on a partition for a group: 64 bits, so that no two meet by chance."""
    digest = hashlib.blake2b(f"{group}/{topic}/{part}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
