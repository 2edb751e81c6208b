"""Systems that write a source of their nation: what becomes of each row, and what a crash leaves."""

import asyncio
import json
import signal
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest

from deploy.dev.state import CHECKOUT
from services.common.db import Unit
from services.common.testing import subject
from services.registry.tests.conftest import US, US_RELEASE, House, shared
from services.registry.tests.feeding import (
    PLACE,
    ROW,
    UK_ADMIN,
    US_ADMIN,
    US_SYSTEM,
    fates,
    granted,
    row,
    send,
)
from services.registry.tests.test_activities import rules
from services.registry.tests.test_changes import Copy


async def test_a_row_is_the_whole_record_and_says_it_once(house: House):
    await granted(house)
    first = await send(house, [row(1, description="As planned"), row(2)])
    assert fates(first) == ["created", "created"]
    assert first["counts"] == {"created": 2, "updated": 0, "same": 0, "kept": 0, "refused": 0}
    assert fates(await send(house, [row(1, description="As planned"), row(2)])) == ["same", "same"]
    place = f"/v1/activities/{first['rows'][0]['id']}"
    read = await house.get(US, place)
    assert (read["description"], read["title"]) == ("As planned", ROW["title"])
    assert (read["provenance"]["source"], read["provenance"]["source_id"]) == ("GTMS", "A-1")
    assert fates(await send(house, [row(1, status="planned")])) == ["updated"]
    read = await house.get(US, place)
    assert (read["description"], read["status"]) == ("", "planned")
    await house.change(US, place, {"title": "By hand"})
    assert fates(await send(house, [row(1, people=3)])) == ["kept"]
    assert fates(await send(house, [row(1, people=3)], overwrite=True)) == ["updated"]
    assert (await house.get(US, place))["title"] == ROW["title"]


async def test_a_list_says_when_a_system_wrote_last_and_what_became_of_it(house: House):
    """To the feed's nation; nothing of it changes what another reads, nor what administrators act on."""
    feed = await granted(house)
    others = await house.get(UK_ADMIN, PLACE)
    [line] = (await house.get(US_ADMIN, PLACE))["items"]
    assert line["last"] is None and line["can"] == ["end"]
    tag = (await (await house.as_(US_ADMIN)).get(f"{PLACE}/{feed['id']}")).headers["etag"]
    await send(house, [row(1), row(2), row(3, tool="war")])
    house.clock.now += timedelta(hours=1)
    await send(house, [row(1), row(2, people=1), {}])
    [line] = (await house.get(US_RELEASE, PLACE))["items"]
    last = line.pop("last")
    assert last.pop("at").startswith("2027-01-11T10:00")
    assert last == {"created": 0, "updated": 1, "same": 1, "kept": 0, "refused": 1}
    assert line["can"] == ["bounds"]
    assert (await (await house.as_(US_ADMIN)).get(f"{PLACE}/{feed['id']}")).headers["etag"] == tag
    assert await house.get(UK_ADMIN, PLACE) == others == {"items": [], "next": None}


async def test_the_system_finds_its_own_names_among_the_changes(house: House):
    await granted(house)
    await house.activity(title="By hand", label=shared("USA"))
    made = (await send(house, [row(1)]))["rows"][0]
    page = await house.get(US_SYSTEM, "/v1/changes")
    own = {item["id"]: item["own"] for item in page["items"]}
    assert own.pop(made["id"]) == {"source": "GTMS", "source_id": "A-1"}
    assert list(own.values()) == [None]
    assert all(item["own"] is None for item in (await house.get(US, "/v1/changes"))["items"])


async def test_a_row_that_breaks_a_rule_is_refused_by_itself_with_field_and_rule(house: House):
    await granted(house)
    named = {"nation": "GBR", "role": "recipient", "unit": "Nobody's"}
    tried = [
        row(1),
        row(2, start="2027-02-30"),
        row(3, end="2027-03", participants=[named]),
        row(4, colour="red"),
        {"source_id": "A-5"},
        row(1),
        row(7, tool="war"),
        row(8, status="confirmed", start=None),
        row(9, title="a\0b"),
        row(10, series="00000000-0000-7000-8000-000000000000"),
        {"source_id": 11},
        {},
    ]
    answer = await send(house, tried)
    assert [one["row"] for one in answer["rows"]] == list(range(len(tried)))
    told = {number: rules(one) for number, one in enumerate(answer["rows"]) if one["errors"]}
    assert told == {
        1: [("/rows/1/start", "no_such_date")],
        2: [("/rows/2/end", "date_order")],
        3: [("/rows/3/colour", "extra_forbidden")],
        4: [("/rows/4/title", "missing")],
        5: [("/rows/5/source_id", "source_id_twice")],
        6: [("/rows/6/tool", "enum")],
        7: [("/rows/7/start", "date_needed")],
        8: [("/rows/8/title", "no_nul")],
        9: [("/rows/9/series", "unknown_series")],
        10: [("/rows/10/source_id", "string_type"), ("/rows/10/title", "missing")],
        11: [("/rows/11/source_id", "missing"), ("/rows/11/title", "missing")],
    }
    assert len((await house.get(US, "/v1/activities"))["items"]) == 1
    assert "Nobody's" not in json.dumps(await house.get(US, "/v1/units", nation="GBR"))
    for rows in ([], [row(n) for n in range(1001)], ["text"]):
        assert (await send(house, rows, status=422))["type"] == "urn:entente:problem:validation"


