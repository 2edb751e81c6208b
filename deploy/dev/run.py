"""``python -m deploy.dev.run VERB``: what the Makefile's verbs do once the environment is there.

Each is done on a house: that of `make run` here, that of `make stack` by ``python -m deploy.stack VERB``.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from deploy.dev import web
from deploy.dev.house import EMBEDDED, House, UnknownProcess
from deploy.dev.identity.people import UnknownPerson
from deploy.dev.importing import import_file
from deploy.dev.migrations import MigrationFailed
from deploy.dev.platform import (
    AlreadyRunning,
    Platform,
    ScenarioFailed,
    demonstration_people,
    running_pid,
    with_database,
)
from deploy.dev.postgres import PostgresFailed
from deploy.dev.processes import full_environment
from deploy.dev.reload import Reloader
from deploy.dev.state import CHECKOUT, StateError, open_state
from deploy.dev.supervisor import StartFailed

_STOP_SECONDS = 60.0
_FAILURES: tuple[type[Exception], ...] = (
    AlreadyRunning,
    MigrationFailed,
    PostgresFailed,
    StartFailed,
    StateError,
    web.BuildFailed,
    UnknownProcess,
)


def say(line: str) -> None:
    """One line for the person at the terminal."""
    print(f"  {line}", flush=True)


def run(house: House, reload: bool = False) -> int:
    """Start everything, print where and as whom, and look after it until it is stopped."""
    begin, stopped = time.monotonic(), threading.Event()
    platform = Platform(told=say, house=house)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    reloader = Reloader(platform, say) if reload else None
    try:
        if pid := running_pid(platform.state):
            raise AlreadyRunning(pid)
        say(larger_data())
        web.build(platform.state)
        platform.start()
        _load_scenario(platform)
        _print_welcome(platform, time.monotonic() - begin)
        if reloader:
            reloader.start()
        platform.supervisor.watch(stopped)
    except KeyboardInterrupt:
        print(flush=True)
    except AlreadyRunning as error:
        print(f"\n{error}: `make stop{house.word}` ends it", file=sys.stderr, flush=True)
        return 1
    except (*_FAILURES, *house.failures) as error:
        print(f"\nEntente did not start: {error}", file=sys.stderr, flush=True)
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # it is stopping already
        if reloader:
            reloader.stop()
        platform.stop()
    say("everything is stopped; the data is kept")
    return 0


def larger_data() -> str:
    """Where the larger data sets are, or that they are absent: tests read them, nothing that runs does."""
    folder = Path(os.environ.get("ENTENTE_DATA") or CHECKOUT.parent / "shared" / "data")
    where = str(folder) if folder.is_dir() else f"absent at {folder}: the tests that read them are skipped"
    return f"larger data sets (ENTENTE_DATA): {where}"


def _load_scenario(platform: Platform) -> None:
    try:
        platform.load_scenario()
    except ScenarioFailed as error:
        say(f"{error}: Entente runs without it; `make reset{platform.house.word}` starts over")


def _print_welcome(platform: Platform, seconds: float) -> None:
    people = demonstration_people()
    wide = max(len(person.username) for person in people)
    print(f"\nEntente is ready after {seconds:.1f} s:  {platform.url}\n")
    print(f"Sign in as ({platform.house.signing_in(platform.instance)}):")
    for person in people:
        who = f"{person.rank} {person.name}, {person.affiliation}"
        print(f"  {person.username:<{wide}}  {who:<42}  {person.billet}")
        print(f"  {'':<{wide}}    {person.shows}")
    word = platform.house.word
    print(
        f"\nAPI description: {platform.url}/api    Access token: make token PERSON={people[0].username}{word}"
    )
    print(f"Logs and data:   {platform.state.root}")
    print(
        f"Stop with Ctrl-C or `make stop{word}`; the data stays. `make reset{word}` starts over.\n",
        flush=True,
    )


def stop(house: House) -> int:
    """End a running instance and wait until it is gone."""
    state = open_state(house.state)
    pid = running_pid(state)
    if pid is None:
        say("Entente is not running")
        return 0
    if pid == 0:  # a signal to 0 would end whoever called this
        print("Entente is just starting or stopping: try again", file=sys.stderr)
        return 1
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while running_pid(state) is not None:
        if time.monotonic() > deadline:
            print(f"process {pid} does not end", file=sys.stderr)
            return 1
        time.sleep(0.05)
    say("stopped; the data is kept")
    return 0


def reset(house: House) -> int:
    """Delete everything that this instance keeps, after a question (``FORCE=1`` answers it)."""
    state = open_state(house.state)
    if os.environ.get("FORCE") != "1":
        print(f"This deletes all data of this checkout's Entente in {state.root}.")
        if not sys.stdin.isatty() or input("Type yes to go on: ").strip().lower() != "yes":
            say("nothing was deleted (FORCE=1 answers the question)")
            return 1
    if stop(house) != 0:
        return 1
    shutil.rmtree(state.root)
    say(f"deleted; `make {house.verb}` begins anew")
    return 0


def token(house: House, person: str, audience: str = "gateway") -> int:
    """Print an access token of a demonstration person (five minutes), for people who try the API."""
    instance = house.instance(open_state(house.state), running=True)
    try:
        print(house.token(instance, person, audience))
    except UnknownPerson:
        return _unknown(person)
    return 0


def import_list(house: House, person: str, *given: str) -> int:
    """Import a file of activities in the name of a demonstration person, by the interface (`importing`)."""
    instance = house.instance(open_state(house.state), running=True)
    nation = next((one.affiliation for one in demonstration_people() if one.username == person), "")
    try:
        return import_file(
            instance.url("gateway"), lambda: house.token(instance, person, "gateway"), nation, given
        )
    except UnknownPerson:
        return _unknown(person)


def _unknown(person: str) -> int:
    names = ", ".join(one.username for one in demonstration_people())
    print(f"there is no demonstration person {person!r}; there are {names}", file=sys.stderr)
    return 1


def execute(house: House, name: str, *arguments: str) -> int:
    """``python -m <module of the process> arguments`` with the process's settings and a database
    that is up.
    """
    process = house.process(name)
    with with_database(open_state(house.state), house) as instance:
        command = [sys.executable, "-m", process.module, *arguments]
        environment = full_environment(instance, process) | process.commands(instance)
        return subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode


VERBS: dict[str, Callable[..., int]] = {
    "run": run,
    "dev": lambda house: run(house, reload=True),
    "stop": stop,
    "reset": reset,
    "token": token,
    "import": import_list,
    "exec": execute,
}


def main(arguments: Sequence[str], house: House = EMBEDDED) -> int:
    """Run one verb; an expected failure is one line, not a traceback."""
    if not arguments or arguments[0] not in VERBS:
        print(f"verbs: {', '.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        return VERBS[arguments[0]](house, *arguments[1:])
    except (*_FAILURES, *house.failures) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
