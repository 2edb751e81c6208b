"""Who owns what is written: the writer's own nation; and what several own goes no further by one alone."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from services.meetings.tests.conftest import (
    AUS_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_FOR_UK,
    US_HEAD,
    US_SECRETARY,
    House,
)
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.test_forums import rule_of

LOW = "UNCLASSIFIED"
WRITERS = (
    "/v1/meetings", "{meeting}/agenda", "{meeting}/decisions", "{meeting}/taskings", "{meeting}/outcomes",
    "{tasking}/progress", "{tasking}/delegate", "{tasking}/answer", "{tasking}/escalate",
)  # fmt: skip
Tried = Callable[[Json], Awaitable[Any]]


def label(*owner: str, **more: Any) -> Json:
    return {"level": LOW, "owner": list(owner), **more}


async def writers(house: House) -> dict[str, Tried]:
    """Every address at which the British secretary writes something under a label of its own."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    forum = rungs.forums["ast"]["id"]
    bodies: dict[str, Json] = {
        "/v1/meetings": {"forum": forum, "title": "Talks", "days": ["2027-08-01"]},
        "{meeting}/agenda": {"title": "A topic"},
        "{meeting}/decisions": {"kind": "decision", "text": "So be it."},
        "{meeting}/taskings": {"title": "Do it", "lead": "GBR", "forum": rungs.forums["wg1"]["id"]},
        "{meeting}/outcomes": {"item_id": tasking["id"], "kind": "progressed", "text": "Half."},
        "{tasking}/progress": {"text": "Half."},
        "{tasking}/delegate": {"children": [rungs.child("wg1", "A part")]},
        "{tasking}/answer": {"text": "All of it."},
        "{tasking}/escalate": {"question": "Who pays?"},
    }
    places = {"meeting": rungs.at("ast1"), "tasking": f"/v1/taskings/{tasking['id']}"}

    def tried(path: str) -> Tried:
        async def post(given: Json) -> Any:
            body = {**bodies[path], "label": given}
            return rule_of(await house.post(UK_SECRETARY, path.format(**places), body, status=422))

        return post

    return {path: tried(path) for path in WRITERS}


async def test_the_writers_nation_is_among_the_owners_wherever_a_label_is_set(house: House):
    for path, tried in (await writers(house)).items():
        assert await tried(label("USA", rel=["GBR"])) == [("/label/owner", "own_nation_owns")], path
        assert await tried(label("NATO")) in ([("/label", "label_widens")], [("/label", "members_read")]), (
            path
        )


@pytest.mark.parametrize(
    "more",
    [{"rel": ["AUS"]}, {"rel": ["KFOR"]}, {"rel": ["FVEY"]}, {"display_only": ["AUS"]}],
    ids=["a nation", "a group that cannot be expanded", "a community", "for display"],
)
async def test_one_owner_alone_releases_nothing_that_several_own(house: House, more: Json):
    for path, tried in (await writers(house)).items():
        assert await tried(label("GBR", "USA", **more)) == [("/label", "label_widens")], path


async def test_nobody_is_made_an_owner_who_may_not_read(house: House):
    for path, tried in (await writers(house)).items():
        assert await tried(label("AUS", "GBR", "USA")) == [("/label", "label_widens")], path


