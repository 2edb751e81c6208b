"""A million shared items under 5,000 labels: the newest fifty and search, against the same unfiltered."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from services.common.auth import Subject
from services.common.db import Actor, Database, unit_of_work
from services.common.listing import ListSpec, list_page, unfiltered_page
from services.common.testing import settings_for
from services.insight.migrations.versions import i0005_shared as searched
from services.sharing.items.repository import ITEM_JSON
from tests.bench.measure import Figure, milliseconds
from tests.bench.million import Filling, Million, million, server

SHARES = (0.01, 0.2, 0.8)
LABELS = 5_000
ACTOR = Actor("bench", "USA", "USA", None, "GET /v1/items", "0" * 32)
ITEMS = Filling(
    "sharing", "services/sharing/migrations/versions",
    """INSERT INTO shared_item (id, label_id, version, created_at, created_by, updated_at, updated_by, ref,
        kind, title, language, tags, withdrawn, reason)
    SELECT uuidv7(), (hashint4(n) & 2147483647) %% %(labels)s, 1, at, 'bench', at, 'bench', 'ITM-' || n,
        'note', 'Item number ' || n, 'en', '{}', n %% 50 = 0, ''
    FROM (SELECT n, timestamptz '2026-01-01' + n * interval '1 second' AS at
          FROM generate_series(1, %(rows)s) AS n) AS numbered""",
    ("shared_item",),
)  # fmt: skip
WORDS = {"rare": "rare17", "seldom": "seldom17", "usual": "usual17"}
"""Words that 20, 1,000 and 10,000 of a million documents hold."""
DOCUMENTS = Filling(
    "insight", "services/insight/migrations/versions",
    """INSERT INTO document (kind, id, face, ref, title, body, label_id)
    SELECT 'item', uuidv7(), 'issued', 'ITM-' || n, 'Item number ' || n,
        'It says rare' || a %% 50000 || ' and seldom' || b %% 1000 || ' or usual' || c %% 100
        || ', as much as a paragraph of usual length has to say on one thing and on another.',
        (hashint4(n) & 2147483647) %% %(labels)s
    FROM (SELECT n, hashint4(n + 7) & 2147483647 AS a, hashint4(n + 11) & 2147483647 AS b,
                 hashint4(n + 13) & 2147483647 AS c FROM generate_series(1, %(rows)s) AS n) AS numbered""",
    ("document",),
)  # fmt: skip
SPEC = ListSpec(
    "shared_item",
    ITEM_JSON,
    ("created_at", "desc"),
    [("NOT t.withdrawn", [])],
    label=False,
    object_type="item",
)
PLAIN = ListSpec("shared_item", ITEM_JSON, ("created_at", "desc"), SPEC.where, label=False)
_SEARCH = "SELECT * FROM {}(%s, NULL::text[], NULL::real, NULL::uuid, 51)"


@asynccontextmanager
async def opened(made: Million, *, admin: bool = False) -> AsyncIterator[Database]:
    """The database as the app sees it, or as a superuser whom no policy holds."""
    dsn = {"app_dsn": made.database.admin_dsn} if admin else {}
    database = Database(settings_for(made.database, pool_size=2, **dsn))
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def newest(database: Database, subject: Subject, *, all_rows: bool = False) -> int:
    """The newest fifty items, as their list answers them."""
    async with unit_of_work(database, subject, ACTOR, reading=True) as unit:
        page = await (unfiltered_page(unit, PLAIN, 50) if all_rows else list_page(unit, SPEC, None, 50))
        return len(page.items)


async def search(database: Database, subject: Subject, word: str, function: str) -> int:
    """The first page that search finds."""
    async with unit_of_work(database, subject, ACTOR, reading=True) as unit:
        unit.shows_nothing()
        return len(await (await unit.conn.execute(_SEARCH.format(function).encode(), [word])).fetchall())


async def list_figures(made: Million) -> list[Figure]:
    """The newest fifty for a reader of each share."""
    figures = []
    async with opened(made) as app, opened(made, admin=True) as admin:
        for share in SHARES:
            reader = made.reader(share)
            assert await newest(app, reader) == 50
            taken = await milliseconds(
                {"ours": lambda: newest(app, reader), "all": lambda: newest(admin, reader, all_rows=True)},  # noqa: B023
                150,
            )
            figures.append(_figure(f"newest 50 of a million items, {share:.0%}", taken))
    return figures


async def search_figures(made: Million) -> list[Figure]:
    """Search for words that few, some and many items hold, for a reader of each share."""
    _make_unfiltered(made)
    figures = []
    async with opened(made) as app, opened(made, admin=True) as admin:
        for name, word in WORDS.items():
            for share in SHARES:
                reader = made.reader(share)
                taken = await milliseconds(
                    {
                        "ours": lambda: search(app, reader, word, "search_documents"),  # noqa: B023
                        "all": lambda: search(admin, reader, word, "search_unfiltered"),  # noqa: B023
                    },
                    40, 4,
                )  # fmt: skip
                figures.append(_figure(f"search for a {name} word, {share:.0%}", taken))
    return figures


def _make_unfiltered(made: Million) -> None:
    """The function of search without its masks, for whom nothing is hidden."""
    text = searched.SEARCH.replace("search_documents", "search_unfiltered")
    for mask in ("mask", "shell_mask", "forum_mask"):
        text = text.replace(f"{{{mask}}}", "true")
    with psycopg.connect(made.database.admin_dsn, autocommit=True) as conn:
        conn.execute(text.encode())


def _figure(name: str, taken: dict[str, float]) -> Figure:
    detail: dict[str, Any] = {f"{key}_ms": round(value, 3) for key, value in taken.items()}
    return Figure(name, taken["ours"] / taken["all"], 3.0, True, detail)


def run() -> Iterator[Figure]:
    """All figures of this module."""
    with server() as running:
        with million(running, LABELS, filling=ITEMS) as made:
            yield from asyncio.run(list_figures(made))
        with million(running, LABELS, filling=DOCUMENTS) as made:
            yield from asyncio.run(search_figures(made))
