"""What the way of reading a list depends on: how many rows there are, and which share a reader may read."""

import time
from dataclasses import dataclass
from typing import Any, Final

from psycopg.rows import tuple_row

from services.common.db.unit import Unit

_SHAPE_SECONDS: Final = 30.0
SMALL: Final = 2_000
"""Rows up to which nothing has to be planned: the table is read whole in less time than that takes."""
_MERGED_AT_MOST: Final = 100
_FEW: Final = 20_000
"""Rows that a reader may read up to which a filter goes through all of them rather than along an index."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the choice depends on: rows in all, the visible share of them, whether labels are indexed, and
    whether rows are counted by label at all.
    """

    total: float
    share: float
    indexed: bool
    counted: bool

    def prefers_merge(self, labels: int, wanted: int) -> bool:
        """Whether a probe for each label costs less than the rows that a walk is expected to pass."""
        return labels <= _MERGED_AT_MOST and wanted / self.share > labels * (wanted / 2 + 15)


_SHAPE = """SELECT (SELECT reltuples FROM pg_class WHERE oid = to_regclass(%(table)s)),
to_regclass(%(index)s) IS NOT NULL, (SELECT coalesce(sum(n), 0)::float8 FROM (
    SELECT n FROM label_count WHERE table_name = %(table)s
    UNION ALL SELECT n FROM label_count_delta WHERE table_name = %(table)s) AS counted),
EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(%(table)s) AND tgname = %(table)s || '_counted')"""


async def sees_few(unit: Unit, table: str, sort: str) -> bool:
    """Whether a reader may read so few rows of a large table that all of them are gone through label by
    label: an index by anything else would pass what is hidden. Told by what the reader may read alone.
    """
    shape = await shape_of(unit, table, sort)
    few = shape.total * shape.share <= _FEW and unit.permitted.count <= _MERGED_AT_MOST
    return shape.counted and shape.total > SMALL and few


async def shape_of(unit: Unit, table: str, sort: str) -> Shape:
    """What is known of a table to its reader, looked up anew after some seconds."""
    key = (unit.subject.digest(), f"{table}.{sort}")
    known = unit.database.shapes.get(key)
    if known is not None and time.monotonic() < known[0]:
        shape: Shape = known[1]
        return shape
    names = {"table": table, "index": f"{table}_label_{sort}"}
    async with unit.conn.cursor(row_factory=tuple_row) as cursor:
        row: Any = await (await cursor.execute(_SHAPE, names)).fetchone()
    total = max(float(row[0] or 0), float(row[2]))
    shape = Shape(total, max(float(row[2]), 1.0) / max(total, 1.0), bool(row[1]), bool(row[3]))
    if len(unit.database.shapes) > 10_000:
        unit.database.shapes.clear()
    unit.database.shapes[key] = (time.monotonic() + _SHAPE_SECONDS, shape)
    return shape
