"""One file through the import, in a process of its own, as the service runs it: app and worker URL, the file.

Prints one line of JSON: what was counted, seconds of the run, and the most memory that this process and the
reader of the file held, in megabytes.
"""

import asyncio
import contextlib
import gc
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from services.common.db import Actor, Database, unit_of_work
from services.common.label_api import LabelBody
from services.common.revocations import Revocations
from services.common.settings import settings_class
from services.common.testing import ISSUER, subject
from services.registry.imports import files, service
from services.registry.imports.schemas import ImportIn, ReceivedIn, StartIn
from services.registry.imports.worker import look

ME = subject("USA", roles=["liaison"]).subject()
ACTOR = Actor(ME.id, "USA", "USA", None, "bench", "0" * 32)
LABEL = LabelBody(level="UNCLASSIFIED", owner=["USA"], rel=["GBR"])


async def imported(database: Database, path: Path) -> dict[str, Any]:
    """The file sent, read and run to its end: what was counted, and how long the run took."""
    async with unit_of_work(database, ME, ACTOR, reading=False) as unit:
        one = await service.create(unit, ImportIn(name=path.name, label=LABEL))
        number = 0
        with path.open("rb") as content:
            while piece := content.read(files.PIECE):
                await service.receive(unit, one, number, piece)
                number += 1
        await service.received(unit, one, ReceivedIn(pieces=number))
        await service.start(unit, one, StartIn())
    began = time.perf_counter()
    while await look(database, Revocations(None), "bench"):
        pass
    seconds = time.perf_counter() - began
    async with unit_of_work(database, ME, ACTOR, reading=True) as unit:
        view = await service.show(unit, one)
    return {**view["counts"], "state": view["state"], "seconds": seconds}


async def run(app_dsn: str, worker_dsn: str, path: str) -> dict[str, Any]:
    """Import with a service's settings."""
    settings = settings_class("registry")(
        port=1, environment="development", app_dsn=app_dsn, worker_dsn=worker_dsn, issuer=ISSUER, role="api",
        pool_size=4,
    )  # fmt: skip
    database = Database(settings)
    await database.open()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # as `services.common.app` sets them
    try:
        return await imported(database, Path(path))
    finally:
        await database.close()


def megabytes(pid: int | str) -> float:
    """The most that a process has held at once. Not ``ru_maxrss``: that begins with what its parent held."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def children() -> Iterator[int]:
    """The processes that this one has begun."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            if int(stat.read_text("utf-8").rpartition(")")[2].split()[1]) == os.getpid():
                yield int(stat.parent.name)


async def watch(held: dict[int, float]) -> None:
    """Follow what the processes hold that this one has begun, until it is cancelled."""
    while True:
        for pid in children():
            with contextlib.suppress(OSError, StopIteration):  # it has just ended
                held[pid] = megabytes(pid)
        await asyncio.sleep(0.5)


async def measured(*arguments: str) -> dict[str, Any]:
    """Run, and what was held meanwhile."""
    held: dict[int, float] = {}
    watching = asyncio.create_task(watch(held))
    told = await run(*arguments)
    watching.cancel()
    return told | {"process_mb": megabytes("self"), "reader_mb": max(held.values())}


if __name__ == "__main__":
    print(orjson.dumps(asyncio.run(measured(*sys.argv[1:]))).decode())
