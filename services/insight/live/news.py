"""Changes that another process committed: the bell of this one is rung for them too.

A consumer rings the bell of its own process at once. Where the API runs in processes of its own (``--role
api``), or several run, this looks for the newest change while any stream listens.
"""

from typing import Final

from services.common.db import Database
from services.common.watches import Watch
from services.insight.live.wake import Bell

EVERY: Final = 0.25
"""Seconds: how late a stream may hear of what another process committed."""
_NEWEST: Final = b"SELECT coalesce(max(seq), 0) AS seq FROM change"


def news(database: Database, bell: Bell) -> Watch:
    """The watch that rings ``bell``; it asks nothing while nobody listens."""
    known = -1

    async def look() -> None:
        nonlocal known
        if not bell.listened_to:
            return
        newest = await _newest(database)
        if newest != known:
            known = newest
            bell.ring()

    return Watch("news", EVERY, look)


async def _newest(database: Database) -> int:
    async with database.connection() as conn, conn.transaction():
        await conn.execute(f"SET LOCAL ROLE {database.settings.worker_role}".encode())
        row = await (await conn.execute(_NEWEST)).fetchone()
    return int(row["seq"]) if row else 0
