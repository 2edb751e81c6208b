"""A server that is not ours, as a child of one's own: started, awaited, ended, killed.

`make stack` starts it by its table of processes, which asks for `command` and `ready`; tests start it here.
"""

import contextlib
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL, SIGTERM
from typing import IO, ClassVar

from deploy.dev.children import Command, spawn, stop
from deploy.dev.logs import keep_short

STOP_SECONDS = 20.0
PLAIN_JAVA = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""For a server that starts often and serves few: it compiles fast, not well, and collects in one thread. The
second compiler costs a third of all that such a broker does in its first minute.
"""
_LOOK_AGAIN = 0.2  # seconds; a server that ended meanwhile is noticed at once


class ServerFailed(RuntimeError):
    """A server could not be made ready or did not start; the message ends with the last lines of its log."""


class Server(ABC):
    """Configuration and log lie in ``folder``; it ends with the process that started it."""

    name: ClassVar[str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / f"{self.name.lower()}.log"

    @abstractmethod
    def prepare(self, told: Callable[[str], None] = lambda step: None) -> object:
        """Do what is done once; ``told`` hears each step that takes time. Raises `ServerFailed`."""

    @abstractmethod
    def command(self, output: IO[bytes]) -> Command:
        """How it is started, prepared before; ``output`` gets what it says."""

    @abstractmethod
    def ready(self, pid: int) -> bool:
        """Whether process ``pid`` is the server and takes requests."""

    def start(self, seconds: float = 60.0) -> None:
        """Start it, prepared if need be, and return when it is ready; raises `ServerFailed`."""
        self.prepare()
        keep_short(self.log)
        with self.log.open("ab") as output:
            self.process = spawn(self.command(output))
        deadline = time.monotonic() + seconds
        while not self.ready(self.process.pid):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise self.failed("did not start")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(_LOOK_AGAIN)

    def stop(self) -> None:
        """End it after what it has in hand; its data stays."""
        if self.process is not None:
            stop(self.process, SIGTERM, STOP_SECONDS)
            self.process = None

    def kill(self) -> None:
        """End it as a failure of power would."""
        if self.process is not None:
            self.process.send_signal(SIGKILL)
            self.process.wait()
            self.process = None

    def run(self, command: Callable[[IO[bytes]], Command], what: str) -> None:
        """Run one command of its programs to its end; raises `ServerFailed`, which says ``what``."""
        with self.log.open("ab") as output:
            if spawn(command(output)).wait() != 0:
                raise self.failed(what)

    def failed(self, what: str) -> ServerFailed:
        """The error of a server that ``what``, with the end of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        return ServerFailed(f"{self.name} {what}:\n" + "\n".join(lines))
