"""Reads the world around some forums or items, over all rows, in a bounded number of statements.

ARCHITECTURE: the rules run over all rows and their answers are projected for each reader, so nothing
from here may reach a response but through a read under the reader's own row-level security.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from services.common.db import Unit
from services.meetings.domain.values import Sight
from services.meetings.domain.world import World
from services.meetings.world import rows
from services.meetings.world.sight import sights

Rows = list[dict[str, Any]]
BEGINNING = datetime.min.replace(tzinfo=UTC)


class Wanted(NamedTuple):
    """Around what a world is read.

    Items of the forums that were closed before ``since`` are left out; all that stands in unsettled minutes
    beside the ``recorded`` items is there.
    """

    forums: list[UUID]
    items: list[UUID]
    since: datetime
    recorded: list[UUID]


FAMILY = """
WITH RECURSIVE risen AS (
    SELECT id FROM item WHERE id = ANY(%(recorded)s::uuid[])
    UNION SELECT i.id FROM risen r CROSS JOIN LATERAL (SELECT id FROM item WHERE asks_for_id = r.id) i
), minutes AS (
    SELECT id FROM meeting WHERE state <> 'minutes_agreed' AND id = ANY(ARRAY(
        SELECT issued_meeting_id FROM item WHERE id = ANY(ARRAY(SELECT id FROM risen))
        UNION SELECT meeting_id FROM outcome WHERE item_id = ANY(ARRAY(SELECT id FROM risen))
        UNION SELECT (SELECT id FROM meeting m WHERE m.forum_id = issuing_forum_id AND held_at IS NOT NULL
                      ORDER BY held_at DESC LIMIT 1) FROM item WHERE id = ANY(%(recorded)s::uuid[])))
), seed AS (
    SELECT id, parent_id, asks_for_id FROM item WHERE id = ANY(%(items)s::uuid[])
    UNION ALL SELECT id, parent_id, asks_for_id FROM item
    WHERE issued_meeting_id = ANY(ARRAY(SELECT id FROM minutes))
    UNION ALL SELECT id, parent_id, asks_for_id FROM item
    WHERE id = ANY(ARRAY(SELECT item_id FROM outcome WHERE meeting_id = ANY(ARRAY(SELECT id FROM minutes))))
    UNION ALL SELECT id, parent_id, asks_for_id FROM item
    WHERE addressing_forum_id = ANY(%(forums)s::uuid[]) AND (closed_at IS NULL OR closed_at >= %(since)s)
    UNION ALL SELECT id, parent_id, asks_for_id FROM item
    WHERE issuing_forum_id = ANY(%(forums)s::uuid[]) AND (closed_at IS NULL OR closed_at >= %(since)s)
    UNION ALL SELECT i.id, i.parent_id, i.asks_for_id
    FROM meeting m JOIN outcome o ON o.meeting_id = m.id JOIN item i ON i.id = o.item_id
    WHERE m.forum_id = ANY(%(forums)s::uuid[]) AND (i.closed_at IS NULL OR i.closed_at >= %(since)s)
), family AS (
    SELECT * FROM seed
    UNION
    SELECT near.id, near.parent_id, near.asks_for_id FROM family f CROSS JOIN LATERAL (
        SELECT id, parent_id, asks_for_id FROM item WHERE parent_id = f.id
        UNION ALL SELECT id, parent_id, asks_for_id FROM item WHERE asks_for_id = f.id
        UNION ALL SELECT id, parent_id, asks_for_id FROM item WHERE id = f.parent_id
        UNION ALL SELECT id, parent_id, asks_for_id FROM item WHERE id = f.asks_for_id
    ) near
)
SELECT id FROM family
"""
"""Items of the forums and of the minutes that a change touches, and whatever is tied to them as parent,
child, escalation or what it asks for.

Their ids only: the planner guesses far too many, and would read whole tables to join them.
"""

ITEMS = """
SELECT item.*, s.label_id AS substitute_label_id, s.text AS substitute_text,
    CASE WHEN item.state IN ('answered', 'closed') THEN
        (SELECT CASE WHEN o.kind <> 'reopened' THEN o.text END FROM outcome o WHERE o.item_id = item.id
            AND o.kind IN ('answered', 'agreed_to_disagree', 'reopened') AND o.standing <> 'withheld'
         ORDER BY o.at DESC, o.id DESC LIMIT 1) END AS answer
