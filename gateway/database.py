"""The gateway's own database: a bounded pool, and one answer when it is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection, Error, OperationalError
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from gateway.problems import Problem, database_unavailable
from gateway.settings import GatewaySettings
from services.common.migrate import newest_revision, versions_folder

Row = dict[str, Any]
_OPTIONS = "-c statement_timeout=10s -c idle_in_transaction_session_timeout=30s"


class Store:
    """Transactions on pooled connections; raises 503 `sessions-unavailable` when none can be had."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._revision = newest_revision(versions_folder("gateway"))
        self._pool: AsyncConnectionPool[AsyncConnection[Row]] = AsyncConnectionPool(
            settings.app_dsn.get_secret_value(),
            min_size=1,
            max_size=settings.pool_size,
            timeout=5.0,
            max_waiting=settings.pool_size * 50,
            open=False,
            kwargs={"row_factory": dict_row, "options": _OPTIONS, "connect_timeout": 5},
            check=AsyncConnectionPool.check_connection,
            name="gateway",
        )

    async def open(self) -> None:
        """Open the pool; a database that is away is noticed at first use."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection[Row]]:
        """A connection whose work is committed at the end and rolled back on an exception."""
        try:
            async with self._pool.connection() as connection:
                yield connection
        except (PoolTimeout, OperationalError) as error:
            raise database_unavailable() from error

    async def rows(self, query: str, parameters: list[Any]) -> list[Row]:
        """Run one statement in a transaction of its own; its rows, if it gives any."""
        async with self.transaction() as connection:
            cursor = await connection.execute(query.encode(), parameters)
            return await cursor.fetchall() if cursor.description else []

    async def ready(self) -> bool:
        """True when the database answers and stands at the newest revision."""
        try:
            found = await self.rows("SELECT version_num FROM alembic_version", [])
        except (Problem, Error):
            return False
        return [row["version_num"] for row in found] == [self._revision]
