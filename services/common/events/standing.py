"""Where a consumer stands, measured at intervals: what waits for it on the bus, and what it could not take.

Measured in every process that consumes, of the whole group: also while the group stands still.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, LiteralString

import psycopg
from psycopg import Connection

from services.common.events.bus import Bus, BusFailed
from services.common.measures import measure_open_letters, measure_waiting

log = logging.getLogger("entente.events")
Row = Mapping[str, Any]
EVERY = 5.0
"""Seconds from one look to the next."""
_OPEN: LiteralString = """
SELECT topic, count(*) AS n FROM dead_letter WHERE consumer = %s AND state = 'open' GROUP BY topic
"""


class Standing:
    """Looks at one consumer group."""

    def __init__(
        self, bus: Bus, connect: Callable[[], Connection[Row]], consumer: str, topics: Sequence[str]
    ) -> None:
        """``connect`` opens a connection of the worker, each statement its own transaction."""
        self._bus = bus
        self._connect = connect
        self._consumer = consumer
        self._topics = topics

    def run(self, stop: threading.Event) -> None:
        """Until ``stop``. A look that fails is repeated: that bus or database are away is told elsewhere."""
        while not stop.is_set():
            try:
                with self._connect() as connection:
                    while not stop.is_set():
                        self.look(connection)
                        stop.wait(EVERY)
            except (BusFailed, psycopg.Error) as error:
                log.warning("a look failed", extra={"worker": "standing", "reason": type(error).__name__})
                stop.wait(EVERY)

    def look(self, connection: Connection[Row]) -> None:
        """Measure once."""
        for topic in self._topics:
            measure_waiting(topic, self._consumer, self.waiting(topic))
        rows = connection.execute(_OPEN, [self._consumer]).fetchall()
        letters = {row["topic"]: row["n"] for row in rows}
        for topic in self._topics:
            measure_open_letters(topic, self._consumer, letters.get(topic, 0))

    def waiting(self, topic: str) -> int:
        """At most so many events of ``topic`` wait: on some buses not every offset is of an event."""
        stands = self._bus.committed(self._consumer, topic)
        return sum(max(at - stands.get(part, 0), 0) for part, at in self._bus.head(topic).items())
