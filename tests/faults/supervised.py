"""A platform under its own supervisor in a process of its own: so the supervisor can be killed as well.

``python -m tests.faults.supervised STATE HOUSE`` is what that process runs: `make run` or `make stack`,
without the demonstration.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from deploy.dev.children import Command, spawn
from deploy.dev.house import EMBEDDED, House
from deploy.dev.platform import Platform
from deploy.dev.processes import Process
from deploy.dev.shared_platform import RunningPlatform
from deploy.dev.state import CHECKOUT, open_state
from deploy.dev.supervisor import answers
from deploy.stack.house import REAL
from tests.waiting import until

DATABASE, STARTED = "postgres", "started"
MAINS = {"kafka.Kafka": "kafka", "io.quarkus.bootstrap.runner.QuarkusEntryPoint": "identity"}
"""What the programs that are not ours are known by."""


class Supervised:
    """The platform of one state, found from outside: by its ports and the numbers of its processes."""

    def __init__(self, name: str, house: House = EMBEDDED) -> None:
        """Nothing is started yet; ``name`` is that of the state."""
        self.state, self.house = open_state(name), house
        self._process: subprocess.Popen[bytes] | None = None
        self._name = name

    def start(self) -> RunningPlatform:
        """Start the supervisor; returns when everything answers."""
        command = [sys.executable, "-m", "tests.faults.supervised", self._name, self.house.state]
        self._started.unlink(missing_ok=True)
        with (self.state.logs / "supervisor.log").open("ab") as log:
            self._process = spawn(Command(command, os.environ, CHECKOUT, log))
        until(self.is_up, seconds=60.0 + self.house.seconds)
        return self.running()

    def running(self) -> RunningPlatform:
        """Where it answers: a platform that is started anew keeps its ports."""
        return RunningPlatform(self.house.instance(self.state, running=True), self.house)

    @property
    def _started(self) -> Path:
        return self.state.root / STARTED

    def is_up(self) -> bool:
        """Whether it has started, and every process runs below this supervisor, and answers."""
        assert self._process is not None
        assert self._process.poll() is None, (self.state.logs / "supervisor.log").read_text()[-2000:]
        if not self._started.exists():
            return False
        found = self.processes
        if set(found) != {*(process.name for process in self.house.processes), DATABASE}:
            return False
        return all(self._answers(process, found[process.name]) for process in self.house.processes)

    def _answers(self, process: Process, pid: int) -> bool:
        instance = self.running().instance
        if process.ready is not None:
            return process.ready(instance, pid)
        return answers(instance.ports[process.name], process.health)

    @property
    def processes(self) -> dict[str, int]:
        """The supervisor's own children by name: what runs now, not what has just ended."""
        assert self._process is not None
        modules = {process.module: process.name for process in self.house.processes}
        found = {}
        for pid in _children(_parents(), self._process.pid):
            words = _command(pid)
            if words and Path(words[0]).name == DATABASE:
                found[DATABASE] = pid
            elif len(words) > 2 and words[1] == "-m" and words[2] in modules:
                found[modules[words[2]]] = pid
            elif mains := [name for word, name in MAINS.items() if word in words]:
                found[mains[0]] = pid
        return found

    def kill(self) -> None:
        """``kill -9`` of the supervisor; returns when none of its family is left, whoever ends them."""
        assert self._process is not None
        family = _family(self._process.pid)
        assert len(family) > len(self.house.processes)
        self._process.kill()
        self._process.wait()
        try:
            until(lambda: not any(_runs(pid) for pid in family), seconds=20.0)
        except AssertionError:
            left = [" ".join(_command(pid)) or str(pid) for pid in family if _runs(pid)]
            assert left == [], "what outlives its supervisor"

    def stop(self) -> None:
        """Stop everything in order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(90)
            self._process = None


def _stat(pid: str) -> list[str]:
    with contextlib.suppress(OSError):
        return Path("/proc", pid, "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return ["Z", "0"]


def _runs(pid: int) -> bool:
    return _stat(str(pid))[0] != "Z"


def _parents() -> dict[int, int]:
    """Every running process with its parent."""
    found = {name: _stat(name) for name in os.listdir("/proc") if name.isdigit()}
    return {int(name): int(stat[1]) for name, stat in found.items() if stat[0] != "Z"}


def _children(parents: dict[int, int], of: int) -> list[int]:
    return [pid for pid, parent in parents.items() if parent == of]


def _family(pid: int) -> list[int]:
    """All descendants: of the database its backends too."""
    parents, found = _parents(), [pid]
    for one in found:
        found += _children(parents, one)
    return found[1:]


def _command(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")[:-1]
    return []


def main(name: str, house: str) -> None:
    """Run the platform of a state until SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    chosen = next(one for one in (EMBEDDED, REAL) if one.state == house)
    with Platform(open_state(name), lambda line: print(line, flush=True), chosen) as platform:
        (platform.state.root / STARTED).touch()
        with contextlib.suppress(KeyboardInterrupt):
            platform.supervisor.watch(threading.Event())
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
