"""Knows every response that is still open, so that it ends together with the right to read it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class OpenStream:
    """One open response of ``subject`` under one session or token; ``ended`` is set when it must stop."""

    subject: str
    key: bytes
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class OpenStreams:
    """All open streams of this process."""

    def __init__(self) -> None:
        self._open: set[OpenStream] = set()

    @contextmanager
    def register(self, subject: str, key: bytes) -> Iterator[OpenStream]:
        """Hold a stream for as long as it is sent."""
        stream = OpenStream(subject, key)
        self._open.add(stream)
        try:
            yield stream
        finally:
            self._open.discard(stream)

    def end(self, *, subject: str | None = None, key: bytes | None = None) -> int:
        """End every stream of a subject or of one session; returns how many there were."""
        found = [s for s in self._open if s.subject == subject or (key is not None and s.key == key)]
        for stream in found:
            stream.ended.set()
        return len(found)

    def subjects(self) -> set[str]:
        """Who has a stream open."""
        return {stream.subject for stream in self._open}

    def end_all(self) -> None:
        """End every stream: the gateway stops, or can no longer tell who is revoked."""
        for stream in self._open:
            stream.ended.set()

    def __len__(self) -> int:
        return len(self._open)
