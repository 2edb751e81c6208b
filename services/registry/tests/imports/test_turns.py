"""Two batches on their way at once keep the order of the file, whatever one of them meets."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from services.registry.imports import records, source
from services.registry.imports.source import Portion
from services.registry.imports.turns import Lane, Step, Turn
from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import act, begun, csv_of, ended

ROWS = [[str(n), f"Course {n}", "Fiji", "2026-05-01", "2", "$10", f"Unit {n % 7}"] for n in range(40)]


def portion(number: int, *names: str) -> Portion:
    """A batch with rows of these names; without any it and those beside it name one row alike."""
    return Portion(number, 1, 0, "", [], {}, [], [*(names or ["the same"])], [], [], [])


class Writing:
    """Stands for the database: what each batch did, in order. ``meets``: what it meets at its records."""

    def __init__(self, meets: dict[int, Callable[[], Exception]] | None = None) -> None:
        self.did: list[tuple[int, str]] = []
        self.meets = meets or {}
        self.at_once = self.most = self.forgot = 0

    async def write(self, one: Portion, turn: Turn, fresh: bool) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            for step in Step:
                await asyncio.sleep(0)
                await turn.comes(step)
                if step is Step.RECORDS and fresh and one.number in self.meets:
                    raise self.meets[one.number]()
                self.did.append((one.number, step.name))
                await asyncio.sleep(0)
                turn.passed(step)
        finally:
            self.at_once -= 1

    def forget(self) -> None:
        self.forgot += 1

    def order(self, step: Step) -> list[int]:
        return [number for number, did in self.did if did == step.name]


async def through(writing: Writing, count: int, fresh: bool = True) -> None:
    lane = Lane(writing.write, writing.forget, fresh)
    try:
        for number in range(1, count + 1):
            await lane.add(portion(number))
        await lane.ended()
    finally:
        await lane.close()


async def test_two_are_on_their_way_and_each_step_keeps_the_order():
    writing = Writing()
    await through(writing, 6)
    assert writing.most == 2
    for step in Step:
        assert writing.order(step) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("name, beside", [("b", True), ("a", False)])
async def test_records_are_written_at_once_where_no_name_stands_in_both(name: str, beside: bool):
    began, written = [], asyncio.Event()

    async def write(one: Portion, turn: Turn, fresh: bool) -> None:
        await turn.comes(Step.UNITS)
        turn.passed(Step.UNITS)
        await turn.comes(Step.RECORDS)
        began.append(one.number)
        if one.number == 1 and beside:
            await written.wait()  # for the one behind it
        written.set()
        turn.passed(Step.RECORDS)
        await turn.comes(Step.COMMIT)
        began.append(-one.number)
        turn.passed(Step.COMMIT)

    lane = Lane(write, lambda: None, True)
    await lane.add(portion(1, "a"))
    await lane.add(portion(2, name))
    await lane.ended()
    assert [one for one in began if one < 0] == [-1, -2], "what counts is always a beginning"
    assert beside or began.index(1) < began.index(2)


async def test_what_is_compared_goes_one_by_one():
    writing = Writing()
    await through(writing, 4, fresh=False)
    assert writing.most == 1 and writing.order(Step.COMMIT) == [1, 2, 3, 4]


@pytest.mark.parametrize("clashing", [1, 3, 6])
async def test_a_batch_with_a_known_name_is_written_again_and_so_is_the_one_behind(clashing: int):
    writing = Writing({clashing: psycopg.errors.UniqueViolation})
    await through(writing, 6)
    assert writing.order(Step.COMMIT) == [1, 2, 3, 4, 5, 6] and writing.forgot == 1
    assert writing.order(Step.RECORDS) == [1, 2, 3, 4, 5, 6]  # the one behind had not come so far


@pytest.mark.parametrize("failing", [1, 3, 6])
async def test_behind_a_batch_that_fails_nothing_is_written(failing: int):
    writing = Writing({failing: lambda: RuntimeError("the database is away")})
    with pytest.raises(RuntimeError, match="away"):
        await through(writing, 6)
    assert writing.order(Step.COMMIT) == list(range(1, failing)) and writing.at_once == 0


async def run(house: House, rows: list[list[str]]) -> Any:
    one = await begun(house, csv_of(rows))
    mapping = one["mapping"]
    mapping["identity"] |= {"source": "desk", "column": "id"}
    one = await act(house, one, "mapping", mapping, status=200, method="PUT")
    await act(house, one, "start")
    return await ended(house, one)


@pytest.mark.parametrize("place", [5, 7, 30])
async def test_a_name_that_stands_again_in_the_batch_behind_is_refused(house: House, monkeypatch, place: int):
    monkeypatch.setattr(source, "SIZE", 5)
    done = await run(house, [*ROWS[:place], ["4", *ROWS[39][1:]], *ROWS[place:]])
    counts = done["counts"]
    assert (done["state"], counts["new"], counts["refused"]) == ("done", 40, 1)
    kept = (await house.get(US, "/v1/activities?limit=100"))["items"]
    assert sorted(one["title"] for one in kept) == sorted(row[1] for row in ROWS)
    units = (await house.get(US, "/v1/units?limit=100"))["items"]
    assert sorted(one["name"] for one in units) == [f"Unit {n}" for n in range(7)]


@pytest.mark.parametrize("place", [1, 3, 8])
async def test_who_loses_the_import_leaves_nothing_and_another_goes_on(house: House, monkeypatch, place: int):
    monkeypatch.setattr(source, "SIZE", 5)
    keep, lost = records.keep_batch, []

    async def kept(unit: Any, target: Any, batch: records.Kept, *rest: Any) -> None:
        await keep(unit, target, batch, *rest)
        if batch.number == place and not lost:
            lost.append(batch)
            taken = "UPDATE import_file SET lease_by = 'another', lease_until = %s"
            with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
                conn.execute(taken, [house.clock.now - timedelta(seconds=1)])

    monkeypatch.setattr(records, "keep_batch", kept)
    done = await run(house, ROWS)
    assert lost and (done["state"], done["counts"]) == ("done", {"rows": 40, "new": 40, "gone": 0})
    titles = [one["title"] for one in (await house.get(US, "/v1/activities?limit=100"))["items"]]
    assert sorted(titles) == sorted(row[1] for row in ROWS)


async def test_spellings_of_one_unit_in_batches_at_once_are_one_unit(house: House, monkeypatch):
    monkeypatch.setattr(source, "SIZE", 2)
    spelled = ("1st Battalion", "1ST BATTALION", "1st  battalion", "1st-Battalion")
    await run(house, [[*row[:6], spelled[n % 4]] for n, row in enumerate(ROWS)])
    (unit,) = (await house.get(US, "/v1/units?limit=100"))["items"]
    records = (await house.get(US, "/v1/activities?limit=100"))["items"]
    assert len(records) == 40
    for one in records[::7]:
        whole = await house.get(US, f"/v1/activities/{one['id']}")
        assert unit["id"] in {part.get("unit_id") for part in whole["participants"]}
