"""Forums: who founds and changes them, what they refuse by name, and who knows of them."""

import asyncio

import pytest

from services.common.testing import subject
from services.meetings.forums.schemas import ForumView
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    NZL_OFFICER,
    UK_SECRETARY,
    US_FOR_UK,
    US_HEAD,
    US_LOW,
    US_SECRETARY,
    House,
    person_id,
)

MISSING = "0192f5f0-0000-7000-8000-000000000000"


def rule_of(problem):
    return [(error["pointer"], error["rule"]) for error in problem["errors"]]


async def test_a_forum_is_joint_of_its_members_and_shown_to_them_alone(house: House):
    forum = await house.forum(US_SECRETARY, "us-uk-ast", ["USA", "GBR"])
    ForumView.model_validate(forum)
    assert forum["label"]["owner"] == ["GBR", "USA"]
    assert "not by" not in forum["label"]["readable_by"]["words"]
    assert (await house.get(UK_SECRETARY, "/v1/forums"))["items"][0]["id"] == forum["id"]
    assert await house.get(AUS_OFFICER, "/v1/forums") == {"items": [], "next": None}


async def test_a_hidden_forum_answers_byte_for_byte_like_a_missing_one(house: House):
    forum = await house.forum(US_SECRETARY, "us-uk-ast", ["USA", "GBR"])
    australian = await house.as_(AUS_OFFICER)
    hidden = await australian.get(f"/v1/forums/{forum['id']}")
    missing = await australian.get(f"/v1/forums/{MISSING}")
    assert hidden.status_code == missing.status_code == 404
    assert {**hidden.json(), "trace_id": ""} == {**missing.json(), "trace_id": ""}
    varying = {"date", "x-trace-id", "traceresponse", "x-request-id"}
    kept = [{k: v for k, v in a.headers.items() if k not in varying} for a in (hidden, missing)]
    assert kept[0] == kept[1]


async def test_the_key_of_a_hidden_forum_can_be_used_again(house: House):
    await house.forum(US_SECRETARY, "gosc", ["USA", "GBR"])
    await house.forum(AUS_OFFICER, "gosc", ["AUS", "NZL"])
    again = await house.post(
        UK_SECRETARY, "/v1/forums",
        {"key": "gosc", "name": "x", "kind": "board", "rank": 1, "nations": ["USA", "GBR"],
         "escalation_authority": {"USA": "a", "GBR": "b"}}, status=409,
    )  # fmt: skip
    assert rule_of(again) == [("/key", "key_taken")]


async def test_a_forum_that_becomes_its_own_ancestor_is_refused_by_name(house: House):
    upper = await house.forum(US_SECRETARY, "upper", ["USA", "GBR"], rank=1)
    lower = await house.forum(US_SECRETARY, "lower", ["USA", "GBR"], rank=2, parent=upper["id"])
    lowest = await house.forum(US_SECRETARY, "lowest", ["USA", "GBR"], rank=3, parent=lower["id"])
    problem = await house.change(
        US_SECRETARY, f"/v1/forums/{upper['id']}", {"parent": lowest["id"], "rank": 4}, status=422
    )
    assert rule_of(problem) == [("/parent", "own_ancestor")]
    itself = await house.change(
        US_SECRETARY, f"/v1/forums/{upper['id']}", {"parent": upper["id"]}, status=422
    )
    assert rule_of(itself) == [("/parent", "own_ancestor")]


async def test_two_changes_at_once_do_not_close_a_cycle_together(house: House):
    one = await house.forum(US_SECRETARY, "one", ["USA", "GBR"], rank=1)
    two = await house.forum(US_SECRETARY, "two", ["USA", "GBR"], rank=1)
    client = await house.as_(US_SECRETARY)
    requests = []
    for forum, parent in ((one, two), (two, one)):
        place = f"/v1/forums/{forum['id']}"
        tag = (await client.get(place)).headers["etag"]
        body = {"parent": parent["id"], "rank": 2}
        requests.append(client.patch(place, json=body, headers={"If-Match": tag}))
    answers = await asyncio.gather(*requests)
    assert sorted(answer.status_code for answer in answers) == [200, 422]


async def test_a_hidden_parent_is_an_unknown_parent(house: House):
    hidden = await house.forum(US_SECRETARY, "upper", ["USA", "GBR"])
    for parent in (hidden["id"], MISSING):
        body = {"key": "x", "name": "X", "kind": "board", "rank": 2, "nations": ["AUS"], "parent": parent}
        problem = await house.post(AUS_OFFICER, "/v1/forums", body, status=422)
        assert rule_of(problem) == [("/parent", "unknown_forum")]


