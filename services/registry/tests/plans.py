"""How PostgreSQL goes about the statements of a call: for tests of plans, and for the bench's ``--plans``."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from unittest import mock

from psycopg import AsyncCursor
from psycopg.rows import tuple_row

_READS = ("SELECT", "WITH")
_looking: ContextVar[bool] = ContextVar("looking at plans", default=False)
"""Set for whoever asks, and for nothing that a watch of the service does beside them."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A statement and its plan, as it ran under its reader's own row-level security."""

    statement: str
    plan: str


@contextmanager
def explained(
    options: str = "ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF",
) -> Iterator[list[Explained]]:
    """What reads activities, their figures or units meanwhile is explained before it runs; the list fills."""
    found: list[Explained] = []
    original = AsyncCursor.execute

    async def execute(self: Any, query: Any, params: Any = None, **given: Any) -> Any:
        text = query.decode() if isinstance(query, bytes) else str(query)
        asked = _looking.get() and text.lstrip().startswith(_READS)
        if asked and any(one in text for one in ("activity", "figure", "FROM unit ")):
            beside = AsyncCursor(self.connection, row_factory=tuple_row)
            await original(beside, f"EXPLAIN ({options}) {text}".encode(), params, prepare=False)
            found.append(Explained(text, "\n".join(str(row[0]) for row in await beside.fetchall())))
        return await original(self, query, params, **given)

    token = _looking.set(True)
    try:
        with mock.patch.object(AsyncCursor, "execute", execute):
            yield found
    finally:
        _looking.reset(token)
