"""A house: the table of processes on one ground, with the state in which it stands.

`make run` runs `EMBEDDED`; `make stack` the one on the real parts, of `deploy.stack`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from deploy.dev.databases import DATABASES
from deploy.dev.identity.app import issue_token
from deploy.dev.instance import Instance, Served, open_instance
from deploy.dev.migrations import prepare_bus
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.processes import PROCESSES, Process, identity_settings
from deploy.dev.state import State

Told = Callable[[str], None]


class UnknownProcess(RuntimeError):
    """No process has that name; the message says which there are."""


@dataclass(frozen=True)
class House:
    """Everything that differs between grounds.

    ``state`` names the state beside the checkout's own; ``ports`` are those needed besides one a process.
    ``prepare`` is done when the database is up and before any process starts. ``token(instance, person,
    audience)`` gets an access token for a demonstration person. ``signing_in`` says how people prove who they
    are, and ``password(instance, person)`` by what, if by anything. ``seconds`` is how long the start may
    take, ``failures`` what may be expected to go wrong in it.
    """

    state: str
    processes: tuple[Process, ...]
    prepare: Callable[[Instance, Told], None]
    token: Callable[[Instance, str, str], str]
    signing_in: Callable[[Instance], str]
    password: Callable[[Instance, str], str | None] = lambda instance, person: None
    ports: tuple[str, ...] = ()
    databases: tuple[str, ...] = tuple(DATABASES)
    server: Served = lambda state, ports: EmbeddedPostgres(state)
    seconds: float = 60.0
    failures: tuple[type[Exception], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Whatever has a port."""
        return (*(process.name for process in self.processes), *self.ports)

    @property
    def verb(self) -> str:
        """What `make` is told to run it."""
        return self.state or "run"

    @property
    def word(self) -> str:
        """What the other verbs are told to mean it."""
        return f" {self.state.upper()}=1" if self.state else ""

    def process(self, name: str) -> Process:
        """A row of the table; raises `UnknownProcess`."""
        for one in self.processes:
            if one.name == name:
                return one
        names = ", ".join(one.name for one in self.processes if one.module)
        raise UnknownProcess(f"there is no process {name!r}; there are {names}")

    def instance(self, state: State, *, running: bool = False) -> Instance:
        """The instance of ``state``; ``running`` as for `open_instance`."""
        return open_instance(state, self.names, running=running, server=self.server)


def _log(instance: Instance, told: Told) -> None:
    if prepare_bus(instance):
        told("the event log has its topics")


EMBEDDED = House(
    state="",
    processes=PROCESSES,
    prepare=_log,
    token=lambda instance, person, audience: issue_token(identity_settings(instance), person, audience),
    signing_in=lambda instance: "there is no password; all people are invented",
)
