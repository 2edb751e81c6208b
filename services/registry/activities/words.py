"""Words of activities into the full-text index, behind the transactions that wrote them; SQL only.

Until then the search reads what is due by itself (migration r0007), so that nothing is missed meanwhile.
"""

from typing import Any, Final

import psycopg

STATEMENTS: Final = 5
"""Rows of the queue at once; each holds what one statement changed, an import's up to 4,000 records."""
_TAKE: Final = "SELECT id FROM words_due ORDER BY id LIMIT %s FOR UPDATE"
_IDS: Final = "SELECT DISTINCT unnest(ids) FROM words_due WHERE id = ANY (%(due)s)"
_FORGET: Final = f"DELETE FROM activity_wording WHERE activity_id IN ({_IDS})"
_KEEP: Final = f"""INSERT INTO activity_wording (activity_id, label_id, words)
SELECT a.id, a.label_id, words_of(a) FROM activity a WHERE a.id IN ({_IDS})"""
_DONE: Final = "DELETE FROM words_due WHERE id = ANY (%(due)s)"


def index_words(conn: psycopg.Connection[Any], most: int = STATEMENTS) -> int:
    """Index what is due; a worker's job, one at a time: how many rows of the queue it took.

    What is changed meanwhile stands in the queue again and is indexed anew.
    """
    rows: list[Any] = conn.execute(_TAKE, [most]).fetchall()
    due = {"due": [row["id"] if isinstance(row, dict) else row[0] for row in rows]}
    if rows:
        for statement in (_FORGET, _KEEP, _DONE):
            conn.execute(statement.encode(), due)
    return len(rows)
