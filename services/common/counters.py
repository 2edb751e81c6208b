"""Counts of visible rows, from counters for each table and label.

A writer adds deltas (by trigger, so that none is forgotten) and updates no shared row; a worker's job folds
them. Both tables stand under the reader's own policy, so a count is of what the reader may read, by itself.
"""

from typing import Any

import psycopg

from services.common.db.unit import Unit

_VISIBLE = """SELECT coalesce(sum(n), 0)::bigint AS n FROM (
    SELECT n FROM label_count WHERE table_name = %(table)s
    UNION ALL SELECT n FROM label_count_delta WHERE table_name = %(table)s) AS counted"""
_BY_LABEL = """SELECT label_id, sum(n)::bigint AS n FROM (
    SELECT label_id, n FROM label_count WHERE table_name = %(table)s
    UNION ALL SELECT label_id, n FROM label_count_delta WHERE table_name = %(table)s) AS counted
GROUP BY label_id HAVING sum(n) > 0"""
# The deltas that are taken are the ones that are added: one statement, so a reader sees each exactly once.
_FOLD = """WITH taken AS (
    DELETE FROM label_count_delta WHERE id IN (
        SELECT id FROM label_count_delta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING table_name, label_id, n
), summed AS (
    SELECT table_name, label_id, sum(n)::bigint AS n, count(*) AS deltas FROM taken GROUP BY 1, 2
), added AS (
    INSERT INTO label_count AS kept (table_name, label_id, n)
    SELECT table_name, label_id, n FROM summed ORDER BY 1, 2
    ON CONFLICT (table_name, label_id) DO UPDATE SET n = kept.n + excluded.n
)
SELECT coalesce(sum(deltas), 0)::int AS deltas FROM summed"""


async def count_visible(unit: Unit, table: str) -> int:
    """How many rows of a labelled table the reader may read, without looking at one of them."""
    row = await (await unit.conn.execute(_VISIBLE, {"table": table})).fetchone()
    return int(row["n"]) if row else 0


async def count_by_label(unit: Unit, table: str) -> dict[int, int]:
    """The same by label."""
    rows = await (await unit.conn.execute(_BY_LABEL, {"table": table})).fetchall()
    return {row["label_id"]: row["n"] for row in rows}


def fold(conn: psycopg.Connection[Any], most: int = 10_000) -> int:
    """Fold deltas into the counters; a worker's job, repeated until it returns 0: how many it took."""
    row: Any = conn.execute(_FOLD, [most]).fetchone()
    return int(row["deltas"] if isinstance(row, dict) else row[0])