async def test_a_forum_without_a_parent_names_every_escalation_authority(house: House):
    body = {"key": "x", "name": "X", "kind": "board", "rank": 0, "nations": ["USA", "GBR"]}
    problem = await house.post(
        US_SECRETARY, "/v1/forums", body | {"escalation_authority": {"USA": "Chief"}}, status=422
    )
    assert rule_of(problem) == [("/escalation_authority", "escalation_authority")]


async def test_nobody_founds_a_forum_of_others_or_under_a_label_that_they_cannot_read(house: House):
    body = {"key": "x", "name": "X", "kind": "board", "rank": 0, "nations": ["USA"],
            "escalation_authority": {"USA": "Chief"}}  # fmt: skip
    problem = await house.post(AUS_OFFICER, "/v1/forums", body, status=422)
    assert rule_of(problem) == [("/nations", "founder_is_member")]
    foreign = body | {"label": {"level": "SECRET", "owner": ["GBR"]}}
    problem = await house.post(US_SECRETARY, "/v1/forums", foreign, status=422)
    assert rule_of(problem) == [("/label", "label_not_permitted")]
    high = body | {"label": {"level": "SECRET", "owner": ["USA"]}}
    problem = await house.post(US_LOW, "/v1/forums", high, status=422)
    assert rule_of(problem) == [("/label", "label_not_permitted")]


