"""``kill -9`` in the middle of comparing: what is due stays due, and every overlap is found once."""

import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime

import orjson
import psycopg
from psycopg.types.json import set_json_loads

from deploy.dev.state import CHECKOUT
from deploy.dev.testing import DatabaseForTest
from services.common.db import Actor, Database, unit_of_work
from services.common.testing import settings_for
from services.common.verdicts import Verdict
from services.registry.deconfliction.detect import PROCEDURE, detect_all, facts_of
from services.registry.domain.overlap import compare
from tests.bench.bench_overlaps import ADD_ROWS, TODAY, add_labels, one_row

NUMBER, BATCH = 300, 10
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)


def compare_slowly(app_dsn: str, worker_dsn: str) -> None:
    """What the killed process does: batch after batch, telling of each."""
    import asyncio

    from services.registry.deconfliction.detect import detect

    async def work() -> None:
        set_json_loads(orjson.loads)
        database = Database(settings_for(_Dsns(app_dsn, worker_dsn)), clock=lambda: NOW)
        await database.open()
        while await detect(database, BATCH):
            print("batch", flush=True)

    asyncio.run(work())


class _Dsns:
    service = "registry"

    def __init__(self, app_dsn: str, worker_dsn: str) -> None:
        self.app_dsn, self.worker_dsn = app_dsn, worker_dsn


def killed_in_the_middle(database: DatabaseForTest) -> None:
    code = (
        "from tests.faults.test_overlaps_killed import compare_slowly;"
        f" compare_slowly({database.app_dsn!r}, {database.worker_dsn!r})"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"batch\n"
        os.kill(child.pid, signal.SIGKILL)


async def test_a_killed_comparison_is_gone_on_with_and_finds_all_and_nothing_twice(fresh_database):
    made: DatabaseForTest = fresh_database("registry")
    rng = random.Random(5)
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        add_labels(conn)
        conn.execute(ADD_ROWS, [orjson.dumps([one_row(n, rng, 4) for n in range(NUMBER)]).decode()])
        killed_in_the_middle(made)
        left = conn.execute("SELECT count(*) FROM overlap_due").fetchone()
        assert left is not None and 0 < left[0] <= NUMBER - BATCH
        set_json_loads(orjson.loads)
        database = Database(settings_for(made), clock=lambda: NOW)
        await database.open()
        await detect_all(database)
        actor = Actor("test", None, None, None, "test", "")
        async with unit_of_work(database, PROCEDURE, actor, reading=False) as unit:
            async with unit.as_worker():
                ids = [row[0] for row in conn.execute("SELECT activity_id FROM overlap_fact")]
                facts = list((await facts_of(unit, ids)).values())
            unit.shows_nothing()
        await database.close()
        found = [tuple(row) for row in conn.execute("SELECT left_id, right_id FROM overlap WHERE holds")]
    expected = {
        (one.id, other.id)
        for one in facts
        for other in facts
        if one.id < other.id
        and one.owner != other.owner
        and compare(one.plan, other.plan).answer is not Verdict.NONE
    }
    assert len(facts) == NUMBER and len(expected) > 100
    assert len(found) == len(set(found)) and set(found) == expected
