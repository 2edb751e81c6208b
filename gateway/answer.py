"""One answer of a service, as it comes: its head, then its body in pieces, for one reader."""

import asyncio
from typing import Protocol

from gateway.asgi import Header

MOST = 256 * 1024
"""So many bytes of an answer wait for a slow reader; then the service is made to wait."""


class Sender(Protocol):
    """The connection that an answer comes by."""

    patience: float

    def read_on(self) -> None:
        """There is room again."""
        ...

    def abort(self) -> None:
        """Nobody wants the rest."""
        ...


class ServiceGone(ConnectionError):
    """The service ended the connection before its answer was whole, or sent something that is none."""


class ServiceSilent(TimeoutError):
    """Nothing came from the service for longer than the request allows."""


class Answer:
    """What a service answers: its head when `head` returns, then its body in pieces."""

    __slots__ = (
        "_connection",
        "_error",
        "_over",
        "_pieces",
        "_size",
        "_waiter",
        "begun",
        "headers",
        "status",
        "upload",
    )

    def __init__(self, connection: Sender) -> None:
        self.status = 0
        self.headers: list[Header] = []
        self.begun = False
        self._connection: Sender | None = connection
        self._pieces: list[bytes] = []
        self._size = 0
        self._over = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self.upload: asyncio.Task[None] | None = None

    def header(self, name: bytes) -> bytes:
        """The first header of that (lower-case) name, empty where there is none."""
        return next((value for found, value in self.headers if found == name), b"")

    @property
    def whole(self) -> bool:
        """Whether all of it is here: `next` will give the rest at once."""
        return self._over

    def allow_silence(self, seconds: float) -> None:
        """From now on the service may be silent for so long: a stream of events."""
        if self._connection is not None:
            self._connection.patience = seconds

    async def head(self) -> None:
        """Wait for status and headers. Raises `ServiceGone`, `ServiceSilent`, or why the upload failed."""
        while not self.begun:
            if self._error is not None:
                raise self._error
            await self._wait()

    async def next(self) -> bytes:
        """The next piece; empty at the end. Raises like `head`: half an answer never ends like a whole."""
        while not self._pieces:
            if self._over:
                return b""
            if self._error is not None:
                raise self._error
            await self._wait()
        return self.take()

    def take(self) -> bytes:
        """What is here now, without waiting."""
        pieces, self._pieces, self._size = self._pieces, [], 0
        if self._connection is not None:
            self._connection.read_on()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def close(self) -> None:
        """Give up what has not come yet, or gone up: the connection ends unless all was said."""
        if self.upload is not None:
            self.upload.cancel()
        if self._connection is not None:
            self._connection.abort()

    def add(self, piece: bytes) -> bool:
        """Keep a piece; whether it is time to make the service wait."""
        self._pieces.append(piece)
        self._size += len(piece)
        self.wake()
        return self._size >= MOST

    def end(self, error: Exception | None = None) -> None:
        """Nothing more will come."""
        self._connection = None
        self._over, self._error = error is None, error
        self.wake()

    def wake(self) -> None:
        """Let whoever waits look again."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _wait(self) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None
