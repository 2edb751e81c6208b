"""A registry as large as the published file, with plans of ten nations beside it, and two who read it.

The file lies beside the checkout (../shared/data); where it is not, as many generated rows stand for it. One
reader owns its nation's label, and so reads nearly all; the other reads what ten nations share, 1 in 100.
"""

import asyncio
import contextlib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import orjson
import psycopg
from psycopg.types.json import set_json_loads

from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.testing import DatabaseForTest, cloned_database
from services.common.counters import fold
from services.common.db import Database
from services.common.testing import Person, settings_for, subject
from services.registry.activities.words import index_words
from services.registry.deconfliction.detect import detect_all
from services.registry.duplicates.look import settle
from services.registry.figures.counters import fold_figures
from tests.bench.bench_import import FILE, imported
from tests.bench.bench_overlaps import ADD_ROWS, add_labels, one_row
from tests.bench.importing import ME

ROWS: Final = 263_738
"""Rows of the published file, totals that it prints among them."""
PLANS: Final = 3_000
READERS: Final[dict[str, Person]] = {"all": subject("USA", id=ME.id), "few": subject("FRA")}
_GENERATED: Final = """INSERT INTO activity (id, label_id, created_at, created_by, updated_at, updated_by,
    owner, title, description, tool, cell, purposes, capability_areas, sponsor, lead, hosts, nations,
    participants, places, place, audience, unit_ids, start_first, start_last, start_precision, end_first,
    end_last, end_precision, fiscal_year, people, cost, currency, legal_authority, programme, operation,
    status, mode, reason, source, source_id, flags)
SELECT uuidv7(), 0, now(), 'bench', now(), 'bench', 'USA',
    (ARRAY['Officer', 'Basic', 'Advanced', 'Staff'])[n %% 4 + 1] || ' course ' || hashint4(n) %% 4000, '',
    CASE WHEN n %% 9 = 0 THEN 'exercise' ELSE 'training' END, 'engagement/current',
    CASE WHEN n %% 5 = 0 THEN ARRAY['counternarcotics'] ELSE '{}' END, '{}', '', 'USA', ARRAY[c.host],
    ARRAY['USA', c.host], '[]', '[]', 'Fort ' || n %% 90, 'Unit ' || n %% 3000, '{}', d.first, d.first, 'day',
    d.first + n %% 40, d.first + n %% 40, 'day', extract(year FROM d.first)::int, n %% 30, n %% 9000, 'USD',
    '', 'Programme ' || n %% 20, '', 'completed', '', '', '', '',
    CASE WHEN n %% 50 = 0 THEN ARRAY['date_odd'] ELSE '{}' END
FROM generate_series(1, %s) AS n
CROSS JOIN LATERAL (SELECT chr(65 + k / 26) || chr(65 + k %% 26) || 'X' AS host
    FROM (SELECT (power(random(), 2) * 190)::int + n * 0 AS k) AS drawn) AS c
CROSS JOIN LATERAL (SELECT date '1999-01-01' + n / 33 AS first) AS d"""


@dataclass(frozen=True)
class Registry:
    """The database, and whether the published file fills it (else generated rows do)."""

    database: DatabaseForTest
    published: bool


@contextlib.contextmanager
def registry(running: EmbeddedPostgres) -> Iterator[Registry]:
    """A filled registry, all of it counted, compared and analysed; it is dropped at the end."""
    with cloned_database(running, "registry") as made:
        yield Registry(made, fill(made))


def fill(made: DatabaseForTest) -> bool:
    """Fill an empty registry; whether with the published file."""
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        add_labels(conn)
        if not FILE.exists():
            print(f"{FILE.name} is not beside the checkout: {ROWS} generated rows", file=sys.stderr)
            conn.execute(_GENERATED, [ROWS])
        rng = random.Random(5)
        rows = [one_row(number, rng) for number in range(PLANS)]
        conn.execute(ADD_ROWS, [orjson.dumps(rows).decode()])
    if FILE.exists():
        whole = imported(made, FILE)
        assert (whole["state"], whole["rows"]) == ("done", ROWS)
    asyncio.run(_settled(made))
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        while fold(conn) or fold_figures(conn) or index_words(conn):
            pass
        conn.execute("UPDATE duplicate SET state = 'same' WHERE id IN (SELECT id FROM duplicate LIMIT 300)")
        conn.execute("VACUUM (ANALYZE)")
        conn.execute("CHECKPOINT")
    return FILE.exists()


async def _settled(made: DatabaseForTest) -> None:
    set_json_loads(orjson.loads)
    database = Database(settings_for(made))
    await database.open()
    try:
        await detect_all(database)
        await settle(database)
    finally:
        await database.close()
