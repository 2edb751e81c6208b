"""The embedded server: ready, durable, alone, and gone when its parent is gone, however it ends."""

import contextlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.dev.binaries import unprivileged_account
from deploy.dev.postgres import EmbeddedPostgres, shared_megabytes
from deploy.dev.state import CHECKOUT, State, StateError, instance_id, kept_secret, open_state
from tests.waiting import until

AS_ROOT = os.geteuid() == 0
PARENT = """
import sys
from pathlib import Path
from deploy.dev.postgres import EmbeddedPostgres, shared_megabytes
from deploy.dev.state import State
server = EmbeddedPostgres(State(Path(sys.argv[1]), Path(sys.argv[1]))).start()
print(server.pid, flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def own_state() -> Iterator[State]:
    root = Path(tempfile.mkdtemp(prefix="entente-test-", dir="/var/tmp"))
    root.chmod(0o711)
    try:
        yield State(root, open_state().shared)
    finally:
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def state() -> Iterator[State]:
    """A state with an initialised data folder (a second's work), for all tests of this file."""
    with own_state() as made:
        with EmbeddedPostgres(made):
            pass
        yield made


def processes_of(server: EmbeddedPostgres) -> set[int]:
    """The server and its helpers: every process that names the data folder or descends from one that does."""
    found: dict[int, int] = {}
    roots = set()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if fields[0] != "Z":
                found[int(entry.name)] = int(fields[1])
                if os.fsencode(server.data) in (entry / "cmdline").read_bytes().split(b"\0"):
                    roots.add(int(entry.name))
    return roots | {pid for pid, parent in found.items() if parent in roots}


def quickest(state: State, before, tries: int = 5) -> float:
    """The shortest time from the call to a first connection: the machine is shared, so the best of a few."""
    times = []
    for _ in range(tries):
        before()
        begin = time.perf_counter()
        with EmbeddedPostgres(state):
            times.append(time.perf_counter() - begin)
    return min(times)


def start_in_child(state: State) -> tuple[subprocess.Popen[str], int]:
    child = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(state.root)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "ENTENTE_STATE": ""},
    )
    assert child.stdout
    return child, int(child.stdout.readline())


def test_data_outlives_a_stop_and_fsync_is_on(state: State) -> None:
    with EmbeddedPostgres(state) as server, psycopg.connect(server.dsn("postgres")) as connection:
        connection.execute("CREATE TABLE kept (id int)")
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
    with EmbeddedPostgres(state) as server, psycopg.connect(server.dsn("postgres")) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == ("kept",)


def test_it_is_ready_at_once_warm_and_soon_after_a_crash(state: State) -> None:
    """Bounds for a machine that is busy with other tests; `make bench` measures the 50 and 300 ms."""
    assert quickest(state, before=lambda: None) < 0.5
    assert quickest(state, before=lambda: crash_with_work(state)) < 1.5


def crash_with_work(state: State) -> None:
    server = EmbeddedPostgres(state).start()
    with psycopg.connect(server.dsn("postgres")) as connection:
        connection.execute("DROP TABLE IF EXISTS work")
        connection.execute("CREATE TABLE work AS SELECT g, repeat('x', 200) FROM generate_series(1, 5000) g")
    assert server.pid
    os.kill(server.pid, signal.SIGKILL)
    until(lambda: server.poll() is not None and not processes_of(server))
    server.stop()


def test_committed_work_survives_the_kill_of_the_server(state: State) -> None:
    crash_with_work(state)
    with EmbeddedPostgres(state) as server, psycopg.connect(server.dsn("postgres")) as connection:
        assert connection.execute("SELECT count(*) FROM work").fetchone() == (5000,)


