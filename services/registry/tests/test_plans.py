"""Of many records no list and no figure reads more than it shows: each goes along the index meant for it."""

import psycopg
import pytest

from services.common.counters import fold
from services.registry.activities.words import index_words
from services.registry.figures.counters import fold_figures
from services.registry.tests.conftest import AUS, UK, US, House, shared
from services.registry.tests.plans import explained

RECORDS = 30_000
# Copies of one record: three a day, one in a hundred of another host, one in ten of another kind.
_COPIES = """INSERT INTO activity ({names})
SELECT {values} FROM activity a, generate_series(1, %(records)s) AS n WHERE a.title = 'Read by two'"""
_OWN = {
    "id": "uuidv7()", "ref": "NULL", "alike": "NULL", "title": "'Course ' || n",
    "start_first": "date '2001-01-01' + n / 3", "start_last": "date '2001-01-01' + n / 3",
    "end_first": "date '2001-01-02' + n / 3", "end_last": "date '2001-01-02' + n / 3",
    "start_precision": "'day'", "end_precision": "'day'", "fiscal_year": "2001 + n / 1100",
    "hosts": "CASE WHEN n % 100 = 0 THEN ARRAY['FJI'] ELSE a.hosts END", "people": "n % 50", "cost": "n",
    "tool": "CASE WHEN n % 10 = 0 THEN 'advising' ELSE 'training' END",
}  # fmt: skip
_COLUMNS = """SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = 'activity'::regclass
    AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""


@pytest.fixture
async def many(house: House) -> House:
    """A registry of many records that two nations read, and of few that a third reads."""
    await house.activity(title="Read by two", label=shared("USA", "GBR"))
    for number in range(5):
        await house.activity(UK, title=f"Read by all {number}", label=shared("GBR", "AUS", "USA"))
    with psycopg.connect(house.owner_dsn, autocommit=True) as conn:
        names = [row[0] for row in conn.execute(_COLUMNS)]
    with psycopg.connect(house.app.state.settings.worker_dsn, autocommit=True) as conn:
        values = [_OWN.get(name, f"a.{name}").replace("%", "%%") for name in names]
        copies = _COPIES.format(names=", ".join(names), values=", ".join(values))
        conn.execute(copies.encode(), {"records": RECORDS})
        while fold(conn) or fold_figures(conn) or index_words(conn):
            pass
    with psycopg.connect(house.owner_dsn, autocommit=True) as conn:
        conn.execute("VACUUM (ANALYZE)")
    return house


LISTS = {
    "everything": (US, {}, "activity_by_starts_on"),
    "the other way": (US, {"order": "asc"}, "activity_by_starts_on"),
    "what is common": (US, {"tool": "training"}, "activity_by_starts_on"),
    "what is rare": (US, {"host": "FJI"}, "activity_of_figure"),
    "what is old": (US, {"fiscal_year": 2002}, "activity_of_figure"),
    "days": (US, {"from": "2003-01-01", "to": "2003-01-05"}, "activity_by_starts_on"),
    "by title": (US, {"sort": "title"}, "activity_by_title"),
    "by people": (US, {"sort": "people"}, "activity_by_people"),
    "by cost": (US, {"sort": "cost", "order": "asc"}, "activity_by_cost"),
    "words": (US, {"q": "course"}, "activities_found"),
    "everything, for who reads few": (AUS, {}, "activity_label_starts_on"),
    "what is common, for who reads few": (AUS, {"tool": "exercise"}, "activity_label_starts_on"),
    "by title, for who reads few": (AUS, {"sort": "title"}, "activity_label_starts_on"),
}  # fmt: skip


@pytest.mark.slow
async def test_each_list_goes_along_the_index_meant_for_it(many: House):
    for name, (person, asked, index) in LISTS.items():
        await many.get(person, "/v1/activities", **asked)
        with explained() as found:
            page = await many.get(person, "/v1/activities", **asked)
        plans = "\n".join(one.plan for one in found)
        assert page["items"], name
        assert index in plans and "Seq Scan on activity " not in plans, f"{name}\n{plans}"


NOT_OVER = (
    "/v1/activities?status=proposed&status=planned&status=confirmed&status=underway&status=postponed"
    "&from=2027-01-11&order=asc"
)
"""What the page of activities begins with."""


@pytest.mark.slow
async def test_what_is_not_over_comes_by_its_start_along_an_index_with_the_undated_at_the_end(many: House):
    await many.activity(title="Some day", label=shared("USA", "GBR", "AUS"), start=None, end=None)
    indexes = ((US, ("activity_by_starts_on", "activity_of_figure")), (AUS, ("activity_label_starts_on",)))
    for person, fitting in indexes:
        with explained() as found:
            items, page = [], await many.get(person, f"{NOT_OVER}&limit=200")
        plans = "\n".join(one.plan for one in found)
        assert any(index in plans for index in fitting) and "Seq Scan on activity " not in plans, plans
        while page["next"]:
            items += page["items"]
            page = await many.get(person, f"{NOT_OVER}&limit=200&cursor={page['next']}")
        items += page["items"]
        starts = [one["start"]["value"] or "9999" for one in items]
        ends = [one["end"]["value"] or "9999" for one in items]
        assert len(items) > 5 and starts == sorted(starts) and items[-1]["title"] == "Some day"
        assert min(ends) >= "2027-01"


FIGURES = {
    "everything": ({}, ""),
    "a host": ({"host": "FJI"}, ""),
    "days": ({"from": "2003-01-01", "to": "2003-03-05"}, "Index Only Scan using activity_by_starts_on"),
    "words": ({"q": "course"}, "Function Scan on activities_found"),
}


@pytest.mark.slow
async def test_each_figure_reads_counters_or_an_index_and_no_record(many: House):
    for name, (asked, read) in FIGURES.items():
        for figure in ("statistics", "matrix", "map"):
            with explained() as found:
                await many.get(US, f"/v1/figures/{figure}", **asked)
            plans = "\n".join(one.plan for one in found)
            assert read in plans and "Seq Scan on activity " not in plans, f"{figure}: {name}\n{plans}"
        with explained() as found:
            await many.get(US, "/v1/figures/months", **asked)
        plans = "\n".join(one.plan for one in found)
        assert "Seq Scan on activity " not in plans, f"months: {name}\n{plans}"


_UNITS = """INSERT INTO unit (id, label_id, created_at, created_by, updated_at, updated_by, owner, nation,
    kind, name, key)
