"""The log of changes as one reader may know it: triggers write a row a statement and pair of labels."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.common.db import Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """That a record changed: where that stands, and whether the reader may read it before and after."""

    number: int
    ord: int
    ends: bool
    id: UUID
    had: bool
    has: bool


async def entries(unit: Unit, past: int, place: int, wanted: int) -> list[Entry]:
    """The next changes behind a place in the log that the reader may know of, in their order."""
    query = "SELECT * FROM activities_changed(%s, %s, %s)"
    rows = await (await unit.conn.execute(query, [past, place, wanted])).fetchall()
    return [Entry(**row) for row in rows]


async def floor(unit: Unit) -> int:
    """The highest number that is forgotten of changes that the reader may know of; 0 where none is."""
    row: Any = await (await unit.conn.execute("SELECT max(number) AS n FROM change_floor")).fetchone()
    return row["n"] or 0


async def head(unit: Unit) -> int:
    """The number of the last change that the reader may know of; 0 where there is none."""
    row: Any = await (await unit.conn.execute("SELECT last_change() AS n")).fetchone()
    return max(row["n"] or 0, await floor(unit))


async def key(unit: Unit) -> bytes:
    """The key that seals cursors."""
    row: Any = await (await unit.conn.execute("SELECT key FROM change_key")).fetchone()
    return bytes(row["key"])
