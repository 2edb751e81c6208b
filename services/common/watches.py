"""Work that the API's own process does again and again beside its requests: one look after another.

A look that fails is logged and repeated, whatever the error: only the end of the process ends a watch. One
that has not succeeded for a while, or has ended, makes ``/readyz`` say so.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

PATIENCE: Final = 30.0
"""Seconds without a look that succeeded, beyond the interval, after which a watch counts as failing."""

_log = logging.getLogger("services.watches")


class Watch:
    """A look at intervals, as a task of the running event loop."""

    def __init__(
        self,
        name: str,
        every: float,
        look: Callable[[], Awaitable[object]],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing runs before `start`. ``every``: seconds from the end of one look to the next."""
        self.name = name
        self._every = every
        self._look = look
        self._monotonic = monotonic
        self._succeeded = monotonic()
        self._task: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    def start(self) -> None:
        """Start it, once."""
        self._succeeded = self._monotonic()
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def end(self) -> None:
        """End it in the middle of what it does, whatever a look makes of being cut off."""
        self._ending.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @property
    def state(self) -> str:
        """not started, running, failing (it goes on all the same), or ended."""
        if self._task is None:
            return "not started"
        if self._task.done():
            return "ended"
        late = self._monotonic() - self._succeeded > self._every + PATIENCE
        return "failing" if late else "running"

    async def _run(self) -> None:
        while not self._ending.is_set():
            try:
                await self._look()
                self._succeeded = self._monotonic()
            except Exception:  # whatever it was: nobody else looks
                if self._ending.is_set():
                    return
                _log.exception("a look failed and is repeated", extra={"watch": self.name})
            await asyncio.sleep(self._every)
