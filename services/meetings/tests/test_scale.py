"""A forum with 2,000 items and 50 meetings: an agenda takes a bounded number of statements, and no scan."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from services.common import listing
from services.common.listing import Direction
from services.meetings.meetings.router import spec
from services.meetings.meetings.schemas import MeetingState
from services.meetings.minutes.silence import elapse
from services.meetings.tests.conftest import UK_HEAD, US_HEAD, House
from services.meetings.tests.ladder import US_ONLY, Ladder, ladder, lines
from services.meetings.world import load, rows

ITEMS = 2_000
MEETINGS = 50

SEED_MEETINGS = """
INSERT INTO meeting (id, label_id, created_at, created_by, updated_at, updated_by, ref, forum_id, title,
    state, window_start, window_end, window_precision, days, mode, place, time_zone, held_at, minutes_version,
    reason)
SELECT gen_random_uuid(), label_id, created_at, created_by, updated_at, updated_by, 'MTG-' || n, forum_id,
    'Past ' || n, 'minutes_agreed', d, d, 'day', ARRAY[d], mode, place, time_zone, d + time '10:00', 1, ''
FROM meeting, generate_series(1, %(count)s) n, LATERAL (SELECT DATE '2026-12-31' - n * 30 AS d) day
WHERE id = %(talks)s
"""
SEED_ITEMS = """
INSERT INTO item (id, label_id, created_at, created_by, updated_at, updated_by, ref, kind, issuing_forum_id,
    issued_meeting_id, addressing_forum_id, authority_nations, title, text, lead, supporting, due_first,
    due_last, due_precision, state, standing, issued_at, closed_at)
SELECT gen_random_uuid(), label_id, created_at, created_by, updated_at, updated_by, 'TSK-' || n, kind,
    issuing_forum_id, issued_meeting_id, addressing_forum_id, authority_nations, 'Item ' || n, text, lead,
    supporting, due_first, due_last, due_precision,
    CASE WHEN n %% 2 = 0 THEN 'closed' ELSE 'open' END, standing,
    TIMESTAMPTZ '2026-12-31 08:00Z' - n * INTERVAL '12 hours',
    CASE WHEN n %% 2 = 0 THEN TIMESTAMPTZ '2027-01-02 08:00Z' END
FROM item, generate_series(1, %(count)s) n WHERE id = %(item)s
"""
SEED_OUTCOMES = """
INSERT INTO outcome (id, label_id, created_at, created_by, updated_at, updated_by, meeting_id, item_id, kind,
    text, reason, positions, children_decision, standing, at)
SELECT gen_random_uuid(), i.label_id, i.created_at, i.created_by, i.updated_at, i.updated_by, m.id, i.id,
    CASE WHEN i.state = 'closed' AND m.last THEN 'answered' ELSE 'progressed' END, 'x', '', '{}', '',
    'agreed',
    m.held_at + INTERVAL '1 hour'
FROM item i CROSS JOIN LATERAL (
    SELECT id, held_at, row_number() OVER (ORDER BY held_at DESC) = 1 AS last FROM meeting
    WHERE held_at > i.issued_at AND state = 'minutes_agreed' ORDER BY held_at LIMIT 4) m
