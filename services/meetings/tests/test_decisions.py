"""Decisions, guidance and adjudications: provisional, labelled, and followed by what they ask for."""

import pytest

from services.meetings.decisions.schemas import DecisionView
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_HEAD,
    US_LOW,
    US_SECRETARY,
    House,
)
from services.meetings.tests.ladder import JOINT, US_ONLY, ladder, lines, titles
from services.meetings.tests.test_forums import MISSING, rule_of


async def test_a_decision_is_provisional_and_joint_and_hidden_from_others(house: House):
    on = await ladder(house)
    place = f"/v1/meetings/{on.roundtable['id']}/decisions"
    decision = await house.post(US_SECRETARY, place, {"kind": "decision", "text": "We share."})
    DecisionView.model_validate(decision)
    assert (decision["standing"], decision["label"]["owner"]) == ("provisional", ["GBR", "USA"])
    assert decision["can"] == ["amend"]
    read = await house.get(UK_HEAD, f"/v1/decisions/{decision['id']}")
    assert read["ref"] == decision["ref"]
    assert (await house.get(AUS_OFFICER, "/v1/decisions")) == {"items": [], "next": None}
    await house.get(AUS_OFFICER, f"/v1/decisions/{decision['id']}", 404)
    await house.post(AUS_OFFICER, place, {"kind": "decision", "text": "x"}, status=404)
    listed = await house.get(UK_HEAD, "/v1/decisions", meeting=on.roundtable["id"])
    assert [one["id"] for one in listed["items"]] == [decision["id"]]


async def test_guidance_that_names_a_forum_stands_on_its_next_agenda(house: House):
    on = await ladder(house)
    body = {"kind": "guidance", "text": "Mind the gap.\nAll of it.", "forum": on.ast["id"]}
    body["due"] = {"value": "2027-06", "precision": "month"}
    place = f"/v1/meetings/{on.roundtable['id']}/decisions"
    unknown = body | {"due": {"value": None, "precision": "unknown"}}
    refused = await house.post(US_SECRETARY, place, unknown, status=422)
    assert [(e["pointer"], e["rule"]) for e in refused["errors"]] == [("/due", "due_required")]
    decision = await house.post(US_SECRETARY, place, body)
    (entry,) = lines(await on.agenda(UK_HEAD))
    assert (entry["item"]["kind"], entry["item"]["title"]) == ("guidance", "Mind the gap.")
    assert entry["item"]["decision"]["id"] == decision["id"]
    assert entry["item"]["due"] == {"value": "2027-06", "precision": "month"}
    assert [item["id"] for item in decision["items"]] == [entry["item"]["id"]]
    assert entry["item"]["lead"] == "USA"


@pytest.mark.parametrize(
    ("fields", "pointer", "rule"),
    [
        ({"forum": MISSING}, "/forum", "unknown_forum"),
        ({"due": {"value": "2026-12-31", "precision": "day"}}, "/due", "not_in_past"),
        ({"lead": "AUS"}, "/lead", "lead_is_member"),
        ({"settles": MISSING}, "/settles", "settles_escalation"),
        ({"kind": "decision"}, "/forum", "guidance_names_forum"),
        ({"kind": "adjudication", "forum": None}, "/settles", "settles_escalation"),
        ({"kind": "adjudication", "forum": None, "settles": MISSING}, "/settles", "unknown_item"),
        ({"label": {"level": "SECRET", "owner": ["AUS"]}}, "/label", "label_not_permitted"),
        ({"label": {"level": "GALACTIC", "owner": ["USA"]}}, "/label/level", "unknown_level"),
    ],
)
async def test_bad_input_names_field_and_rule(house: House, fields, pointer, rule):
    on = await ladder(house)
    body = {"kind": "guidance", "text": "x", "forum": on.ast["id"]} | fields
    problem = await house.post(
        US_SECRETARY, f"/v1/meetings/{on.roundtable['id']}/decisions", body, status=422
    )
    assert rule_of(problem) == [(pointer, rule)]


async def test_only_posts_record_and_only_at_a_held_meeting(house: House):
    on = await ladder(house)
    body = {"kind": "decision", "text": "x"}
    held = f"/v1/meetings/{on.roundtable['id']}/decisions"
    assert rule_of(await house.post(US_LOW, held, body, status=403)) == [("", "post_in_forum")]
    planned = f"/v1/meetings/{on.talks['id']}/decisions"
    assert rule_of(await house.post(US_HEAD, planned, body, status=409)) == [("", "held_meeting")]


