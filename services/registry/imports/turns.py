"""The order that batches of an import keep while two are on their way, each in a transaction of its own.

While the database writes one batch, the next is made ready on another connection. A batch makes its units
only after the one before it has made its own, and counts once that one is committed; where both name a row
alike, it writes its records after those of that one, else beside them. So none waits in the database for one
behind it, and what is written is always a beginning of the file. Where one fails, that behind it is given up.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Self

import psycopg

from services.registry.imports.source import Portion


class Step(Enum):
    """What batches do one after the other."""

    UNITS = auto()
    RECORDS = auto()
    COMMIT = auto()


class Turn:
    """The turn of one batch among those that are on their way."""

    def __init__(self, before: Self | None = None, beside: bool = False) -> None:
        """``before`` is that of the batch that it follows; without one it waits for nobody. ``beside``: the
        two name no row alike.
        """
        self._before = before
        self._beside = beside
        self._passed = {step: asyncio.Event() for step in Step}

    async def comes(self, step: Step) -> None:
        """Wait until the batch before this one has done a step that this one may not do beside it."""
        if self._before is not None and not (self._beside and step is Step.RECORDS):
            await self._before._passed[step].wait()

    def passed(self, step: Step) -> None:
        """This batch has done a step."""
        self._passed[step].set()
        if step is Step.COMMIT:
            self._before = None


Write = Callable[[Portion, Turn, bool], Coroutine[Any, Any, None]]
"""Writes a batch in its turn and commits it. Where all its rows are taken for new (True) and one is not, it
raises UniqueViolation.
"""


@dataclass(frozen=True, slots=True)
class _Begun:
    portion: Portion
    turn: Turn
    task: "asyncio.Task[None]"


class Lane:
    """The way of a pass's batches into the database: two at a time as long as all rows are new, else one."""

    def __init__(self, write: Write, forget: Callable[[], None], fresh: bool) -> None:
        """``forget`` is told that what a batch made is rolled back. ``fresh``: rows are taken for new."""
        self._write = write
        self._forget = forget
        self.fresh = fresh
        self._last: _Begun | None = None

    async def add(self, portion: Portion) -> None:
        """Begin with a batch; the one before it is committed then. Raises what that one met."""
        if not self.fresh:
            await self.ended()
        before = self._last
        self._last = self._begin(portion, before)
        if before is not None:
            await self._end_of(before)

    async def ended(self) -> None:
        """Wait until all are committed. Raises what the last one met."""
        last, self._last = self._last, None
        if last is not None:
            await self._end_of(last)

    async def close(self) -> Portion | None:
        """Give up the batch that is on its way, if one is; it is told."""
        last, self._last = self._last, None
        if last is None:
            return None
        last.task.cancel()
        await asyncio.gather(last.task, return_exceptions=True)
        return last.portion

    def _begin(self, portion: Portion, before: _Begun | None) -> _Begun:
        turn = Turn()
        if before is not None:
            turn = Turn(before.turn, set(before.portion.source_ids).isdisjoint(portion.source_ids))
        return _Begun(portion, turn, asyncio.create_task(self._write(portion, turn, self.fresh)))

    async def _end_of(self, begun: _Begun) -> None:
        """Wait for a batch; where a name in it is taken after all, it is compared and written once more, and
        so is the one behind it.
        """
        try:
            await begun.task
        except psycopg.errors.UniqueViolation:
            if not self.fresh:
                raise
            behind = await self.close()
            self.fresh = False
            self._forget()
            await self._write(begun.portion, Turn(), False)
            if behind is not None:
                self._last = self._begin(behind, None)