SELECT uuidv7(), label_id, created_at, created_by, updated_at, updated_by, owner, nation, kind,
    name || ' ' || n, key || ' ' || n
FROM unit, generate_series(1, 20000) AS n WHERE key = '3rd division'"""
NAMES = {
    "a word of many": (US, "div", "Index Scan using unit_by_name on unit t_1 (actual rows=21.00 loops=1)"),
    "two words of many": (US, "div 3rd", " on unit t_1 (actual rows="),
    "a word of none": (US, "nobody", "Rows Removed by Filter: 20002"),
    "for who reads few": (AUS, "nobody", "Rows Removed by Filter: 1\n"),
}


@pytest.mark.slow
async def test_units_by_name_are_one_walk_through_names_at_most_and_through_no_record(house: House):
    await house.activity()
    part = {"nation": "GBR", "role": "contributor", "unit": "Signal Troop"}
    await house.activity(UK, label=shared("GBR", "AUS"), participants=[part])
    with psycopg.connect(house.app.state.settings.worker_dsn, autocommit=True) as conn:
        assert conn.execute(_UNITS.encode()).rowcount == 20_000
    with psycopg.connect(house.owner_dsn, autocommit=True) as conn:
        conn.execute("VACUUM (ANALYZE)")
    for name, (person, typed, read) in NAMES.items():
        await house.get(person, "/v1/units", q=typed, limit=20)
        with explained() as found:
            await house.get(person, "/v1/units", q=typed, limit=20)
        plan = "\n".join(one.plan for one in found)
        assert read in plan and plan.count("Filter: (CASE") == 1, f"{name}\n{plan}"
        assert "activity" not in plan, f"{name}\n{plan}"
