"""The database of a service: one bounded pool, used raw and by the object-relational mapper alike."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row, tuple_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout, TooManyRequests
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from services.common.db.labels import LabelStore, PermittedSets
from services.common.db.records import preparation
from services.common.errors import busy
from services.common.settings import ServiceSettings


class Connection(psycopg.AsyncConnection[dict[str, Any]]):
    """A connection that knows which flushes (`records`) are prepared on its server session."""

    def __init__(self, pgconn: Any, row_factory: Any = dict_row) -> None:
        """Nothing is prepared on a new connection."""
        super().__init__(pgconn, row_factory)
        self.flushes: set[tuple[int, int]] = set()

    def _deallocate(self, name: bytes | None) -> Any:
        # After a rollback psycopg deallocates all, its own statements and ours.
        if name is None:
            self.flushes.clear()
        return super()._deallocate(name)


_OPTIONS = "-c statement_timeout=15s -c idle_in_transaction_session_timeout=60s -c timezone=UTC -c jit=off"
_borrowed: ContextVar[Connection] = ContextVar("borrowed connection")


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


class _Lent:
    """A unit's connection as SQLAlchemy sees it: it can work with it, but neither end nor close anything.

    Transaction and connection belong to the unit, so ``session.commit()`` commits nothing by itself.
    """

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        return self._connection.cursor(*args, row_factory=tuple_row, **kwargs)

    def add_notice_handler(self, handler: object) -> None:
        """Not for a connection that is lent again and again: the handlers would pile up."""

    async def commit(self) -> None:
        """The unit commits."""

    async def rollback(self) -> None:
        """The unit rolls back."""

    async def close(self) -> None:
        """The unit gives the connection back."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


async def _lend(*_: object, **__: object) -> _Lent:
    return _Lent(_borrowed.get())


class Database:
    """Pool, engine, label store and permitted sets of one process. Open it once, at the start."""

    def __init__(self, settings: ServiceSettings, clock: Callable[[], datetime] = utc_now) -> None:
        """Nothing is connected before `open`. ``clock`` gives the time that records follow."""
        self.settings = settings
        self.clock = clock
        self.pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            settings.app_dsn, open=False, min_size=min(2, settings.pool_size), max_size=settings.pool_size,
            timeout=5.0, max_waiting=settings.pool_size * 50, connection_class=Connection,
            kwargs={"autocommit": True, "row_factory": dict_row, "options": _OPTIONS},
        )  # fmt: skip
        self.engine: AsyncEngine = create_async_engine(
            "postgresql+psycopg_async://", poolclass=NullPool, async_creator=_lend, use_native_hstore=False
        )
        self.labels = LabelStore(settings.app_dsn)
        self.permitted = PermittedSets(self.labels)
        self.wake: Callable[[], None] = lambda: None
        self.shapes: dict[tuple[bytes, str], tuple[float, Any]] = {}

    async def open(self) -> None:
        """Connect, load the labels that exist, and let the engine learn what server it talks to."""
        await self.pool.open(wait=True, timeout=30.0)
        async with self.connection() as conn:
            async with self.bound(conn) as bound:
                await bound.rollback()
            await conn.execute("ROLLBACK")
            row = await (await conn.execute("SELECT max(id) AS top FROM security_label")).fetchone()
            await self.labels.load(conn, row["top"] if row and row["top"] is not None else -1)

    async def close(self) -> None:
        """Give everything back."""
        await self.labels.close()
        await self.engine.dispose()
        await self.pool.close(timeout=3.0)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A pooled connection in autocommit mode. A 503 problem when all stay busy, or too many wait."""
        try:
            conn = await self.pool.getconn()
        except (PoolTimeout, TooManyRequests) as error:
            raise busy() from error
        try:
            yield conn
        finally:
            await self.pool.putconn(conn)

    async def prepare(self, conn: Connection, shape: tuple[int, int] | None) -> None:
        """Prepare the flush of a shape on a connection, unless it was done before; None needs nothing."""
        if shape is not None and shape not in conn.flushes:
            await conn.execute(preparation(*shape), prepare=False)
            conn.flushes.add(shape)

    @asynccontextmanager
    async def bound(self, conn: Connection) -> AsyncIterator[Any]:
        """SQLAlchemy's connection over ``conn``, in whose transaction it works."""
        token = _borrowed.set(conn)
        try:
            bound = await self.engine.connect()
        finally:
            _borrowed.reset(token)
        try:
            yield bound
        finally:
            await bound.close()


def worker_connection(settings: ServiceSettings, **options: Any) -> psycopg.Connection[dict[str, Any]]:
    """A connection of the worker role for a thread: relay, consumer, scheduler. It sees all rows."""
    return psycopg.connect(settings.worker_dsn, row_factory=dict_row, **options)
