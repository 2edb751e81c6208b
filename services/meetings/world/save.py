"""Writes the change that the rules made: all its values, their audit and the events that tell of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import sql

from services.common.db import Unit
from services.common.references import redrawn, uuid7
from services.meetings.decisions.events import decision_changed
from services.meetings.domain.risk import at_risk, wider
from services.meetings.domain.tracker import stands_on, tracker
from services.meetings.domain.values import (
    Concurrence,
    Decision,
    Item,
    Meeting,
    MeetingState,
    Outcome,
    Pick,
    Progress,
    Subject,
    Value,
)
from services.meetings.domain.world import Change, World
from services.meetings.meetings.events import meeting_changed
from services.meetings.taskings.events import items_changed
from services.meetings.world import columns
from services.meetings.world.along import notes_follow

Record = dict[str, Any]

SUCCESSOR = """
INSERT INTO meeting (id, label_id, version, created_at, created_by, updated_at, updated_by, ref, forum_id,
    title, state, window_start, window_end, window_precision, days, mode, place,
    time_zone, minutes_version, reason)
SELECT %(id)s, label_id, 1, %(updated_at)s, %(updated_by)s, %(updated_at)s, %(updated_by)s, %(ref)s, forum_id,
    title, %(state)s, %(window_start)s, %(window_end)s, %(window_precision)s, '{}', mode, place,
    time_zone, 0, ''
FROM meeting WHERE id = %(before)s ON CONFLICT (ref) DO NOTHING
"""
"""The meeting that a postponed one became: what the rules do not know of it stays as it was."""


async def save(
    unit: Unit, before: World, change: Change, *, days: Mapping[str, Sequence[date]] | None = None
) -> World:
    """Persists every value of a change as worker, audits each, puts their events into the outbox.

    ``days`` gives the exact days of meetings whose dates changed (the rules know their span alone).
    ``before`` is the world that the rules saw (loaded with ``lock``). Returns the world after the change.
    Labels were checked where they were interned: a writer never sets one that they may not read.
    """
    async with unit.as_worker():
        change = await _made(unit, before, change)
        for table, records in _updates(unit, before, change).items():
            await _update(unit, table, records)
        await _substitutes(unit, before, change)
        await notes_follow(unit, before, change.of(Item))
        for meeting_id, exact in (days or {}).items():
            await unit.conn.execute("UPDATE meeting SET days = %s WHERE id = %s", (list(exact), meeting_id))
    after = before.put(change.values)
    for value in change.values:
        _audit(unit, change.what, after, value)
    await _publish(unit, before, after, change)
    return after


def _stamps(unit: Unit) -> Record:
    person = unit.subject.id
    return {"created_at": unit.now, "created_by": person, "updated_at": unit.now, "updated_by": person}


async def _made(unit: Unit, before: World, change: Change) -> Change:
    """Inserts what the rules made; the change with the references that the new rows got."""
    drawn = await _successors(unit, before, change)
    for table, records in _inserts(unit, before, change).items():
        drawn |= await _insert(unit, table, records)
    return change.referred(drawn) if drawn else change


async def _successors(unit: Unit, before: World, change: Change) -> dict[str, str]:
    """Meetings that the rules made: each comes from the one that moved to it. References drawn again."""
    drawn: dict[str, str] = {}
    moved = {value.moved_to_id: value.id for value in change.of(Meeting) if value.moved_to_id}
    for value in change.of(Meeting):
        if value.id not in before.meetings:
            record = {**columns.meeting(value), **_stamps(unit), "id": value.id, "before": moved[value.id]}
            while (await unit.conn.execute(SUCCESSOR, record)).rowcount == 0:
                record["ref"] = drawn[value.id] = redrawn(record["ref"])
    return drawn


def _known(before: World, value: Value) -> bool:
    """Whether the world before the change held this record."""
    homes = (before.meetings, before.items, before.outcomes, before.decisions, before.concurrences)
    return any(value.id in home for home in (*homes, before.progress, before.picks))


def _label_of(after: World, value: Value) -> int:
    """The label of a record; a pick is as visible as the item that it picks."""
    sighted = after.items[value.item_id] if isinstance(value, Pick) else value
    return sighted.sight.label  # type: ignore[union-attr]  # columns.home refuses values without a label


def _inserts(unit: Unit, before: World, change: Change) -> Mapping[str, list[Record]]:
    after = before.put(change.values)
    tables: dict[str, list[Record]] = defaultdict(list)
    for value in change.values:
        if not isinstance(value, Meeting) and not _known(before, value):
            table, own = columns.home(value)
            fixed = {**_stamps(unit), "id": value.id, "version": 1, "label_id": _label_of(after, value)}
            tables[table].append({**own, **fixed})
    return tables


def _updates(unit: Unit, before: World, change: Change) -> Mapping[str, list[Record]]:
    after = before.put(change.values)
    tables: dict[str, list[Record]] = defaultdict(list)
    for value in change.values:
        if _known(before, value):
            table, own = columns.home(value)
            stamps = {"updated_at": unit.now, "updated_by": unit.subject.id}
            tables[table].append({**own, **stamps, "id": value.id, "label_id": _label_of(after, value)})
    return tables


async def _insert(unit: Unit, table: str, records: list[Record]) -> dict[str, str]:
    """Writes new rows; a reference that any row has already is drawn again. Those drawn again, by id."""
    drawn: dict[str, str] = {}
    while await _inserted(unit, table, records) < len(records):
        query = sql.SQL("SELECT id::text FROM {} WHERE id = ANY(%s::uuid[])").format(sql.Identifier(table))
        found = await unit.conn.execute(query, ([record["id"] for record in records],))
        done = {row["id"] for row in await found.fetchall()}
        records = [
            {**record, "ref": redrawn(record["ref"])} for record in records if record["id"] not in done
        ]
        drawn |= {record["id"]: record["ref"] for record in records}
    return drawn


async def _inserted(unit: Unit, table: str, records: list[Record]) -> int:
    """Writes the rows whose reference is free, and says how many these were."""
    names = list(records[0])
    clash = sql.SQL("ON CONFLICT (ref) DO NOTHING" if "ref" in names else "")
    query = sql.SQL("INSERT INTO {} ({}) VALUES ({}) {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(map(sql.Placeholder, names)),
        clash,
    )
    async with unit.conn.cursor() as cursor:
        await cursor.executemany(query, records)
        return cursor.rowcount


async def _update(unit: Unit, table: str, records: list[Record]) -> None:
    names = [name for name in records[0] if name != "id"]
    settings = [sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in names]
    query = sql.SQL("UPDATE {} SET {} WHERE id = {}").format(
        sql.Identifier(table), sql.SQL(", ").join(settings), sql.Placeholder("id")
    )
    async with unit.conn.cursor() as cursor:
        await cursor.executemany(query, records)


SUBSTITUTE = """
INSERT INTO substitute (id, label_id, version, created_at, created_by, updated_at, updated_by,
    subject_kind, subject_id, title, text)
