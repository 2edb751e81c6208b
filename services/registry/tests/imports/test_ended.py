"""What ends before its time: without its starter's access, at a value, half undone."""

import sys
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from services.common.testing import subject
from services.registry.imports import run, source
from services.registry.tests.conftest import US, House
from services.registry.tests.imports.dying_reader import FATAL
from services.registry.tests.imports.importing import act, begun, csv_of, imported, work

ROWS = [[str(n), f"Course {n}", "Fiji", "2026-05-01", "2", "$10", f"Unit {n % 3}"] for n in range(12)]
OTHER = subject("USA", name="Maj. Reyes", roles=["liaison"])


@pytest.fixture
def revoking(house: House, monkeypatch):
    """Revokes the starter once a step of the work was done so many times."""
    revocations = house.app.state.revocations

    def after(name: str, times: int) -> None:
        count, original = [0], getattr(run, name)

        async def counted(*given: Any, **named: Any) -> Any:
            found = await original(*given, **named)
            count[0] += 1
            if count[0] == times:
                revocations.note(str(US.claims["sub"]), house.clock.now.replace(year=2100))
            return found

        monkeypatch.setattr(source, "SIZE", 3)
        monkeypatch.setattr(run, name, counted)

    yield after
    revocations._not_before.clear()


async def kept(house: House) -> int:
    return len((await house.get(OTHER, "/v1/activities?limit=100"))["items"])


async def test_a_run_does_not_begin_without_the_access_of_its_starter(house: House, revoking):
    one = await begun(house, csv_of(ROWS))
    await act(house, one, "start")
    house.app.state.revocations.note(str(US.claims["sub"]), house.clock.now.replace(year=2100))
    await work(house)
    failed = await house.get(OTHER, f"/v1/imports/{one['id']}")
    assert (failed["state"], failed["problem"]["type"].endswith("subject-revoked")) == ("failed", True)
    assert await kept(house) == 0


async def test_a_run_ends_with_the_batch_in_which_the_access_of_its_starter_is_revoked(
    house: House, revoking
):
    revoking("write", 1)
    one = await begun(house, csv_of(ROWS))
    await act(house, one, "start")
    await work(house)
    failed = await house.get(OTHER, f"/v1/imports/{one['id']}")
    assert (failed["state"], failed["problem"]["type"].endswith("subject-revoked")) == ("failed", True)
    assert await kept(house) == failed["counts"]["new"] < len(ROWS)
    await act(house, failed, "start", person=OTHER)
    await work(house)
    assert await kept(house) == len(ROWS)


async def test_what_is_half_undone_is_undone_and_not_gone_on_with(house: House, revoking):
    revoking("undo_batch", 2)
    done = await imported(house, csv_of(ROWS))
    await act(house, done, "undo")
    await work(house)
    failed = await house.get(OTHER, f"/v1/imports/{done['id']}")
    assert (failed["state"], failed["can"], await kept(house)) == ("failed", ["undo"], 6)
    refused = await act(house, failed, "start", person=OTHER, status=409)
    assert refused["errors"][0]["rule"] == "half_undone"
    await act(house, failed, "undo", person=OTHER)
    await work(house)
    assert await kept(house) == 0


async def test_a_value_that_no_record_holds_ends_the_run_and_is_told(house: House, monkeypatch):
    async def unkept(unit: Any, *_: Any, **__: Any) -> None:
        await unit.conn.execute("SELECT 1 / 0")

    monkeypatch.setattr(run, "tell", unkept)
    one = await begun(house, csv_of(ROWS))
    await act(house, one, "start")
    await work(house)
    failed = await house.get(US, f"/v1/imports/{one['id']}")
    assert (failed["state"], failed["problem"]["type"], failed["can"]) == (
        "failed", "value-unkept", ["start", "undo"],
    )  # fmt: skip


DYING = [sys.executable, "-m", "services.registry.tests.imports.dying_reader"]


async def lost(house: House, one: Any) -> tuple[Any, int]:
    """The import once its reader has died as often as it is begun, and how often that was."""
    times = 0
    while True:
        try:
            await work(house)
            return await house.get(US, f"/v1/imports/{one['id']}"), times
        except RuntimeError:
            times += 1
            house.clock.now += timedelta(seconds=11)  # past the lease


@pytest.mark.parametrize(("asked", "state", "standing"), [("check", "open", 0), ("start", "failed", 6)])
async def test_what_ends_its_reader_each_time_at_one_place_is_ended_and_says_where(
    house: House, monkeypatch, asked: str, state: str, standing: int
):
    monkeypatch.setattr(source, "SIZE", 3)
    good = source._COMMAND
    monkeypatch.setattr(source, "_COMMAND", DYING)
    one = await begun(house, csv_of(ROWS))
    asked_for = await act(house, one, asked)
    ended, times = await lost(house, one)
    assert (ended["state"], ended["problem"]["type"]) == (state, "no-further")
    assert f"behind row {(FATAL - 1) * 3} " in ended["problem"]["detail"]
    assert times == 4, "it came to the place once, and three times no further"
    assert await kept(house) == standing
    with psycopg.connect(house.app.state.settings.worker_dsn) as look:
        query = "SELECT detail ->> 'detail' FROM audit_record WHERE action = 'import.failed'"
        assert look.execute(query).fetchall() == [(ended["problem"]["detail"],)]
    again = await act(house, ended, asked)
    assert again["problem"] is None
    assert (await lost(house, one))[1] in (3, 4), "a person sets the count back"
    monkeypatch.setattr(source, "_COMMAND", good)
    await act(house, asked_for, "start")
    await work(house)
    assert await kept(house) == len(ROWS)
