"""The silence procedure's clock: each deadline that has passed ends a silence, once, by one process."""

import logging
from datetime import datetime
from typing import Final
from uuid import UUID

from fastapi import FastAPI

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.watches import Watch
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
WHERE c.stand = 'pending' AND c.deadline <= %s
    AND (c.subject_kind <> 'minutes' OR c.subject_version = m.minutes_version)
GROUP BY 1
"""
"""Forums with silences that are over; one about an earlier version of the minutes stays as it is."""


async def elapse(database: Database) -> int:
    """End every silence past its deadline: in assent, or in nothing where nobody stands to break it.

    Returns the number of forums in which that changed something.
    Each forum is a transaction of its own under its ladder's lock, so repeating and racing are harmless, and
    one that fails keeps no other back: its error is raised when all were looked at.
    """
    async with unit_of_work(database, PROCEDURE, ACTOR, reading=True) as unit:
        unit.shows_nothing()
        forums = await _due(unit)
    changed, failed = 0, None
    for forum_id, since in forums:
        try:
            changed += await _elapse_in(database, forum_id, since)
        except Exception as error:
            log.warning("a forum's silences stay due", extra={"forum": str(forum_id)})
            failed = error
    if failed is not None:
        raise failed
    return changed


async def _elapse_in(database: Database, forum_id: UUID, since: datetime) -> bool:
    async with unit_of_work(database, PROCEDURE, ACTOR, reading=False) as unit:
        before = await load_world(unit, forum_ids=[forum_id], since=since, lock=True)
        made = silence_elapsed(before, unit.now)
        if made.values:
            await save(unit, before, made)
    return bool(made.values)


async def _due(unit: Unit) -> list[tuple[UUID, datetime]]:
    """The forums, and since when what their silences are about was recorded."""
    async with unit.as_worker():
        found = await (await unit.conn.execute(DUE.encode(), [unit.now])).fetchall()
    return [(row["forum_id"], row["since"]) for row in found if row["forum_id"] is not None]


def watch(app: FastAPI) -> Watch:
    """The watch over deadlines beside the API."""
    return Watch("silence", EVERY, lambda: elapse(app.state.database))
