"""The one list helper: every way of finding a page gives the same page, by the index that is meant for it."""

import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from services.common import listing
from services.common.counters import count_by_label, count_visible, fold
from services.common.db import Actor, Database, unit_of_work, worker_connection
from services.common.labels import Label, default_policy
from services.common.listing import ListSpec, list_page
from services.common.testing import subject

ACTOR = Actor("someone", "USA", "USA", None, "GET /", "0" * 32)
SPEC = ListSpec("note", "json_build_object('id', t.id)", ("created_at", "desc"))
LABELS, ROWS = 300, 6_000
START = datetime(2026, 1, 1, tzinfo=UTC)
FILL = """INSERT INTO note (id, label_id, title, created_at, created_by, updated_at, updated_by)
SELECT uuidv7(), (hashint4(n) & 2147483647) %% %s, 'n',
       timestamptz '2026-01-01+00' + (n / 3) * interval '1 second', 'x', now(), 'x'
FROM generate_series(1, %s) AS n"""


@pytest.fixture
async def db(settings, database):
    """Three hundred labels, each for the holders of one community; three rows share each sort key."""
    policy = default_policy().identifier
    with psycopg.connect(database.admin_dsn, autocommit=True) as conn:
        for number in range(LABELS):
            part = Label(policy, 1, ("USA",), coi=(f"C{number}",)).access_part()
            conn.execute(
                "INSERT INTO security_label (id, digest, body) VALUES (%s, %s, %s)",
                [number, part.digest(), part.canonical().decode()],
            )
        conn.execute(FILL, [LABELS, ROWS])
        conn.execute("VACUUM ANALYZE note")
    made = Database(settings)
    await made.open()
    yield made
    await made.close()


def reader(held):
    return subject("USA", coi=[f"C{number}" for number in held]).subject()


def expected(database, held, descending=True):
    order = "DESC" if descending else "ASC"
    with psycopg.connect(database.admin_dsn) as conn:
        rows = conn.execute(
            f"SELECT id::text FROM note WHERE label_id = ANY(%s) ORDER BY created_at {order}, id {order}",
            [list(held)],
        ).fetchall()
    return [row[0] for row in rows]


async def all_pages(db, person, spec=SPEC, limit=97):
    found, cursor = [], None
    while True:
        async with unit_of_work(db, person, ACTOR, reading=True) as unit:
            page = await list_page(unit, spec, cursor, limit)
        found += [json.loads(item)["id"] for item in page.items]
        assert page.ids == found[len(found) - len(page.items) :]
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("held", [range(0), range(2), range(60), range(290), range(LABELS)], ids=len)
async def test_all_pages_together_are_all_visible_rows_in_order(db, database, held, descending):
    spec = ListSpec("note", SPEC.json_sql, ("created_at", "desc" if descending else "asc"))
    assert await all_pages(db, reader(held), spec) == expected(database, held, descending)


async def test_a_walk_that_finds_too_little_within_its_distance_merges_by_label(db, database):
    """Two hundred labels, but all their rows are the oldest: the walk gives up, the answer is whole."""
    held = range(100, 300)
    with psycopg.connect(database.admin_dsn, autocommit=True) as conn:
        conn.execute("UPDATE note SET created_at = created_at - interval '1 year' WHERE label_id >= 100")
        conn.execute("VACUUM ANALYZE note")
    assert await all_pages(db, reader(held), limit=50) == expected(database, held)


async def test_a_filtered_list_is_the_filter_of_the_list(db, database):
    late = START + timedelta(seconds=1_500)
    spec = ListSpec("note", SPEC.json_sql, ("created_at", "desc"), where=[("t.created_at > %s", [late])])
    found = await all_pages(db, reader(range(60)), spec)
    assert found and set(found) < set(expected(database, range(60)))


async def plan(db, person, statement_and_params):
    statement, params = statement_and_params
    async with unit_of_work(db, person, ACTOR, reading=True) as unit:
        query = f"EXPLAIN (FORMAT JSON) {statement}".encode()
        row = await (await unit.conn.execute(query, params, prepare=False)).fetchone()
    return json.dumps(row)


