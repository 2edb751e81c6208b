"""Wakes the streams of this process when the consumer thread has committed something."""

import asyncio
import threading


class Bell:
    """One bell for all streams: rung by threads, heard by coroutines. It carries nothing."""

    def __init__(self) -> None:
        """No stream waits yet."""
        self._lock = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        """Wake every stream that waits; cheap, from any thread."""
        with self._lock:
            waiting = list(self._waiting)
        for loop, event in waiting:
            loop.call_soon_threadsafe(event.set)

    @property
    def listened_to(self) -> bool:
        """Whether any stream waits or works."""
        return bool(self._waiting)

    def listen(self) -> "Ear":
        """A new listener; use it as a context manager."""
        return Ear(self)

    def _add(self, ear: tuple[asyncio.AbstractEventLoop, asyncio.Event]) -> None:
        with self._lock:
            self._waiting.add(ear)

    def _remove(self, ear: tuple[asyncio.AbstractEventLoop, asyncio.Event]) -> None:
        with self._lock:
            self._waiting.discard(ear)


class Ear:
    """One stream's hearing: a ring between two waits is not lost."""

    def __init__(self, bell: Bell) -> None:
        """Made by `Bell.listen`."""
        self._bell, self._event = bell, asyncio.Event()
        self._pair = (asyncio.get_running_loop(), self._event)

    def __enter__(self) -> "Ear":
        self._bell._add(self._pair)
        return self

    def __exit__(self, *_: object) -> None:
        self._bell._remove(self._pair)

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most so long; whether it rang."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True