FROM item LEFT JOIN substitute s ON s.subject_kind = 'item' AND s.subject_id = item.id
WHERE item.id = ANY(%(items)s::uuid[]) ORDER BY item.issued_at, item.id
"""

FORUMS = """
WITH RECURSIVE up (id, parent_id) AS (
    SELECT id, parent_id FROM forum WHERE id = ANY(%(forums)s::uuid[])
        OR id = ANY(ARRAY(SELECT forum_id FROM outcome WHERE item_id = ANY(%(items)s::uuid[])))
    UNION ALL SELECT f.id, f.parent_id FROM up JOIN forum f ON f.id = up.parent_id
)
SELECT forum.* FROM forum
WHERE id = ANY(ARRAY(SELECT id FROM up)) OR parent_id = ANY(%(forums)s::uuid[])
"""

MEETINGS = """
SELECT meeting.*, (SELECT array_agg(DISTINCT a.nation) FROM attendance a
                   WHERE a.meeting_id = meeting.id AND a.present) AS present
FROM meeting WHERE forum_id = ANY(%(forums)s::uuid[]) ORDER BY window_start, id
"""

OUTCOMES = "SELECT * FROM outcome WHERE item_id = ANY(%(items)s::uuid[]) ORDER BY at, id"
PROGRESS = "SELECT * FROM progress WHERE item_id = ANY(%(items)s::uuid[]) ORDER BY at, id"
PICKS = "SELECT id, meeting_id, item_id FROM agenda_entry WHERE picked AND item_id = ANY(%(items)s::uuid[])"
APPOINTMENTS = "SELECT * FROM appointment WHERE forum_id = ANY(%(forums)s::uuid[])"
DECISIONS = """
SELECT decision.*, s.label_id AS substitute_label_id
FROM decision LEFT JOIN substitute s ON s.subject_kind = 'decision' AND s.subject_id = decision.id
WHERE decision.meeting_id = ANY(%(meetings)s::uuid[]) OR decision.settles_id = ANY(%(items)s::uuid[])
    OR decision.id = ANY(%(decisions)s::uuid[]) ORDER BY decision.at, decision.id
