"""The registry's part of the brief: to the nation that it concerns, and to no other."""

import json
from typing import Any

from services.registry.tests.conftest import AUS, EXERCISE, FRA, UK, US, US_RELEASE, House, shared
from services.registry.tests.test_overlaps import BRITISH, COURSE, register, settled

PLACE = "/v1/upcoming"
EMPTY = {"overlaps": [], "more_overlaps": False, "activities": [], "more_activities": False}


async def titles(house: House, person: Any = US) -> list[str]:
    return [one["title"] for one in (await house.get(person, PLACE))["activities"]]


async def test_another_nation_is_told_nothing_of_overlaps_and_beginnings(house: House):
    """France reads nothing of either, Australia both records: neither of them is in the overlap."""
    await house.activity(title="Begins soon", start="2027-01-20", end=None, label=shared("USA", "GBR"))
    readers = {"label": shared("USA", "AUS", "GBR")}
    await register(house, US, COURSE | readers)
    await register(house, UK, BRITISH | {"label": shared("GBR", "AUS", "USA")})
    await settled(house)
    assert await house.get(FRA, PLACE) == await house.get(AUS, PLACE) == EMPTY
    for person, begins in ((US, ["Begins soon"]), (UK, [])):
        found = await house.get(person, PLACE)
        assert [one["kind"] for one in found["overlaps"]] == ["definite"]
        assert [one["title"] for one in found["activities"]] == begins
    assert "Begins soon" not in json.dumps(await house.get(UK, PLACE))


async def test_an_overlap_goes_once_the_nation_has_dealt_with_it_or_the_record_is_hidden(house: House):
    await register(house, US, COURSE)
    british = await register(house, UK, BRITISH)
    await settled(house)
    [overlap] = (await house.get(US, PLACE))["overlaps"]
    await house.post(US, f"/v1/overlaps/{overlap['id']}/acts", {"act": "resolved", "how": "moved"})
    assert (await house.get(US, PLACE))["overlaps"] == []
    assert [one["id"] for one in (await house.get(UK, PLACE))["overlaps"]] == [overlap["id"]]
    await house.act(UK, british, "label", {"label": shared("GBR")})
    assert (await house.get(US, PLACE)) == EMPTY
    assert len((await house.get(UK, PLACE))["overlaps"]) == 1


async def test_what_begins_within_thirty_days_stands_by_its_first_day(house: House):
    """Today is 11 January: in January is perhaps still to come, in February surely; 2027 says nothing."""
    for title, start, status in (
        ("tenth", "2027-02-10", "planned"), ("eleventh", "2027-02-11", "planned"),
        ("yesterday", "2027-01-10", "planned"), ("today", "2027-01-11", "confirmed"),
        ("january", "2027-01", "proposed"), ("december", "2026-12", "planned"),
        ("year", "2027", "planned"), ("over", "2027-01-20", "cancelled"),
    ):  # fmt: skip
        said = {"title": title, "start": start, "end": None, "status": status, "label": shared("USA")}
        await register(house, US, EXERCISE | said)
    assert await titles(house) == await titles(house, US_RELEASE) == ["january", "today", "tenth"]
    assert await titles(house, UK) == []
