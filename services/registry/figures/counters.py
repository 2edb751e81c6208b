"""Folding of what the triggers count: deltas into figures, by the worker."""

from typing import Any, Final

import psycopg

TOLD_APART: Final = (
    "hosts", "nations", "lead", "tool", "cell", "purposes", "capability_areas", "fiscal_year", "status",
    "currency", "source", "import_id", "flagged",
)  # fmt: skip
"""What tells activities apart that are counted: ``activity.figure`` is a digest of it."""
COLUMNS: Final = {"activity_figure": ((), TOLD_APART), "month_figure": (("month",), ())}
"""The figures: what tells their rows apart beside label and figure, and what they say beside."""


def _fold(table: str, key: tuple[str, ...], said: tuple[str, ...]) -> str:
    """One statement: the deltas taken are the ones that are added, so that a reader sees each once."""
    names = ", ".join(("label_id", "figure", *key))
    more = "".join(f", {name}" for name in said)
    values = "".join(f", any_value({name}) AS {name}" for name in said)
    return f"""WITH taken AS (
    DELETE FROM {table}_delta WHERE id IN (
        SELECT id FROM {table}_delta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING *
), summed AS (
    SELECT {names}{values}, sum(n)::bigint AS n, sum(people)::bigint AS people, sum(cost) AS cost,
        count(*) AS deltas
    FROM taken GROUP BY {names}
), added AS (
    INSERT INTO {table} AS kept ({names}{more}, n, people, cost)
    SELECT {names}{more}, n, people, cost FROM summed ORDER BY {names}
    ON CONFLICT ({names}) DO UPDATE SET n = kept.n + excluded.n,
        people = kept.people + excluded.people, cost = kept.cost + excluded.cost
)
SELECT coalesce(sum(deltas), 0)::int AS deltas FROM summed"""


def fold_figures(conn: psycopg.Connection[Any], most: int = 20_000) -> int:
    """Fold deltas of every figure; a worker's job, repeated until it returns 0: how many it took.

    What counts nothing any more goes: an import that was undone leaves no figure.
    """
    taken = 0
    for table, (key, said) in COLUMNS.items():
        row: Any = conn.execute(_fold(table, key, said).encode(), [most]).fetchone()
        folded = int(row["deltas"] if isinstance(row, dict) else row[0])
        if folded:
            conn.execute(f"DELETE FROM {table} WHERE n = 0 AND people = 0 AND cost = 0".encode())
        taken += folded
    return taken