"""
CONCURRENCES = "SELECT * FROM concurrence WHERE subject_id = ANY(%(subjects)s::uuid[]) ORDER BY id"


async def load_world(
    unit: Unit,
    *,
    forum_ids: Collection[UUID] = (),
    item_ids: Collection[UUID] = (),
    since: datetime | None = None,
    minutes: bool = False,
    lock: bool = False,
) -> World:
    """The world of these forums and items: what their rules may look at.

    With ``since`` items of the forums that were closed before are left out, unless an open one is tied
    to them: what was closed before a meeting was held neither stands on it nor changes with it.
    With ``lock`` the ladders concerned are locked first, so that two changes of one ladder follow each
    other; it holds until the transaction ends. With ``minutes`` all is there that stands in the minutes of
    the named items and of their escalations: those not settled yet in which they were issued or got an
    outcome, and those of the named items' issuer's latest sitting. A change that begins a new version of
    minutes needs it.
    """
    wanted = Wanted(list(forum_ids), list(item_ids), since or BEGINNING, list(item_ids) if minutes else [])
    async with unit.as_worker():
        # Estimates of recursive queries are high: compiling them costs a hundred times their run.
        await unit.conn.execute("SET LOCAL jit = off")
        if lock:
            await _lock(unit, wanted)
            await unit.catch_up()
        return await _read(unit, wanted)


async def _rows(unit: Unit, query: str, values: Mapping[str, Any]) -> Rows:
    return await (await unit.conn.execute(query, values)).fetchall()


async def _family(unit: Unit, wanted: Wanted) -> list[UUID]:
    return [row["id"] for row in await _rows(unit, FAMILY, wanted._asdict())]


async def _read(unit: Unit, wanted: Wanted) -> World:
    items = await _rows(unit, ITEMS, {"items": await _family(unit, wanted)})
    forum_ids = set(wanted.forums)
    forum_ids.update(row["issuing_forum_id"] for row in items)
    forum_ids.update(row["addressing_forum_id"] for row in items if row["addressing_forum_id"])
    forums = await _rows(unit, FORUMS, {"forums": list(forum_ids), "items": [row["id"] for row in items]})
    scope: dict[str, Any] = {"forums": [row["id"] for row in forums], "items": [row["id"] for row in items]}
    meetings = await _rows(unit, MEETINGS, scope)
    outcomes = await _rows(unit, OUTCOMES, scope)
    scope["meetings"] = [row["id"] for row in meetings]
    scope["decisions"] = [row["decision_id"] for row in (*items, *outcomes) if row["decision_id"]]
    decisions = await _rows(unit, DECISIONS, scope)
    scope["subjects"] = [row["id"] for row in (*meetings, *outcomes, *decisions, *items)]
    progress = await _rows(unit, PROGRESS, scope)
    concurrences = await _rows(unit, CONCURRENCES, scope)
    seen = await _sights(unit, items, meetings, outcomes, decisions, progress, concurrences)
    return World(
        forums={str(row["id"]): rows.forum(row) for row in forums},
        appointments=_keyed(rows.appointment(row) for row in await _rows(unit, APPOINTMENTS, scope)),
        meetings=_keyed(rows.meeting(row, seen) for row in meetings),
        items=_keyed(rows.item(row, seen) for row in items),
        outcomes=_keyed(rows.outcome(row, seen) for row in outcomes),
        decisions=_keyed(rows.decision(row, seen) for row in decisions),
        concurrences=_keyed(rows.concurrence(row, seen) for row in concurrences),
        progress=_keyed(rows.progress(row, seen) for row in progress),
        picks=_keyed(rows.pick(row) for row in await _rows(unit, PICKS, scope)),
    )


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _keyed(values: Iterable[N]) -> dict[str, N]:
    return {value.id: value for value in values}


async def _sights(unit: Unit, *tables: Rows) -> Mapping[int, Sight]:
    found = {row["label_id"] for table in tables for row in table}
    found |= {row.get("substitute_label_id") for table in tables for row in table} - {None}
    return await sights(unit, found)


TOUCHED = """
SELECT DISTINCT unnest(ARRAY[issuing_forum_id, addressing_forum_id]) AS id FROM item
WHERE id = ANY(%(items)s::uuid[])
"""
TOPS = """
WITH RECURSIVE up (id, parent_id) AS (
    SELECT id, parent_id FROM forum WHERE id = ANY(%(forums)s::uuid[])
    UNION ALL SELECT f.id, f.parent_id FROM up JOIN forum f ON f.id = up.parent_id
)
SELECT DISTINCT id FROM up WHERE parent_id IS NULL ORDER BY id
"""
LADDER = 0x1ADDE2
LOCK = """
SELECT pg_advisory_xact_lock(%(class)s, key)
FROM (SELECT DISTINCT hashtext(id::text) AS key FROM unnest(%(tops)s::uuid[]) AS id ORDER BY key) ladders
"""


async def _lock(unit: Unit, wanted: Wanted) -> None:
    """Locks the top of every ladder concerned, in one order that all writers keep to.

    What was linked to another ladder during the wait is found after it. Then all locks are given back and
    taken again with those of that ladder among them: whoever waits holds none that sorts behind.
    """
    tops = set(await _tops(unit, wanted))
    await unit.conn.execute("SAVEPOINT ladders")
    while True:
        await unit.conn.execute(LOCK, {"class": LADDER, "tops": list(tops)})
        further = set(await _tops(unit, wanted)) - tops
        if not further:
            break
        await unit.conn.execute("ROLLBACK TO SAVEPOINT ladders")
        tops |= further
    await unit.conn.execute("RELEASE SAVEPOINT ladders")


async def _tops(unit: Unit, wanted: Wanted) -> list[UUID]:
    named = await _rows(unit, TOUCHED, {"items": await _family(unit, wanted)})
    touched = {row["id"] for row in named if row["id"]} | set(wanted.forums)
    return [row["id"] for row in await _rows(unit, TOPS, {"forums": list(touched)})]
