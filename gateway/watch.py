"""What the gateway does besides answering: ends what was revoked, forgets what has expired."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from datetime import datetime

from gateway.problems import Problem
from gateway.refusals import Reporter
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from gateway.streams import OpenStreams
from gateway.tokens import ServiceTokens
from services.common.refused import Refusals
from services.common.revocations import DirectoryClient, RevocationPoller, Revocations

_CHECK_SECONDS = 1.0
_FORGET_EVERY = 300  # checks
_LOOK_EVERY = 5  # checks: as long as a sign-out at another gateway may go unseen
_log = logging.getLogger(__name__)


class Watch:
    """Background tasks of one gateway process."""

    def __init__(
        self, settings: GatewaySettings, revocations: Revocations, sessions: Sessions, streams: OpenStreams,
        tokens: ServiceTokens, refusals: Refusals,
    ) -> None:  # fmt: skip
        self._revocations = revocations
        self._sessions = sessions
        self._streams = streams
        self._tokens = tokens
        self._tasks: set[asyncio.Task[None]] = set()
        directory = DirectoryClient(
            directory_url=settings.directory_url,
            issuer=settings.issuer,
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
        )
        self._poller = RevocationPoller(revocations, directory)
        self._reporter = Reporter(refusals, directory)
        revocations.listen(self._revoked)

    def start(self) -> None:
        """Begin to ask the directory, to tell it what is refused, and to tidy up."""
        self._keep(self._poller.run())
        self._keep(self._reporter.run())
        self._keep(self._tidy())

    async def stop(self) -> None:
        """End every task."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._reporter.rest()

    def ended(self, key: bytes) -> None:
        """A session is over: its tokens are forgotten and its streams end."""
        self._tokens.forget(key)
        self._streams.end(key=key)

    def _revoked(self, subject: str) -> None:
        self._streams.end(subject=subject)
        self._keep(self._end_sessions(subject))

    async def _end_sessions(self, subject: str) -> None:
        def refused(signed_in_at: datetime) -> bool:
            return self._revocations.refuses(subject, signed_in_at.timestamp())

        with contextlib.suppress(
            Problem
        ):  # a database that is away: the next request of the session finds out
            for key in await self._sessions.revoke(subject, refused):
                self.ended(key)

    async def _tidy(self) -> None:
        checks = 0
        while True:
            await asyncio.sleep(_CHECK_SECONDS)
            checks += 1
            try:
                self._revocations.check("", 0.0)
            except Problem:  # nobody knows who is revoked: nothing stays open
                self._streams.end_all()
            if checks % _LOOK_EVERY == 0:
                await self.end_streams_of_ended_sessions()
            if checks % _FORGET_EVERY == 0:
                await self._forget()

    async def end_streams_of_ended_sessions(self) -> None:
        """End what is still open of a session that ended at another gateway."""
        open_ones = self._streams.sessions()
        if not open_ones:
            return
        try:
            ended = await self._sessions.ended(open_ones)
        except Exception as error:  # a database that is away ends no watch; requests are refused meanwhile
            _log.warning("sessions.unknown", extra={"reason": type(error).__name__})
            return
        for key in ended:
            self.ended(key)

    async def _forget(self) -> None:
        try:
            forgotten = await self._sessions.forget_expired()
        except Exception as error:  # tidying must never end the watch over streams
            _log.warning("sessions.not_forgotten", extra={"reason": type(error).__name__})
        else:
            _log.info("sessions.forgotten", extra={"sessions": forgotten})

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
