"""Dead letters: a message that cannot be taken is set aside with its reason; too many stop the consumer.

The message goes to the topic's dead-letter topic byte for byte, and a row in the consumer's database counts
it and keeps what becomes of it. A message past the limit stays where it is: its row *waits*, the consumer
stands before it. An operator who has seen to the cause starts the count over (`forgive`), and the consumer
goes on; so it does when the message that it stands before was dropped (docs/adr/0052).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, LiteralString
from uuid import NAMESPACE_URL, UUID, uuid5

from psycopg import Connection

from services.common.events.bus import Producer, Raw
from services.common.events.envelope import Envelope
from services.common.events.registry import DeadLetters

TYPE = "entente.platform.deadletter.v1"
WITHIN = "1 day"  # the limit counts what was set aside in this time
_ORIGINAL = "original-"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a message lies; as text ``topic/partition/offset``."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        """The text that `read` understands."""
        return f"{self.topic}/{self.partition}/{self.offset}"

    @staticmethod
    def of(raw: Raw) -> "Place":
        """Where a message lies that was polled."""
        return Place(raw.topic, raw.partition, raw.offset)

    @staticmethod
    def read(text: str) -> "Place":
        """The place in a text; raises ValueError where it is none."""
        topic, partition, offset = text.split("/")
        return Place(topic, int(partition), int(offset))


class ConsumerStopped(RuntimeError):
    """The consumer does not go on by itself: the message says why. Nothing after ``place`` was taken."""

    def __init__(self, message: str, place: Place) -> None:
        """``place``: the message before which it stands."""
        super().__init__(message)
        self.place = place


_KNOWN: LiteralString = """
SELECT count(*) FILTER (WHERE part = %(part)s AND log_offset = %(offset)s AND NOT waits) AS known,
       count(*) FILTER (WHERE part = %(part)s AND log_offset = %(offset)s AND waits AND state = 'dropped')
           AS dropped,
       count(*) FILTER (WHERE part = %(part)s AND log_offset = %(offset)s AND waits AND forgiven) AS again,
       count(*) FILTER (WHERE NOT forgiven AND NOT waits AND at > clock_timestamp() - %(within)s::interval)
           AS counted
FROM dead_letter WHERE consumer = %(consumer)s AND topic = %(topic)s
"""
_ADD: LiteralString = """
INSERT INTO dead_letter AS d (consumer, topic, part, log_offset, event_id, type, reason, waits)
VALUES (%(consumer)s, %(topic)s, %(part)s, %(offset)s, %(event)s, %(type)s, %(reason)s, %(waits)s)
ON CONFLICT (consumer, topic, part, log_offset) DO UPDATE SET reason = excluded.reason,
    waits = excluded.waits, attempts = d.attempts + 1,
    forgiven = CASE WHEN excluded.waits THEN false ELSE d.forgiven END
"""
_TAKEN: LiteralString = """
UPDATE dead_letter SET state = 'replayed', waits = false, settled_at = clock_timestamp(),
    settled_by = %s, settled_why = NULL
WHERE consumer = %s AND topic = %s AND part = %s AND log_offset = %s AND waits
"""
_WAITING: LiteralString = """
SELECT topic, part, log_offset FROM dead_letter WHERE consumer = %s AND waits
"""


def set_aside(
    connection: Connection[Row], producer: Producer, rule: DeadLetters, consumer: str, raw: Raw, reason: str
) -> None:
    """Put ``raw`` to the dead letters, once; raises `ConsumerStopped` when the limit is reached already."""
    standing = _standing(connection, consumer, Place.of(raw))
    if standing["known"]:
        return
    passes = standing["counted"] < rule.limit or standing["dropped"]
    if passes:
        producer.publish([as_letter(rule, consumer, raw, reason)])
    connection.execute(_ADD, _values(consumer, raw) | {"reason": reason, "waits": not passes})
    if not passes:
        where = f"{Place.of(raw)}: {reason}"
        raise ConsumerStopped(f"dead-letter limit of {rule.limit} reached; {where}", Place.of(raw))


def may_go_on(connection: Connection[Row], rule: DeadLetters, consumer: str, place: Place) -> bool:
    """Whether an operator has let a consumer go on that was stopped before ``place``."""
    standing = _standing(connection, consumer, place)
    return bool(standing["dropped"] or standing["again"] or standing["counted"] < rule.limit)


def _standing(connection: Connection[Row], consumer: str, place: Place) -> Row:
    values = {"consumer": consumer, "topic": place.topic, "part": place.partition, "offset": place.offset}
    found = connection.execute(_KNOWN, values | {"within": WITHIN}).fetchone()
    assert found is not None, "a count has always a row"
    return found


def waiting(connection: Connection[Row], consumer: str) -> set[Place]:
    """The messages that ``consumer`` stands before."""
    rows = connection.execute(_WAITING, [consumer]).fetchall()
    return {Place(row["topic"], row["part"], row["log_offset"]) for row in rows}


def taken(connection: Connection[Row], consumer: str, place: Place) -> None:
    """The consumer has taken after all what it stood before."""
    connection.execute(_TAKEN, (consumer, consumer, place.topic, place.partition, place.offset))


def _values(consumer: str, raw: Raw) -> dict[str, Any]:
    found = {name: value.decode(errors="replace").replace("\0", "\ufffd") for name, value in raw.headers}
    return {
        "consumer": consumer, "topic": raw.topic, "part": raw.partition, "offset": raw.offset,
        "event": found.get("ce_id") or None, "type": found.get("ce_type") or None,
    }  # fmt: skip


def letter_id(consumer: str, place: Place) -> UUID:
    """The id of the dead letter of ``consumer`` for the message at ``place``."""
    return uuid5(NAMESPACE_URL, f"urn:entente:deadletter:{consumer}:{place}")


def as_letter(rule: DeadLetters, consumer: str, raw: Raw, reason: str) -> Envelope:
    """The dead letter of ``raw``: value as it is, headers under names of their own, the reason."""
    place = Place.of(raw)
    return Envelope(
        id=letter_id(consumer, place),
        type=TYPE,
        source=consumer,
        time=datetime.now(UTC),
        key=raw.key,
        topic=rule.topic,
        value=raw.value,
        headers={
            "dead_reason": reason.encode(),
            "dead_place": str(place).encode(),
            **{_ORIGINAL + name: value for name, value in raw.headers},
        },
    )


def original(letter: Envelope) -> Raw:
    """The message that a dead letter keeps, as it lay on the bus."""
    place = Place.read(letter.headers["dead_place"].decode())
    headers = letter.headers.items()
    found = tuple((name.removeprefix(_ORIGINAL), raw) for name, raw in headers if name.startswith(_ORIGINAL))
    return Raw(place.topic, place.partition, place.offset, letter.key, letter.value, found)


def forgive(connection: Connection[Row], consumer: str, topic: str) -> int:
    """Start the count of ``topic`` over, after the cause was seen to; how many were counted."""
    query = "UPDATE dead_letter SET forgiven = true WHERE consumer = %s AND topic = %s AND NOT forgiven"
    return connection.execute(query, (consumer, topic)).rowcount
