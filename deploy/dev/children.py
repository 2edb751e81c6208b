"""Starts processes that cannot outlive the one that started them.

Linux sends the *parent-death signal* when the **thread** that forked the child ends, so every child is
forked by one thread that lives as long as the process. The signal is forgotten at a change of user, so it
is set after it (`subprocess` changes the user before it calls ``preexec_fn``).
"""

import ctypes
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """A user that a child runs as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Command:
    """What to start: arguments, whole environment, folder, user, and where its output goes."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    output: IO[bytes] | int
    account: Account | None = None
    death_signal: signal.Signals = signal.SIGTERM


class _Spawner:
    """The one thread that forks. It is a daemon, so it ends with the process and never before."""

    def __init__(self) -> None:
        self._requests: queue.SimpleQueue[tuple[Command, Future[subprocess.Popen[bytes]]]] = (
            queue.SimpleQueue()
        )
        self._pid = os.getpid()
        threading.Thread(target=self._serve, name="spawner", daemon=True).start()

    def belongs_here(self) -> bool:
        """False in a process that was forked after the thread began: the thread is not there."""
        return self._pid == os.getpid()

    def start(self, command: Command) -> subprocess.Popen[bytes]:
        future: Future[subprocess.Popen[bytes]] = Future()
        self._requests.put((command, future))
        return future.result()

    def _serve(self) -> None:
        while True:
            command, future = self._requests.get()
            try:
                future.set_result(_fork(command))
            except BaseException as error:
                future.set_exception(error)


_lock = threading.Lock()
_spawner: _Spawner | None = None


def spawn(command: Command) -> subprocess.Popen[bytes]:
    """Start ``command`` as a direct child that gets ``death_signal`` when this process ends, however it
    ends.
    """
    global _spawner  # noqa: PLW0603 - one forking thread for each process, made at first use
    with _lock:
        if _spawner is None or not _spawner.belongs_here():
            _spawner = _Spawner()
    return _spawner.start(command)


def _fork(command: Command) -> subprocess.Popen[bytes]:
    account = command.account
    return subprocess.Popen(
        list(command.arguments),
        env=dict(command.environment),
        cwd=command.folder,
        stdin=subprocess.DEVNULL,
        stdout=command.output,
        stderr=subprocess.STDOUT,
        # Ctrl-C in the terminal reaches the supervisor alone, which stops all in order
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=_die_with_parent(command.death_signal),  # noqa: PLW1509 - it takes no lock, imports nothing
    )


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    parent, number, prctl = os.getpid(), int(death_signal), _libc.prctl

    def after_fork() -> None:
        if prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0) != 0 or os.getppid() != parent:
            os._exit(127)  # the parent died between the fork and the call, or it cannot be watched

    return after_fork


def stop(process: subprocess.Popen[bytes], graceful: signal.Signals, seconds: float) -> int:
    """Ask ``process`` to end, kill it after ``seconds``, and return its exit code (negative: a signal)."""
    if process.poll() is None:
        process.send_signal(graceful)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()
