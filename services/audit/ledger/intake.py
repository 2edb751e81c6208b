"""Taking the links: each must follow the one before it, or it is refused and the consumer stops."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.types.json import Jsonb

from proto.gen.entente.audit.v1 import audit_pb2
from proto.gen.entente.platform.v1 import heartbeat_pb2
from services.common.audit import FIELDS, Head, check_links
from services.common.db import LabelStore
from services.common.events.envelope import Envelope, Invalid
from services.common.labels import Label, default_policy

Row = Mapping[str, Any]
NOBODY = "XXX"  # ISO 3166 keeps this code free: a record of the platform itself belongs to no nation
COLUMNS = tuple(name for name in FIELDS if name not in ("id", "label"))

_HEAD: LiteralString = "SELECT seq, hash FROM ledger_head WHERE source = %s FOR UPDATE"
_ADD: LiteralString = """
INSERT INTO ledger (
    source, seq, previous, hash, record, label_id, at, subject, nation, acts_for, client, action, object_type,
    object_ids, outcome, route, trace, detail)
VALUES (
    %(source)s, %(seq)s, %(previous)s, %(hash)s, %(record)s, %(label_id)s, %(at)s, %(subject)s, %(nation)s,
    %(acts_for)s, %(client)s, %(action)s, %(object_type)s, %(object_ids)s, %(outcome)s, %(route)s, %(trace)s,
    %(detail)s)
"""
_MOVE_HEAD: LiteralString = """
INSERT INTO ledger_head (source, seq, hash) VALUES (%s, %s, %s)
ON CONFLICT (source) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
"""
_CLAIM: LiteralString = """
INSERT INTO source_head AS h (source, seq, hash, at) VALUES (%s, %s, %s, least(%s, clock_timestamp()))
ON CONFLICT (source) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at
WHERE h.at < excluded.at
"""


def columns_of(record: bytes) -> dict[str, Any]:
    """What stands beside a record for searching, all of it taken from the record; raises ValueError."""
    body = json.loads(record)
    if not isinstance(body, dict) or set(body) != set(FIELDS):
        raise ValueError("the record has not the fields of an audit record")
    return {name: body[name] for name in COLUMNS} | {"at": datetime.fromisoformat(body["at"])}


def label_of(record: bytes) -> Label:
    """The label of a record; of one without (reads, denials) the subject's own nation, and nobody else's.

    Raises ValueError for a label that is none.
    """
    body = json.loads(record)
    if body["label"] is None:
        return Label(default_policy().identifier, 0, (body["nation"] or NOBODY,))
    return Label.from_json(body["label"])


class Intake:
    """Adds links to the ledger, as the worker."""

    def __init__(self, labels: LabelStore) -> None:
        """``labels`` interns the labels that came with the records."""
        self._labels = labels

    def record(self, conn: Connection[Row], envelope: Envelope, link: audit_pb2.AuditRecord) -> None:
        """One link of one source. Raises `Invalid` when it does not continue that source's chain."""
        row = conn.execute(_HEAD, [link.source]).fetchone()
        head = Head(row["seq"], bytes(row["hash"])) if row else Head()
        wrong = check_links([link], head) if link.source == envelope.source else "another source sent it"
        if wrong:
            raise Invalid(f"audit chain of {link.source}: {wrong}")
        try:
            columns, label = columns_of(link.record), label_of(link.record)
        except ValueError as error:
            raise Invalid(f"audit chain of {link.source}: seq {link.seq}: {error}") from error
        place = {"source": link.source, "seq": link.seq, "label_id": self._labels.intern_sync(conn, label)}
        chain = {"previous": link.previous, "hash": link.hash, "record": link.record}
        conn.execute(_ADD, columns | place | chain | {"detail": Jsonb(columns["detail"])})
        conn.execute(_MOVE_HEAD, (link.source, link.seq, link.hash))

    @staticmethod
    def claim(conn: Connection[Row], _: Envelope, beat: heartbeat_pb2.Heartbeat) -> None:
        """What a source says its head is; the verifier compares it with the ledger. One from the future is
        of now: every service writes the topic, and such a one would be the last that is ever taken.
        """
        at = beat.at.ToDatetime(tzinfo=UTC)
        conn.execute(_CLAIM, (beat.source, beat.audit_seq, beat.audit_hash, at))
