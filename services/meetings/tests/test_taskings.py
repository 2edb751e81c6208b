"""Taskings over HTTP: issue, life, delegation, answers, escalation, closing; what is refused and why."""

import pytest

from services.meetings.items.schemas import ItemView
from services.meetings.outcomes.schemas import OutcomeView
from services.meetings.taskings.schemas import LifeView, TaskingPage, TrackerView
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import Ladder
from services.meetings.tests.test_forums import MISSING, rule_of


@pytest.fixture
async def ladder(house: House) -> Ladder:
    return await Ladder.raised(house)


async def test_a_tasking_stands_provisional_in_the_tracker_and_on_the_next_agenda_at_once(ladder: Ladder):
    await ladder.hold("gort1")
    tasking = await ladder.issue("gort1", "ast")
    ItemView.model_validate(tasking)
    assert (tasking["state"], tasking["standing"]) == ("open", "provisional")
    assert tasking["due"] == {"value": "2027-06-10", "precision": "day"}
    assert await ladder.section("ast1", "discussion") == [tasking["id"]]
    tracker = await ladder.house.get(UK_HEAD, f"/v1/forums/{ladder.forums['ast']['id']}/tracker")
    TrackerView.model_validate(tracker)
    assert [(item["id"], item["carried_over"]) for item in tracker["items"]] == [(tasking["id"], 0)]
    assert tracker["items"][0]["next_meeting"]["id"] == ladder.meetings["ast1"]["id"]
    await ladder.concur("gort1", US_HEAD)
    assert (await ladder.item(tasking))["standing"] == "provisional"
    await ladder.concur("gort1", UK_HEAD)
    assert (await ladder.item(tasking))["standing"] == "agreed"


@pytest.mark.parametrize(
    ("fields", "pointer", "rule"),
    [
        ({"due": {"value": "2026-12", "precision": "month"}}, "/due", "not_in_past"),
        ({"due": {"value": None, "precision": "unknown"}}, "/due", "due_required"),
        ({"forum": MISSING}, "/forum", "unknown_forum"),
        ({"lead": "AUS"}, "/lead", "lead_is_member"),
        ({"supporting": ["GBR", "NZL"]}, "/supporting", "lead_is_member"),
        ({"decision_id": MISSING}, "/decision_id", "unknown_decision"),
        ({"title": " "}, "/title", "string_too_short"),
        ({"label": {"level": "SECRET", "owner": ["GBR"]}}, "/label", "label_not_permitted"),
    ],
)
async def test_a_tasking_that_breaks_a_rule_names_field_and_rule(ladder: Ladder, fields, pointer, rule):
    await ladder.hold("gort1")
    problem = await ladder.issue("gort1", "ast", status=422, **fields)
    assert rule_of(problem) == [(pointer, rule)]


async def test_nothing_is_recorded_before_a_meeting_is_held_nor_after_its_minutes_were_agreed(ladder: Ladder):
    early = await ladder.issue("gort1", "ast", status=409)
    assert rule_of(early) == [("", "held_meeting")]
    await ladder.hold("gort1")
    await ladder.concur("gort1")
    late = await ladder.issue("gort1", "ast", status=409)
    assert rule_of(late) == [("", "agreed_minutes_locked")]


async def test_only_post_holders_of_the_forum_record(ladder: Ladder, house: House):
    other = await house.forum(US_SECRETARY, "other", ["USA", "GBR"])
    meeting = await house.meeting(US_SECRETARY, other, "2027-01-12")
    body = {"title": "x", "lead": "USA", "forum": ladder.forums["ast"]["id"]}
    refused = await house.post(UK_HEAD, f"/v1/meetings/{meeting['id']}/taskings", body, status=409)
    assert rule_of(refused) == [("", "held_meeting")]
    await ladder.hold("gort1")
    stranger = await house.post(UK_HEAD, f"{ladder.at('gort1')}/taskings", body)
    assert stranger["can"] != []


