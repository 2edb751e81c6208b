"""Something that all test processes of a checkout share: the first starts it, it ends with the last.

Every user holds a shared lock on one file; the process that serves them tries to take it alone, and leaves
when it can. Nothing stays behind, however the users end: their locks end with them.
"""

import contextlib
import fcntl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import IO

from deploy.dev.logs import keep_short
from deploy.dev.processes import base_environment
from deploy.dev.state import CHECKOUT, State

SERVING = "serving.lock"
SIGNING_IN = "sign-in.lock"
"""Held while somebody signs in by a password: to Keycloak two of a person at the same moment are a guess."""


class SharedFailed(RuntimeError):
    """The shared process did not start; the message says where its log is."""


@contextlib.contextmanager
def joined(state: State, module: str, answers: Callable[[], bool], seconds: float) -> Iterator[None]:
    """Use what ``python -m module`` serves on ``state`` until the end of the block; start it if
    nobody did.
    """
    with holding(state, "users.lock", fcntl.LOCK_SH):
        with holding(state, "start.lock", fcntl.LOCK_EX):
            if not _served(state, answers, seconds):
                _start(state, module, answers, seconds)
        yield


@contextlib.contextmanager
def serving(state: State) -> Iterator[None]:
    """Be the one process that serves ``state``, from before it touches anything there; waits for an
    earlier one to leave.
    """
    with holding(state, SERVING, fcntl.LOCK_EX):
        yield


def _served(state: State, answers: Callable[[], bool], seconds: float) -> bool:
    """Whether somebody serves. A process that lives and answers late, on a busy machine, is waited for:
    another one beside it would take its files away.
    """
    deadline = time.monotonic() + seconds
    while not answers():
        if time.monotonic() > deadline or not _lives(state):
            return False
        time.sleep(0.1)
    return True


def _lives(state: State) -> bool:
    with (state.root / SERVING).open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _start(state: State, module: str, answers: Callable[[], bool], seconds: float) -> None:
    log = state.logs / f"{module}.log"
    keep_short(log)
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=CHECKOUT,
            env=base_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + seconds
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            process.terminate()
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
            raise SharedFailed(f"{module} did not start (log: {log}):\n" + "\n".join(lines))
        time.sleep(0.02)


def wait_until_unused(state: State, lives: Callable[[], bool], linger: float = 0.0) -> None:
    """Return when no process has used ``state`` for ``linger`` seconds, holding it alone; or when what is
    served ended by itself.
    """
    users = (state.root / "users.lock").open("a", encoding="ascii")  # held until this process ends
    used = time.monotonic()
    while lives():
        if not _alone(users):
            used = time.monotonic()
        elif time.monotonic() - used >= linger:
            _held.append(users)
            return
        else:
            fcntl.flock(users, fcntl.LOCK_UN)  # whoever comes meanwhile finds it served
        time.sleep(0.2)


def _alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


_held: list[IO[str]] = []


@contextlib.contextmanager
def holding(state: State, name: str, kind: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold the file ``name`` of ``state``, alone or (``LOCK_SH``) with others who share it, within the
    block.
    """
    with (state.root / name).open("a", encoding="ascii") as file:
        fcntl.flock(file, kind)
        yield
