"""Starts every process of the table, watches them, tells of each crash, and stops them all together."""

import http.client
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.dev.children import spawn, stop
from deploy.dev.instance import Instance
from deploy.dev.logs import keep_short
from deploy.dev.ports import HOST, is_free, listens
from deploy.dev.postgres import EmbeddedPostgres, PostgresFailed
from deploy.dev.processes import PROCESSES, Process, command
from deploy.dev.state import StateError

GRACE_SECONDS = 5.0  # a service ends its open requests and streams within three
_LONGEST_PAUSE = 30.0
_STEADY_SECONDS = 60.0  # a process that ran this long before its crash starts anew without a longer pause
_LOOK_AT_LOGS = 60.0

Told = Callable[[str], None]


class StartFailed(RuntimeError):
    """A process did not become ready; the message holds the last lines of its log."""


class PortTaken(StartFailed):
    """Another program took the port of a process between the choice and the start."""


@dataclass
class Running:
    """One process of the table with its present life."""

    process: Process
    child: subprocess.Popen[bytes]
    since: float
    ready: bool = False
    crashes: int = 0
    again_at: float | None = None
    patience: float = 15.0  # seconds after which its start is told of as a long one, and twice as long again


@dataclass
class Supervisor:
    """The processes of one instance. ``told`` gets a line for everything that a person should know."""

    instance: Instance
    told: Told
    processes: tuple[Process, ...] = PROCESSES
    running: dict[str, Running] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _database_is_down: bool = False

    def start(self, seconds: float = 60.0) -> None:
        """Start all, each as soon as what it needs is ready; returns when all are, raises `StartFailed`."""
        deadline = time.monotonic() + seconds
        waiting = list(self.processes)
        while waiting or not all(one.ready for one in self.running.values()):
            for process in [one for one in waiting if self._are_ready(one.needs)]:
                waiting.remove(process)
                self.running[process.name] = self._launch(process)
            for one in self.running.values():
                self._look_for_readiness(one, deadline)
            time.sleep(0.03)

    def _are_ready(self, names: Iterable[str]) -> bool:
        return all(name in self.running and self.running[name].ready for name in names)

    def _look_for_readiness(self, one: Running, deadline: float) -> None:
        name = one.process.name
        if one.ready:
            return
        port = self.instance.ports[name]
        if (code := one.child.poll()) is not None:
            if not is_free(port):
                raise PortTaken(f"{name} found its port {port} taken")
            raise StartFailed(f"{name} ended with {code} while starting:\n{self.log_tail(name)}")
        if self._is_ready(one):
            if one.process.settle is not None:
                one.process.settle(self.instance, self.told)
            one.ready = True
            self.told(f"{name} is ready after {time.monotonic() - one.since:.1f} s")
        elif time.monotonic() > deadline:
            raise StartFailed(f"{name} did not become ready:\n{self.log_tail(name)}")
        elif (taken := time.monotonic() - one.since) > one.patience:
            one.patience *= 2
            self.told(f"{name} has been starting for {taken:.0f} s (log: {self.log(name)})")

    def _is_ready(self, one: Running) -> bool:
        """It answers, and it is our own process that does: the port may be another instance's."""
        if one.process.ready is not None:
            return one.process.ready(self.instance, one.child.pid)
        port = self.instance.ports[one.process.name]
        return answers(port, one.process.health) and listens(one.child.pid, port)

    def watch(self, until: threading.Event) -> None:
        """Look after the processes until ``until`` is set: tell of a crash, start again with
        growing pauses, keep the logs short.
        """
        logs_at = time.monotonic()
        while not until.wait(0.2):
            if time.monotonic() >= logs_at:
                logs_at = time.monotonic() + _LOOK_AT_LOGS
                for log in (self.instance.server.log, *map(self.log, list(self.running))):
                    keep_short(log)
            with self._lock:
                self._revive_database()
                for name in list(self.running):
                    self._revive(self.running[name])

    def _revive_database(self) -> None:
        """Start a server that ended until it runs: backends that outlive it hold its memory for a moment."""
        server: EmbeddedPostgres = self.instance.server
        code = server.poll()
        if code is None and not self._database_is_down:
            return
        if not self._database_is_down:
            self.told(f"postgres ended with {code}; it is started again and recovers")
        server.stop()
        try:
            server.start()
            self._database_is_down = False
        except (PostgresFailed, StateError) as error:
            if not self._database_is_down:
                self.told(f"postgres: {error}\nit is tried again until it starts")
            self._database_is_down = True

    def _revive(self, one: Running) -> None:
        now, name = time.monotonic(), one.process.name
        if one.again_at is None:
            if (code := one.child.poll()) is None:
                self._look_for_return(one)
                return
            one.crashes = 1 if now - one.since > _STEADY_SECONDS else one.crashes + 1
            pause = min(0.25 * 2 ** (one.crashes - 1), _LONGEST_PAUSE)
            one.again_at = now + pause
            self.told(f"{name} ended with {code}; it is started again in {pause:g} s (log: {self.log(name)})")
        elif now >= one.again_at:
            fresh = self._launch(one.process)
            self.running[name] = Running(one.process, fresh.child, fresh.since, crashes=one.crashes)

    def _look_for_return(self, one: Running) -> None:
        """Tell when a process that was started again answers."""
        if not one.ready and self._is_ready(one):
            one.ready = True
            self.told(f"{one.process.name} is ready again after {time.monotonic() - one.since:.1f} s")

    def restart(self, names: Iterable[str]) -> None:
        """Stop and start single processes (their code changed), without counting it as a crash."""
        with self._lock:
            chosen = [self.running[name] for name in names if name in self.running]
            self._end([one.child for one in chosen])
            for one in chosen:
                self.running[one.process.name] = self._launch(one.process)

    def stop(self) -> None:
        """Stop all together: each is asked to end, and killed after its grace; what the others stand on ends
        after them.
        """
        with self._lock:
            found = list(self.running.values())
            self._end([one.child for one in found if one.process.grace is None])
            last = [one for one in found if one.process.grace is not None]
            self._end([one.child for one in last], max((one.process.grace or 0.0 for one in last), default=0))
            self.running.clear()

    def _end(self, children: list[subprocess.Popen[bytes]], grace: float = GRACE_SECONDS) -> None:
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace
        for child in children:
            stop(child, signal.SIGTERM, max(0.0, deadline - time.monotonic()))

    def _launch(self, process: Process) -> Running:
        path = self.log(process.name)
        keep_short(path)
        with path.open("ab") as output:
            child = spawn(command(self.instance, process, output))
        return Running(process, child, time.monotonic())

    def log(self, name: str) -> Path:
        """The log file of a process."""
        return self.instance.state.logs / f"{name}.log"

    def log_tail(self, name: str, lines: int = 15) -> str:
        """The end of a process's log, for a message about its failure."""
        path = self.log(name)
        if not path.exists():
            return "(it wrote nothing)"
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def answers(port: int, path: str, seconds: float = 0.5) -> bool:
    """Whether ``GET path`` on loopback is answered with 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
