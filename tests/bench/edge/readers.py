"""Clients of streams of events, as light as they can be: ten thousand in one process."""

import asyncio
from collections.abc import Mapping

EVENT = b"event: changed"


class Reader(asyncio.Protocol):
    """One open stream: how many events came, and whether it has ended."""

    __slots__ = ("_head", "ended", "events", "refused", "transport")

    def __init__(self, head: bytes) -> None:
        self._head = head
        self.events = 0
        self.ended = self.refused = False
        self.transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask at once."""
        self.transport = transport
        transport.write(self._head)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """Count the events."""
        self.events += data.count(EVENT)
        self.refused = self.refused or (
            data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 200")
        )
        if data.endswith(b"0\r\n\r\n"):
            self.ended = True

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self.ended = True


def head_of(path: str, headers: Mapping[str, str]) -> bytes:
    """The request of a stream."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n{lines}\r\n".encode()
