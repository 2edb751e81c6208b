"""The directory's own knowledge of revocations: its table, looked at every second."""

import asyncio
import logging
from typing import Any

import psycopg

from services.common.db import Database
from services.common.errors import Problem
from services.common.revocations import Revocations

EVERY = 1.0
_log = logging.getLogger(__name__)
_NEW = (
    "SELECT seq, person_id::text AS subject, not_before FROM revocation WHERE seq > %s ORDER BY seq LIMIT %s"
)


async def since(conn: psycopg.AsyncConnection[dict[str, Any]], seq: int, limit: int) -> list[dict[str, Any]]:
    """Revocations after number ``seq`` in their order; the connection must have the worker's role."""
    return await (await conn.execute(_NEW, [seq, limit])).fetchall()


async def follow(database: Database, known: Revocations) -> None:
    """Note every revocation, those of other processes and of the command too, until the pool is closed."""
    seq = 0
    while not database.pool.closed:
        try:
            seq = await _look(database, known, seq)
        except (psycopg.Error, Problem) as error:
            _log.warning("revocations.unread", extra={"reason": type(error).__name__})
        await asyncio.sleep(EVERY)


async def _look(database: Database, known: Revocations, seq: int) -> int:
    async with database.connection() as conn, conn.transaction():
        await conn.execute(f"SET LOCAL ROLE {database.settings.worker_role}".encode())
        while rows := await since(conn, seq, 1000):
            for row in rows:
                known.note(row["subject"], row["not_before"])
            seq = rows[-1]["seq"]
    return seq
