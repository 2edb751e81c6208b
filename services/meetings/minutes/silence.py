"""The silence procedure's clock: deadlines that have passed turn into assent, once, by one process."""

import asyncio
import logging
from datetime import datetime
from typing import Final
from uuid import UUID

import psycopg
from fastapi import FastAPI
from psycopg_pool import PoolClosed

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.meetings.domain.minutes import silence_elapsed
from services.meetings.world import load_world, save

log = logging.getLogger("entente.silence")
EVERY: Final = 5.0  # seconds
PROCEDURE: Final = Subject("silence-procedure", "Silence procedure", None, None)
ACTOR: Final = Actor(PROCEDURE.id, None, None, None, "silence procedure", "")

DUE = """
SELECT coalesce(m.forum_id, d.forum_id, o.forum_id) AS forum_id, min(coalesce(m.held_at, d.at, o.at)) AS since
FROM concurrence c
LEFT JOIN meeting m ON c.subject_kind = 'minutes' AND m.id = c.subject_id
LEFT JOIN decision d ON c.subject_kind = 'adjudication' AND d.id = c.subject_id
LEFT JOIN outcome o ON c.subject_kind = 'answer' AND o.id = c.subject_id
WHERE c.stand = 'pending' AND c.deadline <= %s GROUP BY 1
"""


async def elapse(database: Database) -> int:
    """Turn every silence past its deadline into assent; the number of forums in which that changed something.

    Each forum is a transaction of its own under its ladder's lock, so repeating and racing are harmless.
    """
    async with unit_of_work(database, PROCEDURE, ACTOR, reading=True) as unit:
        forums = await _due(unit)
    changed = 0
    for forum_id, since in forums:
        async with unit_of_work(database, PROCEDURE, ACTOR, reading=False) as unit:
            before = await load_world(unit, forum_ids=[forum_id], since=since, lock=True)
            made = silence_elapsed(before, unit.now)
            if made.values:
                await save(unit, before, made)
                changed += 1
    return changed


async def _due(unit: Unit) -> list[tuple[UUID, datetime]]:
    """The forums, and since when what their silences are about was recorded."""
    async with unit.as_worker():
        found = await (await unit.conn.execute(DUE.encode(), [unit.now])).fetchall()
    return [(row["forum_id"], row["since"]) for row in found if row["forum_id"] is not None]


async def watch(app: FastAPI) -> None:
    """Start the watch over deadlines beside the API; it ends with the database."""
    app.state.silence = asyncio.create_task(_watch(app.state.database), name="silence")


async def _watch(database: Database) -> None:
    while True:
        try:
            await elapse(database)
        except PoolClosed:
            return
        except psycopg.Error:
            log.exception("silence procedure will be looked at again")
        await asyncio.sleep(EVERY)