async def test_a_change_needs_the_present_representation(house: House):
    forum = await house.staffed("us-uk-ast")
    client = await house.as_(US_HEAD)
    place = f"/v1/forums/{forum['id']}"
    tag = (await client.get(place)).headers["etag"]
    assert (await client.patch(place, json={"note": "a"})).status_code == 428
    assert (await client.patch(place, json={"note": "a"}, headers={"If-Match": tag})).status_code == 200
    stale = await client.patch(place, json={"note": "b"}, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert (await house.get(US_HEAD, place))["note"] == "a"


async def test_a_replayed_key_makes_one_forum_and_another_body_is_refused(house: House):
    body = {"key": "x", "name": "X", "kind": "board", "rank": 0, "nations": ["USA"],
            "escalation_authority": {"USA": "Chief"}}  # fmt: skip
    first = await house.post(US_SECRETARY, "/v1/forums", body, key="k1")
    assert (await house.post(US_SECRETARY, "/v1/forums", body, key="k1"))["id"] == first["id"]
    problem = await house.post(US_SECRETARY, "/v1/forums", body | {"name": "Y"}, key="k1", status=422)
    assert problem["type"].endswith("idempotency-key-reused")
    assert len((await house.get(US_SECRETARY, "/v1/forums"))["items"]) == 1


async def test_a_nation_appoints_its_own_people(house: House):
    forum = await house.staffed("us-uk-ast")
    assert (await house.get(US_HEAD, f"/v1/forums/{forum['id']}"))["mine"] == {"posts": ["head"]}
    body = {"nation": "GBR", "post": "head", "person_id": MISSING, "name": "n", "since": "2027-01-01"}
    place = f"/v1/forums/{forum['id']}/appointments"
    assert rule_of(await house.post(US_SECRETARY, place, body, status=403)) == [
        ("/nation", "own_nation_only")
    ]
    assert rule_of(await house.post(US_SECRETARY, place, body | {"nation": "AUS"}, status=422)) == [
        ("/nation", "member_nation")
    ]
    await house.post(NZL_OFFICER, place, body, status=404)


async def test_who_hands_over_a_post_cannot_act_the_day_after(house: House):
    forum = await house.staffed("us-uk-ast")
    mine = next(one for one in forum["appointments"] if one["name"] == US_HEAD.claims["name"])
    place = f"/v1/appointments/{mine['id']}"
    early = await house.change(US_SECRETARY, place, {"until": "2026-01-01"}, status=422)
    assert rule_of(early) == [("/until", "window_order")]
    foreign = await house.change(UK_SECRETARY, place, {"until": "2027-01-31"}, status=403)
    assert rule_of(foreign) == [("", "own_nation_only")]
    assert (await house.change(US_SECRETARY, place, {"until": "2027-01-31"}))["until"] == "2027-01-31"
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    house.clock.now = house.clock.now.replace(month=2, day=1)
    assert rule_of(await house.move(US_HEAD, meeting, "agenda_open", status=403)) == [("", "post_in_forum")]
    await house.get(AUS_OFFICER, place, 404)


async def test_its_founder_changes_a_forum_until_it_is_in_use(house: House):
    upper = await house.forum(US_SECRETARY, "upper", ["USA", "GBR"], rank=0)
    forum = await house.staffed("new", rank=2)
    place = f"/v1/forums/{forum['id']}"
    change = {"parent": upper["id"], "rank": 1, "nations": ["USA", "GBR"], "co_chairs": ["USA"], "name": "N"}
    refused = await house.change(UK_SECRETARY, place, change, status=403)
    assert rule_of(refused) == [("/parent", "founder_changes")]
    changed = await house.change(US_SECRETARY, place, change)
    assert (changed["parent"]["id"], changed["rank"], changed["name"]) == (upper["id"], 1, "N")


@pytest.mark.parametrize("by", [US_SECRETARY, UK_SECRETARY, US_HEAD])
@pytest.mark.parametrize(
    "change",
    [{"parent": True}, {"rank": 3}, {"nations": ["USA"], "co_chairs": ["USA"]},
     {"nations": ["USA", "GBR", "AUS"]}, {"co_chairs": ["USA"]}, {"co_chairs": []}, {"kind": "board"}],
)  # fmt: skip
async def test_nobody_alone_changes_what_binds_others_in_a_forum_in_use(house: House, change, by):
    upper = await house.forum(US_SECRETARY, "upper", ["USA", "GBR"], rank=0)
    forum = await house.staffed("used", co_chairs=["GBR", "USA"])
    await house.meeting(US_SECRETARY, forum, "2027-03-10")
    if "parent" in change:
        change = {"parent": upper["id"]}
    if "nations" in change:
        said = {"AUS": "Chief of AUS"} | forum["escalation_authority"]
        change |= {"escalation_authority": {nation: said[nation] for nation in change["nations"]}}
    place = f"/v1/forums/{forum['id']}"
    before = await house.get(by, place)
    problem = await house.change(by, place, change | {"note": "with it"}, status=409)
    named = [field for field in change if field != "escalation_authority"]
    assert sorted(rule_of(problem)) == sorted((f"/{field}", "forum_in_use") for field in named)
    assert await house.get(by, place) == before
    await house.change(by, place, {"rank": 1, "co_chairs": ["USA", "GBR"], "nations": ["GBR", "USA"]})


async def test_co_chairs_rename_and_describe_a_forum_in_use(house: House):
    forum = await house.staffed("used", co_chairs=["USA"])
    await house.meeting(US_SECRETARY, forum, "2027-03-10")
    place = f"/v1/forums/{forum['id']}"
    for words in ({"name": "Renamed"}, {"note": "What it is for"}):
        refused = await house.change(UK_SECRETARY, place, words, status=403)
        assert rule_of(refused) == [("", "co_chair_changes")]
        await house.change(US_HEAD, place, words)
    own = {"USA": forum["escalation_authority"]["USA"], "GBR": "Vice Chief"}
    await house.change(UK_SECRETARY, place, {"escalation_authority": own})


async def test_a_forum_says_what_its_reader_may_do_with_it(house: House):
    steward, describes = ["plan", "appoint", "appoint_heads", "authority"], ["describe"]
    forum = await house.staffed("joint", co_chairs=["USA"])
    place = f"/v1/forums/{forum['id']}"
    may = [(await house.get(who, place))["can"] for who in (US_HEAD, UK_SECRETARY, US_FOR_UK)]
    assert may == [steward + describes, steward, []]
    administrator = subject("GBR", id="administrator", roles=["national_admin"])
    operator = subject("USA", roles=["platform_admin"])
    assert (await house.get(administrator, place))["can"] == steward
    assert (await house.get(operator, place))["can"] == []


async def test_a_nation_changes_a_forum_of_its_own_at_any_time(house: House):
    forum = await house.forum(US_SECRETARY, "own", ["USA"])
    forum = await house.appoint(forum, US_HEAD, "head")
    await house.meeting(US_HEAD, forum, "2027-03-10")
    changed = await house.change(US_HEAD, f"/v1/forums/{forum['id']}", {"rank": 3, "name": "Ours"})
    assert (changed["rank"], changed["name"]) == (3, "Ours")


async def test_a_nation_names_its_own_escalation_authority(house: House):
    forum = await house.staffed("us-uk-gort")
    place = f"/v1/forums/{forum['id']}"
    both = {"escalation_authority": {"USA": "Vice Chief", "GBR": "Vice Chief"}}
    refused = await house.change(US_SECRETARY, place, both, status=403)
    assert rule_of(refused) == [("/escalation_authority/GBR", "own_nation_only")]
    own = {"USA": "Vice Chief", "GBR": forum["escalation_authority"]["GBR"]}
    changed = await house.change(US_SECRETARY, place, {"escalation_authority": own})
    assert changed["escalation_authority"] == own


async def test_who_runs_the_platform_appoints_nobody(house: House):
    forum = await house.staffed("us-uk-gort")
    operator = subject("USA", roles=["platform_admin"])
    for nation in ("USA", "GBR"):
        body = {
            "nation": nation,
            "post": "head",
            "person_id": person_id(operator),
            "name": "O",
            "since": "2027-01-01",
        }
        await house.post(operator, f"/v1/forums/{forum['id']}/appointments", body, status=403)