VALUES (%(id)s, %(label_id)s, 1, %(created_at)s, %(created_by)s, %(updated_at)s, %(updated_by)s,
    'item', %(subject_id)s, '', %(text)s)
ON CONFLICT (subject_kind, subject_id) DO UPDATE SET label_id = EXCLUDED.label_id, text = EXCLUDED.text,
    updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by
"""


async def _substitutes(unit: Unit, before: World, change: Change) -> None:
    for value in change.of(Item):
        old = before.items.get(value.id)
        new = value.substitute is not None and (
            old is None or (old.substitute, old.substitute_text) != (value.substitute, value.substitute_text)
        )
        if new and value.substitute is not None:
            record = {**_stamps(unit), "id": uuid7(), "subject_id": value.id, "text": value.substitute_text}
            await unit.conn.execute(SUBSTITUTE, {**record, "label_id": value.substitute.label})


def _audit(unit: Unit, what: str, after: World, value: Value) -> None:
    table, _ = columns.home(value)
    unit.audit(f"{table}.{what}", table, value.id, label_id=_label_of(after, value))


async def _publish(unit: Unit, before: World, after: World, change: Change) -> None:
    """Events of all whose state changed; an outcome or a report changes its item, a stand what it is on.

    A report that not every reader of its item may read makes none: the news itself would tell of it.
    """
    stands = change.of(Concurrence)
    minutes, answers, adjudications = (
        {stand.subject_id for stand in stands if stand.subject is subject}
        for subject in (Subject.MINUTES, Subject.ANSWER, Subject.ADJUDICATION)
    )
    for meeting_id in sorted(minutes | {meeting.id for meeting in change.of(Meeting)}):
        await meeting_changed(unit, UUID(meeting_id), change.what)
    for decision_id in sorted(adjudications | {decision.id for decision in change.of(Decision)}):
        await decision_changed(unit, UUID(decision_id), change.what)
    items = {item.id for item in change.of(Item)}
    items |= {after.outcomes[outcome_id].item_id for outcome_id in answers}
    items |= {outcome.item_id for outcome in change.of(Outcome)}
    reports = change.of(Progress)
    items |= {one.item_id for one in reports if not wider(after.items[one.item_id].sight, one.sight)}
    items |= venues_changed(unit, before, after, {meeting.forum_id for meeting in change.of(Meeting)})
    items |= stood(before, after, change.of(Meeting))
    if items:
        await items_changed(unit, after, items, change.what)


def stood(before: World, after: World, meetings: Iterable[Meeting]) -> set[str]:
    """Items on meetings that sit now, or sat till now: what has no outcome is passed over then.

    A forum that meets again has ended its meeting before.
    """
    forums = {
        meeting.forum_id
        for meeting in meetings
        if (old := before.meetings.get(meeting.id)) and old.state is not meeting.state
        and MeetingState.HELD in (old.state, meeting.state)
    }  # fmt: skip
    sat = [
        meeting
        for forum_id in forums
        for meeting in after.sat(forum_id)
        if MeetingState.HELD in (meeting.state, before.meetings[meeting.id].state)
    ]
    return {item.id for meeting in sat for item in after.items.values() if stands_on(after, item, meeting)}


def venues_changed(unit: Unit, before: World, after: World, forum_ids: Iterable[str]) -> set[str]:
    """Items of these forums that are at risk now and were not, or the reverse: their meetings moved."""
    today = unit.now.date()
    return {
        item.id
        for forum_id in forum_ids
        for item in tracker(after, forum_id)
        if item.id in before.items
        and at_risk(before, before.items[item.id], today) != at_risk(after, item, today)
    }
