"""``python -m services.<name> letters [--forgive TOPIC]``: what a service could not take, for operators."""

from collections.abc import Mapping
from typing import Any, LiteralString

import psycopg
from psycopg import Connection
from psycopg.rows import dict_row

from services.common.events.deadletter import forgive

_ALL: LiteralString = """
SELECT topic, part, log_offset, event_id, reason, at, forgiven FROM dead_letter
WHERE consumer = %s ORDER BY at DESC, topic, part, log_offset LIMIT %s
"""
SHOWN = 200


def letters(dsn: str, service: str, topic: str | None = None) -> int:
    """Print the newest dead letters of ``service``, a line each; with ``topic`` start its count over first.

    A consumer that its limit has stopped goes on when the service is started again. 1 where there was
    nothing to forgive.
    """
    with psycopg.connect(dsn, autocommit=True, row_factory=dict_row, connect_timeout=5) as connection:
        if topic is not None:
            return _forgiven(connection, service, topic)
        rows = connection.execute(_ALL, (service, SHOWN)).fetchall()
    for row in rows:
        print(_line(row))
    print(f"{service}: {len(rows) or 'no'} dead letters" + (" shown" if len(rows) == SHOWN else ""))
    return 0


def _forgiven(connection: Connection[Mapping[str, Any]], service: str, topic: str) -> int:
    count = forgive(connection, service, topic)
    if not count:
        print(f"{service}: nothing of {topic} counts")
        return 1
    print(f"{service}: {count} dead letters of {topic} count no more; start the service again")
    return 0


def _line(row: Mapping[str, Any]) -> str:
    place = f"{row['topic']}/{row['part']}/{row['log_offset']}"
    counts = "forgiven" if row["forgiven"] else "counts"
    return f"{row['at']:%Y-%m-%dT%H:%M:%SZ} {counts:<8} {place} event={row['event_id']} {row['reason']}"
