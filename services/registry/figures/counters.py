"""Folding of what the triggers count: deltas into figures, by the worker."""

from typing import Any, Final

import psycopg

COLUMNS: Final = {
    "activity_figure": (
        "hosts", "nations", "lead", "tool", "cell", "purposes", "capability_areas", "fiscal_year", "status",
        "currency", "merged",
    ),
    "month_figure": ("month", "host", "tool", "lead", "status", "merged"),
}  # fmt: skip
"""The figures and what tells their rows apart, beside the label."""


def _fold(table: str, columns: tuple[str, ...]) -> str:
    """One statement: the deltas taken are the ones that are added, so that a reader sees each once."""
    names = ", ".join(columns)
    return f"""WITH taken AS (
    DELETE FROM {table}_delta WHERE id IN (
        SELECT id FROM {table}_delta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING *
), summed AS (
    SELECT label_id, key, {names}, sum(n)::bigint AS n, sum(people)::bigint AS people, sum(cost) AS cost,
        count(*) AS deltas
    FROM taken GROUP BY label_id, key, {names}
), added AS (
    INSERT INTO {table} AS kept (label_id, key, {names}, n, people, cost)
    SELECT label_id, key, {names}, n, people, cost FROM summed ORDER BY label_id, key
    ON CONFLICT (label_id, key) DO UPDATE SET n = kept.n + excluded.n,
        people = kept.people + excluded.people, cost = kept.cost + excluded.cost
)
SELECT coalesce(sum(deltas), 0)::int AS deltas FROM summed"""


def fold_figures(conn: psycopg.Connection[Any], most: int = 20_000) -> int:
    """Fold deltas of every figure; a worker's job, repeated until it returns 0: how many it took."""
    taken = 0
    for table, columns in COLUMNS.items():
        row: Any = conn.execute(_fold(table, columns).encode(), [most]).fetchone()
        taken += int(row["deltas"] if isinstance(row, dict) else row[0])
    return taken
