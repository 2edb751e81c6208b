"""Who read what: rows that each look left behind are added up, and survive the audit's way to its ledger."""

from collections.abc import Mapping
from typing import Any, Final, LiteralString

from psycopg import Connection

Row = Mapping[str, Any]
AT_ONCE: Final = 2_000

_FOLD: LiteralString = """WITH taken AS (
    DELETE FROM reading_delta WHERE id IN (SELECT id FROM reading_delta ORDER BY id LIMIT %s)
    RETURNING object_ids, nation, person, at
), summed AS (
    SELECT record::uuid AS record, nation, person, min(at) AS first, max(at) AS last
    FROM taken, unnest(object_ids) AS record GROUP BY 1, 2, 3
), kept AS (
    INSERT INTO reading AS kept (record, nation, person, first, last)
    SELECT record, nation, person, first, last FROM summed ORDER BY 1, 2, 3
    ON CONFLICT (record, nation, person) DO UPDATE
        SET first = least(kept.first, excluded.first), last = greatest(kept.last, excluded.last)
)
SELECT count(*) AS n FROM taken"""


def fold_readings(connection: Connection[Row]) -> int:
    """Adds up to 2,000 looks to who read what; a worker's job. Returns how many looks there were."""
    row = connection.execute(_FOLD, [AT_ONCE]).fetchone()
    return int(row["n"]) if row else 0
