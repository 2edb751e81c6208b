"""Taskings over HTTP: issue, life, delegation, answers, escalation, closing; what is refused and why."""

import pytest

from services.meetings.items.schemas import ItemView
from services.meetings.outcomes.schemas import OutcomeView
from services.meetings.taskings.schemas import LifeView, TaskingPage, TrackerView
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_LOW, US_SECRETARY, House
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_forums import MISSING, rule_of


@pytest.fixture
async def rungs(house: House) -> Rungs:
    return await Rungs.raised(house)


async def test_a_tasking_stands_provisional_in_the_tracker_and_on_the_next_agenda_at_once(rungs: Rungs):
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    ItemView.model_validate(tasking)
    assert (tasking["state"], tasking["standing"]) == ("open", "provisional")
    assert tasking["due"] == {"value": "2027-06-10", "precision": "day"}
    assert await rungs.section("ast1", "discussion") == [tasking["id"]]
    tracker = await rungs.house.get(UK_HEAD, f"/v1/forums/{rungs.forums['ast']['id']}/tracker")
    TrackerView.model_validate(tracker)
    assert [(item["id"], item["carried_over"]) for item in tracker["items"]] == [(tasking["id"], 0)]
    assert tracker["items"][0]["next_meeting"]["id"] == rungs.meetings["ast1"]["id"]
    await rungs.concur("gort1", US_HEAD)
    assert (await rungs.item(tasking))["standing"] == "provisional"
    await rungs.concur("gort1", UK_HEAD)
    assert (await rungs.item(tasking))["standing"] == "agreed"


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
async def test_a_tasking_that_breaks_a_rule_names_field_and_rule(rungs: Rungs, fields, pointer, rule):
    await rungs.hold("gort1")
    problem = await rungs.issue("gort1", "ast", status=422, **fields)
    assert rule_of(problem) == [(pointer, rule)]


async def test_nothing_is_recorded_before_a_meeting_is_held_nor_after_its_minutes_were_agreed(rungs: Rungs):
    early = await rungs.issue("gort1", "ast", status=409)
    assert rule_of(early) == [("", "held_meeting")]
    await rungs.hold("gort1")
    await rungs.concur("gort1")
    late = await rungs.issue("gort1", "ast", status=409)
    assert rule_of(late) == [("", "agreed_minutes_locked")]


async def test_only_post_holders_of_the_forum_record(rungs: Rungs):
    await rungs.hold("gort1")
    body = {"title": "x", "lead": "USA", "forum": rungs.forums["ast"]["id"]}
    refused = await rungs.house.post(US_LOW, f"{rungs.at('gort1')}/taskings", body, status=403)
    assert rule_of(refused) == [("", "post_in_forum")]
    tasking = await rungs.issue("gort1", "ast")
    assert (await rungs.item(tasking, US_LOW))["can"] == ["progress"]
    refused = await rungs.house.post(
        US_LOW, f"/v1/taskings/{tasking['id']}/answer", {"text": "Yes."}, status=403
    )
    assert rule_of(refused) == [("", "post_in_forum")]


async def test_a_provisional_tasking_is_amended_and_concurrence_starts_again(rungs: Rungs):
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    await rungs.concur("gort1", US_HEAD)
    place = f"/v1/taskings/{tasking['id']}"
    changed = await rungs.house.change(UK_SECRETARY, place, {"title": "Share it whole"})
    assert changed["title"] == "Share it whole"
    await rungs.concur("gort1", UK_HEAD)
    assert (await rungs.item(tasking))["standing"] == "provisional"
    await rungs.concur("gort1", US_HEAD)
    assert (await rungs.item(tasking))["standing"] == "agreed"
    locked = await rungs.house.change(UK_SECRETARY, place, {"title": "Other"}, status=409)
    assert rule_of(locked) == [("", "agreed_minutes_locked")]


async def test_a_change_needs_the_tag_of_what_was_read(rungs: Rungs):
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    client = await rungs.house.as_(US_SECRETARY)
    place = f"/v1/taskings/{tasking['id']}"
    assert (await client.patch(place, json={"title": "x"})).status_code == 428
    tag = (await client.get(place)).headers["etag"]
    assert (await client.patch(place, json={"title": "x"}, headers={"If-Match": tag})).status_code == 200
    assert (await client.patch(place, json={"title": "y"}, headers={"If-Match": tag})).status_code == 412


async def test_a_label_is_never_widened_by_an_amendment(rungs: Rungs):
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    wider = {"level": tasking["label"]["level"], "owner": ["USA", "GBR"], "rel": ["AUS"]}
    place = f"/v1/taskings/{tasking['id']}"
    refused = await rungs.house.change(US_SECRETARY, place, {"label": wider}, status=422)
    assert rule_of(refused) == [("/label", "label_widens")]


