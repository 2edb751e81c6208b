"""Presence compared: of which common cells two nations are told that cannot see each other's records.

A nation's comparison runs when its plans or its agreements change, in a transaction under its own name, so
that its audit holds what it asked. Rows of both nations are written together: whoever is told, both are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fastapi import FastAPI

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.labels import NOFORN, ORCON, Label, audience, default_policy
from services.common.spans import Month, first_day, last_day, month_of, months_from
from services.common.watches import Watch
from services.registry.deconfliction import told
from services.registry.deconfliction.plans import unkept
from services.registry.domain.presence import (
    ALLOWED_CELLS,
    WINDOW_MONTHS,
    Cell,
    Marks,
    Terms,
    admit,
    cells,
    matches,
)

EVERY: Final = 1.0
LOCK: Final = 0x0EE1A96
NAME: Final = "presence"
NOBODY: Final = Subject(NAME, "Presence", None, None)
ACTOR: Final = Actor(NAME, None, None, None, NAME, "")

_AGREED = """SELECT a.nation, a.other, a.hosts, a.level, a.noforn FROM presence_agreement a
JOIN presence_agreement b ON b.nation = a.other AND b.other = a.nation AND b.state = 'given'
WHERE a.state = 'given' AND (a.nation = %(nation)s OR a.other = %(nation)s)"""
_PLANS = """SELECT activity_id, label_id, owner, status, tool, plan FROM overlap_fact
WHERE owner = ANY(%s) AND last >= %s AND first <= %s ORDER BY activity_id, country"""
_OPEN = "SELECT nation, country, month, tool FROM presence_cell WHERE nation = ANY(%s) AND open"
_CLOSE = """UPDATE presence_cell SET open = false WHERE nation = %(nation)s AND open
    AND (country, month, tool) NOT IN (SELECT * FROM unnest(%(c)s::text[], %(m)s::text[], %(t)s::text[]))"""
_CLOSE_ALL = "UPDATE presence_cell SET open = false WHERE nation = %s AND open"
_ADMIT = """INSERT INTO presence_cell (nation, country, month, tool, open) VALUES (%s, %s, %s, %s, true)
ON CONFLICT (nation, country, month, tool) DO UPDATE SET open = true"""
_USED = "SELECT used FROM presence_budget WHERE nation = %s AND asked_in = %s"
_SPEND = """INSERT INTO presence_budget AS b (nation, asked_in, used, waiting) VALUES (%s, %s, %s, %s)
ON CONFLICT (nation, asked_in) DO UPDATE SET used = b.used + excluded.used, waiting = excluded.waiting"""


@dataclass(frozen=True, slots=True)
class Counted:
    """A nation's plan as presence sees it."""

    id: UUID
    label: Label
    marks: Marks
    cells: Sequence[Cell]


Row = Mapping[str, Any]


async def due(database: Database) -> list[str]:
    """Take the nations whose presence is due; none where another process compares."""
    subject = Subject(NAME, "Presence", None, None)
    async with unit_of_work(
        database, subject, Actor(NAME, None, None, None, NAME, ""), reading=False
    ) as unit:
        async with unit.as_worker():
            rows = await (await unit.conn.execute("SELECT nation FROM presence_due")).fetchall()
        unit.shows_nothing()
    return sorted({row["nation"] for row in rows if "+" not in row["nation"]})


async def compare_all(database: Database) -> int:
    """Compare every nation that is due, each in a transaction of its own; how many."""
    nations = await due(database)
    for nation in nations:
        await compare(database, nation)
    return len(nations)


async def compare(database: Database, nation: str) -> None:
    """Bring what a nation and its partners are told by presence up to date."""
    subject = Subject(NAME, "Presence", nation, nation)
    actor = Actor(NAME, nation, nation, None, NAME, "")
    async with unit_of_work(database, subject, actor, reading=False) as unit:
        async with unit.as_worker():
            await unit.conn.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            await unit.conn.execute("DELETE FROM presence_due WHERE nation = %s", [nation])
            await _compare(unit, nation)
        unit.shows_nothing()


async def _compare(unit: Unit, nation: str) -> None:
    terms = await agreed(unit, nation)
    partners = sorted({other for _, other in terms} - {nation})
    if not partners:  # nothing is compared: what was told before, under an agreement that ended, ends
        await unit.conn.execute(_CLOSE_ALL, [nation])
        return await told.end_others(unit, nation, partners)
    month = month_of(unit.now.date())
    plans = await _plans(unit, [nation, *partners], month)
    opened = await _admitted(unit, nation, terms, plans[nation], month)
    opened |= await _open(unit, partners)
    for other in partners:
        pair = terms[nation, other], terms[other, nation]
        mine, theirs = (
            _of_pair(plans[one], term, opened[one]) for one, term in zip((nation, other), pair, strict=True)
        )
        found = matches(mine.keys(), theirs.keys(), *pair)
        kept = {cell for cell in found if _hidden(unit, nation, mine[cell], other, theirs[cell])}
        await told.save(unit, nation, other, kept, max(one.level for one in pair))
    await told.end_others(unit, nation, partners)


