"""The whole real file through the import, against COPY of the rows that it made into a bare table.

The import reads, validates and labels every row, compares it with what is there, and writes it under
row-level security with units, indexes, counters, and an audit record and an event a batch. The bare table
has the same columns, those included that the database makes (full-text vector, host, first day), and nothing
on it; ``plain`` is COPY into one without even these.
"""

import asyncio
import gzip
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from deploy.dev.state import CHECKOUT
from deploy.dev.testing import DatabaseForTest, cloned_database
from services.common.db import Actor, Database, unit_of_work
from services.common.label_api import LabelBody
from services.common.revocations import Revocations
from services.common.testing import settings_for, subject
from services.registry.imports import files, service
from services.registry.imports.schemas import ImportIn, ReceivedIn, StartIn
from services.registry.imports.worker import look
from tests.bench.measure import Figure
from tests.bench.million import server

FILE = CHECKOUT.parent / "shared" / "data" / "fmtr_1999_2021.csv.gz"
ME = subject("USA", roles=["liaison"]).subject()
ACTOR = Actor(ME.id, "USA", "USA", None, "bench", "0" * 32)
LABEL = LabelBody(level="UNCLASSIFIED", owner=["USA"], rel=["GBR"])
COLUMNS = """SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = 'activity'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""
ROUNDS = 3


def megabytes() -> float:
    """The most that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def imported(made: DatabaseForTest, path: Path) -> dict[str, Any]:
    """The file sent, read and run to its end: what was counted, how long the run took, what it held."""
    database = Database(settings_for(made))
    await database.open()
    try:
        content = path.read_bytes()
        async with unit_of_work(database, ME, ACTOR, reading=False) as unit:
            one = await service.create(unit, ImportIn(name=path.name, label=LABEL))
            pieces = [content[at : at + files.PIECE] for at in range(0, len(content), files.PIECE)]
            for number, piece in enumerate(pieces):
                await service.receive(unit, one, number, piece)
            await service.received(unit, one, ReceivedIn(pieces=len(pieces)))
            await service.start(unit, one, StartIn())
        held, began = megabytes(), time.perf_counter()
        while await look(database, Revocations(None), "bench"):
            pass
        seconds = time.perf_counter() - began
        async with unit_of_work(database, ME, ACTOR, reading=True) as unit:
            view = await service.show(unit, one)
        return {**view["counts"], "state": view["state"], "seconds": seconds, "held_mb": megabytes() - held}
    finally:
        await database.close()


def copied(made: DatabaseForTest) -> tuple[float, float, int]:
    """Seconds of COPY of the activities: into a table with their columns, into a plain one; how many."""
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        row = conn.execute(COLUMNS).fetchone()
        names = row[0] if row else ""
        conn.execute("CREATE TABLE bare (LIKE activity INCLUDING GENERATED)")
        conn.execute(f"CREATE TABLE plain AS SELECT {names} FROM activity WHERE false".encode())
        with conn.cursor().copy(f"COPY activity ({names}) TO STDOUT".encode()) as out:
            blocks = list(blocked(out))
        taken = {
            table: min(_copy(conn, table, names, blocks) for _ in range(ROUNDS))
            for table in ("bare", "plain")
        }
        count = conn.execute("SELECT count(*) FROM bare").fetchone()
        return taken["bare"], taken["plain"], int(count[0]) if count else 0


def blocked(out: Any) -> Iterator[bytes]:
    """Blocks of a megabyte, as a client would send them."""
    held = bytearray()
    for part in out:
        held += part
        if len(held) >= 1 << 20:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _copy(conn: psycopg.Connection[Any], table: str, names: str, blocks: list[bytes]) -> float:
    conn.execute(f"TRUNCATE {table}".encode())
    began = time.perf_counter()
    with conn.cursor().copy(f"COPY {table} ({names}) FROM STDIN".encode()) as into:
        for block in blocks:
            into.write(block)
    return time.perf_counter() - began


def run() -> Iterator[Figure]:
    """The ratio, and that memory does not grow with the file."""
    if not FILE.exists():
        print(f"import: not measured, {FILE.name} is not beside the checkout", file=sys.stderr)
        return
    with server() as held, cloned_database(held, "registry") as made:
        whole = asyncio.run(imported(made, FILE))
        bare, plain, rows = copied(made)
    assert (whole["state"], whole["rows"], whole["new"]) == ("done", 263_738, rows)
    detail = {
        "rows": whole["rows"], "new": rows, "seconds": round(whole["seconds"], 2), "copy": round(bare, 2),
        "plain": round(plain / whole["seconds"], 3),
        "rows_per_second": round(whole["rows"] / whole["seconds"]),
    }  # fmt: skip
    yield Figure("import against COPY of its rows", bare / whole["seconds"], 0.2, False, detail)
    size = len(gzip.decompress(FILE.read_bytes())) / 1e6
    yield Figure(
        "memory of an import against its file", whole["held_mb"] / size, 3.0, True, {"file_mb": round(size)}
    )
