"""An item that is narrowed leaves its words nowhere else: not on what asks for it, nor where it came from."""

from typing import Any

import pytest

from services.common.testing import Person
from services.meetings.tests.conftest import AUS_OFFICER, UK_SECRETARY, US_SECRETARY, House
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.test_forums import rule_of
from services.meetings.tests.test_records import events, rows

LOW = "UNCLASSIFIED"
WIDE = {"level": LOW, "owner": ["USA"], "rel": ["AUS", "GBR"]}
NARROW = {**WIDE, "rel": ["GBR"]}
WIDER = [("/label", "child_not_wider")]


@pytest.fixture
async def rungs(house: House) -> Rungs:
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    return rungs


async def narrow(
    rungs: Rungs, item: Json, label: Json = NARROW, by: Person = US_SECRETARY, **how: Any
) -> Any:
    return await rungs.house.change(by, f"/v1/taskings/{item['id']}", {"label": label}, **how)


async def sees(house: House, person: Person, *places: str) -> list[bool]:
    client = await house.as_(person)
    return [(await client.get(place)).status_code == 200 for place in places]


async def asked(rungs: Rungs, item: Json) -> Json:
    found: Json = (await rungs.item(item))["escalations"][-1]
    return found


async def labels_told(house: House, record: str) -> list[Json]:
    """The labels under which the events of a record went out, oldest first."""
    return [label for _, label in await events(house, record)]


@pytest.mark.parametrize("at_meeting", [True, False])
async def test_an_escalation_and_its_question_are_narrowed_with_what_they_ask_for(
    rungs: Rungs, at_meeting: bool
):
    house = rungs.house
    item = await rungs.issue("gort1", "ast", label=WIDE)
    await rungs.hold("ast1")
    if at_meeting:
        body = {"item_id": item["id"], "kind": "escalated", "text": "Who pays?"}
        await house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body)
    else:
        await rungs.act(item, "escalate", question="Who pays?")
    first = await asked(rungs, item)
    await rungs.act(first, "escalate", question="Who decides?")
    second = await asked(rungs, first)
    made = await rows(house, "SELECT id FROM outcome WHERE kind = 'escalated' ORDER BY at")
    places = [f"/v1/taskings/{one['id']}" for one in (item, first, second)]
    places += [f"/v1/outcomes/{one['id']}" for one in made]
    assert len(places) == 5 and all(await sees(house, AUS_OFFICER, *places))
    await narrow(rungs, item)
    assert not any(await sees(house, AUS_OFFICER, *places))
    assert all(await sees(house, UK_SECRETARY, *places))
    for one in (first, second):
        told = await labels_told(house, one["id"])
        assert "AUS" in str(told[0]) and "AUS" not in str(told[-1]), "who loses sight is told so"
        kept = await rows(house, "SELECT action FROM audit_record WHERE %s = ANY(object_ids)", one["id"])
        assert "item.amended" in {line["action"] for line in kept}


async def test_what_another_nation_asks_of_it_is_narrowed_by_that_nation_first(rungs: Rungs):
    house = rungs.house
    item = await rungs.issue("gort1", "ast", label=WIDE)
    place = f"/v1/taskings/{item['id']}"
    await house.post(UK_SECRETARY, f"{place}/escalate", {"question": "Who pays?"})
    rising = await asked(rungs, item)
    assert rising["label"]["owner"] == ["GBR"]
    assert rule_of(await narrow(rungs, item, status=422)) == WIDER
    assert all(await sees(house, AUS_OFFICER, place, f"/v1/taskings/{rising['id']}"))
    await narrow(rungs, rising, {"level": LOW, "owner": ["GBR"], "rel": ["USA"]}, UK_SECRETARY)
    await narrow(rungs, item)
    assert not any(await sees(house, AUS_OFFICER, place, f"/v1/taskings/{rising['id']}"))


async def test_what_asks_for_it_and_was_agreed_keeps_it_as_wide(rungs: Rungs):
    item = await rungs.issue("gort1", "ast", label=WIDE)
    await rungs.hold("ast1")
    body = {"item_id": item["id"], "kind": "escalated", "text": "Who pays?"}
    await rungs.house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body)
    await rungs.concur("ast1")
    assert rule_of(await narrow(rungs, item, status=422)) == WIDER


async def test_no_child_stays_wider_though_it_is_closed(rungs: Rungs):
    item = await rungs.issue("gort1", "ast", label=WIDE)
    await rungs.hold("ast1")
    child = rungs.child("wg1", "A part", label=WIDE)
    body = {"item_id": item["id"], "kind": "delegated", "text": "So it was.", "children": [child]}
    await rungs.house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body)
    made = (await rungs.item(item))["children"][0]
    assert rule_of(await narrow(rungs, item, status=422)) == WIDER
    await rungs.act(made, "answer", text="Done.")
    await rungs.hold("ast2")
    await rungs.act(made, "close", text="Thanks.")
    assert rule_of(await narrow(rungs, item, status=422)) == WIDER
    await narrow(rungs, made)
    await narrow(rungs, item)


async def test_the_decision_from_which_guidance_follows_is_narrowed_with_it(rungs: Rungs):
    house = rungs.house
    body = {"kind": "guidance", "text": "We share.", "forum": rungs.forums["ast"]["id"], "label": WIDE}
    decision = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", body)
    item = decision["items"][0]
    places = [f"/v1/decisions/{decision['id']}", f"/v1/taskings/{item['id']}"]
    assert all(await sees(house, AUS_OFFICER, *places))
    await narrow(rungs, item)
    assert not any(await sees(house, AUS_OFFICER, *places))
    assert all(await sees(house, UK_SECRETARY, *places))
    assert "AUS" not in str((await labels_told(house, decision["id"]))[-1])


async def test_the_agendas_note_of_it_follows_its_label(rungs: Rungs):
    house = rungs.house
    item = await rungs.issue("gort1", "ast", label=WIDE)
    picked = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/agenda/pick", {"item": item["id"]})
    place = f"/v1/agenda-entries/{picked['id']}"
    await house.change(US_SECRETARY, place, {"presenter": "Brook"})
    await narrow(rungs, item)
    seen = await house.get(UK_SECRETARY, place)
    assert (seen["presenter"], seen["picked"], seen["label"]["rel"]) == ("Brook", True, ["GBR"])
    query = "SELECT action FROM audit_record WHERE %s = ANY(object_ids) AND action <> 'read' ORDER BY id"
    kept = await rows(house, query, picked["id"])
    assert [one["action"] for one in kept][-1] == "agenda.entry_relabelled"
