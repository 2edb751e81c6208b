"""Words that changed: who withheld is asked anew about all of the minutes; nobody concurs in words unread."""

from typing import Any

import pytest

from services.meetings.decisions.schemas import DecisionPatch
from services.meetings.outcomes.schemas import OutcomePatch
from services.meetings.taskings.schemas import TaskingPatch
from services.meetings.tests.conftest import UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.test_minutes import held, stand

SHARED = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]}
POSITIONS = {"USA": "Yes.", "GBR": "No."}
WIDE = {**SHARED, "rel": ["AUS", "GBR"]}
HIDDEN = {"label": US_ONLY, "substitute": {"text": "Something.", "label": SHARED}}
TO_ANOTHER = "another meeting"
CHANGES: dict[type, dict[str, tuple[Json, Any]]] = {
    DecisionPatch: {
        "text": ({}, "Other."),
        "substitute": (HIDDEN, {"text": "Something else.", "label": SHARED}),
    },
    TaskingPatch: {
        "title": ({}, "Other"),
        "text": ({}, "Other."),
        "lead": ({}, "GBR"),
        "supporting": ({}, ["GBR"]),
        "due": ({}, {"value": "2027-12-01", "precision": "day"}),
        "label": ({"label": WIDE}, SHARED),
    },
    OutcomePatch: {
        "kind": ({"kind": "progressed"}, "answered"),
        "text": ({"kind": "progressed"}, "Other."),
        "reason": ({"kind": "returned", "reason": "Not ours."}, "Other."),
        "to_meeting": ({"kind": "deferred", "reason": "No time."}, TO_ANOTHER),
        "positions": (
            {"kind": "agreed_to_disagree", "positions": POSITIONS}, {**POSITIONS, "GBR": "Yes, gladly."},
        ),
        "children_decision": ({"kind": "answered"}, "They need not be waited for."),
        "label": ({"kind": "progressed", "label": WIDE}, SHARED),
    },
}  # fmt: skip
"""What is recorded first and what is changed, for every field of everything that can be amended."""
FIELDS = [(patch, name) for patch in CHANGES for name in patch.model_fields]


async def test_what_changes_after_a_nation_withheld_asks_it_anew_about_all_of_the_minutes(house: House):
    rungs = await held(house)
    changed = await rungs.issue("gort1", "ast", "Survey the ports")
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold", "evidence": "Not so."})
    await house.change(US_SECRETARY, f"/v1/taskings/{changed['id']}", {"title": "Survey two ports"})
    minutes = await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes")
    assert stand(minutes, "GBR")["stand"] == "pending"
    assert {one["standing"] for one in minutes["taskings"]} == {"provisional"}


async def test_an_outcome_changed_after_a_nation_withheld_takes_the_others_with_it(house: House):
    rungs = await held(house)
    other = await rungs.issue("gort1", "ast", "Survey the ports")
    first = (await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes"))["taskings"][0]
    await rungs.hold("ast1")
    one = await rungs.leave("ast1", first, "answered")
    await rungs.leave("ast1", other, "answered")
    place = f"{rungs.at('ast1')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold", "evidence": "Not so."})
    assert (await rungs.item(other))["state"] == "open", "what a nation withheld from takes no effect"
    await house.change(US_SECRETARY, f"/v1/outcomes/{one['id']}", {"text": "Shared by courier."})
    assert (await rungs.item(other))["state"] == "answered"


async def test_a_back_brief_after_a_nation_withheld_asks_it_anew_about_all_of_the_minutes(house: House):
    rungs = await held(house)
    tasking = (await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes"))["taskings"][0]
    await rungs.hold("ast1")
    await rungs.leave("ast1", tasking, "answered")
    await rungs.hold("gort2")
    await rungs.issue("gort2", "ast", "Survey the ports")
    place = f"{rungs.at('gort2')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold", "evidence": "Not so."})
    await rungs.act(tasking, "reopen", reason="Half of it.")
    minutes = await house.get(US_HEAD, f"{rungs.at('gort2')}/minutes")
    assert {one["standing"] for one in minutes["taskings"]} == {"provisional"}


