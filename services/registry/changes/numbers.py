"""Numbers of changes, and their end: by the worker alone, over all rows, so that it answers nobody.

Numbers are given behind the commit, one giver at a time and in the order of writing: none becomes visible
before a lower one, and two changes of a record stand in their order, since the second waited for the first.
"""

from typing import Any, Final

import psycopg

from services.common.db import Database

KEPT_DAYS: Final = 90
_LOCK: Final = 0xC4A6E
_DUE: Final = "SELECT EXISTS (SELECT FROM activity_change WHERE number IS NULL) AS due"
_NUMBER: Final = """
WITH due AS (
    SELECT id, row_number() OVER (ORDER BY id) AS place FROM activity_change WHERE number IS NULL
), head AS (
    UPDATE change_head SET number = number + (SELECT count(*) FROM due)
    RETURNING number - (SELECT count(*) FROM due) AS base
)
UPDATE activity_change c SET number = head.base + due.place FROM due, head WHERE c.id = due.id
"""
_FORGET: Final = """
WITH gone AS (
    DELETE FROM activity_change WHERE id IN (
        SELECT id FROM activity_change
        WHERE number IS NOT NULL AND at < clock_timestamp() - make_interval(days => %s)
        ORDER BY id LIMIT 5000)
    RETURNING number, before, after
), tops AS (
    SELECT label_id, max(number) AS number FROM (
        SELECT before AS label_id, number FROM gone UNION ALL SELECT after, number FROM gone) AS both_sides
    WHERE label_id IS NOT NULL GROUP BY label_id
), kept AS (
    INSERT INTO change_floor AS f (label_id, number) SELECT label_id, number FROM tops
    ON CONFLICT (label_id) DO UPDATE SET number = greatest(f.number, excluded.number)
)
SELECT count(*) AS n FROM gone
"""


async def number(database: Database) -> None:
    """Gives every committed change its number, in a short transaction of its own."""
    async with database.connection() as conn, conn.transaction():
        await conn.execute(f"SET LOCAL ROLE {database.settings.worker_role}".encode())
        row: Any = await (await conn.execute(_DUE)).fetchone()
        if row["due"]:
            await conn.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            await conn.execute(_NUMBER)


def forget(connection: psycopg.Connection[Any]) -> int:
    """Drops changes that are older than they are kept, read or not: how many. A worker's job."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    connection.execute(_NUMBER)
    row: Any = connection.execute(_FORGET, [KEPT_DAYS]).fetchone()
    return int(row["n"])
