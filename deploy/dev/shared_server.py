"""One PostgreSQL server for all test processes of a checkout: the first starts it, it ends with the last.

Every user holds a shared lock on one file; the server's own process tries to take it alone and leaves when
it can. Nothing stays behind, however the users end. ``fsync`` is off here, and here only: test data may be
lost with the machine's power, and is thrown away then.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import CHECKOUT, State, open_state

TEST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_wal_size": "1GB",
    "autovacuum_naptime": "5min",
}
CLONE_PREFIX = "t_"


@contextlib.contextmanager
def shared_server(seconds: float = 60.0) -> Iterator[EmbeddedPostgres]:
    """The running test server, for ``dsn`` only (it is another process's child); started if nobody has it
    yet.
    """
    state = open_state("test")
    server = EmbeddedPostgres(state, TEST_SETTINGS)
    with _locked(state, "users.lock", fcntl.LOCK_SH):
        with _locked(state, "start.lock", fcntl.LOCK_EX):
            if not _answers(server):
                _start_process(server, state, seconds)
        yield server


def _start_process(server: EmbeddedPostgres, state: State, seconds: float) -> None:
    with (state.logs / "shared_server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.dev.shared_server"],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    deadline = time.monotonic() + seconds
    while not _answers(server):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise RuntimeError(f"the test database did not start: see {state.logs}")
        time.sleep(0.02)


def _answers(server: EmbeddedPostgres) -> bool:
    try:
        psycopg.connect(server.dsn("postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def _locked(state: State, name: str, kind: int) -> Iterator[IO[str]]:
    with (state.root / name).open("a", encoding="ascii") as file:
        fcntl.flock(file, kind)
        yield file


def serve() -> None:
    """Run the server until no test process is left (the process that `shared_server` starts)."""
    state = open_state("test")
    _forget_after_power_loss(state)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with EmbeddedPostgres(state, TEST_SETTINGS) as server:
        _drop_clones(server)
        with (state.root / "users.lock").open("a", encoding="ascii") as users:
            while server.poll() is None and not _alone(users):
                time.sleep(0.2)
            server.stop()


def _alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _forget_after_power_loss(state: State) -> None:
    """Without fsync the data is worth nothing if the machine started anew while the server ran."""
    boot, noted = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii"), state.root / "boot_id"
    data = state.postgres / "data"
    if (data / "postmaster.pid").exists() and (
        not noted.exists() or noted.read_text(encoding="ascii") != boot
    ):
        shutil.rmtree(data)
    noted.write_text(boot, encoding="ascii")


def _drop_clones(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in connection.execute(query, [CLONE_PREFIX]).fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


if __name__ == "__main__":
    os.umask(0o077)
    serve()
