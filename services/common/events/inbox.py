"""The inbox: an event's effect is made once for each consumer, however often the event is delivered.

The row is written in the transaction of the effect. Rows lie in partitions by the week of the event's own
time, and outlive what the bus can deliver again (retention of topics and dead letters).
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

from psycopg import Connection

from services.common.events.envelope import Envelope

KEEP = timedelta(days=120)  # longer than the longest `keep` in proto/topics (a test compares them)
_TAKE: LiteralString = """
INSERT INTO inbox (consumer, event_id, at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""
Weeks = set[tuple[int, int]]


def take(connection: Connection[Mapping[str, Any]], consumer: str, envelope: Envelope) -> bool:
    """Claim the event for ``consumer`` within the present transaction; False when it was taken before."""
    return connection.execute(_TAKE, (consumer, envelope.id, envelope.time)).rowcount == 1


def make_weeks(connection: Connection[Mapping[str, Any]], times: Iterable[datetime], known: Weeks) -> None:
    """See to it that the partitions of ``times`` exist; outside a transaction. ``known`` is kept up to
    date.
    """
    for time in times:
        week = time.astimezone(UTC).isocalendar()[:2]
        if week not in known:
            connection.execute("SELECT inbox_week(%s)", [time])
            known.add(week)


def prune(connection: Connection[Mapping[str, Any]], now: datetime) -> int:
    """Drop the weeks that nothing can deliver any more; how many."""
    row = connection.execute("SELECT inbox_prune(%s) AS dropped", [now - KEEP]).fetchone()
    return int(row["dropped"]) if row else 0