"""


async def crowded(house: House) -> Ladder:
    """A ladder whose staff talks have 50 past meetings and 2,000 items, half of them closed."""
    on = await ladder(house, "crowded")
    one = await on.tasking("Sample")
    two = await on.tasking("Sample for ourselves", US_ONLY)
    half = ITEMS // 2
    with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
        connection.execute(SEED_MEETINGS, {"count": MEETINGS, "talks": on.talks["id"]})
        connection.execute(SEED_ITEMS, {"count": half, "item": one["id"]})
        connection.execute(SEED_ITEMS.replace("'TSK-'", "'TSX-'"), {"count": half, "item": two["id"]})
        connection.execute(SEED_OUTCOMES)
    with psycopg.connect(house.owner_dsn, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return on


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    seen: list[str] = []
    original = psycopg.AsyncCursor.execute

    async def watched(self, query, *args, **kwargs):
        seen.append(str(query))
        return await original(self, query, *args, **kwargs)

    psycopg.AsyncCursor.execute = watched
    try:
        yield seen
    finally:
        psycopg.AsyncCursor.execute = original


@pytest.mark.slow
async def test_a_crowded_agenda_takes_as_many_statements_as_an_empty_one(house: House):
    small = await ladder(house)
    with statements() as few:
        await small.agenda(UK_HEAD)
    crowd = await crowded(house)
    with statements() as many:
        started = time.perf_counter()
        american = await crowd.agenda(US_HEAD)
        print(f"agenda of {ITEMS} items: {time.perf_counter() - started:.2f} s, {len(many)} statements")
    british = await crowd.agenda(UK_HEAD)
    assert len(many) <= len(few) + 4
    shown = [sum(len(section["entries"]) for section in view["sections"]) for view in (american, british)]
    assert shown[0] >= ITEMS // 2
    assert shown[1] < shown[0]
    assert "for ourselves" not in str(british)
    assert lines(british)[0]["number"] == "1.1"


PLANS = {
    "which items a forum has": (load.FAMILY, "item"),
    "these items": (load.ITEMS, "item"),
    "what an outcome left": (load.OUTCOMES, "outcome"),
}


@pytest.mark.slow
async def test_what_a_small_forum_reads_does_not_grow_with_its_neighbours(house: House):
    small = await ladder(house)
    tasking = await small.tasking("Share")
    await crowded(house)
    values = {
        "forums": [small.gort["id"], small.ast["id"]], "items": [tasking["id"]], "since": load.BEGINNING,
        "recorded": [tasking["id"]],
    }  # fmt: skip
    with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
        connection.execute("SET jit = off")
        for name, (query, table) in PLANS.items():
            lines = connection.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {query}", values).fetchall()
            plan = "\n".join(line[0] for line in lines)
            assert f"Seq Scan on {table}" not in plan, f"{name}\n{plan}"


MANY_MEETINGS = 5_000
PAST = [MeetingState.HELD, MeetingState.MINUTES_PROVISIONAL, MeetingState.MINUTES_AGREED]


@pytest.mark.slow
@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_a_page_of_past_meetings_is_read_along_their_index_either_way(house: House, order: Direction):
    on = await ladder(house)
    chosen = spec(None, PAST, None, None, order)
    with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
        connection.execute(SEED_MEETINGS, {"count": MANY_MEETINGS, "talks": on.talks["id"]})
    with psycopg.connect(house.owner_dsn, autocommit=True) as connection:
        connection.execute("ANALYZE meeting")
    for start in (None, ("1900-01-01", on.talks["id"])):
        query, params = listing._walk(chosen, start, 51, None)
        with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
            connection.execute("SET jit = off")
            lines = connection.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {query}".encode(), params).fetchall()
        plan = "\n".join(line[0] for line in lines)
        way = " Backward" if order == "desc" else ""
        assert f"Index Scan{way} using meeting_starts_on" in plan, plan
        assert "Seq Scan on meeting" not in plan, plan


LONG_AGO = SEED_ITEMS.replace("n %% 2 = 0", "true")
CLOSED = 20_000


@pytest.mark.slow
async def test_a_write_loads_none_of_what_was_closed_long_ago(house: House, monkeypatch):
    on = await ladder(house)
    tasking = await on.tasking("Sample")
    with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
        connection.execute(LONG_AGO, {"count": CLOSED, "item": tasking["id"]})
    with psycopg.connect(house.owner_dsn, autocommit=True) as connection:
        connection.execute("ANALYZE")
    loaded: list[str] = []
    original = rows.item
    monkeypatch.setattr(
        rows, "item", lambda row, sights: loaded.append(str(row["id"])) or original(row, sights)
    )
    minutes = f"/v1/meetings/{on.roundtable['id']}/minutes"
    stand = {"nation": "USA", "stand": "concur"}
    silence = {"nation": "GBR", "deadline": (house.clock.now + timedelta(days=3)).isoformat()}
    child = {"title": "C", "text": "x", "lead": "USA", "forum": on.ast["id"]}
    started = time.perf_counter()
    await on.tasking("Another")
    await house.speak(US_HEAD, f"{minutes}/concurrences", stand)
    await house.speak(US_HEAD, f"{minutes}/silence", silence)
    await house.post(US_HEAD, f"/v1/taskings/{tasking['id']}/delegate", {"children": [child]}, status=422)
    house.clock.now += timedelta(days=4)
    assert await elapse(house.app.state.database) == 1
    await house.hold(US_HEAD, on.talks)
    body = {"item_id": tasking["id"], "kind": "progressed", "text": "So it was."}
    await house.post(UK_HEAD, f"/v1/meetings/{on.talks['id']}/outcomes", body)
    await house.get(UK_HEAD, f"/v1/forums/{on.ast['id']}/tracker")
    print(f"eight requests beside {CLOSED} closed items: {time.perf_counter() - started:.2f} s")
    assert len(set(loaded)) == 2, "the two that are open"