async def test_a_provisional_tasking_is_amended_and_concurrence_starts_again(ladder: Ladder):
    await ladder.hold("gort1")
    tasking = await ladder.issue("gort1", "ast")
    await ladder.concur("gort1", US_HEAD)
    place = f"/v1/taskings/{tasking['id']}"
    changed = await ladder.house.change(UK_SECRETARY, place, {"title": "Share it whole"})
    assert changed["title"] == "Share it whole"
    await ladder.concur("gort1", UK_HEAD)
    assert (await ladder.item(tasking))["standing"] == "provisional"
    await ladder.concur("gort1", US_HEAD)
    assert (await ladder.item(tasking))["standing"] == "agreed"
    locked = await ladder.house.change(UK_SECRETARY, place, {"title": "Other"}, status=409)
    assert rule_of(locked) == [("", "agreed_minutes_locked")]


async def test_a_change_needs_the_tag_of_what_was_read(ladder: Ladder):
    await ladder.hold("gort1")
    tasking = await ladder.issue("gort1", "ast")
    client = await ladder.house.as_(US_SECRETARY)
    place = f"/v1/taskings/{tasking['id']}"
    assert (await client.patch(place, json={"title": "x"})).status_code == 428
    tag = (await client.get(place)).headers["etag"]
    assert (await client.patch(place, json={"title": "x"}, headers={"If-Match": tag})).status_code == 200
    assert (await client.patch(place, json={"title": "y"}, headers={"If-Match": tag})).status_code == 412


async def test_a_label_is_never_widened_by_an_amendment(ladder: Ladder):
    await ladder.hold("gort1")
    tasking = await ladder.issue("gort1", "ast")
    wider = {"level": tasking["label"]["level"], "owner": ["USA", "GBR"], "rel": ["AUS"]}
    place = f"/v1/taskings/{tasking['id']}"
    refused = await ladder.house.change(US_SECRETARY, place, {"label": wider}, status=422)
    assert rule_of(refused) == [("/label", "label_widens")]


async def test_delegated_answered_escalated_and_adjudicated_through_two_rungs(ladder: Ladder):
    await ladder.hold("gort1")
    tasking = await ladder.issue("gort1", "ast")
    await ladder.hold("ast1")
    children = [ladder.child("wg1", "One"), ladder.child("wg2", "Two")]
    outcome = await ladder.leave("ast1", tasking, "delegated", children=children)
    OutcomeView.model_validate(outcome)
    parent = await ladder.item(tasking)
    assert parent["state"] == "delegated"
    one, two = sorted(parent["children"], key=lambda child: child["title"])
    early = await ladder.house.post(
        US_SECRETARY, f"/v1/taskings/{tasking['id']}/answer", {"text": "Done."}, status=422
    )
    assert rule_of(early) == [("/children_decision", "children_first")]
    await ladder.hold("wg11")
    await ladder.leave("wg11", one, "answered")
    await ladder.hold("wg21")
    await ladder.leave("wg21", two, "escalated", text="Who pays?")
    (raised,) = (await ladder.item(two))["escalations"]
    assert await ladder.section("ast2", "escalations") == [raised["id"]]
    higher = await ladder.house.post(
        UK_SECRETARY, f"/v1/taskings/{raised['id']}/escalate", {"question": "Who pays, then?"}
    )
    top = higher["escalations"][0]
    assert await ladder.section("gort2", "escalations") == [top["id"]]
    settled = await ladder.house.post(
        US_SECRETARY, f"/v1/escalations/{top['id']}/adjudicate", {"text": "Each pays its own."}
    )
    assert settled["state"] == "closed"
    assert (await ladder.item(raised))["state"] == "closed"
    assert (await ladder.item(two))["state"] == "open"
    life = await ladder.house.get(UK_HEAD, f"/v1/taskings/{tasking['id']}/life")
    LifeView.model_validate(life)
    seen = [(event["kind"], event["item"]["title"]) for event in life["items"]]
    assert seen.count(("issued", "One")) == 1
    landed = [event for event in life["items"] if event["kind"] == "adjudicated"]
    assert {event["text"] for event in landed} == {"Each pays its own."}
    assert len(landed) == 3


