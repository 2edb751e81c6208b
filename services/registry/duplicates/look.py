"""Pairs follow activities: what changed is compared with all that it can meet, or all with all.

One look is one transaction: the queue's rows go with it, so that whatever dies, what was due stays due. The
comparison runs over all rows; each reader is shown the pairs whose both records they may read.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import orjson
from fastapi import FastAPI

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.watches import Watch
from services.registry.duplicates import pairs
from services.registry.duplicates.model import Found

EVERY: Final = 10.0
"""Seconds between two looks at the queue."""
WHOLE_FROM: Final = 2_000
"""From so many changed records on all are compared with all: that is cheaper than what each can meet."""
LOCK: Final = 0x0D0B1E
"""Advisory lock: one process looks at a time."""
PROCEDURE: Final = Subject("duplicates", "Duplicates", None, None)
ACTOR: Final = Actor(PROCEDURE.id, None, None, None, "duplicates", "")
AGAIN_AFTER: Final = timedelta(hours=24)
"""A look through everything is made at least so often: the first of a group of repeats may have gone."""

Lines = AsyncIterator[bytes]
Finder = Callable[[Lines], AsyncIterator[Found]]

# Of a reporter's own repeats (one row for each trainee) the first is compared for all of them.
_REPORTER: Final = """CASE WHEN t.source = '' AND t.import_id IS NULL THEN t.id::text
    ELSE concat_ws(E'\\x1f', t.owner, t.import_id, t.source, t.programme) END"""
_RECORDS: Final = f"""SELECT DISTINCT ON (t.reporter, t.label_id, t.alike, t.own)
    jsonb_build_object('id', t.id, 'reporter', t.reporter, 'hosts', t.hosts, 'title', t.title,
        'audience', t.audience, 'place', t.place, 'start_first', t.start_first, 'start_last', t.start_last,
        'end_first', t.end_first, 'end_last', t.end_last, 'people', t.people, 'cost', t.cost,
        'currency', t.currency, 'fiscal_year', t.fiscal_year, 'fresh', {{fresh}})::text AS body
FROM (SELECT t.*, {_REPORTER} AS reporter, CASE WHEN t.alike IS NULL THEN t.id END AS own
    FROM activity t) AS t
{{where}} ORDER BY t.reporter, t.label_id, t.alike, t.own, t.id"""
WHOLE: Final = _RECORDS.format(fresh="true", where="")
# What starts within a month of a changed record in a country of its; where it has no date, what has none.
CHANGED: Final = _RECORDS.format(
    fresh="t.id = ANY(%(ids)s)",
    where="""WHERE t.id = ANY(%(ids)s) OR t.id IN (
        SELECT o.id FROM activity f JOIN activity o
            ON o.starts_on BETWEEN f.starts_on - 31 AND f.starts_on + 31 AND o.hosts && f.hosts
        WHERE f.id = ANY(%(ids)s) AND (f.start_first IS NOT NULL OR o.fiscal_year = f.fiscal_year))""",
)
_STATE: Final = """SELECT pg_try_advisory_xact_lock(%(lock)s) AS got,
    (SELECT coalesce(sum(cardinality(ids)), 0)
        FROM (SELECT ids FROM duplicate_due LIMIT %(most)s) AS few) AS due,
    r.done_at IS NULL OR r.done_at < %(before)s OR r.asked > r.done AS whole, r.asked,
    EXISTS (SELECT FROM activity) AS some FROM duplicate_run r"""
_TAKE: Final = "DELETE FROM duplicate_due RETURNING ids"
_DROP: Final = "DELETE FROM duplicate_due"
_DONE: Final = "UPDATE duplicate_run SET done = %(asked)s, done_at = %(now)s"
_LONG: Final = """SET LOCAL statement_timeout = '10min'; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL work_mem = '32MB'"""


async def apart(lines: Lines) -> AsyncIterator[Found]:
    """The search in a process of its own (`command`), which ends with whoever asked for it.

    It is begun from a thread by the standard library: the event loop's own way forks the whole process, which
    can stop for good on a lock that another thread held. Records and pairs pass by files in a private folder.
    """
    with tempfile.TemporaryDirectory(prefix="entente-likeness-") as folder:
        given, made = Path(folder) / "given", Path(folder) / "made"
        with given.open("wb") as handle:
            async for line in lines:
                handle.write(line + b"\n")
        child = await asyncio.to_thread(_begin, given, made)
        try:
            if await asyncio.to_thread(child.wait) != 0:
                raise RuntimeError("the search failed")
        finally:
            child.kill()
            child.wait()
        with made.open("rb") as handle:
            for line in handle:
                yield Found(**orjson.loads(line))


def _begin(given: Path, made: Path) -> subprocess.Popen[bytes]:
    with given.open("rb") as records, made.open("wb") as found:
        return subprocess.Popen(
            [sys.executable, "-m", "services.registry.duplicates.command"], stdin=records, stdout=found
        )


async def look(database: Database, find: Finder = apart, most: int = WHOLE_FROM) -> bool:
    """Compare what is due; whether anything was. Raises what the search or the database raises: then nothing
    of it is kept, and all of it is still due.
    """
    async with unit_of_work(database, PROCEDURE, ACTOR, reading=False) as unit:
        unit.shows_nothing()
        async with unit.as_worker():
            known = {"lock": LOCK, "most": most, "before": unit.now - AGAIN_AFTER}
            state: Any = await (await unit.conn.execute(_STATE, known)).fetchone()
            if not state["got"] or not (state["due"] or (state["whole"] and state["some"])):
                return False
            await unit.conn.execute(_LONG)
            if state["whole"] or state["due"] >= most:
                await _all(unit, find, state["asked"])
            else:
                await _changed(unit, find)
    return True


async def _all(unit: Unit, find: Finder, asked: int) -> None:
    await unit.conn.execute(_DROP)
    await pairs.save(unit, [], find(_lines(unit, WHOLE, None)))
    await unit.conn.execute(_DONE, {"now": unit.now, "asked": asked})


async def _changed(unit: Unit, find: Finder) -> None:
    rows = await (await unit.conn.execute(_TAKE)).fetchall()
    due = sorted({one for row in rows for one in row["ids"]})
    await pairs.save(unit, due, find(_lines(unit, CHANGED, {"ids": due})))


async def _lines(unit: Unit, query: str, values: dict[str, Any] | None) -> Lines:
    async with unit.conn.cursor(name="likeness") as rows:
        await rows.execute(query.encode(), values)
        while batch := await rows.fetchmany(2_000):
            for row in batch:
                yield row["body"].encode()


async def settle(database: Database, find: Finder = apart) -> None:
    """Look until nothing is due."""
    while await look(database, find):
        pass


def watch(app: FastAPI) -> Watch:
    """The watch over what is due, beside the API."""
    return Watch("duplicates", EVERY, lambda: look(app.state.database))
