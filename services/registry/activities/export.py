"""A selection of activities as a file: what its reader may take along, under the banner of it."""

import asyncio
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from psycopg.rows import tuple_row

from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.label_api import NOTICE, label_view, require_together
from services.common.labels import Action
from services.common.table_files import Cell, FileKind, TableFile, open_table
from services.registry.activities.selection import Selection

MOST: Final = 300_000
"""Rows of one file."""
_AT_ONCE: Final = 5_000
_DATE = "left(t.{0}_first::text, CASE t.{0}_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)"
COLUMNS: Final[Mapping[str, str]] = {
    "reference": "coalesce(t.ref, '')",
    "title": "t.title",
    "tool": "t.tool",
    "cell": "t.cell",
    "lead": "t.lead",
    "hosts": "array_to_string(t.hosts, ' ')",
    "nations": "array_to_string(t.nations, ' ')",
    "place": "t.place",
    "audience": "t.audience",
    "start": f"coalesce({_DATE.format('start')}, '')",
    "end": f"coalesce({_DATE.format('end')}, '')",
    "fiscal_year": "t.fiscal_year",
    "people": "t.people",
    "cost": "t.cost::float8",
    "currency": "t.currency",
    "status": "t.status",
    "programme": "t.programme",
    "operation": "t.operation",
    "purposes": "array_to_string(t.purposes, ' ')",
    "capability_areas": "array_to_string(t.capability_areas, '; ')",
    "description": "t.description",
    "source": "t.source",
    "source_id": "t.source_id",
    "flags": "array_to_string(t.flags, ' ')",
    "id": "t.id::text",
}
"""Columns of the file and their SQL; a mark of the portion stands before them."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was made, how many rows it holds, and how many stay behind by their label."""

    path: Path
    rows: int
    kept: int


async def export(unit: Unit, chosen: Selection, kind: FileKind) -> Exported:
    """Write the file; whoever asked for it deletes it. The audit gets the ids, before the answer.

    422 ``too_many`` past `MOST` rows, ``roll_up_refused`` where nobody could read the whole.
    """
    await unit.conn.execute("SET LOCAL synchronous_commit = on")
    where = " AND ".join(f"({text})" for text, _ in chosen.of_records()) or "true"
    params = [value for _, values in chosen.of_records() for value in values]
    query = f"SELECT t.label_id, count(*) AS n FROM activity t WHERE {where} GROUP BY 1"
    found = await (await unit.conn.execute(query.encode(), params)).fetchall()
    free = unit.database.permitted.current(
        unit.subject.digest(), unit.subject.reader(), Action.EXPORT, unit.now
    )[0]
    leaving = {row["label_id"]: row["n"] for row in found if free.allows(row["label_id"])}
    rows, kept = sum(leaving.values()), sum(row["n"] for row in found) - sum(leaving.values())
    if rows > MOST:
        raise unprocessable("/query", "too_many", f"A file holds {MOST} rows: narrow what you choose.")
    labels = [await unit.label(label_id) for label_id in sorted(leaving)]
    marking = label_view(require_together(labels, unit, "/query").label, unit).banner if labels else ""
    said = [f"{kept} records stay behind: they may be read here and not taken along."] if kept else []
    handle, name = tempfile.mkstemp(prefix="entente-export-", suffix=f".{kind.value}")
    os.close(handle)
    try:
        table = open_table(kind, Path(name), ["mark", *COLUMNS], [marking, NOTICE, *said])
        await _write(unit, table, where, params, sorted(leaving))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Exported(Path(name), rows, kept)


async def _write(unit: Unit, table: TableFile, where: str, params: list[Any], labels: list[int]) -> None:
    marks = {label_id: label_view(await unit.label(label_id), unit).portion for label_id in labels}
    query = (
        f"SELECT t.label_id, {', '.join(COLUMNS.values())} FROM activity t"
        f" WHERE {where} AND t.label_id = ANY(%s) ORDER BY t.starts_on, t.id"
    )
    async with unit.conn.cursor("export", row_factory=tuple_row) as cursor:
        await cursor.execute(query.encode(), [*params, labels])
        while page := await cursor.fetchmany(_AT_ONCE):
            unit.exported("activity", [row[-1] for row in page])
            lines: list[list[Cell]] = [[marks[row[0]], *row[1:]] for row in page]
            await asyncio.to_thread(table.rows, lines)
    await asyncio.to_thread(table.close)
    if not labels:
        unit.exported("activity", ())
