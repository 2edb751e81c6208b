"""Overlaps: 100,000 activities of ten nations in one run, and one new activity against them."""

import asyncio
import contextlib
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import psycopg
from psycopg.types.json import set_json_loads

from deploy.dev.databases import create_database, create_roles
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.testing import DatabaseForTest
from services.common.auth import Subject
from services.common.db import Actor, Database, unit_of_work
from services.common.labels import Label, default_policy
from services.common.migrate import upgrade, versions_folder
from services.common.references import uuid7
from services.common.testing import settings_for
from services.common.verdicts import Verdict
from services.registry.deconfliction.check import check
from services.registry.deconfliction.detect import PROCEDURE, detect, detect_all, facts_of
from services.registry.deconfliction.schemas import CheckIn
from services.registry.domain.overlap import compare
from tests.bench.measure import Figure
from tests.bench.million import server

ACTIVITIES = 100_000
NATIONS = ("USA", "GBR", "AUS", "CAN", "NZL", "FRA", "DEU", "ITA", "JPN", "KOR")
HOSTS = 120
TARGET_MS = 50.0
TODAY = date(2027, 1, 1)
NAME = "bench_overlaps"
CAPABILITIES = (
    "medical", "logistics", "counter-IED", "infantry", "artillery", "engineering", "police", "aviation",
    "signals", "intelligence", "maritime", "cyber", "law", "doctrine", "language", "air defence", "armour",
    "mountain", "staff work", "peacekeeping",
)  # fmt: skip
ADD_ROWS = """INSERT INTO activity (id, label_id, created_at, created_by, updated_at, updated_by, owner, ref,
    title, description, tool, cell, purposes, capability_areas, sponsor, lead, hosts, nations, participants,
    places, place, audience, unit_ids, start_first, start_last, start_precision, end_first, end_last,
    end_precision,
    currency, legal_authority, programme, operation, status, mode, reason, source, source_id, flags)
SELECT (r->>'id')::uuid, (r->>'label')::int, now(), 'bench', now(), 'bench', r->>'owner', NULL,
    r->>'title', '',
    'training', '', '{}', ARRAY(SELECT jsonb_array_elements_text(r->'areas')), '', r->>'owner',
    ARRAY[r->>'host'], ARRAY[r->>'owner', r->>'host'], r->'parts', r->'places', '', '', '{}',
    (r->>'s0')::date, (r->>'s1')::date, r->>'sp', (r->>'e0')::date, (r->>'e1')::date, r->>'sp', '', '', '',
    '', 'planned', '', '', '', '', '{}'
FROM jsonb_array_elements(%s::jsonb) AS r"""


def _host(number: int) -> str:
    return f"H{chr(65 + number // 26)}{chr(65 + number % 26)}"


def one_row(number: int, rng: random.Random, hosts: int = HOSTS) -> dict[str, Any]:
    """An activity of one of ten nations: a quarter without capability, two in five without unit or place."""
    owner, host = rng.choice(NATIONS), _host(rng.randrange(hosts))
    start = TODAY + timedelta(rng.randrange(1095))
    days = rng.choice((1, 3, 5, 5, 10, 12, 19, 90))
    precision = rng.choices(("day", "month", "year"), (80, 15, 5))[0]
    first, last = _meant(start, precision), _meant(start + timedelta(days), precision)
    unit = {"unit": f"{rng.randrange(12) + 1} Brigade"} if rng.random() < 0.6 else {}
    place = {"name": f"Camp {rng.randrange(10)}"} if rng.random() < 0.6 else {}
    return {
        "id": str(uuid7()), "label": NATIONS.index(owner) * 2 + (rng.random() < 0.3), "owner": owner,
        "title": f"Course {number}", "host": host, "sp": precision,
        "areas": [rng.choice(CAPABILITIES)] if rng.random() < 0.75 else [],
        "parts": [{"nation": host, "role": "host", "answer": "pending", **unit}],
        "places": [{"country": host, **place}],
        "s0": first[0], "s1": first[1], "e0": last[0], "e1": last[1],
    }  # fmt: skip


