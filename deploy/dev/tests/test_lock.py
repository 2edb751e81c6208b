"""One process at a time runs an instance; who asks which never gets a number that is nobody's."""

import fcntl
import os
import threading
from pathlib import Path

import pytest

from deploy.dev import run
from deploy.dev.house import EMBEDDED
from deploy.dev.platform import AlreadyRunning, running_pid, take_lock
from deploy.dev.state import State


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path, tmp_path)


def test_the_holder_is_named_and_the_lock_ends_with_its_file(state: State) -> None:
    assert running_pid(state) is None
    with take_lock(state):
        assert running_pid(state) == os.getpid()
        with pytest.raises(AlreadyRunning):
            take_lock(state)
    assert running_pid(state) is None


def test_a_holder_that_has_not_written_its_number_yet_is_waited_for(state: State) -> None:
    with (state.root / "run.lock").open("a+", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        writer = threading.Timer(0.1, lambda: (lock.write("4711"), lock.flush()))
        writer.start()
        assert running_pid(state) == 4711
        writer.join()


def test_nobody_is_signalled_where_the_number_is_missing(state: State, monkeypatch) -> None:
    signalled: list[int] = []
    monkeypatch.setattr(run, "open_state", lambda name: state)
    monkeypatch.setattr(run, "running_pid", lambda _: 0)
    monkeypatch.setattr(os, "kill", lambda pid, number: signalled.append(pid))
    assert run.stop(EMBEDDED) == 1 and signalled == []
