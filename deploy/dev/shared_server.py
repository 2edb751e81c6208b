"""One PostgreSQL server for all test processes of a checkout (`deploy.dev.shared`).

``fsync`` is off here, and here only: test data may be lost with the machine's power, and is thrown away then.
"""

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.shared import joined, serving, wait_until_unused
from deploy.dev.state import State, open_state

TEST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "5min",
    "shared_buffers": "256MB",  # small databases, and browsers beside them
}
CLONE_PREFIX = "t_"


@contextlib.contextmanager
def shared_server(seconds: float = 60.0) -> Iterator[EmbeddedPostgres]:
    """The running test server, for ``dsn`` only: it is another process's child."""
    server = EmbeddedPostgres(open_state("test"), TEST_SETTINGS)
    with joined(server.state, "deploy.dev.shared_server", lambda: _answers(server), seconds):
        yield server


def _answers(server: EmbeddedPostgres) -> bool:
    try:
        psycopg.connect(server.dsn("postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def serve() -> None:
    """Run the server until no test process is left (the process that `shared_server` starts)."""
    state = open_state("test")
    _forget_after_power_loss(state)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with EmbeddedPostgres(state, TEST_SETTINGS) as server:
        _drop_clones(server)
        wait_until_unused(state, lambda: server.poll() is None)


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
    with serving(open_state("test")):
        serve()
