"""The worker of imports: looks for one with work to do, claims it, and goes on after a crash.

A lease says whose an import is; each batch renews it, so that another process takes it up some seconds after
one was killed. What a batch writes, it writes with its progress in one transaction: no row is written twice
and none is left out. One that is taken up again and again and comes no further is ended.
"""

import logging
from http import HTTPStatus
from typing import Final

import psycopg
from fastapi import FastAPI

from services.common.db import Database, unit_of_work
from services.common.errors import Problem
from services.common.reading.sniff import UnreadableFile
from services.common.references import uuid7
from services.common.revocations import Revocations
from services.common.watches import Watch
from services.registry.imports.records import Superseded
from services.registry.imports.run import ACTOR, LEASE, WORKER, Work
from services.registry.imports.states import State

log = logging.getLogger("entente.imports")
EVERY: Final = 0.5  # seconds
_DUE: Final = """
SELECT FROM import_file WHERE state IN ('checking', 'running', 'undoing')
    AND (lease_until IS NULL OR lease_until < %(now)s) LIMIT 1
"""
_CLAIM: Final = """
UPDATE import_file SET lease_by = %(by)s, lease_until = %(until)s, reached = greatest(reached, batches),
    attempts = CASE WHEN batches > reached THEN 1 ELSE attempts + 1 END
WHERE id = (
    SELECT id FROM import_file WHERE state IN ('checking', 'running', 'undoing')
        AND (lease_until IS NULL OR lease_until < %(now)s)
    ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, label_id, starter, state, attempts, COALESCE((progress ->> 'rows')::bigint, 0) AS rows
"""
MOST_ATTEMPTS: Final = 3
"""How often an import is taken up without coming further: what ended its reader so often does so again."""


async def look(database: Database, revocations: Revocations, by: str) -> bool:
    """Take up one import with work to do, and do it. Whether there was one."""
    async with unit_of_work(database, WORKER, ACTOR, reading=True) as unit:
        unit.shows_nothing()
        async with unit.as_worker():
            if await (await unit.conn.execute(_DUE, {"now": unit.now})).fetchone() is None:
                return False
    async with unit_of_work(database, WORKER, ACTOR, reading=False) as unit:
        async with unit.as_worker():
            values = {"by": by, "now": unit.now, "until": unit.now + LEASE}
            claimed = await (await unit.conn.execute(_CLAIM, values)).fetchone()
        if claimed is None:
            return False
        unit.audit("import.claimed", "import", claimed["id"])
    work = Work(database, revocations, claimed, by)
    try:
        if claimed["attempts"] > MOST_ATTEMPTS:
            title = "It was taken up three times and came no further"
            await work.fail("no-further", title, _stood(work.state, claimed["rows"]))
        else:
            await work.go()
    except Superseded:
        log.info("an import was taken out of hand", extra={"import": str(work.id)})
    except UnreadableFile as error:
        await work.fail(str(error), "The file cannot be read to its end")
    except psycopg.DataError:
        await work.fail("value-unkept", "A value of the file is none that a record can hold")
    except Problem as problem:
        if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise  # the database is away: the next look goes on
        await work.fail(problem.type, problem.title)
    return True


def _stood(state: State, rows: int) -> str:
    return "" if state is State.UNDOING else f"What ended it stands behind row {rows:,} of the file."


def watch(app: FastAPI) -> Watch:
    """The watch over imports beside the API."""
    by = str(uuid7())

    async def looked() -> None:
        if app.state.settings.role in {"all", "consumers"}:
            while await look(app.state.database, app.state.revocations, by):
                pass

    return Watch("imports", EVERY, looked)
