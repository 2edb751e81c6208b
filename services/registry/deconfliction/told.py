"""What two nations are told by presence, in the database: a row for each, under its own label alone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from services.common.db import Unit
from services.common.labels import Label, default_policy
from services.common.spans import first_day, last_day
from services.registry.deconfliction.events import presence_changed
from services.registry.domain.presence import Cell

_ALREADY = """SELECT country, month, tool FROM overlap
WHERE basis = 'presence' AND nation = %s AND other = %s AND holds AND shared"""
_SAVE = """INSERT INTO overlap AS t (id, label_id, other_label_id, created_at, created_by, updated_at,
    updated_by, basis, kind, holds, raised_at, country, month, tool, first, last, nation, other)
VALUES (%(id)s, %(label)s, %(label)s, %(now)s, 'presence', %(now)s, 'presence', 'presence', 'possible', true,
    %(day)s, %(country)s, %(month)s, %(tool)s, %(first)s, %(last)s, %(nation)s, %(other)s)
ON CONFLICT (nation, other, country, month, tool) WHERE basis = 'presence' DO UPDATE SET
    holds = true, shared = true, raised = t.raised + 1, raised_at = excluded.raised_at,
    label_id = excluded.label_id, other_label_id = excluded.label_id, offered = false, other_offered = false,
    version = t.version + 1, updated_at = excluded.updated_at
RETURNING *"""
_END = """UPDATE overlap SET holds = false, shared = %(shared)s, offered = false, other_offered = false,
    updated_at = %(now)s, version = version + 1
WHERE basis = 'presence' AND nation = %(nation)s AND other = %(other)s
    AND (%(all)s OR (country, month, tool) = (%(country)s, %(month)s, %(tool)s)) AND (holds OR shared)
RETURNING *"""
_CLOSE = """UPDATE overlap_card SET opened = false, withdrawn = true, updated_at = %(now)s
WHERE nation = %(nation)s AND other = %(other)s AND NOT withdrawn
    AND (%(all)s OR (country, month, tool) = (%(country)s, %(month)s, %(tool)s))"""
_PARTNERS = """SELECT DISTINCT other FROM overlap
WHERE basis = 'presence' AND nation = %s AND (holds OR shared)"""
Row = Mapping[str, Any]


async def save(unit: Unit, nation: str, other: str, kept: Collection[Cell], level: int) -> None:
    """Tell both nations of the cells that are new, and that those not kept are there no more; as worker."""
    rows = await (await unit.conn.execute(_ALREADY, [nation, other])).fetchall()
    before = {Cell(row["country"], row["month"], row["tool"]) for row in rows}
    for cell in sorted({*kept} - before):
        for one, two in ((nation, other), (other, nation)):
            await _tell(unit, one, two, cell, level)
        detail = {"with": other, "cell": f"{cell.country} {cell.month} {cell.tool}"}
        unit.audit("presence.matched", "nation", nation, detail=detail)
    for cell in sorted(before - {*kept}):
        await _end(unit, nation, other, cell, shared=True)


async def _tell(unit: Unit, nation: str, other: str, cell: Cell, level: int) -> None:
    values = {
        # Not by time: an id would tell to the millisecond when the other's plan came.
        "id": uuid4(), "label": await _label(unit, nation, level), "now": unit.now, "day": _day(unit.now),
        "country": cell.country, "month": cell.month, "tool": cell.tool, "nation": nation, "other": other,
        "first": first_day(cell.month), "last": last_day(cell.month),
    }  # fmt: skip
    row: Any = await (await unit.conn.execute(_SAVE.encode(), values)).fetchone()
    await presence_changed(unit, row, "raised")


async def _end(unit: Unit, nation: str, other: str, cell: Cell | None, *, shared: bool) -> None:
    """End one cell, or all of a pair, for both; cards that were open are closed."""
    named = cell or Cell("", "", "")
    for one, two in ((nation, other), (other, nation)):
        values = {
            "now": unit.now, "nation": one, "other": two, "all": cell is None, "shared": shared,
            "country": named.country, "month": named.month, "tool": named.tool,
        }  # fmt: skip
        for row in await (await unit.conn.execute(_END.encode(), values)).fetchall():
            await presence_changed(unit, row, "ended")
        await unit.conn.execute(_CLOSE, values)


async def end_others(unit: Unit, nation: str, partners: Sequence[str]) -> None:
    """Nothing is told any more between nations of which one has revoked: what was told is shown no more."""
    rows = await (await unit.conn.execute(_PARTNERS, [nation])).fetchall()
    for other in sorted({row["other"] for row in rows} - {*partners}):
        await end_pair(unit, nation, other)


async def end_pair(unit: Unit, nation: str, other: str) -> None:
    """Nothing is told any more between two nations; cards that were open are closed. As worker."""
    await _end(unit, nation, other, None, shared=False)


async def _label(unit: Unit, nation: str, level: int) -> int:
    """A nation's alone, at the level up to which both agreed to count records."""
    label = Label(default_policy().identifier, level, (nation,))
    return await unit.labels.intern(unit.database.permitted.context.groups.seal(label, unit.now))


def _day(now: datetime) -> datetime:
    """The day of a moment: presence tells no more exactly when something became known."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
