"""What a unit writes at its end: audit records and outbox rows, in one statement, the outbox last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self

import orjson
from google.protobuf.message import Message
from psycopg import pq

from services.common.labels import Label


@dataclass(frozen=True, slots=True)
class OutboxEvent:
    """An event to be published after the commit. ``key`` is the aggregate's id, ``payload`` its snapshot."""

    topic: str
    key: str
    type: str
    payload: bytes
    label: Label | None = None
    subject_ref: str | None = None

    @classmethod
    def of(cls, topic: str, type: str, key: object, message: Message, label: Label) -> Self:
        """What is told of one record: its message, the same bytes for the same state, under its label."""
        return cls(topic, str(key), type, message.SerializeToString(deterministic=True), label, str(key))


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What was done or refused, to which records, under which label."""

    action: str
    object_type: str
    object_ids: Sequence[str]
    label: str | None = None
    outcome: str = "done"
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who, by which route, in which trace: the same for all records of a unit."""

    subject: str
    nation: str | None
    acts_for: str | None
    client: str | None
    route: str
    trace: str


_AUDIT_COLUMNS = (
    "subject, nation, acts_for, client, route, trace, action, object_type, object_ids, label, outcome,"
    " detail, traceparent"
)
_AUDIT_TYPES = ("text",) * 8 + ("text[]", "text", "text", "jsonb", "text")
_OUTBOX_COLUMNS = "topic, key, type, payload, label, subject_ref, traceparent"
_OUTBOX_TYPES = ("text", "text", "text", "bytea", "text", "text", "text")
_PREPARED_AUDITS, _PREPARED_EVENTS = 2, 4
"""Up to so many rows the statement is prepared on the connection; a rarer shape is parsed each time."""


class Flush:
    """The one statement at a unit's end, and the commit behind it, as text that is sent at once.

    Values stand in it as literals that libpq quotes: a prepared statement that is executed by its name costs
    one message to and fro, where a pipeline costs a fifth of a small write (`tests/bench`).
    """

    def __init__(self, pgconn: pq.abc.PGconn) -> None:
        """``pgconn`` knows how its server wants a literal quoted."""
        self._quote = pq.Escaping(pgconn).escape_literal
        self._audits: list[list[bytes]] = []
        self._events: list[list[bytes]] = []

    def audit(self, actor: Actor, entry: AuditEntry, traceparent: str | None = None) -> None:
        """Add one audit record; with a ``traceparent`` the way to the ledger is part of the trace."""
        self._audits.append(
            [
                self._text(actor.subject), self._text(actor.nation), self._text(actor.acts_for),
                self._text(actor.client), self._text(actor.route), self._text(actor.trace),
                self._text(entry.action), self._text(entry.object_type), self._array(entry.object_ids),
                self._text(entry.label), self._text(entry.outcome),
                self._text(orjson.dumps(entry.detail).decode()) if entry.detail else b"'{}'",
                self._text(traceparent),
            ]
        )  # fmt: skip

    def event(self, event: OutboxEvent, label: str | None, traceparent: str | None) -> None:
        """Add one outbox row; rows are written in the order in which they were added."""
        self._events.append(
            [
                self._text(event.topic), self._text(event.key), self._text(event.type),
                b"'\\x" + event.payload.hex().encode() + b"'", self._text(label),
                self._text(event.subject_ref), self._text(traceparent),
            ]
        )  # fmt: skip

    @property
    def shape(self) -> tuple[int, int] | None:
        """So many audit records and events, where a prepared statement serves them; else None."""
        audits, events = len(self._audits), len(self._events)
        return (audits, events) if audits <= _PREPARED_AUDITS and events <= _PREPARED_EVENTS else None

    def statement(self) -> bytes:
        """The statement: the prepared one by its name, or the whole of it."""
        if self.shape is not None:
            values = b",".join(value for row in (*self._audits, *self._events) for value in row)
            return b"EXECUTE %s(%s)" % (name_of(*self.shape).encode(), values)
        return self.whole()

    def whole(self) -> bytes:
        """The statement in full, for a connection on which nothing is prepared."""
        audits = [_row(row, _AUDIT_TYPES) for row in self._audits]
        return _insert(audits, [_row(row, _OUTBOX_TYPES) for row in self._events])

    def _text(self, value: str | None) -> bytes:
        if value is None:
            return b"NULL"
        return self._quote(value.replace("\0", "\ufffd").encode())

    def _array(self, values: Sequence[str]) -> bytes:
        if not values:
            return b"'{}'"
        whole = "\0".join(values)  # quoted at once: they may be thousands
        if whole.count("\0") != len(values) - 1:
            whole = "\0".join([value.replace("\0", "\ufffd") for value in values])
        quoted = whole.replace("\\", "\\\\").replace('"', '\\"').replace("\0", '","')
        return self._text('{"' + quoted + '"}')


def name_of(audits: int, events: int) -> str:
    """The name of the prepared statement of a shape."""
    return f"flush_{audits}_{events}"


@lru_cache(maxsize=64)
def preparation(audits: int, events: int) -> bytes:
    """The statement that prepares a shape on a connection, once."""
    types = [*_AUDIT_TYPES * audits, *_OUTBOX_TYPES * events]
    numbers = iter(range(1, len(types) + 1))
    rows = [[b"$%d" % next(numbers) for _ in kinds] for kinds in (_AUDIT_TYPES,) * audits]
    more = [[b"$%d" % next(numbers) for _ in kinds] for kinds in (_OUTBOX_TYPES,) * events]
    body = _insert([_row(row, _AUDIT_TYPES) for row in rows], [_row(row, _OUTBOX_TYPES) for row in more])
    return f"PREPARE {name_of(audits, events)} ({', '.join(types)}) AS ".encode() + body


def _row(values: Sequence[bytes], types: Sequence[str]) -> bytes:
    cast = (value + b"::" + kind.encode() for value, kind in zip(values, types, strict=True))
    return b"(" + b", ".join(cast) + b")"


def _insert(audits: Sequence[bytes], events: Sequence[bytes]) -> bytes:
    audit = f"INSERT INTO audit_record ({_AUDIT_COLUMNS}) VALUES ".encode() + b", ".join(audits)
    if not events:
        return audit
    outbox = f"INSERT INTO outbox ({_OUTBOX_COLUMNS}) VALUES ".encode() + b", ".join(events)
    return b"WITH audited AS (" + audit + b") " + outbox if audits else outbox