async def test_answered_out_of_session_then_closed_or_reopened_at_the_back_brief(ladder: Ladder):
    await ladder.hold("gort1")
    first, second = await ladder.issue("gort1", "ast"), await ladder.issue("gort1", "ast", "Second")
    early = await ladder.house.post(
        US_SECRETARY, f"/v1/taskings/{first['id']}/close", {"text": "x"}, status=403
    )
    assert rule_of(early) == [("/meeting_id", "issuer_closes")]
    for item in (first, second):
        answer = await ladder.house.post(UK_SECRETARY, f"/v1/taskings/{item['id']}/answer", {"text": "Yes."})
        assert (answer["state"], answer["answer"]) == ("answered", "Yes.")
    assert set(await ladder.section("gort2", "back_brief")) == {first["id"], second["id"]}
    await ladder.hold("gort2")
    closed = await ladder.house.post(
        US_SECRETARY, f"/v1/taskings/{first['id']}/close", {"text": "Well done."}
    )
    assert closed["state"] == "closed"
    reopened = await ladder.house.post(
        US_SECRETARY, f"/v1/taskings/{second['id']}/reopen", {"reason": "Half done."}
    )
    assert (reopened["state"], reopened["reopened"], reopened["answer"]) == ("open", 1, None)


async def test_a_progress_report_is_told_once_for_one_key(ladder: Ladder):
    await ladder.hold("gort1")
    tasking = await ladder.issue("gort1", "ast")
    place = f"/v1/taskings/{tasking['id']}/progress"
    for _ in range(2):
        await ladder.house.post(UK_HEAD, place, {"text": "Half way."}, key="one-key")
    other = await ladder.house.post(UK_HEAD, place, {"text": "All."}, key="one-key", status=422)
    assert other["type"].endswith("idempotency-key-reused")
    life = await ladder.house.get(US_HEAD, f"/v1/taskings/{tasking['id']}/life")
    reports = [event for event in life["items"] if event["kind"] == "report"]
    assert [(event["text"], event["nation"]) for event in reports] == [("Half way.", "GBR")]


async def test_lists_filter_by_forum_state_nation_and_due_date(ladder: Ladder):
    await ladder.hold("gort1")
    due = {"value": "2027-01-20", "precision": "day"}
    late = await ladder.issue("gort1", "ast", "Late", due=due)
    led = await ladder.issue("gort1", "ast", "Led", lead="GBR")
    get, forum = ladder.house.get, ladder.forums["ast"]["id"]
    page = await get(UK_HEAD, "/v1/taskings", forum=forum, limit=1)
    TaskingPage.model_validate(page)
    assert [item["title"] for item in page["items"]] == ["Led"]
    rest = await get(UK_HEAD, "/v1/taskings", forum=forum, limit=1, cursor=page["next"])
    assert [item["title"] for item in rest["items"]] == ["Late"]
    assert [i["id"] for i in (await get(UK_HEAD, "/v1/taskings", nation="GBR"))["items"]] == [led["id"]]
    assert (await get(UK_HEAD, "/v1/taskings", state="closed"))["items"] == []
    assert (await get(UK_HEAD, "/v1/taskings", overdue="true"))["items"] == []
    await ladder.hold("ast1")
    overdue = (await get(UK_HEAD, "/v1/taskings", overdue="true"))["items"]
    assert [(item["id"], item["at_risk"]) for item in overdue] == [(late["id"], ["overdue"])]


async def test_a_meeting_that_leaves_no_outcome_carries_the_item_over(ladder: Ladder):
    await ladder.hold("gort1")
    tasking = await ladder.issue("gort1", "ast")
    await ladder.hold("ast1")
    entry = (await ladder.house.get(UK_HEAD, f"/v1/forums/{ladder.forums['ast']['id']}/tracker"))["items"][0]
    assert entry["carried_over"] == 1
    life = await ladder.house.get(UK_HEAD, f"/v1/taskings/{tasking['id']}/life")
    assert [event["kind"] for event in life["items"]] == ["issued", "not_addressed"]
    named = {"to_meeting": ladder.meetings["ast2"]["id"], "reason": "No time."}
    outcome = await ladder.leave("ast1", tasking, "deferred", **named)
    assert outcome["to_meeting"]["id"] == ladder.meetings["ast2"]["id"]
    twice = await ladder.leave("ast1", tasking, "progressed", status=409)
    assert rule_of(twice) == [("/item_id", "one_outcome")]
    place = f"/v1/outcomes/{outcome['id']}"
    amended = await ladder.house.change(US_SECRETARY, place, {"kind": "progressed", "text": "Begun."})
    assert (amended["kind"], amended["text"]) == ("progressed", "Begun.")
    listed = await ladder.house.get(UK_HEAD, f"{ladder.at('ast1')}/outcomes")
    assert [one["id"] for one in listed["items"]] == [outcome["id"]]
