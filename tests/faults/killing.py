"""Kills one process of a running platform at a time, and starts it again as its supervisor would."""

import os
import random
import signal
import threading
import time

from deploy.dev.platform import Platform
from deploy.dev.postgres import PostgresFailed

DATABASE = "postgres"


class Killer:
    """``kill -9`` at moments that a seed chooses."""

    def __init__(self, platform: Platform, seed: int) -> None:
        self._platform = platform
        self._random = random.Random(seed)
        self._pause = threading.Event()
        self.killed: list[str] = []

    @property
    def names(self) -> list[str]:
        """Every process there is to kill."""
        return [*sorted(self._platform.supervisor.running), DATABASE]

    def kill(self, name: str) -> None:
        """Kill a process now, and start it again after a moment."""
        server, supervisor = self._platform.instance.server, self._platform.supervisor
        pid = server.pid if name == DATABASE else supervisor.running[name].child.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        self.killed.append(name)
        self._pause.wait(self._random.uniform(0.0, 0.4))
        if name == DATABASE:
            self._revive_database()
        else:
            supervisor.restart([name])

    def _revive_database(self) -> None:
        """As the supervisor does: its orphaned backends may hold the shared memory for a moment yet."""
        server, deadline = self._platform.instance.server, time.monotonic() + 30.0
        while True:
            server.stop()
            try:
                server.start()
                return
            except PostgresFailed:
                if time.monotonic() > deadline:
                    raise
                self._pause.wait(0.2)

    def moment(self, longest: float) -> None:
        """Wait for the next moment."""
        self._pause.wait(self._random.uniform(0.05, longest))
