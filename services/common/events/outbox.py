"""From the outbox to the bus: take the lowest rows, publish, delete, commit.

Never a cursor over ids: rows become visible out of the order of their ids. Never a filter by transaction
age: one long transaction anywhere would hold everything back. The row of a change is written while its
aggregate is locked, so that for one key the lower id is always visible first.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, LiteralString

from psycopg import Connection, Cursor
from psycopg.rows import tuple_row

from services.common.events.bus import Producer
from services.common.events.envelope import Envelope
from services.common.events.tracing import publishing
from services.common.measures import measure_relayed

Row = Mapping[str, Any]
Waiting = tuple[Any, ...]
"""A row of the outbox, as `_LOWEST` selects it."""
Probe = Callable[[str], None]

MOST_BYTES = 16 * 1024 * 1024
"""How much the payloads of a batch may weigh; the first goes whatever it weighs."""
# Weighed before it is fetched: a batch of large ones must fit into memory. Nobody else deletes here: a relay
# holds its lock, and whoever lost it is fenced off by the bus.
_LOWEST: LiteralString = """
SELECT id, event_id, type, at, key, topic, payload, subject_ref, traceparent, label FROM (
    SELECT *, sum(octet_length(payload)) OVER (ORDER BY id) - octet_length(payload) AS before FROM (
        SELECT * FROM outbox ORDER BY id LIMIT %s) AS lowest) AS weighed
WHERE before < %s ORDER BY id
"""
_DELETE: LiteralString = "DELETE FROM outbox WHERE id = ANY(%s::bigint[])"


def _no_probe(point: str) -> None:
    """Nothing watches."""


def _array(numbers: Iterable[int]) -> str:
    """As the database reads it: psycopg takes ten times as long over a list of thousands."""
    return "{" + ",".join(map(str, numbers)) + "}"


def envelope_of(row: Waiting, source: str) -> Envelope:
    """The event in an outbox row; the same row gives the same event, however often it is published."""
    _, event_id, kind, at, key, topic, payload, subject, traceparent, label = row
    return Envelope(event_id, kind, source, at, key, topic, payload, subject, traceparent, label)


_OLDEST: LiteralString = """
SELECT greatest(extract(epoch FROM clock_timestamp() - at), 0)::float8 AS age FROM outbox ORDER BY id LIMIT 1
"""


def waiting_since(connection: Connection[Row]) -> float:
    """Seconds that the oldest event in the outbox has waited; 0 where none waits."""
    row = connection.execute(_OLDEST).fetchone()
    return float(row["age"]) if row else 0.0


class Outbox:
    """The outbox of one service on its way to the bus, batch by batch, over one connection."""

    def __init__(
        self,
        connection: Connection[Row],
        producer: Producer,
        source: str,
        limit: int = 500,
        probe: Probe = _no_probe,
    ) -> None:
        """``probe`` is told each point on the way (the tests kill the process there)."""
        self._connection = connection
        self._producer = producer
        self._source = source
        self._limit = limit
        self._probe = probe
        self._ahead: list[Waiting] = []

    def relay(self) -> int:
        """Publish the lowest rows and delete them; how many there were.

        Killed anywhere, nothing is lost: either the rows are still there, or they were published and are
        published once more with the same ids. While the bus takes a full batch the database finds the next:
        what is visible then has everything lower of its key before it, in this batch or in that.
        """
        rows, self._ahead = self._ahead or self._lowest().fetchall(), []
        if not rows:
            return 0
        self._probe("before publish")
        with self._connection.pipeline(), self._connection.transaction():
            self._connection.execute(_DELETE, [_array(row[0] for row in rows)])
            next_ones = self._lowest() if len(rows) == self._limit else None
            self._probe("after delete")
            events = [publishing(envelope_of(row, self._source)) for row in rows]
            ahead: list[Waiting] = []
            self._producer.publish(events, lambda: ahead.extend(next_ones.fetchall() if next_ones else ()))
            measure_relayed(events)
            self._probe("after publish")
        self._ahead = ahead
        self._probe("after commit")
        return len(rows)

    def _lowest(self) -> Cursor[Waiting]:
        cursor = self._connection.cursor(binary=True, row_factory=tuple_row)
        return cursor.execute(_LOWEST, [self._limit, MOST_BYTES])
