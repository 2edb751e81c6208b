"""How soon the embedded database is ready: warm, and after a crash. Limits of the design: 50 and 300 ms."""

import os
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import State, open_state
from tests.bench.measure import Figure

ROUNDS = 9


@contextmanager
def _own_state() -> Iterator[State]:
    root = Path(tempfile.mkdtemp(prefix="entente-bench-", dir="/var/tmp"))
    root.chmod(0o711)
    try:
        yield State(root, open_state().shared)
    finally:
        shutil.rmtree(root)


def _seconds_to_ready(server: EmbeddedPostgres) -> float:
    begin = time.perf_counter()
    server.start()
    return time.perf_counter() - begin


def _crash(server: EmbeddedPostgres) -> None:
    """Kill the server in the middle of unfinished writes, then let go of what held it."""
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as conn:
        conn.execute("CREATE TABLE IF NOT EXISTS ballast (n int, words text)")
        conn.execute("INSERT INTO ballast SELECT n, repeat('x', 200) FROM generate_series(1, 20000) n")
        pid = server.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
    while server.pid is not None:
        os.sched_yield()
    server.stop()


def run() -> Iterable[Figure]:
    """Two figures: the median time to the first answered connection, as a share of its limit."""
    with _own_state() as state:
        server = EmbeddedPostgres(state)
        with server:
            pass
        warm, crashed = [], []
        for _ in range(ROUNDS):
            warm.append(_seconds_to_ready(server))
            server.stop()
        for _ in range(ROUNDS):
            server.start()
            _crash(server)
            crashed.append(_seconds_to_ready(server))
            server.stop()
    for name, taken, limit in (("warm", warm, 0.05), ("after a crash", crashed, 0.3)):
        middle = statistics.median(taken)
        yield Figure(
            f"embedded database ready, {name}", middle / limit, 1.0, True,
            {"median_ms": round(middle * 1e3, 1), "limit_ms": limit * 1e3},
        )  # fmt: skip
