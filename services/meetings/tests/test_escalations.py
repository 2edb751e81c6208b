"""Escalations and other acts between meetings: whom they reach, who concurs, what withholding does."""

import pytest

from services.meetings.domain.invariants import broken
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.test_forums import rule_of
from services.meetings.tests.whole import whole_world


@pytest.fixture
async def rungs(house: House) -> Rungs:
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    return rungs


async def stand(rungs: Rungs, subject: str, nation: str, said: str) -> Json:
    """A head's stand on an out-of-session act."""
    head = {"USA": US_HEAD, "GBR": UK_HEAD}[nation]
    body = {"nation": nation, "stand": said, "evidence": "As we said."}
    return await rungs.house.speak(head, f"/v1/{subject}/concurrences", body)


async def act_of(rungs: Rungs, kind: str) -> str:
    """The id of what awaits the British head, of one kind."""
    awaited = (await rungs.house.get(UK_HEAD, "/v1/concurrences", pending="true"))["items"]
    (found,) = [one["id"] for one in awaited if one["kind"] == kind]
    return str(found)


async def test_without_a_parent_it_goes_before_each_nations_authority_and_comes_back(rungs: Rungs):
    item = await rungs.issue("gort1", "gort", "Ours")
    asked = await rungs.act(item, "escalate", question="Whose budget?")
    assert asked["state"] == "escalated"
    risen = await rungs.item(asked["escalations"][0])
    assert (risen["addressing_forum"], risen["authority_nations"]) == (None, ["GBR", "USA"])
    further = await rungs.act(risen, "escalate", question="Higher?", status=422)
    assert rule_of(further) == [("/kind", "escalation_authority")]
    answer = await rungs.act(risen, "answer", text="x", status=422)
    assert rule_of(answer) == [("/kind", "escalation_kinds")]
    place = f"/v1/escalations/{risen['id']}/adjudicate"
    settled = await rungs.house.post(UK_SECRETARY, place, {"text": "Both chiefs: shared."})
    assert (settled["state"], (await rungs.item(item))["state"]) == ("closed", "open")
    decision = await act_of(rungs, "adjudication")
    for nation in ("USA", "GBR"):
        await stand(rungs, f"decisions/{decision}", nation, "concur")
    again = await rungs.house.post(UK_SECRETARY, place, {"text": "Again."}, status=409)
    assert rule_of(again) == [("/settles", "item_is_working")]
    assert broken(await whole_world(rungs.house)) == []


async def test_an_adjudication_out_of_session_is_amended_until_a_nation_took_its_stand(rungs: Rungs):
    asked = await rungs.act(await rungs.issue("gort1", "gort"), "escalate", question="Whose budget?")
    place = f"/v1/escalations/{asked['escalations'][0]['id']}/adjudicate"
    await rungs.house.post(UK_SECRETARY, place, {"text": "Both chiefs: shared."})
    decision = f"/v1/decisions/{await act_of(rungs, 'adjudication')}"
    assert (await rungs.house.get(UK_SECRETARY, decision))["can"] == ["amend"]
    await rungs.house.change(UK_SECRETARY, decision, {"text": "Both chiefs: by halves."})
    await stand(rungs, decision.removeprefix("/v1/"), "USA", "concur")
    assert (await rungs.house.get(UK_SECRETARY, decision))["can"] == []
    refused = await rungs.house.change(UK_SECRETARY, decision, {"text": "Otherwise."}, status=409)
    assert rule_of(refused) == [("", "agreed_minutes_locked")]


async def test_what_is_escalated_waits_for_the_forum_above_and_misses_no_venue_of_its_own(rungs: Rungs):
    rungs.forums["other"] = await rungs.house.staffed("other")
    item = await rungs.issue("gort1", "other")
    assert item["at_risk"] == ["no_venue"]
    assert (await rungs.act(item, "escalate", question="Whose budget?"))["at_risk"] == []


