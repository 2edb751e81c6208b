"""The whole platform with the demonstration scenario, once for all test processes of a checkout.

It starts anew with the first test that asks for it and ends with the last (`deploy.dev.shared`). Tests
share its data: each makes what it changes, and none kills a process of it; such tests start a `Platform` of
their own.
"""

import contextlib
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from deploy.dev.identity.app import issue_token
from deploy.dev.instance import Instance, open_instance
from deploy.dev.platform import Platform
from deploy.dev.processes import NAMES, PROCESSES, identity_settings
from deploy.dev.shared import joined, serving, wait_until_unused
from deploy.dev.state import State, open_state
from deploy.dev.supervisor import answers

STATE = "platform"


@dataclass(frozen=True)
class RunningPlatform:
    """The address of the platform, and what a test needs to use it as somebody."""

    instance: Instance

    @property
    def url(self) -> str:
        """The gateway's address."""
        return self.instance.url("gateway")

    def service_url(self, name: str) -> str:
        """The address of one service behind the gateway."""
        return self.instance.url(name)

    def token(self, person: str, audience: str = "gateway") -> str:
        """An access token of a demonstration person (five minutes); an ``audience`` other than the gateway is
        for asking a service past it."""
        return issue_token(identity_settings(self.instance), person, audience)

    def database(self, service: str) -> str:
        """The superuser's URL of a service's database: for looking at what was done, never for doing it."""
        return self.instance.server.dsn(f"entente_{service}")


@contextlib.contextmanager
def shared_platform(seconds: float = 300.0) -> Iterator[RunningPlatform]:
    """The running platform; started if nobody has it yet, which takes the better part of a minute."""
    state = open_state(STATE)
    with joined(state, "deploy.dev.shared_platform", lambda: _is_up(state), seconds):
        yield RunningPlatform(open_instance(state, NAMES, running=True))


def _is_up(state: State) -> bool:
    if not (state.root / "up").exists():
        return False
    instance = open_instance(state, NAMES, running=True)
    return all(answers(instance.ports[process.name], process.health) for process in PROCESSES)


def serve() -> None:
    """Run the platform on empty databases until no test process is left."""
    state = open_state(STATE)
    up = state.root / "up"
    for path in state.root.iterdir():
        if path.is_dir() and path != state.logs:
            shutil.rmtree(path)
        elif path.suffix != ".lock" and path.is_file():
            path.unlink()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Platform(state, told=lambda line: print(line, flush=True)) as platform:
        ended = threading.Event()
        platform.load_scenario()
        up.touch()
        watcher = threading.Thread(target=platform.supervisor.watch, args=[ended])
        watcher.start()
        wait_until_unused(state, watcher.is_alive)
        up.unlink()
        ended.set()
        watcher.join()


if __name__ == "__main__":
    os.umask(0o077)
    with serving(open_state(STATE)):
        serve()