async def agreed(unit: Unit, nation: str) -> dict[tuple[str, str], Terms]:
    """What a nation and its partners agreed to, both ways; only where both have."""
    rows = await (await unit.conn.execute(_AGREED, {"nation": nation})).fetchall()
    return {
        (row["nation"], row["other"]): Terms(
            row["nation"], row["other"], row["level"], row["noforn"], frozenset(row["hosts"])
        )
        for row in rows
    }


async def _plans(unit: Unit, nations: Sequence[str], month: Month) -> dict[str, list[Counted]]:
    months = list(months_from(month, WINDOW_MONTHS))
    window = [list(nations), first_day(month), last_day(months[-1])]
    rows = await (await unit.conn.execute(_PLANS, window)).fetchall()
    found: dict[str, list[Counted]] = {nation: [] for nation in nations}
    for row in {row["activity_id"]: row for row in rows}.values():
        found[row["owner"]].append(await _counted(unit, row, month))
    return found


async def _counted(unit: Unit, row: Row, month: Month) -> Counted:
    label, plan = await unit.label(row["label_id"]), unkept(row["plan"])
    where = cells(plan.countries, row["tool"], row["status"], plan.span, month)
    return Counted(row["activity_id"], label, marks_of(label), where)


def marks_of(label: Label) -> Marks:
    """What of a label decides whether presence counts a record under it."""
    barred = bool(label.coi or label.restrictive or label.only or ORCON in label.dissem)
    foreign = label.policy_name != default_policy().name or bool(label.foreign)
    return Marks(label.owner, label.level, NOFORN in label.dissem, barred or foreign)


async def _admitted(
    unit: Unit, nation: str, terms: Mapping[tuple[str, str], Terms], plans: Iterable[Counted], month: Month
) -> dict[str, set[Cell]]:
    """The nation's cells that are compared: those open already, and new ones as far as the month allows."""
    own = [term for (one, _), term in terms.items() if one == nation]
    wanted = [cell for plan in plans for cell in plan.cells
              if any(term.covers(plan.marks) and term.names(cell.country) for term in own)]  # fmt: skip
    held = {"nation": nation, "c": [cell.country for cell in wanted], "m": [cell.month for cell in wanted],
            "t": [cell.tool for cell in wanted]}  # fmt: skip
    await unit.conn.execute(_CLOSE, held)
    before = (await _open(unit, [nation]))[nation]
    row: Any = await (await unit.conn.execute(_USED, [nation, month])).fetchone()
    admitted = admit(wanted, before, row["used"] if row else 0, ALLOWED_CELLS)
    for cell in admitted.now:
        await unit.conn.execute(_ADMIT, [nation, cell.country, cell.month, cell.tool])
    await unit.conn.execute(_SPEND, [nation, month, len(admitted.now), len(admitted.waiting)])
    if admitted.now:
        asked = [f"{cell.country} {cell.month} {cell.tool}" for cell in admitted.now]
        detail = {"cells": asked, "waiting": len(admitted.waiting)}
        unit.audit("presence.asked", "nation", nation, detail=detail)
    return {nation: before | {*admitted.now}}


async def _open(unit: Unit, nations: Sequence[str]) -> dict[str, set[Cell]]:
    rows = await (await unit.conn.execute(_OPEN, [list(nations)])).fetchall()
    found: dict[str, set[Cell]] = {nation: set() for nation in nations}
    for row in rows:
        found[row["nation"]].add(Cell(row["country"], row["month"], row["tool"]))
    return found


def _of_pair(plans: Iterable[Counted], terms: Terms, opened: set[Cell]) -> dict[Cell, list[Counted]]:
    found: dict[Cell, list[Counted]] = {}
    for plan in plans:
        for cell in plan.cells if terms.covers(plan.marks) else ():
            if cell in opened:
                found.setdefault(cell, []).append(plan)
    return found


def _hidden(
    unit: Unit, nation: str, mine: Iterable[Counted], other: str, theirs: Iterable[Counted]
) -> bool:  # fmt: skip
    """Whether one of both cannot read a record of the other there: else they see the records themselves."""
    groups = unit.database.permitted.context.groups
    return any(
        reader not in audience(plan.label, groups, unit.now)
        for plans, reader in ((mine, other), (theirs, nation))
        for plan in plans
    )


_ALL = (
    "INSERT INTO presence_due (nation) SELECT DISTINCT nation FROM presence_agreement WHERE state = 'given'"
)


class Months:
    """Puts every nation with an agreement on the queue when a new month begins (and at the start)."""

    def __init__(self, database: Database) -> None:
        """Nothing is looked at yet."""
        self._database = database
        self._month = ""

    async def look(self) -> None:
        """Compare what is due."""
        month = month_of(self._database.clock().date())
        if month != self._month:
            await enqueue_all(self._database)
            self._month = month
        await compare_all(self._database)


async def enqueue_all(database: Database) -> None:
    """Every nation with an agreement is due."""
    async with unit_of_work(database, NOBODY, ACTOR, reading=False) as unit:
        async with unit.as_worker():
            await unit.conn.execute(_ALL)
        unit.shows_nothing()


def watch(app: FastAPI) -> Watch:
    """The watch over presence, beside the API."""
    return Watch(NAME, EVERY, Months(app.state.database).look)
