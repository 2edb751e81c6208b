"""The whole platform of one instance: database, schema, processes, scenario. `make run` and the
tests use it.
"""

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Self

from deploy.dev.databases import create_databases
from deploy.dev.house import EMBEDDED, House, Told
from deploy.dev.identity.people import Person, load_people
from deploy.dev.identity.settings import PEOPLE
from deploy.dev.instance import Instance
from deploy.dev.migrations import migrate, outdated
from deploy.dev.processes import all_environment
from deploy.dev.state import CHECKOUT, State, open_state
from deploy.dev.supervisor import PortTaken, Supervisor

SCENARIO = CHECKOUT / "deploy" / "dev" / "scenario" / "__main__.py"


class AlreadyRunning(RuntimeError):
    """Another process runs this instance; ``pid`` is its number."""

    def __init__(self, pid: int) -> None:
        """Keeps who it is."""
        super().__init__(f"Entente runs already (process {pid})")
        self.pid = pid


class ScenarioFailed(RuntimeError):
    """The loader of the demonstration scenario ended with an error; its output stands above."""


class Platform:
    """Starts and stops everything of one `State`. One process at a time runs an instance: a lock decides."""

    def __init__(
        self, state: State | None = None, told: Told = lambda line: None, house: House = EMBEDDED
    ) -> None:
        """Nothing is started yet; ``told`` gets a line of progress now and then."""
        self.house = house
        self.state = state or open_state(house.state)
        self.told = told
        self.instance: Instance
        self.supervisor: Supervisor
        self._lock: IO[str] | None = None

    @property
    def url(self) -> str:
        """The address for browsers and partners: the gateway's."""
        return self.instance.url("gateway")

    def token(self, person: str, audience: str = "gateway") -> str:
        """An access token of a demonstration person."""
        return self.house.token(self.instance, person, audience)

    def start(self) -> Self:
        """Start the database, bring it to this checkout's schema, start all processes; return when
        all are ready.
        """
        self._lock = take_lock(self.state)
        try:
            self._choose_ports()
            self.prepare_database()
            self._start_processes()
        except BaseException:
            self.stop()
            raise
        return self

    def _choose_ports(self) -> None:
        self.instance = self.house.instance(self.state)
        self.supervisor = Supervisor(self.instance, self.told, self.house.processes)
        for name in self.instance.moved:
            self.told(f"the port of {name} was taken by another program; it has a new one")

    def _start_processes(self, tries: int = 3) -> None:
        """All of them, anew with other ports where a program of another user was quicker."""
        for left in reversed(range(tries)):
            try:
                return self.supervisor.start(self.house.seconds)
            except PortTaken:
                if not left:
                    raise
                self.supervisor.stop()
                server = self.instance.server
                self._choose_ports()
                self.instance.server = server  # it runs already

    def prepare_database(self) -> None:
        """The server, the databases and roles, what the house prepares, the migrations."""
        begin = time.monotonic()
        self.instance.server.start()
        made = create_databases(self.instance.server, self.house.databases)
        self.told(f"postgres is ready after {time.monotonic() - begin:.1f} s")
        if made:
            self.told(f"databases made: {', '.join(made)}")
        self.house.prepare(self.instance, self.told)
        if behind := outdated(self.instance):
            self.told(f"migrating {', '.join(behind)}")
            migrate(self.instance, behind, lambda service: self.told(f"{service} is migrated"))

    def load_scenario(self) -> bool:
        """Load the demonstration once in the life of this state; returns whether it was done now."""
        if self.instance.note("scenario") or not SCENARIO.is_file():
            return False
        self.told("loading the demonstration scenario (once)")
        command = [sys.executable, "-m", "deploy.dev.scenario"]
        environment = dict(all_environment(self.instance, self.house.processes))
        if subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode != 0:
            raise ScenarioFailed("the demonstration scenario could not be loaded")
        self.instance.remember("scenario", True)
        return True

    def stop(self) -> None:
        """Stop everything together: the processes first, then the database in order."""
        if hasattr(self, "supervisor"):
            self.supervisor.stop()
        if hasattr(self, "instance"):
            self.instance.server.stop()
        if self._lock:
            self._lock.truncate(0)
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def take_lock(state: State, seconds: float = 2.0) -> IO[str]:
    """Hold the instance as long as the returned file is open; raises `AlreadyRunning`.

    Who has just taken it has not written its number yet: that moment is waited for, at most ``seconds``.
    """
    lock = (state.root / "run.lock").open("a+", encoding="ascii")
    deadline = time.monotonic() + seconds
    while not _locked(lock):
        lock.seek(0)
        if (number := lock.read().strip()) or time.monotonic() > deadline:
            lock.close()
            raise AlreadyRunning(int(number or 0))
        time.sleep(0.02)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def running_pid(state: State) -> int | None:
    """The process that runs this instance, None when nobody does."""
    try:
        take_lock(state).close()
    except AlreadyRunning as error:
        return error.pid
    return None


@contextlib.contextmanager
def with_database(state: State, house: House = EMBEDDED) -> Iterator[Instance]:
    """The instance with its database up, for one command: the running one, or started for as long
    as it takes.
    """
    instance = house.instance(state, running=True)
    try:
        lock = take_lock(state)
    except AlreadyRunning:
        yield instance
        return
    with lock, instance.server:
        create_databases(instance.server, house.databases)
        yield instance


def demonstration_people() -> list[Person]:
    """Who can sign in, in the order of the file."""
    return [person for person in load_people(PEOPLE).everybody if person.kind == "person"]
