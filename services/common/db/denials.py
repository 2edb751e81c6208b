"""Refused credentials as audit records of the service that refused them."""

from collections.abc import Sequence
from typing import Final

from services.common.db.database import Database
from services.common.db.records import Actor, AuditEntry, Flush
from services.common.refused import Refused

NOBODY: Final = "nobody"
"""The subject of such a record: who really sent it is not known."""
_AT_ONCE: Final = 2


async def record_refused(database: Database, refused: Sequence[Refused], route: str = "") -> None:
    """Write a record for each, in one transaction; raises what the database raises."""
    actor = Actor(NOBODY, None, None, None, route, "")
    async with database.connection() as conn, conn.transaction():
        for start in range(0, len(refused), _AT_ONCE):
            flush = Flush(conn.pgconn)
            for one in refused[start : start + _AT_ONCE]:
                flush.audit(actor, entry_of(one))
            await database.prepare(conn, flush.shape)
            await conn.execute(flush.statement(), prepare=False)


def entry_of(one: Refused) -> AuditEntry:
    """The record of refused credentials."""
    return AuditEntry("denied", "credential", [], None, one.kind, one.detail())