async def test_a_reworded_guidance_rewords_its_item_until_it_is_agreed(house: House):
    on = await ladder(house)
    body = {"kind": "guidance", "text": "First", "forum": on.ast["id"]}
    decision = await house.post(US_SECRETARY, f"/v1/meetings/{on.roundtable['id']}/decisions", body)
    place = f"/v1/decisions/{decision['id']}"
    assert (await house.change(UK_SECRETARY, place, {"text": "Second"}))["text"] == "Second"
    assert titles(await on.agenda(US_HEAD)) == ["Second"]
    minutes = f"/v1/meetings/{on.roundtable['id']}/minutes"
    for person, nation in ((US_HEAD, "USA"), (UK_HEAD, "GBR")):
        version = (await house.get(person, minutes))["version"]
        await house.speak(
            person, f"{minutes}/concurrences", {"nation": nation, "stand": "concur", "version": version}
        )
    assert (await house.get(US_HEAD, place))["standing"] == "agreed"
    assert rule_of(await house.change(US_SECRETARY, place, {"text": "Third"}, status=409)) == [
        ("", "agreed_minutes_locked")
    ]


async def test_a_substitute_is_read_by_those_who_may_not_read_the_decision(house: House):
    on = await ladder(house)
    body = {"kind": "decision", "text": "Sensitive", "label": US_ONLY,
            "substitute": {"text": "Something was decided", "label": JOINT}}  # fmt: skip
    decision = await house.post(US_SECRETARY, f"/v1/meetings/{on.roundtable['id']}/decisions", body)
    read = await house.get(UK_HEAD, f"/v1/decisions/{decision['id']}")
    DecisionView.model_validate(read)
    assert (read["text"], read["substituted"], read["can"]) == ("Something was decided", True, [])
    assert "Sensitive" not in str(read)
    listed = await house.get(UK_HEAD, "/v1/decisions", meeting=on.roundtable["id"])
    assert [one["text"] for one in listed["items"]] == ["Something was decided"]
    assert len((await house.get(US_HEAD, "/v1/decisions", meeting=on.roundtable["id"]))["items"]) == 1
    assert (await house.get(AUS_OFFICER, "/v1/decisions", meeting=on.roundtable["id"]))["items"] == []
    await house.get(AUS_OFFICER, f"/v1/decisions/{decision['id']}", 404)


async def test_an_adjudication_lands_on_the_item_that_asked(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    await house.hold(US_HEAD, on.talks)
    outcome = {"item_id": tasking["id"], "kind": "escalated", "text": "May we share X?"}
    await house.post(US_SECRETARY, f"/v1/meetings/{on.talks['id']}/outcomes", outcome)
    above = (await house.get(US_HEAD, "/v1/meetings", forum=on.gort["id"], state="planned"))["items"][0]
    agenda = await house.get(UK_HEAD, f"/v1/meetings/{above['id']}/agenda")
    (escalated,) = lines(agenda, "escalations")
    await house.hold(US_HEAD, above)
    body = {"kind": "adjudication", "text": "You may.", "settles": escalated["item"]["id"]}
    decision = await house.post(UK_SECRETARY, f"/v1/meetings/{above['id']}/decisions", body)
    assert decision["settles"]["id"] == escalated["item"]["id"]
    assert (await house.get(US_HEAD, f"/v1/taskings/{escalated['item']['id']}"))["state"] == "closed"
    assert (await house.get(US_HEAD, f"/v1/taskings/{tasking['id']}"))["state"] == "open"


async def test_a_replay_is_one_decision_and_the_key_with_another_body_is_refused(house: House):
    on = await ladder(house)
    place = f"/v1/meetings/{on.roundtable['id']}/decisions"
    body = {"kind": "decision", "text": "One"}
    first = await house.post(US_SECRETARY, place, body, key="k")
    assert (await house.post(US_SECRETARY, place, body, key="k"))["id"] == first["id"]
    problem = await house.post(US_SECRETARY, place, body | {"text": "Two"}, key="k", status=422)
    assert problem["type"].endswith("idempotency-key-reused")
    assert len((await house.get(US_HEAD, "/v1/decisions"))["items"]) == 1