async def test_an_answer_from_which_a_nation_withholds_takes_no_effect(rungs: Rungs):
    item = await rungs.issue("gort1", "ast")
    assert (await rungs.act(item, "answer", text="Done."))["state"] == "answered"
    answer = await act_of(rungs, "answer")
    await stand(rungs, f"answers/{answer}", "USA", "concur")
    bare = {"nation": "GBR", "stand": "withhold", "evidence": " "}
    refused = await rungs.house.speak(UK_HEAD, f"/v1/answers/{answer}/concurrences", bare, status=422)
    assert [(e["pointer"], e["rule"]) for e in refused["errors"]] == [("/evidence", "withholding_says_why")]
    await stand(rungs, f"answers/{answer}", "GBR", "withhold")
    now = await rungs.item(item)
    assert (now["state"], now["answer"]) == ("open", None)
    assert await rungs.section("ast1", "discussion") == [item["id"]]
    await stand(rungs, f"answers/{answer}", "GBR", "concur")
    assert (await rungs.item(item))["state"] == "answered"


async def test_children_delegated_between_meetings_are_agreed_with_the_delegation(rungs: Rungs):
    item = await rungs.issue("gort1", "ast")
    parent = await rungs.act(item, "delegate", children=[rungs.child("wg1", "A part")])
    child = parent["children"][0]
    assert (await rungs.item(child))["standing"] == "provisional"
    assert await rungs.section("wg11", "discussion") == [child["id"]]
    delegation = await act_of(rungs, "answer")
    for nation in ("USA", "GBR"):
        await stand(rungs, f"answers/{delegation}", nation, "concur")
    assert (await rungs.item(child))["standing"] == "agreed"


async def test_a_referred_item_stands_in_the_other_forum_and_in_no_other(rungs: Rungs):
    other = rungs.forums["other"] = await rungs.house.staffed("other")
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    refused = await rungs.leave("ast1", item, "referred", to_forum=rungs.forums["ast"]["id"], status=422)
    assert rule_of(refused) == [("/to_forum", "one_addressing_forum")]
    early = await rungs.act(item, "delegate", children=[rungs.child("wg1", "A part")])
    delegation = await act_of(rungs, "answer")
    await rungs.act(early["children"][0], "answer", text="Done.")
    await rungs.leave("ast1", item, "referred", to_forum=other["id"])
    await stand(rungs, f"answers/{delegation}", "GBR", "concur")
    assert (await rungs.item(item))["addressing_forum"]["id"] == other["id"]
    assert "no_venue" in (await rungs.item(item))["at_risk"]
    trackers = [
        (await rungs.house.get(UK_HEAD, f"/v1/forums/{rungs.forums[name]['id']}/tracker"))["items"]
        for name in ("ast", "other")
    ]
    assert [[one["id"] for one in tracker] for tracker in trackers] == [[], [item["id"]]]
    assert broken(await whole_world(rungs.house)) == []


async def test_a_returned_item_stands_on_the_issuers_next_agenda_with_its_reason(rungs: Rungs):
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    silent = await rungs.leave("ast1", item, "returned", status=422)
    assert rule_of(silent) == [("/reason", "returned_with_reason")]
    await rungs.leave("ast1", item, "returned", reason="Not for armies.")
    assert await rungs.section("gort2", "back_brief") == [item["id"]]
    await rungs.hold("gort2")
    assert (await rungs.act(item, "reopen", reason="It is."))["state"] == "open"


async def test_both_positions_are_kept_where_nations_agree_to_disagree(rungs: Rungs):
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    one = {"positions": {"USA": "Yes."}}
    refused = await rungs.leave("ast1", item, "agreed_to_disagree", status=422, **one)
    assert rule_of(refused) == [("/positions", "both_positions")]
    both = {"positions": {"USA": "Yes.", "GBR": "No."}}
    outcome = await rungs.leave("ast1", item, "agreed_to_disagree", **both)
    assert outcome["positions"] == both["positions"]
    assert (await rungs.item(item))["state"] == "answered"


async def test_a_postponed_meeting_moves_its_items_on_by_itself(rungs: Rungs):
    item = await rungs.issue("gort1", "ast")
    moved = await rungs.house.move(
        US_SECRETARY, rungs.meetings["ast1"], "postponed", reason="Snow.", dates={"days": ["2027-02-20"]}
    )
    assert await rungs.section("ast1", "discussion") == []
    rungs.meetings["moved"] = moved["moved_to"]
    assert await rungs.section("moved", "discussion") == [item["id"]]
    assert await rungs.section("ast2", "discussion") == [item["id"]]