async def test_the_walk_goes_along_the_sort_index_and_sorts_no_more_than_its_page(db):
    for distance in (None, 1_000):
        found = await plan(db, reader(range(290)), listing._walk(SPEC, None, 51, distance))
        assert '"note_by_created_at"' in found and "Seq Scan" not in found


async def test_the_merge_probes_the_index_of_each_label(db):
    held = frozenset(range(20))
    found = await plan(db, reader(held), listing._merge(SPEC, None, 51, held))
    assert '"note_label_created_at"' in found and "Seq Scan" not in found
    start = (str(START), "00000000-0000-0000-0000-000000000000")
    following = await plan(db, reader(held), listing._merge(SPEC, start, 51, held))
    assert '"note_label_created_at"' in following and "Seq Scan" not in following


async def test_few_labels_are_merged_and_many_are_walked(db, monkeypatch):
    taken: list[str] = []
    for name in ("_walk", "_merge"):
        original = getattr(listing, name)

        def noting(*args, original=original, name=name):
            taken.append(name)
            return original(*args)

        monkeypatch.setattr(listing, name, noting)
    for held in (range(2), range(290), range(0)):
        async with unit_of_work(db, reader(held), ACTOR, reading=True) as unit:
            await list_page(unit, SPEC, None, 50)
    assert taken == ["_merge", "_walk"]


async def test_a_filter_of_who_reads_few_goes_by_label_and_of_who_reads_many_along_an_index(db, monkeypatch):
    taken: list[str] = []
    for name in ("_walk", "_merge"):
        original = getattr(listing, name)

        def noting(*args, original=original, name=name):
            taken.append(name)
            return original(*args)

        monkeypatch.setattr(listing, name, noting)
    late = ListSpec("note", SPEC.json_sql, ("created_at", "desc"), where=[("t.created_at > %s", [START])])
    for held in (range(2), range(290), range(0)):
        async with unit_of_work(db, reader(held), ACTOR, reading=True) as unit:
            await list_page(unit, late, None, 50)
    assert taken == ["_merge", "_walk"]


@pytest.mark.parametrize("held", [range(2), range(290)], ids=len)
async def test_a_list_by_a_column_without_an_index_by_label_is_whole_and_in_order(db, database, held):
    spec = ListSpec("note", SPEC.json_sql, ("title", "asc"), where=[("t.created_at >= %s", [START])])
    found = await all_pages(db, reader(held), spec, limit=200)
    assert sorted(found) == sorted(expected(database, held))


async def test_a_list_looks_for_its_rows_in_a_narrower_source(db):
    late = START + timedelta(seconds=1_500)
    plain = ListSpec("note", SPEC.json_sql, ("created_at", "desc"), where=[("t.created_at > %s", [late])])
    among = ("(SELECT id, created_at FROM note WHERE created_at > %s)", [late])
    spec = ListSpec("note", SPEC.json_sql, ("created_at", "desc"), among=among, asked="late")
    found = await all_pages(db, reader(range(290)), spec, limit=50)
    assert found == await all_pages(db, reader(range(290)), plain) and found


async def test_counts_survive_folding(db, settings):
    async def counts():
        async with unit_of_work(db, reader(range(30)), ACTOR, reading=True) as unit:
            return await count_visible(unit, "note"), await count_by_label(unit, "note")

    before = await counts()
    assert before[0] == sum(before[1].values()) > 0 and set(before[1]) <= set(range(30))
    with worker_connection(settings, autocommit=True) as worker:
        assert fold(worker, 100) == 100
        assert await counts() == before
        while fold(worker):
            pass
        assert worker.execute("SELECT count(*) AS n FROM label_count_delta").fetchone() == {"n": 0}
    assert await counts() == before


async def test_the_distance_of_a_walk_tells_the_app_nothing_but_a_sort_key(database):
    with psycopg.connect(database.app_dsn) as conn:
        for relation in ("pg_authid", "note; DROP TABLE note", "security_label"):
            with pytest.raises(psycopg.Error):
                conn.execute(
                    "SELECT walk_bound(NULL::timestamptz, %s, 'created_at', true, NULL, 1)", [relation]
                )
            conn.rollback()
