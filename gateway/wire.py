"""One connection to a service: HTTP/1.1 read by httptools, without a framework. Measured: docs/adr/0054."""

import asyncio
from collections.abc import Callable
from typing import cast

import httptools

from gateway.answer import Answer, ServiceGone

_MAX_HEADERS = 128
_MAX_HEAD = 64 * 1024
_FIRST_FINAL = 200
_BODILESS = (204, 304)


class Connection(asyncio.Protocol):
    """One connection, one request at a time. ``idle`` is told when it is free for the next one."""

    __slots__ = (
        "_answer",
        "_bodiless",
        "_bounded",
        "_idle",
        "_lost",
        "_parser",
        "_paused",
        "_size",
        "_transport",
        "_uploaded",
        "_writable",
        "heard",
        "patience",
        "used",
    )  # fmt: skip

    def __init__(self, idle: Callable[["Connection"], None], lost: Callable[["Connection"], None]) -> None:
        self.heard = self.patience = 0.0
        self.used = False
        self._idle, self._lost = idle, lost
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._answer: Answer | None = None
        self._bounded = self._bodiless = self._paused = False
        self._uploaded = True
        self._size = 0
        self._writable: asyncio.Future[None] | None = None

    @property
    def open(self) -> bool:
        """Whether it can still be used."""
        return self._transport is not None and not self._transport.is_closing()

    def begin(self, head: bytes, patience: float, now: float, *, bodiless: bool, uploaded: bool) -> Answer:
        """Send a request's head, with a body that is here already. ``uploaded``: nothing of it is missing.

        ``patience``: seconds of silence; ``bodiless``: a HEAD request, whose answer has no body.
        """
        assert self._transport is not None and self._answer is None
        self._answer = answer = Answer(self)
        self.patience, self.heard = patience, now
        self._bounded, self._bodiless, self._uploaded, self._size = False, bodiless, uploaded, 0
        self._transport.write(head)
        return answer

    async def write(self, piece: bytes, now: float) -> None:
        """Send a piece of a body; returns when the service takes more. Raises `ServiceGone`."""
        if self._transport is None or self._transport.is_closing():
            raise ServiceGone
        self.heard = now
        self._transport.write(piece)
        if self._writable is not None:
            await self._writable

    def uploaded(self) -> None:
        """The whole body has been sent."""
        self._uploaded = True

    def silent_since(self, now: float) -> bool:
        """Whether an answer is awaited for longer than it may take; a slow client costs it no time."""
        waiting = self._answer is not None and not self._paused and (self._uploaded or self._writable)
        return bool(waiting) and now - self.heard > self.patience

    def read_on(self) -> None:
        """The reader has taken what was here."""
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()

    def abort(self, error: Exception | None = None) -> None:
        """End it now; an answer that is awaited fails with ``error``."""
        if self._transport is not None:
            self._transport.abort()
        self._finish(error or ServiceGone())

    # what the event loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own stands outside the classes

    def data_received(self, data: bytes) -> None:
        """Bytes of an answer; any that nobody asked for end the connection."""
        if self._answer is None:
            return self.abort()
        self.heard = asyncio.get_running_loop().time()
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """An answer without a length ends so; any other is broken."""
        self._transport = None
        whole = exc is None and self._answer is not None and self._answer.begun and not self._bounded
        self._finish(None if whole else ServiceGone())
        self.resume_writing()
        self._lost(self)

    def pause_writing(self) -> None:
        """The service takes no more for now."""
        self._writable = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        """It does again."""
        writable, self._writable = self._writable, None
        if writable is not None and not writable.done():
            writable.set_result(None)

    # what the parser tells

    def on_message_begin(self) -> None:
        """An answer begins; a second one to the same request is nobody's."""
        if self._answer is None:
            raise ServiceGone

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        assert self._answer is not None
        if self._answer.begun:  # a trailer after the last piece
            return
        name = name.lower()
        self._size += len(name) + len(value)
        if len(self._answer.headers) >= _MAX_HEADERS or self._size > _MAX_HEAD:
            raise ServiceGone
        self._bounded = self._bounded or name in (b"content-length", b"transfer-encoding")
        self._answer.headers.append((name, value))

    def on_headers_complete(self) -> None:
        """The head is whole; an interim answer (1xx) only comes before the one that counts."""
        assert self._answer is not None
        status = self._parser.get_status_code()
        if status < _FIRST_FINAL:
            self._answer.headers.clear()
            return
        self._answer.status, self._answer.begun = status, True
        self._bounded = self._bounded or status in _BODILESS
        if self._bodiless:  # the parser would wait for the body that GET has
            answer = self._answer
            self._answer = None
            answer.end()
            self.abort()
            return
        self._answer.wake()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        assert self._answer is not None and self._transport is not None
        if self._answer.add(body) and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        """The answer is whole; the connection serves the next request if both sides have said all."""
        if self._answer is None or not self._answer.begun:
            return
        self.read_on()
        reusable = self._uploaded and self._parser.should_keep_alive() and self.open
        self._finish(None)
        if reusable:
            self.used = True
            self._idle(self)
        elif self._transport is not None:
            self._transport.abort()

    def _finish(self, error: Exception | None) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.end(error)
