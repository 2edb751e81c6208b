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

from deploy.dev.house import EMBEDDED, House
from deploy.dev.instance import Instance
from deploy.dev.platform import Platform
from deploy.dev.shared import joined, serving, wait_until_unused
from deploy.dev.state import State, open_state
from deploy.dev.supervisor import answers

STATE = "platform"


@dataclass(frozen=True)
class RunningPlatform:
    """The address of the platform, and what a test needs to use it as somebody."""

    instance: Instance
    house: House = EMBEDDED

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
        return self.house.token(self.instance, person, audience)

    def password(self, person: str) -> str | None:
        """What a demonstration person proves who they are by; None where the provider asks for nothing."""
        return self.house.password(self.instance, person)

    def database(self, service: str) -> str:
        """The superuser's URL of a service's database: for looking at what was done, never for doing it."""
        return self.instance.server.dsn(f"entente_{service}")


@contextlib.contextmanager
def shared_platform(
    seconds: float = 300.0, house: House = EMBEDDED, module: str = "deploy.dev.shared_platform"
) -> Iterator[RunningPlatform]:
    """The running platform; started if nobody has it yet, which takes the better part of a minute.
    ``module`` is what serves this house.
    """
    state = state_of(house)
    with joined(state, module, lambda: _is_up(state, house), seconds):
        yield RunningPlatform(house.instance(state, running=True), house)


def state_of(house: House) -> State:
    """The state of the tests' platform on this house."""
    return open_state("-".join(filter(None, (house.state, STATE))))


def _is_up(state: State, house: House) -> bool:
    if not (state.root / "up").exists():
        return False
    ports = house.instance(state, running=True).ports
    ours = [process for process in house.processes if process.program is None]
    return all(answers(ports[process.name], process.health) for process in ours)


def serve(house: House = EMBEDDED) -> None:
    """Run the platform on empty databases until no test process is left."""
    state = state_of(house)
    up = state.root / "up"
    for path in state.root.iterdir():
        if path.is_dir() and path != state.logs:
            shutil.rmtree(path)
        elif path.suffix != ".lock" and path.is_file():
            path.unlink()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Platform(state, lambda line: print(line, flush=True), house) as platform:
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
    with serving(state_of(EMBEDDED)):
        serve()
