"""From the outbox to the bus: take the lowest rows, publish, delete, commit.

Never a cursor over ids: rows become visible out of the order of their ids. Never a filter by transaction
age: one long transaction anywhere would hold everything back. The row of a change is written while its
aggregate is locked, so that for one key the lower id is always visible first.
"""

from collections.abc import Callable, Mapping
from typing import Any, LiteralString

from psycopg import Connection

from services.common.events.bus import Producer
from services.common.events.envelope import Envelope
from services.common.events.tracing import publishing
from services.common.measures import measure_relayed

Row = Mapping[str, Any]
Probe = Callable[[str], None]

MOST_BYTES = 16 * 1024 * 1024
"""How much the payloads of a batch may weigh; the first goes whatever it weighs."""
# Weighed before it is fetched: a batch of large ones must fit into memory.
_LOWEST: LiteralString = """
SELECT id, event_id, topic, key, type, subject_ref, payload, label, traceparent, at FROM (
    SELECT *, sum(octet_length(payload)) OVER (ORDER BY id) - octet_length(payload) AS before FROM (
        SELECT * FROM outbox ORDER BY id LIMIT %s FOR UPDATE) AS lowest) AS weighed
WHERE before < %s ORDER BY id
"""


def _no_probe(point: str) -> None:
    """Nothing watches."""


def envelope_of(row: Row, source: str) -> Envelope:
    """The event in an outbox row; the same row gives the same event, however often it is published."""
    return Envelope(
        id=row["event_id"],
        type=row["type"],
        source=source,
        time=row["at"],
        key=row["key"],
        topic=row["topic"],
        value=bytes(row["payload"]),
        subject=row["subject_ref"],
        traceparent=row["traceparent"],
        label_json=row["label"],
    )


_OLDEST: LiteralString = """
SELECT greatest(extract(epoch FROM clock_timestamp() - at), 0)::float8 AS age FROM outbox ORDER BY id LIMIT 1
"""


def waiting_since(connection: Connection[Row]) -> float:
    """Seconds that the oldest event in the outbox has waited; 0 where none waits."""
    row = connection.execute(_OLDEST).fetchone()
    return float(row["age"]) if row else 0.0


def relay_outbox(
    connection: Connection[Row], producer: Producer, source: str, limit: int = 500, probe: Probe = _no_probe
) -> int:
    """Publish the lowest rows and delete them; how many there were.

    Killed anywhere, nothing is lost: either the rows are still there, or they were published and are
    published once more with the same ids. ``probe`` is told each point on the way (the tests kill the
    process there).
    """
    with connection.transaction():
        rows = connection.execute(_LOWEST, [limit, MOST_BYTES], binary=True).fetchall()
        if not rows:
            return 0
        probe("before publish")
        events = [publishing(envelope_of(row, source)) for row in rows]
        producer.publish(events)
        measure_relayed(events)
        probe("after publish")
        connection.execute("DELETE FROM outbox WHERE id = ANY(%s)", [[row["id"] for row in rows]])
        probe("after delete")
    probe("after commit")
    return len(rows)
