"""All processes start in order, none is restarted in silence, and none outlives the supervisor."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any, Self

import pytest

from deploy.dev import supervisor as supervisor_module
from deploy.dev.children import Command
from deploy.dev.instance import Instance, open_instance
from deploy.dev.logs import LIMIT
from deploy.dev.ports import HOST, listens
from deploy.dev.postgres import EmbeddedPostgres, PostgresFailed
from deploy.dev.processes import (
    NAMES,
    PROCESSES,
    SERVICES,
    Process,
    base_environment,
    gateway_environment,
)
from deploy.dev.state import CHECKOUT, State
from deploy.dev.supervisor import PortTaken, Running, StartFailed, Supervisor
from tests.waiting import until


class QuietServer(EmbeddedPostgres):
    """Stands in for the database where only the processes are the subject."""

    def poll(self) -> int | None:
        return None


def fake(name: str, order: Path, needs: tuple[str, ...] = (), fails: bool = False) -> Process:
    def environment(instance: Instance) -> dict[str, str]:
        values = {"FAKE_NAME": name, "FAKE_ORDER": str(order), "FAKE_PORT": str(instance.ports[name])}
        return values | ({"FAKE_FAILS": "1"} if fails else {})

    return Process(name, "deploy.dev.tests.fake_service", environment, sources=(), needs=needs)


@dataclass
class Stage:
    """A supervisor over fake processes, with what it said."""

    supervisor: Supervisor
    order: Path
    said: list[str] = field(default_factory=list)

    def get(self, name: str, path: str = "/readyz") -> int:
        """The process number of the process that answers as ``name``."""
        url = self.supervisor.instance.url(name) + path
        with urllib.request.urlopen(url, timeout=60) as answer:
            return int(answer.read())


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    made: list[Stage] = []

    def build(**needs: tuple[str, ...]) -> Stage:
        state = State(tmp_path, tmp_path)
        instance = open_instance(state, list(needs))
        instance.server = QuietServer(state)
        order, said = tmp_path / "order", []
        processes = tuple(fake(name, order, needed) for name, needed in needs.items())
        made.append(Stage(Supervisor(instance, said.append, processes), order, said))
        return made[-1]

    yield build
    for one in made:
        one.supervisor.stop()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_what_is_needed_is_ready_before_what_needs_it_starts(stage: Callable[..., Stage]) -> None:
    one = stage(edge=("first", "second"), second=("first",), first=())
    one.supervisor.start(60)
    assert one.order.read_text().split() == ["first", "second", "edge"]
    ready = [line.split(" is ready")[0] for line in one.said if " is ready" in line]
    assert ready == ["first", "second", "edge"]


def test_a_long_start_is_told_of_while_it_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor_module, "Running", partial(Running, patience=-1.0))
    answers = iter((False, True))
    runs = lambda instance, output: Command(["/bin/sh", "-c", "exec sleep 60"], {}, tmp_path, output)  # noqa: E731
    row = Process(
        "slow", "slow", lambda instance: {}, (), program=runs, ready=lambda instance, pid: next(answers)
    )
    instance, said = open_instance(State(tmp_path, tmp_path), ["slow"]), list[str]()
    instance.server = QuietServer(instance.state)
    supervisor = Supervisor(instance, said.append, (row,))
    supervisor.start(60)
    supervisor.stop()
    assert [re.split(" for | after ", line)[0] for line in said] == [
        "slow has been starting",
        "slow is ready",
    ]


def test_a_program_is_settled_before_others_stand_on_it_and_ends_after_them(tmp_path: Path) -> None:
    order = tmp_path / "order"

    def program(name: str) -> Callable[[Instance, IO[bytes]], Command]:
        ends = f"trap 'echo {name} ended >> {order}; exit' TERM"
        says = f"{ends}; echo {name} >> {order}; while :; do sleep 0.02; done"
        return lambda instance, output: Command(["/bin/sh", "-c", says], {}, tmp_path, output)

    def row(name: str, **more: Any) -> Process:
        ready = lambda instance, pid: order.exists() and name in order.read_text()  # noqa: E731
        return Process(name, name, lambda instance: {}, (), program=program(name), ready=ready, **more)

    def settle(instance: Instance, told: Callable[[str], None]) -> None:
        with order.open("a") as file:
            file.write("settled\n")

    table = (row("ground", settle=settle, grace=5.0), row("house", needs=("ground",)))
    instance = open_instance(State(tmp_path, tmp_path), ["ground", "house"])
    instance.server = QuietServer(instance.state)
    supervisor = Supervisor(instance, lambda line: None, table)
    supervisor.start(60)
    supervisor.stop()
    assert order.read_text().splitlines() == ["ground", "settled", "house", "house ended", "ground ended"]


def test_a_log_is_begun_anew_while_its_process_goes_on_writing(stage: Callable[..., Stage]) -> None:
    one, ended = stage(first=()), threading.Event()
    one.supervisor.start(60)
    log = one.supervisor.log("first")
    with log.open("ab") as writer:  # as the process has it open
        writer.write(b"x" * (LIMIT + 1))
        writer.flush()
        watcher = threading.Thread(target=one.supervisor.watch, args=[ended])
        watcher.start()
        try:
            until(lambda: log.stat().st_size == 0)
            writer.write(b"and on")
            writer.flush()
        finally:
            ended.set()
            watcher.join()
    assert log.read_bytes() == b"and on"
    assert log.with_suffix(".log.1").read_bytes().endswith(b"x" * 100)


def test_a_crash_is_told_and_the_process_starts_again(stage: Callable[..., Stage]) -> None:
    one, ended = stage(first=()), threading.Event()
    one.supervisor.start(60)
    before = one.get("first")
    watcher = threading.Thread(target=one.supervisor.watch, args=[ended])
    watcher.start()
    try:
        with contextlib.suppress(OSError):
            one.get("first", "/crash")
        until(lambda: any("first ended with 3" in line for line in one.said))

        until(lambda: any("first is ready again" in line for line in one.said))
        assert one.get("first") != before
    finally:
        ended.set()
        watcher.join()
    assert "started again in 0.25 s" in one.said[-2]


class Stumbling(QuietServer):
    """A server that ended, and whose first two starts fail."""

    starts = 0
    runs = False

    def poll(self) -> int | None:
        return None if self.runs or self.starts else -9

    def start(self, seconds: float = 30.0) -> Self:
        self.starts += 1
        if self.starts < 3:
            raise PostgresFailed("pre-existing shared memory block is still in use")
        self.runs = True
        return self


def test_a_database_that_does_not_start_at_once_is_tried_until_it_does(stage: Callable[..., Stage]) -> None:
    one = stage()
    server = one.supervisor.instance.server = Stumbling(one.supervisor.instance.state)
    for _ in range(5):
        one.supervisor._revive_database()
    assert (server.runs, server.starts) == (True, 3)
    assert [line.splitlines()[0] for line in one.said] == [
        "postgres ended with -9; it is started again and recovers",
        "postgres: pre-existing shared memory block is still in use",
    ]


def test_pauses_grow_when_a_process_crashes_again_and_again(stage: Callable[..., Stage]) -> None:
    one = stage(first=())
    one.supervisor.start(60)
    for _ in range(3):
        running = one.supervisor.running["first"]
        running.child.kill()
        running.child.wait()
        one.supervisor._revive(running)
        assert running.again_at
        running.again_at = 0.0
        one.supervisor._revive(running)
    told = [line.split("started again in ")[1].split(" s")[0] for line in one.said if "started again" in line]
    assert told == ["0.25", "0.5", "1"]


def test_stopping_ends_all(stage: Callable[..., Stage]) -> None:
    one = stage(first=(), second=())
    one.supervisor.start(60)
    pids = [one.get("first"), one.get("second")]
    one.supervisor.stop()
    assert all(gone(pid) for pid in pids)


def test_a_restart_concerns_the_named_processes_alone(stage: Callable[..., Stage]) -> None:
    one = stage(first=(), second=())
    one.supervisor.start(60)
    before = {name: one.supervisor.running[name].child.pid for name in ("first", "second")}
    one.supervisor.restart(["second"])
    after = {name: one.supervisor.running[name].child.pid for name in ("first", "second")}
    assert after["first"] == before["first"]
    assert after["second"] != before["second"]
    assert gone(before["second"])
    assert one.said[2:] == []


def test_a_process_that_cannot_start_is_reported_with_its_own_words(tmp_path: Path) -> None:
    instance = open_instance(State(tmp_path, tmp_path), ["broken"])
    supervisor = Supervisor(instance, print, (fake("broken", tmp_path / "order", fails=True),))
    with pytest.raises(StartFailed, match="a reason in words"):
        supervisor.start(60)


def test_no_child_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from deploy.dev.instance import open_instance
from deploy.dev.state import State
from deploy.dev.supervisor import Supervisor
from deploy.dev.tests.test_supervisor import fake
folder = Path(sys.argv[1])
table = tuple(fake(name, folder / "order") for name in ("first", "deaf"))
supervisor = Supervisor(open_instance(State(folder, folder), ["first", "deaf"]), lambda line: None, table)
supervisor.start(60)
print(*[one.child.pid for one in supervisor.running.values()], flush=True)
sys.stdin.read()
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    assert not any(gone(pid) for pid in pids)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until(lambda: all(gone(pid) for pid in pids))


def test_a_process_that_finds_its_port_taken_says_so_and_another_ones_answer_is_not_its_own(
    tmp_path: Path,
) -> None:
    state = State(tmp_path, tmp_path)
    instance = open_instance(state, ["first"])
    order = tmp_path / "order"
    other = Supervisor(instance, print, (fake("first", order),))
    other.start(60)
    try:
        with pytest.raises(PortTaken, match="first found its port"):
            Supervisor(instance, print, (fake("first", order),)).start(60)
        assert listens(other.running["first"].child.pid, instance.ports["first"])
        assert not listens(os.getpid(), instance.ports["first"])
    finally:
        other.stop()


def test_the_table_is_whole(tmp_path: Path) -> None:
    assert len(set(NAMES)) == len(NAMES)
    instance = open_instance(State(tmp_path, tmp_path), NAMES)
    for process in PROCESSES:
        assert set(process.needs) <= set(NAMES)
        prefix = f"ENTENTE_{process.name.upper()}_"
        environment = process.environment(instance)
        assert all(key.startswith(prefix) for key in environment)
        assert environment[f"{prefix}HOST"] == HOST
        assert environment[f"{prefix}ENVIRONMENT"] == "development"


def test_no_running_process_can_pass_by_row_level_security_as_the_owner_of_its_tables(tmp_path: Path) -> None:
    instance = open_instance(State(tmp_path, tmp_path), NAMES)
    owners = {
        process.name
        for process in PROCESSES
        if process.migrates
        and any(f"{process.name}_owner" in value for value in process.environment(instance).values())
    }
    assert owners == set()
    assert "ENTENTE_GATEWAY_WORKER_DSN" not in gateway_environment(instance)


def test_every_service_has_a_secret_of_its_own(tmp_path: Path) -> None:
    instance = open_instance(State(tmp_path, tmp_path), NAMES)
    assert len({instance.secret(f"client-{name}") for name in SERVICES}) == len(SERVICES)


def test_children_get_nothing_of_the_shells_other_environments_and_no_proxy(monkeypatch) -> None:
    for name in (
        "VIRTUAL_ENV",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "http_proxy",
        "HTTPS_PROXY",
        "PGHOST",
    ):
        monkeypatch.setenv(name, "elsewhere")
    assert "elsewhere" not in base_environment().values()
