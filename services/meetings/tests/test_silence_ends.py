"""A silence binds only whom somebody can speak for when it ends; any other says nothing."""

from datetime import timedelta
from typing import Any

import pytest

from services.meetings.minutes.silence import elapse
from services.meetings.tests.conftest import ADMINISTRATORS, UK_HEAD, US_HEAD, House
from services.meetings.tests.ladder import JOINT
from services.meetings.tests.test_silence_reach import FRENCH, SILENT, Three


@pytest.fixture
async def three(house: House, monkeypatch: pytest.MonkeyPatch) -> Three:
    return await Three.held(house, monkeypatch)


async def term_of_france(three: Three, **days: Any) -> None:
    """The term of the French head has other days."""
    forum = await three.house.get(US_HEAD, f"/v1/forums/{three.forum['id']}")
    (post,) = [one for one in forum["appointments"] if one["nation"] == "FRA"]
    await three.house.change(ADMINISTRATORS["FRA"], f"/v1/appointments/{post['id']}", days)


async def stand_of_france(three: Three) -> Any:
    minutes = await three.house.get(US_HEAD, f"{three.place}/minutes")
    return next(one for one in minutes["concurrences"] if one["nation"] == "FRA")


async def asked(three: Three, until: str | None) -> str:
    """A tasking that the others agreed to, of which France is asked by silence until tomorrow at eleven; the
    term of its head ends on a day.
    """
    place = await three.issue({**JOINT, "rel": ["FRA"]})
    await three.concur(US_HEAD, UK_HEAD)
    await three.ask("FRA")
    await term_of_france(three, until=until)
    return place


async def test_silence_says_nothing_for_whom_nobody_stands_at_its_end(three: Three):
    place = await asked(three, "2027-03-01")
    assert await three.elapsed() == {"USA": "concurred", "GBR": "concurred", "FRA": "pending"}
    france = await stand_of_france(three)
    assert (france["deadline"], france["by"], france["at"]) == (None, None, None)
    assert await three.standing(place) == ("provisional", [])
    assert await elapse(three.house.app.state.database) == 0, "it is dropped once"


async def test_whose_silence_says_nothing_is_asked_anew_and_bound_by_what_it_reads_then(three: Three):
    place = await asked(three, "2027-03-01")
    await three.elapsed()
    between = await three.decide(JOINT, substitute=FRENCH)
    await term_of_france(three, until=None)
    await three.ask("FRA")
    assert (await stand_of_france(three))["deadline"] is not None
    assert await three.elapsed() == SILENT
    assert (await three.standing(place)) == ("agreed", [])
    assert "FRA" not in (await three.standing(between))[1], "it stood before the second notice"


async def test_a_term_that_ends_on_the_day_of_the_deadline_still_hears_it(three: Three):
    place = await asked(three, "2027-03-02")
    three.house.clock.now += timedelta(days=5)
    assert await three.elapsed() == SILENT
    assert await three.standing(place) == ("agreed", [])