async def test_no_member_releases_another_members_words(rungs: Rungs):
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    outcome = await rungs.leave("ast1", item, "progressed", text="Half of it.")
    place, level = f"/v1/outcomes/{outcome['id']}", outcome["label"]["level"]
    for label, refusal in (
        ({"level": level, "owner": ["GBR", "USA"], "rel": ["AUS"]}, ("/label", "label_widens")),
        ({"level": level, "owner": ["GBR", "USA"], "rel": ["KFOR"]}, ("/label", "label_widens")),
        ({"level": level, "owner": ["GBR", "USA"], "display_only": ["AUS"]}, ("/label", "label_widens")),
        ({"level": level, "owner": ["GBR"], "rel": ["USA"]}, ("/label/owner", "owner_is_kept")),
        ({"level": level, "owner": ["GBR"]}, ("/label/owner", "owner_is_kept")),
    ):
        refused = await rungs.house.change(UK_HEAD, place, {"label": label}, status=422)
        assert rule_of(refused) == [refusal]


async def test_an_amendment_takes_reading_from_no_nation_that_owns_the_record_with_others(rungs: Rungs):
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    outcome = await rungs.leave("ast1", item, "progressed", text="Half of it.")
    joint = {"level": item["label"]["level"], "owner": ["GBR", "USA"]}
    for place in (f"/v1/taskings/{item['id']}", f"/v1/outcomes/{outcome['id']}"):
        for more in ({"only": ["USA"]}, {"level": "SECRET"}, {"orcon": True}):
            refused = await rungs.house.change(US_SECRETARY, place, {"label": joint | more}, status=422)
            assert rule_of(refused) == [("/label", "joint_owner_reads")]


async def test_who_does_not_own_a_record_does_not_label_it_anew(rungs: Rungs):
    await rungs.hold("gort1")
    theirs = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR"]}
    item = await rungs.issue("gort1", "ast", label=theirs)
    place, narrower = f"/v1/taskings/{item['id']}", {**theirs, "rel": ["GBR"]}
    refused = await rungs.house.change(UK_SECRETARY, place, {"label": narrower}, status=422)
    assert rule_of(refused) == [("/label/owner", "own_nation_owns")]
    both = {"title": "Share it whole", "label": theirs}
    refused = await rungs.house.change(UK_SECRETARY, place, both, status=403)
    assert rule_of(refused) == [("", "own_nation_owns")]
    await rungs.house.change(US_SECRETARY, place, both)
    await rungs.house.change(US_SECRETARY, place, {"label": narrower})
    await rungs.house.change(US_SECRETARY, place, {"label": {**theirs, "rel": []}})


async def test_delegated_answered_escalated_and_adjudicated_through_two_rungs(rungs: Rungs):
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    children = [rungs.child("wg1", "One"), rungs.child("wg2", "Two")]
    outcome = await rungs.leave("ast1", tasking, "delegated", children=children)
    OutcomeView.model_validate(outcome)
    parent = await rungs.item(tasking)
    assert parent["state"] == "delegated"
    one, two = sorted(parent["children"], key=lambda child: child["title"])
    early = await rungs.house.post(
        US_SECRETARY, f"/v1/taskings/{tasking['id']}/answer", {"text": "Done."}, status=422
    )
    assert rule_of(early) == [("/children_decision", "children_first")]
    await rungs.hold("wg11")
    await rungs.leave("wg11", one, "answered")
    await rungs.hold("wg21")
    await rungs.leave("wg21", two, "escalated", text="Who pays?")
    (raised,) = (await rungs.item(two))["escalations"]
    assert await rungs.section("ast2", "escalations") == [raised["id"]]
    higher = await rungs.house.post(
        UK_SECRETARY, f"/v1/taskings/{raised['id']}/escalate", {"question": "Who pays, then?"}
    )
    top = higher["escalations"][0]
    assert await rungs.section("gort2", "escalations") == [top["id"]]
    settled = await rungs.house.post(
        US_SECRETARY, f"/v1/escalations/{top['id']}/adjudicate", {"text": "Each pays its own."}
    )
    assert settled["state"] == "closed"
    assert (await rungs.item(raised))["state"] == "closed"
    assert (await rungs.item(two))["state"] == "open"
    life = await rungs.house.get(UK_HEAD, f"/v1/taskings/{tasking['id']}/life")
    LifeView.model_validate(life)
    seen = [(event["kind"], event["item"]["title"]) for event in life["items"]]
    assert seen.count(("issued", "One")) == 1
    landed = [event for event in life["items"] if event["kind"] == "adjudicated"]
    assert {event["text"] for event in landed} == {"Each pays its own."}
    assert len(landed) == 3


