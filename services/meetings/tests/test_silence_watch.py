"""The watch over silences: no failure ends it, no forum holds another back, nothing is noise."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import InterfaceError

from services.common.errors import busy
from services.meetings.minutes import silence
from services.meetings.tests.conftest import UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import ladder
from services.meetings.tests.test_records import rows

FAILURES = [busy(), InterfaceError("", None, Exception()), KeyError("forum_id")]


async def overdue(house: House, name: str) -> Any:
    """A roundtable whose minutes the United Kingdom has been silent about for too long."""
    on = await ladder(house, name)
    place = f"/v1/meetings/{on.roundtable['id']}/minutes"
    await house.speak(US_HEAD, f"{place}/concurrences", {"nation": "USA", "stand": "concur"})
    later = (house.clock.now + timedelta(days=3)).isoformat()
    await house.speak(US_SECRETARY, f"{place}/silence", {"nation": "GBR", "deadline": later})
    return on


@pytest.fixture
def often(monkeypatch) -> None:
    """The running service's watch looks all the time."""
    monkeypatch.setattr(silence, "EVERY", 0.01)


async def until_agreed(house: House, on: Any) -> None:
    place = f"/v1/meetings/{on.roundtable['id']}/minutes"
    async with asyncio.timeout(30):
        while (await house.get(UK_HEAD, place))["state"] != "minutes_agreed":
            await asyncio.sleep(0.05)


async def test_silence_elapses_although_looks_fail(often, house: House, monkeypatch):
    on = await overdue(house, "us-uk")
    failures = list(FAILURES)
    original = silence.load_world

    async def failing(*arguments: Any, **options: Any) -> Any:
        if failures:
            raise failures.pop()
        return await original(*arguments, **options)

    monkeypatch.setattr(silence, "load_world", failing)
    house.clock.now += timedelta(days=4)
    await until_agreed(house, on)
    assert not failures
    (watch,) = house.app.state.watches
    assert watch.state == "running"


async def test_a_forum_that_cannot_be_looked_at_keeps_no_other_back(house: House, monkeypatch):
    one, two = await overdue(house, "one"), await overdue(house, "two")
    house.clock.now += timedelta(days=40)
    original = silence.load_world

    async def failing(unit: Any, **options: Any) -> Any:
        if str(options["forum_ids"][0]) == one.gort["id"]:
            raise KeyError
        return await original(unit, **options)

    with monkeypatch.context() as patched:
        patched.setattr(silence, "load_world", failing)
        with pytest.raises(KeyError):
            await silence.elapse(house.app.state.database)
    await until_agreed(house, two)
    assert await silence.elapse(house.app.state.database) == 1
    await until_agreed(house, one)


async def test_a_look_that_finds_nothing_leaves_no_audit_record(house: House):
    await overdue(house, "us-uk")
    database = house.app.state.database
    count = "SELECT count(*) AS n FROM audit_record WHERE subject = 'silence-procedure'"
    for _ in range(3):
        assert await silence.elapse(database) == 0
    assert await rows(house, count) == [{"n": 0}]
    house.clock.now += timedelta(days=4)
    assert await silence.elapse(database) == 1
    assert (await rows(house, count))[0]["n"] > 0