async def test_words_changed_after_a_nation_withheld_are_put_to_it_anew(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    said = {"kind": "decision", "text": "Share."}
    decided = await house.post(US_HEAD, f"{rungs.at('gort1')}/decisions", said)
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold", "evidence": "Not so."})
    await house.change(US_HEAD, f"/v1/decisions/{decided['id']}", {"text": "Share by courier."})
    minutes = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert (minutes["decisions"][0]["standing"], stand(minutes, "GBR")["stand"]) == ("provisional", "pending")


async def test_two_heads_concur_side_by_side_in_the_words_that_both_read(house: House):
    rungs = await held(house)
    minutes = f"{rungs.at('gort1')}/minutes"
    british = await house.as_(UK_HEAD)
    read = {"If-Match": (await british.get(minutes)).headers["etag"]}
    await rungs.concur("gort1", US_HEAD)
    body = {"nation": "GBR", "stand": "concur"}
    other = await british.post(f"{minutes}/corrections", json={"reason": "x"}, headers=read)
    assert other.status_code == 412
    answer = await british.post(
        f"{minutes}/concurrences", json=body, headers=read | {"Idempotency-Key": "one"}
    )
    assert (answer.status_code, answer.json()["state"]) == (201, "minutes_agreed")


async def test_no_head_concurs_in_words_that_changed_since_they_were_read(house: House):
    rungs = await held(house)
    minutes = f"{rungs.at('gort1')}/minutes"
    british = await house.as_(UK_HEAD)
    read = {"If-Match": (await british.get(minutes)).headers["etag"]}
    tasking = (await british.get(minutes)).json()["taskings"][0]
    await house.change(US_SECRETARY, f"/v1/taskings/{tasking['id']}", {"text": "Half of it."})
    body = {"nation": "GBR", "stand": "concur"}
    stale = await british.post(
        f"{minutes}/concurrences", json=body, headers=read | {"Idempotency-Key": "one"}
    )
    assert stale.status_code == 412
    unread = await british.post(f"{minutes}/concurrences", json=body, headers={"Idempotency-Key": "two"})
    assert (unread.status_code, unread.json()["errors"][0]["pointer"]) == (428, "/header/If-Match")


@pytest.mark.parametrize(("patch", "name"), FIELDS, ids=lambda one: getattr(one, "__name__", one))
async def test_whatever_can_be_amended_is_of_the_words_that_a_stand_is_on(
    house: House, patch: type, name: str
):
    rungs = await held(house)
    first, other = CHANGES[patch][name]
    at, place = await _recorded(rungs, patch, name, first)
    minutes = f"{rungs.at(at)}/minutes"
    british = await house.as_(UK_HEAD)
    read = {"If-Match": (await british.get(minutes)).headers["etag"], "Idempotency-Key": "one"}
    if other == TO_ANOTHER:
        other = (await house.meeting(US_SECRETARY, rungs.forums["ast"], "2027-11-10"))["id"]
    await house.change(US_SECRETARY, place, {name: other})
    body = {"nation": "GBR", "stand": "concur"}
    stale = await british.post(f"{minutes}/concurrences", json=body, headers=read)
    assert stale.status_code == 412, "words unread bind nobody"


async def _recorded(rungs: Rungs, patch: type, name: str, first: Json) -> tuple[str, str]:
    """What is to be amended, with the meeting that recorded it; no nation has taken a stand there."""
    if patch is DecisionPatch:
        said = {"kind": "decision", "text": "Share."} | first
        made = await rungs.house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", said)
        return "gort1", f"/v1/decisions/{made['id']}"
    asked = first if patch is TaskingPatch else {"label": WIDE}
    made = await rungs.issue("gort1", "ast", **asked)
    if patch is TaskingPatch:
        return "gort1", f"/v1/taskings/{made['id']}"
    await rungs.hold("ast1")
    if name == "to_meeting":
        first = first | {"to_meeting": rungs.meetings["ast2"]["id"]}
    said = {"item_id": made["id"], "text": "So it was."} | first
    left = await rungs.house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", said)
    return "ast1", f"/v1/outcomes/{left['id']}"