async def test_answered_out_of_session_then_closed_or_reopened_at_the_back_brief(rungs: Rungs):
    await rungs.hold("gort1")
    first, second = await rungs.issue("gort1", "ast"), await rungs.issue("gort1", "ast", "Second")
    early = await rungs.house.post(
        US_SECRETARY, f"/v1/taskings/{first['id']}/close", {"text": "x"}, status=409
    )
    assert rule_of(early) == [("/meeting_id", "issuer_closes")]
    for item in (first, second):
        answer = await rungs.house.post(UK_SECRETARY, f"/v1/taskings/{item['id']}/answer", {"text": "Yes."})
        assert (answer["state"], answer["answer"]) == ("answered", "Yes.")
    assert set(await rungs.section("gort2", "back_brief")) == {first["id"], second["id"]}
    await rungs.hold("gort2")
    closed = await rungs.house.post(US_SECRETARY, f"/v1/taskings/{first['id']}/close", {"text": "Well done."})
    assert closed["state"] == "closed"
    reopened = await rungs.house.post(
        US_SECRETARY, f"/v1/taskings/{second['id']}/reopen", {"reason": "Half done."}
    )
    assert (reopened["state"], reopened["reopened"], reopened["answer"]) == ("open", 1, None)


async def test_a_progress_report_is_told_once_for_one_key(rungs: Rungs):
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    place = f"/v1/taskings/{tasking['id']}/progress"
    for _ in range(2):
        await rungs.house.post(UK_HEAD, place, {"text": "Half way."}, key="one-key")
    other = await rungs.house.post(UK_HEAD, place, {"text": "All."}, key="one-key", status=422)
    assert other["type"].endswith("idempotency-key-reused")
    life = await rungs.house.get(US_HEAD, f"/v1/taskings/{tasking['id']}/life")
    reports = [event for event in life["items"] if event["kind"] == "report"]
    assert [(event["text"], event["nation"]) for event in reports] == [("Half way.", "GBR")]


async def test_lists_filter_by_forum_state_nation_and_due_date(rungs: Rungs):
    await rungs.hold("gort1")
    due = {"value": "2027-01-20", "precision": "day"}
    late = await rungs.issue("gort1", "ast", "Late", due=due)
    led = await rungs.issue("gort1", "ast", "Led", lead="GBR")
    get, forum = rungs.house.get, rungs.forums["ast"]["id"]
    page = await get(UK_HEAD, "/v1/taskings", forum=forum, limit=1)
    TaskingPage.model_validate(page)
    assert [item["title"] for item in page["items"]] == ["Led"]
    rest = await get(UK_HEAD, "/v1/taskings", forum=forum, limit=1, cursor=page["next"])
    assert [item["title"] for item in rest["items"]] == ["Late"]
    assert [i["id"] for i in (await get(UK_HEAD, "/v1/taskings", nation="GBR"))["items"]] == [led["id"]]
    assert (await get(UK_HEAD, "/v1/taskings", state="closed"))["items"] == []
    assert (await get(UK_HEAD, "/v1/taskings", overdue="true"))["items"] == []
    await rungs.hold("ast1")
    overdue = (await get(UK_HEAD, "/v1/taskings", overdue="true"))["items"]
    assert [(item["id"], item["at_risk"]) for item in overdue] == [(late["id"], ["overdue"])]


async def test_a_meeting_that_leaves_no_outcome_carries_the_item_over(rungs: Rungs):
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")

    async def seen() -> tuple[int, list[str]]:
        tracker = await rungs.house.get(UK_HEAD, f"/v1/forums/{rungs.forums['ast']['id']}/tracker")
        life = await rungs.house.get(UK_HEAD, f"/v1/taskings/{tasking['id']}/life")
        return tracker["items"][0]["carried_over"], [event["kind"] for event in life["items"]]

    await rungs.hold("ast1")
    assert await seen() == (0, ["issued"]), "while the meeting sits, it may still address the item"
    assert await rungs.section("ast2", "discussion") == [tasking["id"]]
    await rungs.draft("ast1")
    assert await seen() == (1, ["issued", "not_addressed"])
    named = {"to_meeting": rungs.meetings["ast2"]["id"], "reason": "No time."}
    outcome = await rungs.leave("ast1", tasking, "deferred", **named)
    assert outcome["to_meeting"]["id"] == rungs.meetings["ast2"]["id"]
    twice = await rungs.leave("ast1", tasking, "progressed", status=409)
    assert rule_of(twice) == [("/item_id", "one_outcome")]
    place = f"/v1/outcomes/{outcome['id']}"
    amended = await rungs.house.change(US_SECRETARY, place, {"kind": "progressed", "text": "Begun."})
    assert (amended["kind"], amended["text"]) == ("progressed", "Begun.")
    listed = await rungs.house.get(UK_HEAD, f"{rungs.at('ast1')}/outcomes")
    assert [one["id"] for one in listed["items"]] == [outcome["id"]]
