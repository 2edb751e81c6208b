"""The audit chain of one service: records become links, in a committed step, before they are published.

A link's hash is SHA-256(hash of the link before || canonical record). The canonical record is JSON in UTF-8
with sorted keys and no blanks; it is made once and travels as bytes, so that no reader has to make it again
alike. Where it can be attacked, and what then shows it: docs/adr on the audit chain.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, LiteralString
from uuid import NAMESPACE_URL, uuid5

from psycopg import Connection

from proto.gen.entente.audit.v1 import audit_pb2
from services.common.events.bus import Producer
from services.common.events.envelope import Envelope
from services.common.events.tracing import publishing
from services.common.measures import measure_relayed

TOPIC = "entente.audit.record.v1"
TYPE = "entente.audit.record.added.v1"
FIRST = bytes(32)  # what stands before the first link
FIELDS = (
    "id",
    "at",
    "subject",
    "nation",
    "acts_for",
    "client",
    "action",
    "object_type",
    "object_ids",
    "label",
    "outcome",
    "route",
    "trace",
    "detail",
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain: its number (0 = none yet) and hash."""

    seq: int = 0
    hash: bytes = FIRST

    def told(self) -> bytes:
        """What heartbeats say of the hash: its digest, which is enough to compare and not to add a link.

        Others than the audit read heartbeats, and every service may write the topic of links.
        """
        return hashlib.sha256(b"head\0" + self.hash).digest()


def canonical(row: Row) -> bytes:
    """The bytes of a record that are hashed: every field of `FIELDS`; times in UTC to the microsecond."""
    body = {name: row[name] for name in FIELDS}
    at: datetime = body["at"]
    body["at"] = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    body["label"] = json.loads(body["label"]) if body["label"] else None
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link_hash(previous: bytes, record: bytes) -> bytes:
    """The hash of a link, 32 bytes."""
    return hashlib.sha256(previous + record).digest()


_HEAD: LiteralString = "SELECT seq, hash FROM chain_head WHERE source = %s"
_UNCHAINED: LiteralString = "SELECT * FROM audit_record WHERE seq IS NULL ORDER BY id LIMIT %s FOR UPDATE"
_CHAIN: LiteralString = """
UPDATE audit_record a SET seq = l.seq, previous = l.previous, hash = l.hash, record = l.record
FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[])
    AS l(id, seq, previous, hash, record)
WHERE a.id = l.id
"""


def source_head(connection: Connection[Row], source: str) -> Head:
    """The head of the chain that ``source`` keeps in its own database."""
    row = connection.execute(_HEAD, [source]).fetchone()
    return Head(row["seq"], bytes(row["hash"])) if row else Head()


def chain_records(connection: Connection[Row], source: str, limit: int = 500) -> int:
    """Number and chain the oldest records that are not yet; committed on return. How many there were."""
    with connection.transaction():
        locked = connection.execute(_HEAD + " FOR UPDATE", [source]).fetchone()
        if locked is None:
            raise RuntimeError(f"no chain_head for {source!r}: is the database migrated?")
        rows = connection.execute(_UNCHAINED, [limit]).fetchall()
        if rows:
            _chain(connection, source, Head(locked["seq"], bytes(locked["hash"])), rows)
    return len(rows)


def _chain(connection: Connection[Row], source: str, head: Head, rows: Sequence[Row]) -> None:
    links: list[tuple[int, int, bytes, bytes, bytes]] = []
    for row in rows:
        record = canonical(row)
        digest = link_hash(head.hash, record)
        links.append((row["id"], head.seq + 1, head.hash, digest, record))
        head = Head(head.seq + 1, digest)
    connection.execute(_CHAIN, [list(column) for column in zip(*links, strict=True)])
    connection.execute(
        "UPDATE chain_head SET seq = %s, hash = %s WHERE source = %s", (head.seq, head.hash, source)
    )


_LINKS: LiteralString = """
SELECT id, at, subject, label, traceparent, seq, previous, hash, record
FROM audit_record WHERE seq IS NOT NULL ORDER BY seq LIMIT %s FOR UPDATE
"""


def publish_links(connection: Connection[Row], producer: Producer, source: str, limit: int = 500) -> int:
    """Publish the oldest links of the tail and delete them; how many there were."""
    with connection.transaction():
        rows = connection.execute(_LINKS, [limit]).fetchall()
        if rows:
            links = [publishing(_event(source, row)) for row in rows]
            producer.publish(links)
            measure_relayed(links)
            connection.execute("DELETE FROM audit_record WHERE id = ANY(%s)", [[row["id"] for row in rows]])
    return len(rows)


def _event(source: str, row: Row) -> Envelope:
    link = audit_pb2.AuditRecord(
        source=source, seq=row["seq"], previous=row["previous"], hash=row["hash"], record=row["record"]
    )
    return Envelope(
        # the same link has the same id however often it is published
        id=uuid5(NAMESPACE_URL, f"urn:entente:audit:{source}:{row['seq']}:{bytes(row['hash']).hex()}"),
        type=TYPE,
        source=source,
        time=row["at"],
        key=source,
        topic=TOPIC,
        value=link.SerializeToString(),
        subject=row["subject"],
        label_json=row["label"],
        traceparent=row["traceparent"],
    )


def check_links(links: Sequence[audit_pb2.AuditRecord], before: Head) -> str | None:
    """What is wrong with ``links`` as the continuation of ``before``; None when nothing is."""
    for link in links:
        if link.seq != before.seq + 1:
            return f"seq {before.seq + 1} is missing or out of order (found {link.seq})"
        if link.previous != before.hash:
            return f"seq {link.seq} does not follow the link before it"
        if link_hash(link.previous, link.record) != link.hash:
            return f"seq {link.seq} was changed"
        before = Head(link.seq, link.hash)
    return None
