"""Meetings: dates as exact as they are known, states, and who may move them."""

import pytest

from services.meetings.meetings.schemas import MeetingView
from services.meetings.tests.conftest import AUS_OFFICER, UK_HEAD, US_HEAD, US_LOW, US_SECRETARY, House
from services.meetings.tests.test_forums import MISSING, rule_of


async def test_a_meeting_is_planned_by_window_or_by_days(house: House):
    forum = await house.staffed("us-uk-ast")
    month = await house.post(
        US_SECRETARY, "/v1/meetings",
        {"forum": forum["id"], "title": "Spring", "window": {"start": "2027-03"}},
    )  # fmt: skip
    MeetingView.model_validate(month)
    assert month["window"] == {"start": "2027-03-01", "end": "2027-03-31", "precision": "month"}
    days = await house.meeting(US_SECRETARY, forum, "2027-05-12", "2027-05-11")
    assert days["days"] == ["2027-05-11", "2027-05-12"]
    assert days["window"] == {"start": "2027-05-11", "end": "2027-05-12", "precision": "day"}
    assert days["previous"] == {"id": month["id"], "ref": month["ref"]}
    unknown = await house.post(US_SECRETARY, "/v1/meetings", {"forum": forum["id"], "title": "Some day"})
    assert unknown["window"]["precision"] == "unknown"
    listed = (await house.get(UK_HEAD, "/v1/meetings", forum=forum["id"]))["items"]
    assert [meeting["id"] for meeting in listed] == [month["id"], days["id"], unknown["id"]]


@pytest.mark.parametrize(
    ("fields", "pointer", "rule"),
    [
        ({"days": ["2027-03-01"], "window": {"start": "2027"}}, "/days", "window_or_days"),
        ({"window": {"start": "2027-04", "end": "2027-03"}}, "/window/end", "window_order"),
        ({"window": {"start": "2027-02-30"}}, "/window/start", "no_such_date"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone", "unknown_time_zone"),
        ({"forum": MISSING}, "/forum", "unknown_forum"),
    ],
)
async def test_bad_input_names_field_and_rule(house: House, fields, pointer, rule):
    forum = await house.staffed("us-uk-ast")
    body = {"forum": forum["id"], "title": "x"} | fields
    assert rule_of(await house.post(US_SECRETARY, "/v1/meetings", body, status=422)) == [(pointer, rule)]


async def test_no_member_meets_in_a_forums_name_behind_anothers_back(house: House):
    forum = await house.staffed("us-uk-ast")
    alone = {"level": "UNCLASSIFIED", "owner": ["USA"]}
    body = {"forum": forum["id"], "title": "x", "days": ["2027-03-01"], "label": alone}
    refused = await house.post(US_SECRETARY, "/v1/meetings", body, status=422)
    assert rule_of(refused) == [("/label", "members_read")]
    together = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]}
    await house.post(US_SECRETARY, "/v1/meetings", body | {"label": together})


@pytest.mark.parametrize(
    "label",
    [
        {"level": "SECRET", "owner": ["USA"], "rel": ["AUS", "GBR"]},
        {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]},
        {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"], "display_only": ["AUS"]},
    ],
)
async def test_who_may_know_the_forum_may_know_when_it_meets(house: House, label):
    known = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR"]}
    forum = await house.staffed("us-uk-ast", label=known)
    body = {"forum": forum["id"], "title": "x", "days": ["2027-03-01"]}
    refused = await house.post(US_SECRETARY, "/v1/meetings", body | {"label": label}, status=422)
    assert rule_of(refused) == [("/label", "forum_readers_read")]
    await house.post(US_SECRETARY, "/v1/meetings", body | {"label": known})
    await house.post(US_SECRETARY, "/v1/meetings", body | {"title": "y"})


async def test_a_hidden_forum_is_unknown_and_its_meetings_are_nowhere(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    body = {"forum": forum["id"], "title": "x"}
    assert rule_of(await house.post(AUS_OFFICER, "/v1/meetings", body, status=422)) == [
        ("/forum", "unknown_forum")
    ]
    assert await house.get(AUS_OFFICER, "/v1/meetings") == {"items": [], "next": None}
    assert await house.get(AUS_OFFICER, "/v1/meetings", forum=forum["id"]) == {"items": [], "next": None}
    await house.get(AUS_OFFICER, f"/v1/meetings/{meeting['id']}", status=404)
    await house.move(AUS_OFFICER, meeting, "cancelled", reason="x", status=404)


async def test_only_those_with_a_post_move_a_meeting(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    assert meeting["can"] == [
        "paper", "edit", "agenda", "attendance", "open_agenda", "hold", "postpone", "cancel",
    ]  # fmt: skip
    assert (await house.get(US_LOW, f"/v1/meetings/{meeting['id']}"))["can"] == ["paper"]
    assert rule_of(await house.move(US_LOW, meeting, "agenda_open", status=403)) == [("", "post_in_forum")]
    assert (await house.move(UK_HEAD, meeting, "agenda_open"))["state"] == "agenda_open"


async def test_a_meeting_moves_along_its_states_only(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    early = await house.move(US_HEAD, meeting, "held", status=409)
    assert rule_of(early) == [("/to", "not_held_early")]
    assert rule_of(await house.move(US_HEAD, meeting, "minutes_agreed", status=409)) == [
        ("/to", "meeting_transition")
    ]
    assert (await house.hold(US_HEAD, meeting))["state"] == "held"
    closed = await house.change(US_HEAD, f"/v1/meetings/{meeting['id']}", {"title": "y"}, status=409)
    assert rule_of(closed) == [("", "meeting_is_over")]


async def test_a_postponed_meeting_becomes_another_one(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01", place="Fort Bragg")
    assert rule_of(await house.move(US_HEAD, meeting, "postponed", status=422)) == [
        ("/reason", "words_required")
    ]
    moved = await house.move(
        US_HEAD, meeting, "postponed", reason="storm", dates={"days": ["2027-04-05", "2027-04-06"]}
    )
    assert (moved["state"], moved["reason"]) == ("postponed", "storm")
    successor = await house.get(UK_HEAD, f"/v1/meetings/{moved['moved_to']['id']}")
    assert (successor["state"], successor["place"]) == ("planned", "Fort Bragg")
    assert successor["days"] == ["2027-04-05", "2027-04-06"]


async def test_of_two_changes_with_one_etag_the_second_is_stale(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    place = f"/v1/meetings/{meeting['id']}"
    first, second = await house.as_(US_HEAD), await house.as_(US_HEAD)
    tag = (await first.get(place)).headers["etag"]
    import asyncio

    answers = await asyncio.gather(
        *(
            c.patch(place, json={"place": p}, headers={"If-Match": tag})
            for c, p in ((first, "A"), (second, "B"))
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