async def test_writers_at_once_make_each_record_once(house: House):
    await granted(house)
    rows = [row(n, title=f"A{n}") for n in range(8)]
    answers = await asyncio.gather(*(send(house, rows[n % 3 :] + rows[: n % 3]) for n in range(6)))
    told = [one for answer in answers for one in answer["rows"]]
    assert sorted(one["outcome"] for one in told) == ["created"] * 8 + ["same"] * 40
    ids = {one["source_id"]: one["id"] for one in told}
    assert all(one["id"] == ids[one["source_id"]] for one in told)


async def test_what_another_person_makes_of_that_name_meanwhile_is_told_and_found_the_next_time(house: House):
    """A record of the name, of its own nation, that is hidden from the system: it holds up no other row."""
    await granted(house)
    coi = shared("USA") | {"coi": ["ATLAS"]}
    cleared = subject("USA", name="Maj. Wren", roles=["liaison"], coi=["ATLAS"])
    named = {"source": "GTMS", "source_id": "A-1", "label": coi}
    await house.activity(cleared, **named)
    answer = await send(house, [row(1), row(2)])
    assert fates(answer) == ["refused", "created"]
    assert rules(answer["rows"][0]) == [("/rows/0/source_id", "source_id_taken")]


async def test_a_crash_before_the_commit_leaves_nothing_and_the_same_again_does_it_all(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    await granted(house)
    rows = [row(n) for n in range(4)]
    with monkeypatch.context() as broken:
        broken.setattr(Unit, "commit", killed)
        await send(house, rows, status=500)
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        counted = "SELECT (SELECT count(*) FROM activity), (SELECT count(*) FROM activity_change)"
        assert worker.execute(counted).fetchone() == (0, 0)
    assert fates(await send(house, rows)) == ["created"] * 4
    assert fates(await send(house, rows)) == ["same"] * 4


async def killed(unit: Unit) -> None:
    raise OSError("the process ended here")


@pytest.mark.faults
@pytest.mark.parametrize(("point", "then"), [("before", "created"), ("after", "same")])
async def test_a_request_whose_process_is_killed_stands_whole_or_not_at_all(
    house: House, point: str, then: str
):
    """``kill -9`` before the commit, or behind it and before the answer: the system sends the same again."""
    await granted(house)
    copy = Copy(house, US_SYSTEM)
    rows = [row(n) for n in range(40)]
    settings, body = house.app.state.settings, json.dumps({"source": "GTMS", "rows": rows})
    command = [sys.executable, "-m", "services.registry.tests.killed_system"]
    given = [settings.app_dsn, settings.worker_dsn, point, json.dumps(US_SYSTEM.claims), body]
    killed = await asyncio.to_thread(subprocess.run, [*command, *given], cwd=CHECKOUT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(await copy.follow()) == (40 if point == "after" else 0)
    assert fates(await send(house, rows)) == [then] * 40
    await copy.follow()
    assert len(copy.held) == len(copy.told) == 40
    with psycopg.connect(settings.worker_dsn) as worker:
        told = "SELECT count(*), count(DISTINCT key) FROM outbox WHERE topic = 'entente.registry.activity.v1'"
        assert worker.execute(told).fetchone() == (40, 40)


async def test_units_that_rows_name_are_one_entity(house: House):
    await granted(house)
    parts = [{"nation": "IRQ", "role": "recipient", "unit": "Counter Terrorism Service"}]
    made = await send(house, [row(n, participants=parts) for n in range(3)])
    read = [await house.get(US, f"/v1/activities/{one['id']}") for one in made["rows"]]
    assert len({one["participants"][0]["unit_id"] for one in read}) == 1
    assert (await house.get(US, "/v1/activities", q="terrorism", limit=3))["items"] != []
