"""Kills one process of a running platform at a time; its own supervisor starts it again."""

import os
import random
import signal
import threading

from deploy.dev.processes import NAMES
from tests.faults.supervised import DATABASE, Supervised
from tests.waiting import until

SUPERVISOR = "supervisor"


class Killer:
    """``kill -9`` at moments that a seed chooses."""

    names = (*sorted(NAMES), DATABASE, SUPERVISOR)
    """Every process there is to kill."""

    def __init__(self, platform: Supervised, seed: int) -> None:
        self._platform = platform
        self._random = random.Random(seed)
        self._pause = threading.Event()
        self.killed: list[str] = []

    def kill(self, name: str) -> None:
        """Kill a process now; returns when there is another in its place, that need not answer yet.

        A supervisor takes everything with it, and somebody starts the platform anew after a moment.
        """
        self.killed.append(name)
        if name == SUPERVISOR:
            self._platform.kill()
            self._pause.wait(self._random.uniform(0.0, 0.4))
            self._platform.start()
            return
        until(lambda: name in self._platform.processes)
        pid = self._platform.processes[name]
        os.kill(pid, signal.SIGKILL)
        until(lambda: self._platform.processes.get(name, pid) != pid, seconds=60.0)

    def moment(self, longest: float) -> None:
        """Wait for the next moment."""
        self._pause.wait(self._random.uniform(0.05, longest))
