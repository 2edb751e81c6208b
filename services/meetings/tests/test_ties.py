"""What is released further than what it is tied to names nothing of it: neither a name nor an identifier."""

from datetime import timedelta
from typing import Any
from unittest.mock import ANY

from services.meetings.tests.conftest import AUS_OFFICER, UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import JOINT
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_attacks import named, routes

OPEN = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR"]}


async def released(house: House) -> tuple[list[str], set[str]]:
    """Ids of records that the United States released to Australia, and of all that they are tied to."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    decision = {"kind": "decision", "text": "We share."}
    hidden = [
        await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", decision),
        joint := await rungs.issue("gort1", "ast", "Joint"),
    ]
    told = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", {**decision, "label": OPEN})
    tasking = await rungs.issue("gort1", "ast", "Open", label=OPEN, decision_id=hidden[0]["id"])
    entry = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/agenda/pick", {"item": tasking["id"]})
    await rungs.hold("ast1")
    left: list[Any] = []
    for item, kind in ((joint, "progressed"), (tasking, "delegated")):
        body: Any = {"item_id": item["id"], "kind": kind, "text": "Half of it.", "label": OPEN}
        if kind == "delegated":
            body["children"] = [rungs.child("wg1", "A part", lead="USA", label=OPEN)]
        left.append(await house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body))
    (child,) = (await rungs.item(tasking))["children"]
    question = {"question": "Who pays?", "label": {**OPEN, "rel": ["GBR"]}}
    await house.post(US_SECRETARY, f"/v1/taskings/{child['id']}/escalate", question)
    (raised,) = (await house.get(US_HEAD, f"/v1/taskings/{child['id']}"))["escalations"]
    secret = [*hidden, raised, entry, *rungs.forums.values(), *rungs.meetings.values()]
    return [one["id"] for one in (told, tasking, child, *left)], {one["id"] for one in secret}


async def test_no_answer_names_what_its_reader_may_not_know_of(house: House):
    known, hidden = await released(house)
    client = await house.as_(AUS_OFFICER)
    read = 0
    for method, path in routes(house):
        for one in known if method == "get" else ():
            answer = await client.get(named(path, one))
            read += answer.status_code == 200
            assert not [other for other in hidden if other in answer.text], (path, answer.text)
    assert read >= 8
    for path in ("/v1/taskings", "/v1/decisions", "/v1/meetings", "/v1/forums", "/v1/concurrences"):
        text = (await client.get(path)).text
        assert not [other for other in hidden if other in text], path


async def test_a_line_of_a_hidden_meetings_agenda_is_hidden_with_it(house: House):
    _, hidden = await released(house)
    for one in hidden:
        await house.get(AUS_OFFICER, f"/v1/agenda-entries/{one}", status=404)


async def test_an_outcome_names_its_item_to_who_reads_it(house: House):
    known, _ = await released(house)
    alone = known[3]
    assert (await house.get(US_HEAD, f"/v1/outcomes/{alone}"))["item_id"] is not None
    assert (await house.get(AUS_OFFICER, f"/v1/outcomes/{alone}"))["item_id"] is None


async def test_what_a_hidden_meeting_noted_by_rule_is_hidden_with_it(house: House):
    """Nobody labelled it: a reader of the item alone would learn of the meeting and of the report."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast", label=OPEN)
    await rungs.hold("ast1")
    await rungs.leave("ast1", item, "progressed", label=JOINT)
    house.clock.now += timedelta(days=1)
    await rungs.act(item, "progress", text="It goes on.", label=JOINT)
    await rungs.hold("ast2")
    outcomes = (await house.get(US_HEAD, f"{rungs.at('ast2')}/outcomes"))["items"]
    (noted,) = [one["id"] for one in outcomes if one["kind"] == "noted"]
    place = f"/v1/taskings/{item['id']}/life"
    kinds = [
        [event["kind"] for event in (await house.get(who, place))["items"]] for who in (AUS_OFFICER, UK_HEAD)
    ]
    assert kinds == [["issued"], ["issued", "progressed", "report", "noted"]]
    await house.get(AUS_OFFICER, f"/v1/outcomes/{noted}", status=404)
    assert (await house.get(UK_HEAD, f"/v1/outcomes/{noted}"))["kind"] == "noted"


async def test_what_a_tasking_names_carries_its_own_label(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    await rungs.act(
        tasking, "delegate", children=[rungs.child("wg1", "A part", label={**OPEN, "rel": ["GBR"]})]
    )
    await rungs.act(tasking, "escalate", question="Who pays?", label={**OPEN, "rel": ["GBR"]})
    view = await rungs.item(tasking)
    assert [one["label"]["portion"] for one in view["children"]] == ["(USA U//REL TO GBR, USA)"]
    assert [one["label"]["owner"] for one in view["escalations"]] == [["USA"]]
    assert view["label"]["owner"] == ["GBR", "USA"]
    (child,) = view["children"]
    assert (await rungs.item(child))["parent"]["label"] == view["label"] | {"readable_by": ANY}


async def test_an_answer_carries_its_own_label(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    assert (await rungs.item(tasking))["answer_label"] is None
    await rungs.act(tasking, "answer", text="In confidence.", label={**OPEN, "rel": ["GBR"]})
    view = await rungs.item(tasking)
    assert (view["answer"], view["answer_label"]["owner"]) == ("In confidence.", ["USA"])


async def test_who_may_not_know_the_forum_is_not_told_whether_it_meets(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tomorrow = (house.clock.now + timedelta(days=1)).date().isoformat()
    due = {"value": tomorrow, "precision": "day"}
    item = await rungs.issue("gort1", "wg1", "Open", label=OPEN, due=due)
    place = f"/v1/taskings/{item['id']}"
    assert (await house.get(US_HEAD, place))["at_risk"] == ["no_venue"]
    assert (await house.get(AUS_OFFICER, place))["at_risk"] == []
