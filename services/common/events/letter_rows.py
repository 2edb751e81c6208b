"""What became of the dead letters of one consumer: its rows, listed, locked and settled."""

from collections.abc import Mapping
from typing import Any, LiteralString

from psycopg import Connection

from services.common.db.records import Actor
from services.common.events.deadletter import Place
from services.common.events.operators import by_command, record

Row = Mapping[str, Any]
STATES = ("open", "waits", "replayed", "dropped")
"""``waits``: open, and the consumer stands before the message; it is not in the dead-letter topic yet."""

_LIST: LiteralString = """
SELECT topic, part, log_offset, event_id, type, at, reason, attempts, forgiven, settled_at, settled_by,
       settled_why, CASE WHEN waits AND state = 'open' THEN 'waits' ELSE state END AS state,
       extract(epoch FROM clock_timestamp() - at)::bigint AS age
FROM dead_letter
WHERE consumer = %(consumer)s AND (%(topic)s::text IS NULL OR topic = %(topic)s)
  AND (%(state)s::text IS NULL OR CASE WHEN waits AND state = 'open' THEN 'waits' ELSE state END = %(state)s)
ORDER BY at DESC, topic, part, log_offset LIMIT %(most)s
"""
_OPEN: LiteralString = """
SELECT topic, part, log_offset FROM dead_letter
WHERE consumer = %s AND topic = %s AND state = 'open' AND NOT waits
"""
_AT: LiteralString = """consumer = %(consumer)s AND topic = %(topic)s AND part = %(part)s
    AND log_offset = %(at)s"""
_LOCK: LiteralString = f"SELECT state, waits FROM dead_letter WHERE {_AT} FOR UPDATE"
_SETTLE: LiteralString = f"""
UPDATE dead_letter SET state = %(state)s, settled_at = clock_timestamp(), settled_by = %(by)s,
    settled_why = %(why)s, attempts = attempts + %(tried)s WHERE {_AT}
"""
_FAILED: LiteralString = f"UPDATE dead_letter SET reason = %(reason)s, attempts = attempts + 1 WHERE {_AT}"


class Letters:
    """The rows of ``consumer``, on one connection of its worker."""

    def __init__(self, connection: Connection[Row], consumer: str, by: str) -> None:
        """``by``: who acts, as `operator` names them."""
        self.connection = connection
        self.consumer = consumer
        self.by = by

    def listed(self, topic: str | None, state: str | None, most: int) -> list[Row]:
        """The newest ``most`` of a topic and state (None = any); ``age`` in seconds."""
        values = {"consumer": self.consumer, "topic": topic, "state": state, "most": most}
        return self.connection.execute(_LIST, values).fetchall()

    def open(self, topic: str) -> list[Place]:
        """What of ``topic`` may be replayed, in the order of its offsets."""
        rows = self.connection.execute(_OPEN, (self.consumer, topic)).fetchall()
        return sorted(Place(row["topic"], row["part"], row["log_offset"]) for row in rows)

    def lock(self, place: Place) -> str | None:
        """The state of a letter, of `STATES`, held until the transaction ends; None where there is none."""
        row = self.connection.execute(_LOCK, self._at(place)).fetchone()
        if row is None:
            return None
        return "waits" if row["waits"] and row["state"] == "open" else str(row["state"])

    def settle(self, place: Place, state: str, why: str | None = None, tried: int = 0) -> None:
        """Give a locked letter another state, on record."""
        values = self._at(place) | {"state": state, "by": self.by, "why": why, "tried": tried}
        self.connection.execute(_SETTLE, values)
        self.audit(f"letter.{state}", str(place), detail={"reason": why} if why else {})

    def failed(self, place: Place, reason: str) -> None:
        """Keep why a locked letter could not be taken this time either, on record."""
        self.connection.execute(_FAILED, self._at(place) | {"reason": reason})
        self.audit("letter.replayed", str(place), outcome="failed")

    def audit(
        self, action: str, object_id: str, *, actor: Actor | None = None, label: str | None = None,
        outcome: str = "done", detail: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Record what was done to one letter (or topic); ``label`` is its label as JSON."""
        who = actor or by_command(self.by, "letters")
        record(
            self.connection, who, action, "dead_letter", [object_id], label=label, outcome=outcome,
            detail=detail,
        )  # fmt: skip

    def _at(self, place: Place) -> dict[str, Any]:
        return {
            "consumer": self.consumer, "topic": place.topic, "part": place.partition, "at": place.offset,
        }  # fmt: skip
