"""The whole real file through the import, against COPY of the rows that it made into a bare table.

The import reads, validates and labels every row, and writes it under row-level security with units, indexes,
counters, and an audit record and an event a batch. The bare table has the columns that the import fills and
no more: no index, no key, no trigger, no column that the database makes. Both are the best of three rounds in
the same run, one after the other, on the same server. Words are indexed behind the import by the service's
worker, which does not run here (as nothing does behind COPY): ``words_seconds`` is what all rows take it.

Memory is what the importing process and the reader of the file held at most, for the file and for one that
holds its rows three times. A file of other rows costs what is remembered of each row without an identifier
of its own, some 100 bytes.
"""

import gzip
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import psycopg

from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import CHECKOUT
from deploy.dev.testing import DatabaseForTest, cloned_database
from services.registry.activities.words import index_words
from tests.bench.measure import Figure
from tests.bench.million import server

FILE = CHECKOUT.parent / "shared" / "data" / "fmtr_1999_2021.csv.gz"
ROWS, TIMES, ROUNDS = 263_738, 3, 3
COLUMNS = """SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = 'activity'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""


def imported(made: DatabaseForTest, path: Path) -> dict[str, Any]:
    """The file run by a process of its own: what that tells (`importing`)."""
    command = [sys.executable, "-m", "tests.bench.importing", made.app_dsn, made.worker_dsn, str(path)]
    told = subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, Any] = orjson.loads(told.splitlines()[-1])
    return found


def copied(made: DatabaseForTest) -> tuple[float, int]:
    """Seconds of COPY of the activities into a bare table, the best of some; how many they are."""
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        row = conn.execute(COLUMNS).fetchone()
        names = row[0] if row else ""
        conn.execute(f"CREATE TABLE bare AS SELECT {names} FROM activity WHERE false".encode())
        with conn.cursor().copy(f"COPY activity ({names}) TO STDOUT".encode()) as out:
            blocks = list(blocked(out))
        best = min(_copy(conn, names, blocks) for _ in range(ROUNDS))
        count = conn.execute("SELECT count(*) FROM bare").fetchone()
        return best, int(count[0]) if count else 0


def blocked(out: Any) -> Iterator[bytes]:
    """Blocks of a megabyte, as a client would send them."""
    held = bytearray()
    for part in out:
        held += part
        if len(held) >= 1 << 20:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _copy(conn: psycopg.Connection[Any], names: str, blocks: list[bytes]) -> float:
    conn.execute("TRUNCATE bare")
    began = time.perf_counter()
    with conn.cursor().copy(f"COPY bare ({names}) FROM STDIN".encode()) as into:
        for block in blocks:
            into.write(block)
    return time.perf_counter() - began


def indexed(made: DatabaseForTest) -> float:
    """Seconds that the worker takes to index the words of all that is due."""
    began = time.perf_counter()
    with psycopg.connect(made.worker_dsn) as conn:
        while index_words(conn):
            conn.commit()
    return time.perf_counter() - began


def repeated(path: Path, into: Path) -> None:
    """A file with the rows of another three times, each under a number of its own."""
    with gzip.open(path, "rb") as given:
        header, rows = given.readline(), given.read()
    with gzip.open(into, "wb", compresslevel=1) as made:
        made.write(header)
        for copy in range(TIMES):
            made.write(re.sub(rb"(?m)^(?=\d+,\d{4}-\d{4},)", b"%d000000" % copy if copy else b"", rows))


def memory(held: EmbeddedPostgres, once: dict[str, Any]) -> Figure:
    """What the file three times in one takes, against the file."""
    with tempfile.TemporaryDirectory() as folder, cloned_database(held, "registry") as made:
        path = Path(folder) / f"thrice_{FILE.name}"
        repeated(FILE, path)
        thrice = imported(made, path)
    assert (thrice["state"], thrice["new"]) == ("done", TIMES * once["new"])
    names = ("process_mb", "reader_mb")
    detail = {name: [round(once[name]), round(thrice[name])] for name in (*names, "seconds")}
    ratio = sum(thrice[name] for name in names) / sum(once[name] for name in names)
    return Figure("memory of an import of three times the rows", ratio, 1.1, True, detail)


def run() -> Iterator[Figure]:
    """The ratio, and that memory does not grow with the file."""
    if not FILE.exists():
        print(f"import: not measured, {FILE.name} is not beside the checkout", file=sys.stderr)
        return
    with server() as held:
        rounds = []
        for _ in range(ROUNDS - 1):
            with cloned_database(held, "registry") as made:
                rounds.append(imported(made, FILE))
        with cloned_database(held, "registry") as made:
            rounds.append(imported(made, FILE))
            bare, rows = copied(made)
            words = indexed(made)
        whole = min(rounds, key=lambda one: float(one["seconds"]))
        assert (whole["state"], whole["rows"], whole["new"]) == ("done", ROWS, rows)
        detail = {
            "rows": rows, "seconds": [round(one["seconds"], 2) for one in rounds], "copy": round(bare, 2),
            "words_seconds": round(words, 2), "rows_per_second": round(ROWS / whole["seconds"]),
        }  # fmt: skip
        yield Figure("import against COPY of its rows", bare / whole["seconds"], 0.2, False, detail)
        yield memory(held, whole)
