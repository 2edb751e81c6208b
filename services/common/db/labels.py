"""Interned labels: id to label and back, one store for each database and process.

LABELS, "Enforcement": a new label is interned in a short transaction of its own under one advisory lock, so
that ids become visible in their order and a permitted set can grow from its highest id.
"""

import asyncio
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
import psycopg
from psycopg.rows import dict_row, tuple_row

from services.common.labels import (
    FIND_LABEL,
    INTERN_LABEL,
    Action,
    Context,
    Label,
    PermittedSet,
    Reader,
    default_context,
    permitted,
)
from services.common.measures import measure_decisions

_NEWER = "SELECT id, body FROM security_label WHERE id > %s ORDER BY id"
_CACHED_SETS = 2048


class LabelStore:
    """What is known of ``security_label``. Immutable rows: what was read once stays true."""

    def __init__(self, dsn: str) -> None:
        """``dsn`` is used for the short transactions that intern; its role needs INSERT on the table."""
        self._dsn = dsn
        self._labels: dict[int, Label] = {}
        self._ids: dict[bytes, int] = {}
        self._json: dict[int, str] = {}
        self._known = -1
        self._async_lock = asyncio.Lock()
        self._sync_lock = threading.Lock()
        self._connection: psycopg.AsyncConnection[Any] | None = None

    @property
    def known(self) -> int:
        """All labels up to this id are loaded."""
        return self._known

    def get(self, label_id: int) -> Label:
        """A loaded label. Raises KeyError for one that no transaction of this process has seen."""
        return self._labels[label_id]

    def json(self, label_id: int) -> str:
        """The label as JSON text, as the outbox and the audit carry it."""
        text = self._json.get(label_id)
        if text is None:
            text = self._json[label_id] = label_text(self._labels[label_id])
        return text

    def pairs(self, above: int) -> Iterable[tuple[int, Label]]:
        """Loaded labels with an id above the given one."""
        return [(number, self._labels[number]) for number in range(above + 1, self._known + 1)]

    async def load(self, conn: psycopg.AsyncConnection[dict[str, Any]], up_to: int) -> None:
        """Load what is missing up to an id that ``conn`` sees."""
        if up_to > self._known:
            rows = await (await conn.execute(_NEWER, [self._known])).fetchall()
            self._take(rows)

    def _take(self, rows: Sequence[Mapping[str, Any]]) -> None:
        for row in rows:
            label = Label.from_json(row["body"])
            self._labels[row["id"]] = label
            self._ids[label.digest()] = row["id"]
        # Ids have no gaps and appear in order, so the highest one seen says how far the store is whole.
        while self._known + 1 in self._labels:
            self._known += 1

    async def intern(self, label: Label) -> int:
        """The id of a label, made in a short transaction of its own if it is new."""
        digest = label.digest()
        found = self._ids.get(digest)
        if found is not None:
            return found
        async with self._async_lock:
            conn = await self._side_connection()
            async with conn.transaction():
                for statement in INTERN_LABEL:
                    cursor = await conn.execute(statement, _parameters(label))
                row = await cursor.fetchone()
            await self.load(conn, row["id"] if row else -1)
        return self._ids[digest]

    async def _side_connection(self) -> psycopg.AsyncConnection[dict[str, Any]]:
        # Not of the pool: a writer who holds a pooled connection must never wait here for a second one.
        if self._connection is None or self._connection.closed:
            self._connection = await psycopg.AsyncConnection.connect(
                self._dsn, autocommit=True, row_factory=dict_row
            )
        return self._connection

    def intern_sync(self, conn: psycopg.Connection[Any], label: Label) -> int:
        """The same for a worker's thread. ``conn`` is only asked; a new label gets one of its own."""
        digest = label.digest()
        with self._sync_lock:
            known = self._ids.get(digest)
            if known is not None:
                return known
            found = _find(conn, digest)
            label_id = self._intern_apart(label) if found is None else found
            self._ids[digest] = label_id
            self._labels[label_id] = label
            return label_id

    def _intern_apart(self, label: Label) -> int:
        with psycopg.connect(self._dsn) as conn:
            for statement in INTERN_LABEL[:-1]:
                conn.execute(statement.encode(), _parameters(label))
            found = _find(conn, label.digest())
        assert found is not None, "it was made in this transaction"
        return found

    async def close(self) -> None:
        """Close the connection that interns."""
        if self._connection is not None:
            await self._connection.close()


@lru_cache(maxsize=4096)
def label_text(label: Label) -> str:
    """The whole label as JSON text."""
    return orjson.dumps(label.to_json()).decode()


def _parameters(label: Label) -> dict[str, Any]:
    part = label.access_part()
    return {"digest": part.digest(), "body": part.canonical().decode()}


def _find(conn: psycopg.Connection[Any], digest: bytes) -> int | None:
    with conn.cursor(row_factory=tuple_row) as cursor:
        row = cursor.execute(FIND_LABEL, {"digest": digest}).fetchone()
    return None if row is None else int(row[0])


def _measure(grown: PermittedSet, allowed_before: int, decided_before: int) -> None:
    allowed = grown.count - allowed_before
    measure_decisions(grown.action.name.lower(), allowed, len(grown.evaluated) - decided_before - allowed)


class PermittedSets:
    """The permitted sets of readers, by what decides them: attributes, action, groups and policies, time."""

    def __init__(self, labels: LabelStore, context: Context | None = None) -> None:
        """``context`` holds groups and policies; `change_context` replaces it."""
        self._labels = labels
        self.context = context or default_context()
        self._sets: dict[tuple[bytes, Action], tuple[PermittedSet, str]] = {}

    def change_context(self, context: Context) -> None:
        """Groups or policies have changed: every set is computed anew."""
        self.context = context
        self._sets.clear()

    def current(
        self, digest: bytes, reader: Reader, action: Action, at: datetime
    ) -> tuple[PermittedSet, str]:
        """The set, grown to all labels that the store has loaded, and its mask as a literal of ``bytea``."""
        key = (digest, action)
        held = self._sets.get(key)
        if held is not None and at >= held[0].at and held[0].valid_at(at):
            if held[0].covered >= self._labels.known:
                return held
            grown = held[0].extend(self._labels.pairs(held[0].covered), at)
            _measure(grown, held[0].count, len(held[0].evaluated))
        else:
            grown = permitted(reader, self._labels.pairs(-1), action, self.context, at)
            _measure(grown, 0, 0)
        return self._keep(key, grown)

    def _keep(self, key: tuple[bytes, Action], grown: PermittedSet) -> tuple[PermittedSet, str]:
        if len(self._sets) >= _CACHED_SETS and key not in self._sets:
            for old in list(self._sets)[: _CACHED_SETS // 4]:
                del self._sets[old]
        held = self._sets[key] = (grown, "\\x" + grown.mask.hex())
        return held
