"""One transaction for one subject: its mask, its writes, its audit records and its events.

The first statement begins the transaction, sets the reader's mask and returns the highest label id, so that a
label newer than the permitted set is evaluated before any row is read: a stale mask neither hides a committed
row nor shows one. Audit records and outbox rows are written by one statement that travels with the commit.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.pq import TransactionStatus
from sqlmodel.ext.asyncio.session import AsyncSession

from services.common.auth import Subject
from services.common.db.database import Connection, Database
from services.common.db.labels import LabelStore, label_text
from services.common.db.records import Actor, AuditEntry, Flush, OutboxEvent
from services.common.db.refusals import problem_of
from services.common.errors import Problem, internal, unprocessable
from services.common.labels import MASK_SETTING, Action, Label, PermittedSet
from services.common.telemetry import current_traceparent

_BEGIN = "BEGIN; SELECT set_config('{mask}', '{bits}', true), {top}"
_BEGIN_READING = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT set_config('{mask}', '{bits}', true), "
    "set_config('synchronous_commit', 'off', true), {top}"
)
_TOP = "(SELECT coalesce(max(id), -1) FROM security_label) AS top"


class CommitFailed(RuntimeError):
    """The server rolled back what it was asked to commit."""


class Unit:
    """A transaction under the mask of its subject. Made by `unit_of_work`, never directly."""

    def __init__(
        self, database: Database, conn: Connection, subject: Subject, actor: Actor, *, reading: bool
    ) -> None:
        """``reading``: one snapshot for all its queries, and a commit that does not wait for the disc."""
        self.subject = subject
        self.now: datetime = database.clock()
        self.conn = conn
        self.database = database
        self.reading = reading
        self.action = Action.READ
        self._actor = actor
        self._audits: list[AuditEntry] = []
        self._events: list[OutboxEvent] = []
        self._silent = False
        self._acted = False
        self._session: AsyncSession | None = None
        self._worker_session: AsyncSession | None = None
        self._stack = AsyncExitStack()
        self.permitted: PermittedSet
        self._mask: str

    @property
    def labels(self) -> LabelStore:
        """The process-wide store of interned labels."""
        return self.database.labels

    async def begin(self) -> None:
        """Begin, with the mask set and no label left out that this transaction can meet."""
        self._take_permitted()
        template = _BEGIN_READING if self.reading else _BEGIN
        statement = template.format(mask=MASK_SETTING, bits=self._mask, top=_TOP)
        cursor = await self.conn.execute(statement.encode(), prepare=False)
        cursor.nextset()
        await self._cover(await cursor.fetchone())

    async def catch_up(self) -> None:
        """Take in labels made since the beginning: after a wait for another transaction."""
        await self._cover(await (await self.conn.execute(f"SELECT {_TOP}".encode())).fetchone())

    async def _cover(self, row: dict[str, Any] | None) -> None:
        top: int = row["top"] if row else -1
        if top > self.permitted.covered:
            await self.labels.load(self.conn, top)
            await self._renew_mask()

    def _take_permitted(self) -> None:
        self.permitted, self._mask = self.database.permitted.current(
            self.subject.digest(), self.subject.reader(), self.action, self.now
        )

    async def _renew_mask(self) -> None:
        before = self._mask
        self._take_permitted()
        if self._mask != before:
            await self.conn.execute("SELECT set_config(%s, %s, true)", [MASK_SETTING, self._mask])

    async def only_for(self, action: Action) -> None:
        """From now on only rows on which the subject may do more than read: what leaves is exported."""
        self.action = action
        await self._renew_mask()

    async def session(self) -> AsyncSession:
        """The mapper's session in this transaction; inside `as_worker` another one, that ends with it."""
        if self._worker_session is not None:
            return self._worker_session
        if self._session is None:
            self._session = await self._open_session(self._stack)
        return self._session

    async def _open_session(self, stack: AsyncExitStack) -> AsyncSession:
        bound = await stack.enter_async_context(self.database.bound(self.conn))
        session = AsyncSession(bind=bound, expire_on_commit=False)
        stack.push_async_callback(session.close)
        return session

    async def intern(self, label: Label, pointer: str = "/label") -> int:
        """The id of a label that the writer may read; any other is refused with 422 ``label_not_permitted``.

        ``pointer`` is where the label stands in the request.
        """
        label_id = await self.labels.intern(label)
        if label_id > self.permitted.covered:
            await self._renew_mask()
        if not self.permitted.allows(label_id):
            raise unprocessable(pointer, "label_not_permitted", "You could not read what you write.")
        return label_id

    async def label(self, label_id: int) -> Label:
        """The label of an id found on a row."""
        if label_id > self.labels.known:
            await self.labels.load(self.conn, label_id)
        return self.labels.get(label_id)

    def emit(self, event: OutboxEvent) -> None:
        """Publish this after the commit."""
        self._events.append(event)

    def audit(
        self, action: str, object_type: str, object_id: UUID | str, *, label_id: int | None = None,
        outcome: str = "done", detail: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Record what was done to one object. ``detail`` holds no text of a record."""
        self.audit_all(action, object_type, [object_id], label_id=label_id, outcome=outcome, detail=detail)

    def audit_all(
        self, action: str, object_type: str, ids: Iterable[UUID | str], *, label_id: int | None = None,
        outcome: str = "done", detail: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Record in one record what was done to several objects under one label."""
        label = self.labels.json(label_id) if label_id is not None else None
        self._acted = True
        names = [str(one) for one in ids]
        self._audits.append(AuditEntry(action, object_type, names, label, outcome, detail or {}))

    def shown(self, object_type: str, ids: Iterable[UUID | str]) -> None:
        """Record which objects this answer shows."""
        self._audits.append(AuditEntry("read", object_type, [str(one) for one in ids]))

    def exported(self, object_type: str, ids: Iterable[UUID | str]) -> None:
        """Record which objects leave in a file."""
        self._acted = True
        self._audits.append(AuditEntry("export", object_type, [str(one) for one in ids]))

    def shows_nothing(self) -> None:
        """Leave no audit record: no record is shown (a stream that was woken and found nothing, a question on
        a label or marking as it is typed).
        """
        self._silent = True

    @asynccontextmanager
    async def as_worker(self) -> AsyncIterator[AsyncSession]:
        """Work over all rows within the same transaction, for cascades; what it finds is projected after.

        Its session is another one than the subject's, so that a hidden row never stays in the identity map.
        """
        if self._session is not None:
            await self._session.flush()
        role = self.database.settings.worker_role
        await self.conn.execute(f"SET LOCAL ROLE {role}".encode())
        outer = self._worker_session
        try:
            async with AsyncExitStack() as stack:
                self._worker_session = await self._open_session(stack)
                yield self._worker_session
                await self._worker_session.flush()
        finally:
            self._worker_session = outer
            if outer is None and self.conn.info.transaction_status == TransactionStatus.INTRANS:
                await self.conn.execute("RESET ROLE")
        if self._session is not None:
            self._session.expire_all()

    async def commit(self) -> None:
        """Flush the session, write audit and outbox in one statement, commit, and wake the relay."""
        if self._session is not None:
            await self._session.flush()
        if self.reading and not self._audits and not self._silent:
            self._audits.append(AuditEntry("read", "", []))
        if not self.reading and not self._acted:
            self._audits.append(AuditEntry("write", "", []))  # what a write shows does not stand for the act
        flush = await self._flush() + b"; " if self._audits or self._events else b""
        ended = await self.conn.execute(flush + b"COMMIT", prepare=False)
        ended.nextset()
        if ended.statusmessage != "COMMIT":
            raise CommitFailed(ended.statusmessage)
        if self._events:
            self.database.wake()

    async def _flush(self) -> bytes:
        flush = Flush(self.conn.pgconn)
        traceparent = None if self.reading else current_traceparent()  # a read's audit record is traced by id
        for entry in self._audits:
            flush.audit(self._actor, entry, traceparent)
        for event in self._events:
            label = label_text(event.label) if event.label is not None else None
            flush.event(event, label, traceparent)
        await self.database.prepare(self.conn, flush.shape)
        return flush.statement()

    async def refuse(self, problem: Problem, object_id: str) -> None:
        """Record a denial in a transaction of its own; called after the rollback."""
        self._events.clear()
        self._audits = [AuditEntry("denied", "", [object_id] if object_id else [], None, problem.type)]
        await self.conn.execute(await self._flush(), prepare=False)

    async def close(self) -> None:
        """Close the sessions and roll back what was not committed.

        A connection on which a command was cut off takes no other: it is closed, and the server rolls back.
        """
        await self._stack.aclose()
        match self.conn.info.transaction_status:
            case TransactionStatus.IDLE:
                pass
            case TransactionStatus.ACTIVE:
                await self.conn.close()
            case _:
                await self.conn.execute("ROLLBACK")


_DENIALS = (403, 404)


@asynccontextmanager
async def unit_of_work(
    database: Database, subject: Subject, actor: Actor, *, reading: bool, object_id: str = ""
) -> AsyncIterator[Unit]:
    """A unit that commits at the end of the block, and rolls back when the block raises.

    A commit that fails is a 500 problem; what the database refuses is its own (`refusals`). A 403 or 404 is
    audited after the rollback, with ``object_id``.
    """
    async with database.connection() as conn:
        unit = Unit(database, conn, subject, actor, reading=reading)
        try:
            await unit.begin()
            yield unit
            await _commit(unit)
        except Problem as problem:
            await unit.close()
            if problem.status in _DENIALS:
                await unit.refuse(problem, object_id)
            raise
        except Exception as error:
            if (refusal := problem_of(error)) is not None:
                raise refusal from error
            raise
        finally:
            await unit.close()


async def _commit(unit: Unit) -> None:
    try:
        await unit.commit()
    except (psycopg.Error, CommitFailed) as error:
        unit.conn.flushes.clear()  # whatever was wrong, the next unit on this connection prepares anew
        if problem_of(error) is not None:
            raise
        raise internal() from error
