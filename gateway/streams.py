"""Knows every response that is still open, so that it ends together with the right to read it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

TOKEN = b"token:"
"""How the key of a token begins that came without a session."""


@dataclass(eq=False, slots=True)
class OpenStream:
    """One open response of ``subject`` under one session or token; ``close`` makes it stop."""

    subject: str
    key: bytes
    close: Callable[[], None]


class OpenStreams:
    """All open streams of this process."""

    def __init__(self) -> None:
        self._open: set[OpenStream] = set()

    @contextmanager
    def register(self, subject: str, key: bytes, close: Callable[[], None]) -> Iterator[OpenStream]:
        """Hold a stream for as long as it is sent."""
        stream = OpenStream(subject, key, close)
        self._open.add(stream)
        try:
            yield stream
        finally:
            self._open.discard(stream)

    def end(self, *, subject: str | None = None, key: bytes | None = None) -> int:
        """End every stream of a subject or of one session; returns how many there were."""
        found = [s for s in self._open if s.subject == subject or (key is not None and s.key == key)]
        for stream in found:
            stream.close()
        return len(found)

    def sessions(self) -> set[bytes]:
        """The sessions that have a stream open; a token of its own has none."""
        return {stream.key for stream in self._open if not stream.key.startswith(TOKEN)}

    def subjects(self) -> set[str]:
        """Who has a stream open."""
        return {stream.subject for stream in self._open}

    def end_all(self) -> None:
        """End every stream: the gateway stops, or can no longer tell who is revoked."""
        for stream in list(self._open):
            stream.close()

    def __len__(self) -> int:
        return len(self._open)
