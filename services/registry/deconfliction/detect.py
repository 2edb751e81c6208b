"""Overlaps follow activities: what changed is compared with all that it can meet, batch by batch.

A batch is one transaction: the queue's rows go with it, so that whatever dies, all that is due stays due.
The comparison runs over all rows; each reader is shown the overlaps whose both records they may read.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson
from fastapi import FastAPI
from psycopg.rows import tuple_row

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.verdicts import Verdict
from services.common.watches import Watch
from services.registry.deconfliction import pairs
from services.registry.deconfliction.plans import kept, over, plan_of, told_words, unkept
from services.registry.domain.overlap import Compared, Plan, compare

log = logging.getLogger("entente.overlaps")
EVERY: Final = 0.5
"""Seconds between two looks at the queue."""
BATCH: Final = 100
"""Activities at once: some tens of milliseconds, so that requests beside it do not wait."""
LOCK: Final = 0x0EE1A95
"""Advisory lock: one process compares at a time."""
PROCEDURE: Final = Subject("deconfliction", "Deconfliction", None, None)
ACTOR: Final = Actor(PROCEDURE.id, None, None, None, "deconfliction", "")

_TAKE = """DELETE FROM overlap_due WHERE id IN (
    SELECT id FROM overlap_due ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING activity_id"""
RECORD_COLUMNS: Final = (
    "id, label_id, owner, tool, status, capability_areas, hosts, participants, places, unit_ids,"
    " start_first, start_last, end_first, end_last"
)
_RECORDS = f"SELECT {RECORD_COLUMNS} FROM activity WHERE id = ANY(%s)"
_FORGET = "DELETE FROM overlap_fact WHERE activity_id = ANY(%s) RETURNING owner"
_KEEP = "INSERT INTO overlap_fact SELECT * FROM jsonb_populate_recordset(NULL::overlap_fact, %s::jsonb)"
# The days are sure to part, or all words of a dimension are named by both and none is common: no overlap.
_CANDIDATES = """SELECT DISTINCT n.activity_id AS one, o.activity_id AS other, o.xmin::text AS made
FROM overlap_fact n JOIN overlap_fact o ON o.country = n.country AND o.last >= n.first AND o.first <= n.last
WHERE n.activity_id = ANY(%(ids)s) AND o.owner <> n.owner
    AND (o.activity_id > n.activity_id OR o.activity_id <> ALL(%(ids)s))
    AND (n.areas IS NULL OR o.areas IS NULL OR n.areas && o.areas)
    AND (n.units IS NULL OR o.units IS NULL OR n.units && o.units)"""
_FACTS = """SELECT DISTINCT ON (activity_id) activity_id, xmin::text AS made, label_id, owner, plan
FROM overlap_fact WHERE activity_id = ANY(%s)"""


@dataclass(frozen=True, slots=True)
class Fact:
    """An activity as deconfliction knows it."""

    id: UUID
    label_id: int
    owner: str
    plan: Plan


Row = Mapping[str, Any]
READ_MOST: Final = 50_000
_read: dict[tuple[UUID, str], Fact] = {}
"""Facts by activity and the transaction that wrote the row: it is never changed, only written anew."""


async def detect(database: Database, most: int = BATCH) -> int:
    """Compare one batch of what is due; how many queue rows it took (0: nothing is due, or another works).

    Raises what the database raises; then nothing of the batch is done, and all of it is still due.
    """
    async with unit_of_work(database, PROCEDURE, ACTOR, reading=False) as unit:
        async with unit.as_worker():
            due = await _take(unit, most)
            if due:
                await refresh(unit, due)
        unit.shows_nothing()
    return len(due)


async def _take(unit: Unit, most: int) -> list[UUID]:
    query = "SELECT pg_try_advisory_xact_lock(%s) AS got"
    got: Any = await (await unit.conn.execute(query, [LOCK])).fetchone()
    if not got["got"]:
        return []
    rows = await (await unit.conn.execute(_TAKE, [most])).fetchall()
    return [row["activity_id"] for row in rows]


async def refresh(unit: Unit, due: Sequence[UUID]) -> None:
    """Bring facts and overlaps of activities up to date, within the unit's transaction, as worker."""
    ids = sorted(set(due))
    gone = await (await unit.conn.execute(_FORGET, [ids])).fetchall()
    records = await (await unit.conn.execute(_RECORDS, [ids])).fetchall()
    made = (_fact(row) for row in records if not over(row, unit.now.date()))
    facts = {fact.id: fact for fact in made if fact is not None}
    await _keep(unit, records, facts)
    found = await _compared(unit, ids, facts)
    await pairs.save(unit, ids, found)
    owners = {row["owner"] for row in (*gone, *records)}
    await unit.conn.execute("INSERT INTO presence_due (nation) SELECT unnest(%s::text[])", [sorted(owners)])


def _fact(row: Row) -> Fact | None:
    """What is known of a record; None of one whose values no rule here can read: it holds up no other."""
    try:
        return Fact(row["id"], row["label_id"], row["owner"], plan_of(row))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        log.warning("not compared", extra={"activity": str(row["id"]), "reason": type(error).__name__})
        return None


async def _keep(unit: Unit, records: Iterable[Row], facts: Mapping[UUID, Fact]) -> None:
    made = [
        _columns(country, row, facts[row["id"]].plan)
        for row in records
        if row["id"] in facts and not facts[row["id"]].plan.unplaced
        for country in facts[row["id"]].plan.countries
    ]
    if made:
        await unit.conn.execute(_KEEP, [orjson.dumps(made).decode()])


def _columns(country: str, row: Row, plan: Plan) -> dict[str, Any]:
    return {
        "activity_id": row["id"], "country": country, "label_id": row["label_id"], "owner": row["owner"],
        "first": plan.span.start_first, "last": plan.span.end_last, "status": row["status"],
        "tool": row["tool"], "areas": told_words(plan.capabilities), "units": told_words(plan.audience),
        "plan": kept(plan),
    }  # fmt: skip


async def _compared(
    unit: Unit, ids: Sequence[UUID], facts: dict[UUID, Fact]
) -> list[tuple[Fact, Fact, Compared]]:
    cursor = unit.conn.cursor(row_factory=tuple_row)
    rows = await (await cursor.execute(_CANDIDATES, {"ids": list(ids)})).fetchall()
    known = facts | await _others(unit, {(other, made) for _, other, made in rows if other not in facts})
    found = []
    for first, second, _ in rows:
        one, other = known[first], known[second]
        answer = compare(one.plan, other.plan)
        if answer.answer is not Verdict.NONE:
            found.append((one, other, answer) if one.id < other.id else (other, one, answer))
    return found


async def _others(unit: Unit, wanted: set[tuple[UUID, str]]) -> dict[UUID, Fact]:
    """What is kept of other activities: from memory where the very row that is meant was read before."""
    missing = [key[0] for key in wanted if key not in _read]
    rows = await (await unit.conn.execute(_FACTS, [missing])).fetchall() if missing else []
    fresh = {(row["activity_id"], row["made"]): _kept_fact(row) for row in rows}
    found = {key[0]: _read[key] for key in wanted if key in _read}
    if len(_read) + len(fresh) > READ_MOST:
        _read.clear()
    _read.update(fresh)
    return found | {key[0]: fact for key, fact in fresh.items()}


async def facts_of(unit: Unit, ids: Iterable[UUID]) -> dict[UUID, Fact]:
    """What is kept of activities; in a reader's own transaction of those alone that they may read."""
    rows = await (await unit.conn.execute(_FACTS, [sorted(ids)])).fetchall()
    return {row["activity_id"]: _kept_fact(row) for row in rows}


def _kept_fact(row: Row) -> Fact:
    return Fact(row["activity_id"], row["label_id"], row["owner"], unkept(row["plan"]))


async def detect_all(database: Database, most: int = BATCH) -> int:
    """Compare all that is due, batch after batch; how many queue rows that were."""
    total = 0
    while taken := await detect(database, most):
        total += taken
    return total


def watch(app: FastAPI) -> Watch:
    """The watch over what is due, beside the API."""
    return Watch("overlaps", EVERY, lambda: detect_all(app.state.database))
