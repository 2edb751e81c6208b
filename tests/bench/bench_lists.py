"""Lists, counts and writes under labels, against the same without them."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from statistics import median
from typing import Any

from services.common.auth import Subject
from services.common.counters import count_visible
from services.common.db import Actor, Database, OutboxEvent, Unit, unit_of_work
from services.common.db.unit import Unit as WholeUnit
from services.common.labels import Label, default_policy
from services.common.listing import ListSpec, Page, list_page, unfiltered_page
from services.common.references import uuid7
from services.common.testing import settings_for
from tests.bench.measure import Figure, milliseconds
from tests.bench.million import Million, million, server

SHARES = (0.0, 0.01, 0.2, 0.8)
ROUNDS = 200
WRITE_ROUNDS = 80
SPEC = ListSpec(
    "note",
    "json_build_object('id', t.id, 'title', t.title, 'created_at', t.created_at)",
    ("created_at", "desc"),
)
ACTOR = Actor("bench", "USA", "USA", None, "GET /v1/notes", "0" * 32)


@asynccontextmanager
async def opened(made: Million, *, admin: bool = False, size: int = 4) -> AsyncIterator[Database]:
    """The database as the app sees it, or as a superuser whom no policy holds."""
    dsn = {"app_dsn": made.database.admin_dsn} if admin else {}
    database = Database(settings_for(made.database, pool_size=size, **dsn))
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def reading(database: Database, subject: Subject) -> Any:
    """A unit as a reading request has it."""
    return unit_of_work(database, subject, ACTOR, reading=True)


async def newest(database: Database, subject: Subject) -> Page:
    """The newest fifty that the reader may read."""
    async with reading(database, subject) as unit:
        return await list_page(unit, SPEC, None, 50)


async def newest_of_all(database: Database, subject: Subject) -> Page:
    """The newest fifty, whoever reads, in the same transaction shape."""
    async with reading(database, subject) as unit:
        return await unfiltered_page(unit, SPEC, 50)


async def visible(database: Database, subject: Subject) -> int:
    """How many rows the reader may read."""
    async with reading(database, subject) as unit:
        return await count_visible(unit, "note")


async def everything(database: Database, subject: Subject) -> int:
    """How many rows there are."""
    async with reading(database, subject) as unit:
        row = await (await unit.conn.execute("SELECT count(*) AS n FROM note")).fetchone()
        return int(row["n"]) if row else 0


async def read_figures(made: Million) -> list[Figure]:
    """Newest fifty and count, for a reader of each share."""
    figures = []
    async with opened(made) as app, opened(made, admin=True) as admin:
        for share in SHARES:
            reader = made.reader(share)
            page, count = await newest(app, reader), await visible(app, reader)
            expected = 50 if share else 0
            assert len(page.items) == expected and abs(count / 1e6 - share) < 0.02, (share, count)
            lists = {"ours": lambda: newest(app, reader), "all": lambda: newest_of_all(admin, reader)}  # noqa: B023
            taken = await milliseconds(lists, ROUNDS)
            counts = {"ours": lambda: visible(app, reader), "all": lambda: everything(admin, reader)}  # noqa: B023
            counted = await milliseconds(counts, 15, 2)
            name = f"{share:.0%} of {made.labels} labels"
            figures.append(Figure(f"newest 50, {name}", taken["ours"] / taken["all"], 3.0, True, _ms(taken)))
            figures.append(
                Figure(f"count visible, {name}", counted["ours"] / counted["all"], 1.0, True, _ms(counted))
            )
    return figures


def _ms(taken: dict[str, float]) -> dict[str, float]:
    return {f"{name}_ms": round(value, 3) for name, value in taken.items()}


class BareUnit(WholeUnit):
    """A unit that writes neither audit nor outbox: what a write costs by itself."""

    async def commit(self) -> None:
        """Only commit."""
        await self.conn.execute("COMMIT", prepare=False)


_INSERT = """INSERT INTO note (id, label_id, title, created_at, created_by, updated_at, updated_by)
VALUES (%s, %s, %s, %s, %s, %s, %s)"""
_EVENT_LABEL = Label(default_policy().identifier, 1, ("USA",), coi=("B0",))


async def write(database: Database, subject: Subject, kind: type[Unit], *, recorded: bool) -> None:
    """One note, with its audit record and its event or without."""
    async with database.connection() as conn:
        unit = kind(database, conn, subject, ACTOR, reading=False)
        await unit.begin()
        row_id = uuid7()
        values = (row_id, 0, "A title of usual length", unit.now, subject.id, unit.now, subject.id)
        await conn.execute(_INSERT, values)
        if recorded:
            unit.audit("create", "note", row_id, label_id=0)
            unit.emit(
                OutboxEvent("entente.example.note.v1", str(row_id), "changed", b"x" * 300, _EVENT_LABEL)
            )
        await unit.commit()
        await unit.close()


async def write_figures(made: Million) -> list[Figure]:
    """A write with outbox and audit against the write alone, four writers at once on a durable server.

    Short rounds in turns and the median of their ratios: a busy machine disturbs both of a pair alike.
    """
    subject = made.reader(0.2)
    kinds: dict[str, type[Unit]] = {"recorded": Unit, "alone": BareUnit}
    async with opened(made) as database:
        rates: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(WRITE_ROUNDS):
            for name, kind in kinds.items():
                act = partial(write, database, subject, kind, recorded=name == "recorded")
                rates[name].append(await _rate(act, 80))
    ratios = [one / two for one, two in zip(rates["recorded"], rates["alone"], strict=True)]
    detail = {f"{name}_a_second": round(median(found)) for name, found in rates.items()}
    return [Figure("write with outbox and audit / alone", median(ratios), 0.85, False, detail)]


async def _rate(act: Any, times: int, at_once: int = 4) -> float:
    async def several() -> None:
        for _ in range(times // at_once):
            await act()

    started = time.perf_counter()
    await asyncio.gather(*(several() for _ in range(at_once)))
    return times / (time.perf_counter() - started)


def run() -> Iterator[Figure]:
    """All figures of this module."""
    with server() as running:
        for labels in (400, 5_000):
            with million(running, labels) as made:
                yield from asyncio.run(read_figures(made))
                if labels == 400:
                    yield from asyncio.run(write_figures(made))
