"""The threads that a service runs beside its API: relay, consumers, jobs; each supervised, each on
connections of its own. ``settings.role`` says which run in this process.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg
from psycopg import Connection
from psycopg.rows import dict_row

from services.common.events.bus import Bus, BusFailed, BusSettings, open_bus
from services.common.events.consumer import ConsumerLoop, Handler, deliverer
from services.common.events.deadletter import ConsumerStopped
from services.common.events.relay import Relay
from services.common.events.standing import Standing
from services.common.measures import measure_stopped, measure_unanswered

__all__ = ["EventSettings", "Handler", "Job", "Workers"]
log = logging.getLogger("entente.events")
Row = Mapping[str, Any]
RELAYS = frozenset({"all", "relay"})
CONSUMES = frozenset({"all", "consumers"})
LOOK_SECONDS = 1.0
"""Seconds between two looks whether a consumer that its limit stopped may go on."""


class EventSettings(Protocol):
    """What of a service's settings the threads need."""

    @property
    def service(self) -> str:
        """Name of the service: source of its events, group and inbox name of its consumers."""
        ...

    @property
    def worker_dsn(self) -> str:
        """URL of the service's database for its worker role."""
        ...

    @property
    def bus(self) -> str:
        """Kind of the bus."""
        ...

    @property
    def bus_dsn(self) -> str | None:
        """Where the bus is; a process that runs no thread needs none."""
        ...

    @property
    def role(self) -> str:
        """all, api, relay or consumers."""
        ...


@dataclass(frozen=True)
class Job:
    """Work at intervals, by one process at a time: ``run(connection)`` in a transaction as worker."""

    name: str
    every: float  # seconds from one start to the next
    run: Callable[[Connection[Row]], None]


def _never(_: ConsumerStopped) -> bool:
    return False


class Supervised:
    """A thread that is started again when its work ends by an error, later each time, up to 5 s.

    Work that stopped for good (`ConsumerStopped`) is started again when ``may_go_on`` says so.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[threading.Event], None],
        may_go_on: Callable[[ConsumerStopped], bool] = _never,
    ) -> None:
        """``work(stop)`` runs until the event is set; ``may_go_on`` is asked every `LOOK_SECONDS`."""
        self.name = name
        self._may_go_on = may_go_on
        self.state = "not started"
        self._work = work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start it, once."""
        self.state = "running"
        self._thread.start()

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            started = time.monotonic()
            measure_stopped(self.name, False)
            try:
                self._work(self._stop)
            except ConsumerStopped as stopped:
                self.state = f"stopped: {stopped}"
                measure_stopped(self.name, True)
                log.critical("worker stopped", extra={"worker": self.name, "reason": str(stopped)})
                self._wait_until_it_may(stopped)
            except Exception as error:
                if isinstance(error, BusFailed):
                    measure_unanswered("bus")
                failures = 1 if time.monotonic() - started > 10 else failures + 1
                self.state = f"failing: {type(error).__name__}"
                log.exception("worker failed", extra={"worker": self.name, "failures": failures})
                self._stop.wait(min(0.1 * 2**failures, 5.0))
                if not self._stop.is_set():
                    self.state = "running"
        self.state = "ended"

    def _wait_until_it_may(self, stopped: ConsumerStopped) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            try:
                if self._may_go_on(stopped):
                    self.state = "running"
                    return log.info("worker goes on", extra={"worker": self.name})
            except psycopg.Error as error:
                log.warning("a look failed", extra={"worker": self.name, "reason": type(error).__name__})

    def end(self) -> None:
        """Ask it to end."""
        self._stop.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; whether it came."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()


class Workers:
    """The threads of one service in this process."""

    def __init__(
        self, settings: EventSettings, handlers: Sequence[Handler] = (), jobs: Sequence[Job] = ()
    ) -> None:
        """Nothing runs yet. Raises KeyError for a handler of an undeclared topic."""
        self._settings = settings
        self._bus: Bus | None = None
        self._relay: Relay | None = None
        self._jobs = [(job, 0.0) for job in jobs]
        self._threads: list[Supervised] = []
        if settings.role in RELAYS | CONSUMES:
            self._bus = open_bus(BusSettings(settings.bus, settings.bus_dsn))
            self._assign(self._bus, handlers)

    def _assign(self, bus: Bus, handlers: Sequence[Handler]) -> None:
        service, role = self._settings.service, self._settings.role
        if role in RELAYS:
            poll = 0.25 if role == "all" else 0.05  # no wake crosses processes
            self._relay = Relay(service, bus, self._connect, poll)
            self._threads.append(Supervised("relay", self._relay.run))
        if role in CONSUMES and handlers:
            loop = ConsumerLoop(bus, self._connect, deliverer(service, handlers))
            standing = Standing(bus, self._connect, service, [handler.topic for handler in handlers])
            self._threads.append(
                Supervised("consumer", lambda stop: loop.run(stop, self.wake), loop.may_go_on)
            )
            self._threads.append(Supervised("standing", standing.run))
        if role in CONSUMES and self._jobs:
            self._threads.append(Supervised("jobs", self._run_jobs))

    def _connect(self) -> Connection[Row]:
        name = f"{self._settings.service} worker"
        dsn = self._settings.worker_dsn
        return psycopg.connect(
            dsn, autocommit=True, row_factory=dict_row, application_name=name, connect_timeout=5
        )

    def start(self) -> None:
        """Start every thread of this role."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something was committed: the relay looks at once. Cheap, from any thread or coroutine."""
        if self._relay is not None:
            self._relay.wake()

    def stop(self, seconds: float = 5.0) -> None:
        """End every thread after what it has in hand, within ``seconds``; what does not end is said."""
        for thread in self._threads:
            thread.end()
        self.wake()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            if not thread.join(max(deadline - time.monotonic(), 0.0)):
                log.error("worker did not end", extra={"worker": thread.name})
        if self._bus is not None:
            self._bus.close()

    def health(self) -> dict[str, str]:
        """State of each thread: running, ended, "failing: …" (it is started again) or "stopped: …"
        (when an operator lets it go on).
        """
        return {thread.name: thread.state for thread in self._threads}

    def _run_jobs(self, stop: threading.Event) -> None:
        with self._connect() as connection:
            while not stop.is_set():
                row = connection.execute("SELECT pg_try_advisory_lock(hashtext('jobs')) AS got").fetchone()
                if row and row["got"]:
                    self._run_due(connection)
                nearest = min(due for _, due in self._jobs) - time.monotonic()
                stop.wait(min(max(nearest, 0.02), 1.0))

    def _run_due(self, connection: Connection[Row]) -> None:
        now = time.monotonic()
        for place, (job, due) in enumerate(self._jobs):
            if due <= now:
                self._jobs[place] = (job, now + job.every)
                with connection.transaction():
                    job.run(connection)
                self.wake()
