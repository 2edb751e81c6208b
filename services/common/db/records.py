"""What a unit writes at its end: audit records and outbox rows, in one statement, the outbox last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson

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
    "subject, nation, acts_for, client, route, trace, action, object_type, object_ids, label, outcome, detail"
)
_OUTBOX_COLUMNS = "topic, key, type, payload, label, subject_ref, traceparent"
_AUDIT_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s::text[], %s, %s, %s::jsonb)"
_OUTBOX_ROW = "(%s, %s, %s, %s, %s, %s, %s)"


@lru_cache(maxsize=256)
def flush_statement(audits: int, events: int) -> str:
    """The statement that writes so many audit records and outbox rows; at least one of either."""
    audit = f"INSERT INTO audit_record ({_AUDIT_COLUMNS}) VALUES " + ", ".join([_AUDIT_ROW] * audits)
    if not events:
        return audit
    outbox = f"INSERT INTO outbox ({_OUTBOX_COLUMNS}) VALUES " + ", ".join([_OUTBOX_ROW] * events)
    return f"WITH audited AS ({audit}) {outbox}" if audits else outbox


def audit_values(actor: Actor, entry: AuditEntry) -> list[Any]:
    """The values of one audit record, in the order of the statement."""
    return [
        actor.subject, actor.nation, actor.acts_for, actor.client, actor.route, actor.trace, entry.action,
        entry.object_type, list(entry.object_ids), entry.label, entry.outcome,
        orjson.dumps(entry.detail).decode() if entry.detail else "{}",
    ]  # fmt: skip


def outbox_values(event: OutboxEvent, label: str | None, traceparent: str | None) -> list[Any]:
    """The values of one outbox row, in the order of the statement."""
    return [event.topic, event.key, event.type, event.payload, label, event.subject_ref, traceparent]
