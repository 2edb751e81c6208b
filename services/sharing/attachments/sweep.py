"""What a crash in the middle of sending leaves behind is deleted: objects that no attachment names."""

from collections.abc import Mapping
from typing import Any, LiteralString

from psycopg import Connection

from services.sharing.attachments.store import Store

_OLD: LiteralString = """
SELECT t.object, EXISTS (SELECT FROM attachment a WHERE a.object = t.object) AS kept
FROM attachment_attempt t WHERE t.at < now() - interval '24 hours' ORDER BY t.at LIMIT 1000
"""


def forget_attempts(connection: Connection[Mapping[str, Any]], store: Store) -> None:
    """Forgets sends of more than a day ago, with the objects of those that never ended; again it does
    nothing.
    """
    rows = connection.execute(_OLD).fetchall()
    for row in rows:
        if not row["kept"]:
            store.forget_now(row["object"])
    names = [row["object"] for row in rows]
    connection.execute("DELETE FROM attachment_attempt WHERE object = ANY(%s)", [names])
