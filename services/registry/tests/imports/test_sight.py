"""What a narrower label and another nation's note mean for the import that a record came with."""

import pytest

from services.common.testing import subject
from services.registry.tests.conftest import AUS, UK, US, US_RELEASE, House, shared
from services.registry.tests.imports.importing import act, csv_of, ended, imported, work

ROW = ["1", "Staff talks", "Fiji", "2026-05-01", "12", "$1,000", "1st Battalion"]
CLERK = subject("USA", name="Sgt. Frost", roles=["liaison"], clearance={"coalition": "UNCLASSIFIED"})


async def the_one(house: House, person=US):
    """The only activity that a person reads."""
    (one,) = (await house.get(person, "/v1/activities"))["items"]
    return one


async def test_what_was_narrowed_since_stays_narrow(house: House):
    await imported(house, csv_of([ROW]))
    second = await imported(house, csv_of([[ROW[0], "Other talks", *ROW[2:]]]), "corrected.csv")
    await house.act(US, await the_one(house), "label", {"label": shared("USA")})
    await act(house, second, "undo", {"edited": "delete"})
    assert (await ended(house, second))["state"] == "undone"
    assert (await the_one(house))["title"] == "Staff talks"
    assert (await house.get(UK, "/v1/activities"))["items"] == []


async def test_a_note_of_another_nation_holds_no_undoing_up(house: House):
    done = await imported(house, csv_of([ROW]))
    one = await the_one(house, UK)
    await house.post(UK, f"/v1/activities/{one['id']}/notes", {"kind": "note", "text": "Ours"}, 201)
    await act(house, done, "undo")
    assert (await ended(house, done))["state"] == "undone"
    assert (await house.get(US, "/v1/activities"))["items"] == []


async def test_whoever_undoes_takes_back_nothing_that_is_hidden_from_them(house: House):
    done = await imported(house, csv_of([ROW]), person=CLERK, label=shared("USA"))
    asked = await act(house, done, "undo", {"edited": "delete"}, person=CLERK)
    assert asked["state"] == "undoing"
    await house.act(US, await the_one(house), "label", {"label": shared("USA", level="SECRET")})
    await work(house)
    assert (await the_one(house))["title"] == "Staff talks"


@pytest.mark.parametrize("again", [False, True])
async def test_whoever_loses_sight_of_a_record_loses_the_file_that_it_came_with(house: House, again: bool):
    done = await imported(house, csv_of([ROW]))
    if again:  # a file that said the same holds the row as well
        done = await imported(house, csv_of([ROW]), "again.csv")
    place = f"/v1/imports/{done['id']}"
    assert "Staff talks" in (await (await house.as_(UK)).get(f"{place}/rows")).text
    await house.act(US, await the_one(house), "label", {"label": shared("USA", level="SECRET")})
    for part in ("", "/rows", "/lines", "/messages", "/refused", "/countries", "/reconciliation"):
        await house.get(UK, f"{place}{part}", 404)
    assert (await house.get(UK, "/v1/imports"))["items"] == []
    assert (await house.get(US, place))["label"]["level"] == "SECRET"


async def test_a_file_stays_with_its_readers_where_a_record_is_released_further(house: House):
    done = await imported(house, csv_of([ROW]))
    await house.act(US_RELEASE, await the_one(house), "label", {"label": shared("USA", "GBR", "AUS")})
    place = f"/v1/imports/{done['id']}"
    assert (await house.get(UK, place))["label"]["rel"] == ["GBR"]
    await house.get(AUS, place, 404)
