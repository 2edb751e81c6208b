"""The directory's own knowledge of revocations: its table, looked at every second."""

from typing import Any

import psycopg

from services.common.db import Database
from services.common.revocations import Revocations
from services.common.watches import Watch

EVERY = 1.0
_NEW = (
    "SELECT seq, person_id::text AS subject, not_before FROM revocation WHERE seq > %s ORDER BY seq LIMIT %s"
)


async def since(conn: psycopg.AsyncConnection[dict[str, Any]], seq: int, limit: int) -> list[dict[str, Any]]:
    """Revocations after number ``seq`` in their order; the connection must have the worker's role."""
    return await (await conn.execute(_NEW, [seq, limit])).fetchall()


def following(database: Database, known: Revocations) -> Watch:
    """Note every revocation, those of other processes and of the command too; each look confirms them."""
    seq = 0

    async def look() -> None:
        nonlocal seq
        seq = await _look(database, known, seq)
        known.confirm()

    return Watch("revocations", EVERY, look)


async def _look(database: Database, known: Revocations, seq: int) -> int:
    async with database.connection() as conn, conn.transaction():
        await conn.execute(f"SET LOCAL ROLE {database.settings.worker_role}".encode())
        while rows := await since(conn, seq, 1000):
            for row in rows:
                known.note(row["subject"], row["not_before"])
            seq = rows[-1]["seq"]
    return seq