def test_no_process_is_left_after_the_kill_of_its_parent(state: State) -> None:
    child, pid = start_in_child(state)
    server = EmbeddedPostgres(state)
    busy = psycopg.connect(server.dsn("postgres"))
    busy.execute("BEGIN")
    assert pid in processes_of(server)
    assert len(processes_of(server)) > 3
    child.kill()
    child.wait()
    until(lambda: not processes_of(server))
    with server, psycopg.connect(server.dsn("postgres")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    busy.close()


def test_a_second_process_on_the_same_state_is_refused_with_the_reason(state: State) -> None:
    with EmbeddedPostgres(state), pytest.raises(StateError, match="run by another process"):
        EmbeddedPostgres(state).start()


def test_a_stale_process_number_does_not_stop_the_start(state: State) -> None:
    (state.postgres / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{state.postgres}\n")
    with EmbeddedPostgres(state) as server:
        assert server.pid


def test_two_instances_run_at_once(state: State) -> None:
    with own_state() as other, EmbeddedPostgres(state) as first, EmbeddedPostgres(other) as second:
        assert first.pid != second.pid
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(second.dsn("postgres").replace(password_of(second), password_of(first)))


def password_of(server: EmbeddedPostgres) -> str:
    return (server.state.secrets / "database-postgres").read_text()


def test_nobody_enters_without_the_password_and_no_file_is_open_to_others(state: State) -> None:
    with EmbeddedPostgres(state) as server:
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(
                server.dsn("postgres").replace(f":{password_of(server)}", ""), passfile="/dev/null"
            )
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        for secret in state.secrets.iterdir():
            assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_long_path_gets_a_short_socket_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    assert len(str(EmbeddedPostgres(State(deep, deep)).socket_folder)) < 60


def test_of_two_processes_that_make_a_secret_at_once_the_first_wins(tmp_path: Path) -> None:
    def made_by_the_slow_one() -> str:
        assert kept_secret(tmp_path, "a", lambda: "quick") == "quick"
        return "slow"

    assert kept_secret(tmp_path, "a", made_by_the_slow_one) == "quick"


def test_the_instance_is_named_by_the_real_path_of_the_checkout(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert instance_id(tmp_path / "real") == instance_id(tmp_path / "link") != instance_id(tmp_path)


@pytest.mark.skipif(not AS_ROOT, reason="needs root: what is tried is the drop to another user")
def test_as_root_the_server_runs_as_another_user_from_programs_outside_the_environment(state: State) -> None:
    with EmbeddedPostgres(state) as server:
        process = Path(f"/proc/{server.pid}")
        assert process.stat().st_uid not in (0, os.geteuid())
        program = (process / "exe").readlink()
        assert program.is_relative_to(state.shared)
        assert not program.is_relative_to(CHECKOUT)
        assert "\nGroups:\t \n" in (process / "status").read_text()


@pytest.mark.skipif(not AS_ROOT, reason="needs root: starts a process as an ordinary user")
def test_an_ordinary_user_without_a_writable_home_runs_it_under_a_strict_umask(tmp_path: Path) -> None:
    account = unprivileged_account(tmp_path / "none")
    assert account
    script = """
import json, os
os.umask(0o077)
from deploy.dev.postgres import EmbeddedPostgres, shared_megabytes
from deploy.dev.state import open_state
state = open_state("unprivileged")
with EmbeddedPostgres(state) as server:
    print(json.dumps([str(state.root), os.stat(f"/proc/{server.pid}").st_uid]))
"""
    interpreter = next(filter(os.path.exists, [f"/usr/bin/python3.{sys.version_info.minor}"]), sys.executable)
    python = [os.path.realpath(interpreter), "-c", script]
    paths = os.pathsep.join([str(CHECKOUT), *filter(None, sys.path)])
    as_account = {"user": account.uid, "group": account.gid, "extra_groups": [], "cwd": CHECKOUT}
    try:
        subprocess.run([python[0], "-c", "pass"], check=True, **as_account)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"{account.name} cannot reach the interpreter or the environment: {error}")
    done = subprocess.run(
        python,
        **as_account,
        check=False,
        env={"PATH": os.defpath, "HOME": "/nonexistent", "PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    root, uid = json.loads(done.stdout)
    assert uid == account.uid
    assert stat.S_IMODE(os.stat(root).st_mode) == 0o700
    shutil.rmtree(root)


@pytest.mark.parametrize(("memory", "buffers"), [(512, 128), (4096, 512), (8192, 1024), (262_144, 1024)])
def test_buffers_are_a_part_of_the_memory_and_bounded(memory: int, buffers: int) -> None:
    assert shared_megabytes(memory) == buffers