async def test_an_answer_of_several_owners_is_no_lower_and_drops_no_community(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    high = await rungs.issue("gort1", "ast", label={"level": "RESTRICTED", "owner": ["GBR", "USA"]})
    place = f"/v1/taskings/{high['id']}/progress"
    for given, status in ((label("GBR", "USA"), 422), (label("GBR", rel=["USA"]), 201)):
        told = await house.post(UK_SECRETARY, place, {"text": "Half.", "label": given}, status=status)
        assert status == 201 or rule_of(told) == [("/label", "label_widens")]


async def test_what_a_nation_alone_owns_is_its_own_to_release(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast", label=label("USA", rel=["AUS", "GBR"]))
    assert (await house.get(AUS_OFFICER, f"/v1/taskings/{tasking['id']}"))["title"] == tasking["title"]


async def test_who_acts_for_another_nation_writes_what_that_nation_owns(house: House):
    rungs = await Rungs.raised(house)
    ast = rungs.forums["ast"]
    await house.appoint(ast, US_FOR_UK, "deputy")
    await rungs.hold("ast1")
    place, body = f"{rungs.at('ast1')}/decisions", {"kind": "decision", "text": "So be it."}
    refused = await house.post(US_FOR_UK, place, {**body, "label": label("USA", rel=["GBR"])}, status=422)
    assert rule_of(refused) == [("/label/owner", "own_nation_owns")]
    await house.post(US_FOR_UK, place, {**body, "label": label("GBR", rel=["USA"])})


async def test_a_substitute_is_an_owners_and_of_several_goes_no_further(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    shared = await rungs.issue("gort1", "ast", label={"level": "SECRET", "owner": ["GBR", "USA"]})
    theirs = await rungs.issue("gort1", "ast", label=label("USA", rel=["GBR"]))
    for item, given, status, rule in (
        (shared, label("GBR", "USA", rel=["AUS"]), 422, ("/label", "label_widens")),
        (shared, label("USA", rel=["AUS", "GBR"]), 422, ("/label/owner", "own_nation_owns")),
        (theirs, label("GBR", rel=["AUS"]), 403, ("", "own_nation_owns")),
        (shared, label("GBR", "USA"), 200, None),
    ):
        place = f"/v1/taskings/{item['id']}"
        body = {"text": "In other words.", "label": given}
        told = await house.change(UK_HEAD, f"{place}/substitute", body, of=place, method="PUT", status=status)
        assert rule is None or rule_of(told) == [rule]


async def test_a_forum_is_founded_among_its_members(house: House):
    body = {
        "key": "x", "name": "X", "kind": "board", "rank": 0, "nations": ["GBR", "USA"],
        "escalation_authority": {"USA": "Chief", "GBR": "Chief"},
    }  # fmt: skip
    for given, rule in (
        (label("GBR", rel=["USA"]), ("/label/owner", "own_nation_owns")),
        (label("GBR", "USA", rel=["AUS"]), ("/label", "label_widens")),
        (label("AUS", "USA"), ("/label", "label_widens")),
    ):
        refused = await house.post(US_SECRETARY, "/v1/forums", {**body, "label": given}, status=422)
        assert rule_of(refused) == [rule]
    await house.post(US_SECRETARY, "/v1/forums", {**body, "label": label("GBR", "USA")})
    await house.post(US_HEAD, "/v1/forums", {**body, "key": "y", "label": label("USA", rel=["AUS"])})


async def test_what_a_nation_adds_to_anothers_record_is_its_own_for_the_same_readers(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast", label=label("USA", rel=["AUS", "GBR"]))
    place = f"/v1/taskings/{tasking['id']}"
    await house.post(UK_SECRETARY, f"{place}/progress", {"text": "Half."})
    await house.post(UK_SECRETARY, f"{place}/escalate", {"question": "Who pays?"})
    await rungs.hold("ast1")
    (raised,) = (await rungs.item(tasking))["escalations"]
    life = await house.get(AUS_OFFICER, f"{place}/life")
    said = [event["label"] for event in life["items"] if event["kind"] in {"report", "raised"}]
    for one in (*said, raised["label"]):
        assert (one["owner"], one["readable_by"]["nations"]) == (["GBR"], ["AUS", "GBR", "USA"])
    assert len(said) == 2


async def test_what_one_member_owns_is_not_given_to_another_by_a_meeting_of_its_forum(house: House):
    body = {
        "key": "x", "name": "X", "kind": "board", "rank": 0, "nations": ["GBR", "USA"],
        "escalation_authority": {"USA": "Chief", "GBR": "Chief"}, "label": label("USA", rel=["GBR"]),
    }  # fmt: skip
    forum = await house.post(US_SECRETARY, "/v1/forums", body)
    await house.appoint(forum, UK_SECRETARY, "secretary")
    meeting = await house.meeting(UK_SECRETARY, forum, "2027-02-01")
    assert (meeting["label"]["owner"], meeting["label"]["rel"]) == (["GBR"], ["USA"])
