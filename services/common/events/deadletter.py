"""Dead letters: a message that cannot be taken is set aside with its reason; too many stop the consumer.

The message goes to the topic's dead-letter topic byte for byte, and a row in the consumer's database counts
it. An operator who has seen to the cause starts the count over (`forgive`), and the consumer may go on.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, LiteralString
from uuid import NAMESPACE_URL, uuid5

from psycopg import Connection

from services.common.events.bus import Producer, Raw
from services.common.events.envelope import Envelope
from services.common.events.registry import DeadLetters

TYPE = "entente.platform.deadletter.v1"
WITHIN = "1 day"  # the limit counts what was set aside in this time
_ORIGINAL = "original-"


class ConsumerStopped(RuntimeError):
    """The consumer does not go on by itself: the message says why. Nothing after it was taken."""


_KNOWN: LiteralString = """
SELECT count(*) FILTER (WHERE part = %s AND log_offset = %s) AS known,
       count(*) FILTER (WHERE NOT forgiven AND at > clock_timestamp() - %s::interval) AS counted
FROM dead_letter WHERE consumer = %s AND topic = %s
"""
_ADD: LiteralString = """
INSERT INTO dead_letter (consumer, topic, part, log_offset, event_id, reason) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""


def set_aside(
    connection: Connection[Mapping[str, Any]],
    producer: Producer,
    rule: DeadLetters,
    consumer: str,
    raw: Raw,
    reason: str,
) -> None:
    """Put ``raw`` to the dead letters, once; raises `ConsumerStopped` when the limit is reached already."""
    found = connection.execute(_KNOWN, (raw.partition, raw.offset, WITHIN, consumer, raw.topic)).fetchone()
    if found and found["known"]:
        return
    if found and found["counted"] >= rule.limit:
        place = f"{raw.topic}/{raw.partition}/{raw.offset}"
        raise ConsumerStopped(f"dead-letter limit of {rule.limit} reached; {place}: {reason}")
    producer.publish([as_letter(rule, consumer, raw, reason)])
    event = dict(raw.headers).get("ce_id", b"").decode(errors="replace") or None
    connection.execute(_ADD, (consumer, raw.topic, raw.partition, raw.offset, event, reason))


def as_letter(rule: DeadLetters, consumer: str, raw: Raw, reason: str) -> Envelope:
    """The dead letter of ``raw``: value as it is, headers under names of their own, the reason."""
    place = f"{raw.topic}/{raw.partition}/{raw.offset}"
    return Envelope(
        id=uuid5(NAMESPACE_URL, f"urn:entente:deadletter:{consumer}:{place}"),
        type=TYPE,
        source=consumer,
        time=datetime.now(UTC),
        key=raw.key,
        topic=rule.topic,
        value=raw.value,
        headers={
            "dead_reason": reason.encode(),
            "dead_place": place.encode(),
            **{_ORIGINAL + name: value for name, value in raw.headers},
        },
    )


def original(letter: Envelope) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    """The topic that a dead letter came from, and the headers it had there."""
    headers = letter.headers.items()
    found = tuple((name.removeprefix(_ORIGINAL), raw) for name, raw in headers if name.startswith(_ORIGINAL))
    return letter.headers["dead_place"].decode().split("/")[0], found


def forgive(connection: Connection[Mapping[str, Any]], consumer: str, topic: str) -> int:
    """Start the count of ``topic`` over, after the cause was seen to; how many were counted."""
    query = "UPDATE dead_letter SET forgiven = true WHERE consumer = %s AND topic = %s AND NOT forgiven"
    return connection.execute(query, (consumer, topic)).rowcount
