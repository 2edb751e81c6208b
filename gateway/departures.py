"""What a session that ended here had at the provider ends too.

Whoever comes to the browser next could not sign in otherwise: the provider knows somebody else there.
"""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from gateway.database import Store
from gateway.problems import Problem
from gateway.provider import Provider

_PATIENCE = 3.0  # seconds that somebody waits for it: a provider that is away keeps nobody here


class Departed(NamedTuple):
    """What a session had at the provider: a refresh token, and the session there that it stood on."""

    refresh_token: str | None
    sid: str | None


class Departures:
    """Tells the provider of sessions that ended here. It may be away: its own sessions end by themselves."""

    def __init__(self, store: Store, provider: Provider) -> None:
        self._store = store
        self._provider = provider
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, departed: Sequence[Departed]) -> asyncio.Task[None]:
        """Have their refresh tokens revoked in the background, but for those whose session there another one
        here stands on.
        """
        task = asyncio.create_task(self._tell(departed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def told(self, departed: Departed) -> None:
        """Like `tell`; returns when it is done, or goes on in the background after three seconds."""
        await asyncio.wait([self.tell([departed])], timeout=_PATIENCE)

    async def _tell(self, departed: Sequence[Departed]) -> None:
        query = "SELECT 1 FROM session WHERE sid = %s AND sealed <> '' LIMIT 1"
        try:
            for one in departed:
                if one.refresh_token and not await self._store.rows(query, [one.sid]):
                    await self._provider.revoke(one.refresh_token)
        except Problem:  # the database or the provider is away, for the others too
            return

    async def stop(self) -> None:
        """Leave what is not told yet."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