def _meant(day: date, precision: str) -> tuple[date, date]:
    if precision == "day":
        return day, day
    if precision == "month":
        return day.replace(day=1), (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def add_labels(conn: psycopg.Connection[Any]) -> None:
    """Two labels a nation: for all ten, and for a community of its own."""
    policy = default_policy().identifier
    for number, nation in enumerate(NATIONS):
        for label in (Label(policy, 0, (nation,), NATIONS), Label(policy, 0, (nation,), coi=("OWN",))):
            part, at = label.access_part(), number * 2 + bool(label.coi)
            conn.execute(
                "INSERT INTO security_label (id, digest, body) VALUES (%s, %s, %s)",
                [at, part.digest(), part.canonical().decode()],
            )


@contextlib.contextmanager
def filled(running: EmbeddedPostgres) -> Iterator[DatabaseForTest]:
    """A registry with 100,000 activities under two labels a nation: for all ten, and for itself alone."""
    with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
        create_roles(conn, running, "registry")
        conn.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        create_database(conn, NAME, "registry")
    made = DatabaseForTest(running, "registry", NAME)
    upgrade(made.owner_dsn, versions_folder("registry"))
    rng = random.Random(7)
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        add_labels(conn)
        for start in range(0, ACTIVITIES, 5000):
            conn.execute(ADD_ROWS, [orjson.dumps([one_row(start + n, rng) for n in range(5000)]).decode()])
        conn.execute("VACUUM (ANALYZE) activity")
    try:
        yield made
    finally:
        with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


async def measured(made: DatabaseForTest) -> list[Figure]:
    """The whole run, one activity more, and one question before saving."""
    clock = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
    database = Database(settings_for(made), clock=lambda: clock)
    set_json_loads(orjson.loads)
    await database.open()
    try:
        started = time.perf_counter()
        taken = await detect_all(database)
        seconds = time.perf_counter() - started
        with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
            conn.execute("VACUUM (ANALYZE) overlap_fact, overlap")
            found: Any = conn.execute(
                "SELECT count(*), count(*) FILTER (WHERE kind = 'definite') FROM overlap"
            ).fetchone()
        assert taken == ACTIVITIES
        missed = await _against_brute_force(database, made)
        detail = {
            "seconds": round(seconds, 1), "activities": taken, "overlaps": found[0], "definite": found[1],
            "compared_anew_by_hand_and_different": missed,
        }  # fmt: skip
        assert missed == 0
        one = await _one_more(database, made)
        asked = await _asked(database)
    finally:
        await database.close()
    return [
        Figure("all activities in one run, ms each / 5 ms", seconds * 1e3 / taken / 5, 1.0, True, detail),
        Figure("one new activity / 50 ms", one["p95_ms"] / TARGET_MS, 1.0, True, one),
        Figure("question before saving / 50 ms", asked["p95_ms"] / TARGET_MS, 1.0, True, asked),
    ]


async def _against_brute_force(database: Database, made: DatabaseForTest, sample: int = 10) -> int:
    """How many answers differ where some activities are compared with every other, one by one."""
    with psycopg.connect(made.admin_dsn) as conn:
        ids = [row[0] for row in conn.execute("SELECT DISTINCT activity_id FROM overlap_fact")]
        pairs = {tuple(row) for row in conn.execute("SELECT left_id, right_id FROM overlap WHERE holds")}
    actor = Actor("bench", None, None, None, "bench", "")
    async with unit_of_work(database, PROCEDURE, actor, reading=False) as unit:
        async with unit.as_worker():
            facts = list((await facts_of(unit, ids)).values())
        unit.shows_nothing()
    wrong = 0
    for one in random.Random(3).sample(facts, sample):
        for other in facts:
            if one.owner != other.owner:
                pair = (min(one.id, other.id), max(one.id, other.id))
                wrong += (compare(one.plan, other.plan).answer is not Verdict.NONE) is not (pair in pairs)
    return wrong


async def _one_more(database: Database, made: DatabaseForTest, rounds: int = 60) -> dict[str, float]:
    rng, times = random.Random(11), []
    with psycopg.connect(made.admin_dsn, autocommit=True) as conn:
        for number in range(rounds):
            conn.execute(ADD_ROWS, [orjson.dumps([one_row(number, rng)]).decode()])
            started = time.perf_counter()
            assert await detect(database) == 1
            times.append((time.perf_counter() - started) * 1e3)
    return _spread(times)


async def _asked(database: Database, rounds: int = 60) -> dict[str, float]:
    rng, times = random.Random(13), []
    reader = Subject("bench", "Bench", "USA", "USA", (("coalition", 3),), issued_at=datetime.now(UTC))
    actor = Actor("bench", "USA", "USA", None, "POST /v1/overlaps/check", "0" * 32)
    for number in range(rounds):
        row = one_row(number, rng)
        parts = [
            {name: part[name] for name in ("nation", "role", "unit") if name in part} for part in row["parts"]
        ]
        body = CheckIn(
            capability_areas=row["areas"], participants=parts, places=row["places"],
            start=row["s0"].isoformat(), end=row["e1"].isoformat(),
        )  # fmt: skip
        started = time.perf_counter()
        async with unit_of_work(database, reader, actor, reading=True) as unit:
            await check(unit, body)
        times.append((time.perf_counter() - started) * 1e3)
    return _spread(times)


def _spread(times: list[float]) -> dict[str, float]:
    found = sorted(times)
    p95 = found[int(len(found) * 0.95)]
    return {"p50_ms": round(statistics.median(found), 1), "p95_ms": round(p95, 1)}


def run() -> Iterator[Figure]:
    """All figures of this module."""
    with server() as running, filled(running) as made:
        yield from asyncio.run(measured(made))
