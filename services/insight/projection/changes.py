"""How long changes are kept for the streams."""

from datetime import timedelta
from typing import Final

from services.insight.live.position import KEPT
from services.insight.projection.rows import Worker

FORGOTTEN: Final = KEPT + timedelta(days=1)
"""How long changes are kept: longer than a position is good for, so that none of its changes is missing."""


def forget(conn: Worker) -> int:
    """Delete changes that no position leads to any more; a worker's job. How many."""
    return conn.execute("DELETE FROM change WHERE at < clock_timestamp() - %s", [FORGOTTEN]).rowcount
