"""Capability areas through the interface: one however it is written, by form, file, filter and overlap."""

from typing import Any

from services.registry.tests.conftest import AUS, UK, US, House, shared
from services.registry.tests.imports.importing import act, begun, csv_of, ended
from services.registry.tests.test_overlaps import BRITISH, COURSE, settled

WRITTEN = ("C-IED", "Counter IED", "Counter-IED", "CIED")
ALONE = shared("USA")


async def found(house: House, person: Any, **chosen: str) -> set[str]:
    return {one["title"] for one in (await house.get(person, "/v1/activities", **chosen))["items"]}


async def test_who_may_not_read_a_record_does_not_find_it_by_any_spelling(house: House):
    await house.activity(capability_areas=["C-IED"], label=ALONE)
    await house.post(US, "/v1/objectives", {"host": "IRQ", "capability": "CIED", "title": "Search"})
    for spelling in WRITTEN:
        assert await found(house, AUS, capability=spelling) == set()
        theirs = await house.get(AUS, "/v1/figures/statistics", capability=spelling)
        assert (theirs["n"], theirs["label"]) == (0, None)
        assert (await house.get(AUS, "/v1/objectives", capability=spelling))["items"] == []


async def test_form_and_file_make_one_area_that_every_filter_finds(house: House):
    made = await house.activity(title="Form", capability_areas=["C-IED", "counter ied", "Medical"])
    assert made["capability_areas"] == ["counter-IED", "medical"]
    changed = {"capability_areas": ["CIED"]}
    assert (await house.change(US, f"/v1/activities/{made['id']}", changed))["capability_areas"] == [
        "counter-IED"
    ]
    rows = [["File 1", "Counter-IED; counter ied"], ["File 2", "CIED"]]
    one = await begun(house, csv_of(rows, ("Event", "Capability")))
    await act(house, one, "start")
    await ended(house, one)
    for spelling in WRITTEN:
        assert await found(house, US, capability=spelling) == {"Form", "File 1", "File 2"}
        counted = await house.get(US, "/v1/figures/statistics", capability=spelling)
        assert [(each["key"], each["n"]) for each in counted["by_capability"]] == [("counter-IED", 3)]


async def test_an_objective_is_kept_found_and_served_by_any_spelling(house: House):
    body = {"host": "IRQ", "capability": "Counter IED", "title": "Search"}
    goal = await house.post(US, "/v1/objectives", body)
    assert goal["capability"] == "counter-IED"
    for spelling in WRITTEN:
        [one] = (await house.get(US, "/v1/objectives", capability=spelling))["items"]
        assert one["id"] == goal["id"]


async def test_two_spellings_overlap_for_sure(house: House):
    await house.post(US, "/v1/activities", COURSE | {"capability_areas": ["C-IED"]})
    await house.post(UK, "/v1/activities", BRITISH | {"capability_areas": ["Counter IED"]})
    await settled(house)
    [one] = (await house.get(US, "/v1/overlaps"))["items"]
    assert one["dimensions"]["capability"] == "definite"
