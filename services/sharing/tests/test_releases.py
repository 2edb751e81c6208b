"""Requests for release: two people of each owner sign, and nobody learns what was not released to them."""

import asyncio
from uuid import uuid4

import pytest

from services.sharing.domain.release import UNDO
from services.sharing.tests.conftest import AUS, CAN, FRA, NZL, UK, US, US_AUDITOR, US_RELEASE, House, shared
from services.sharing.tests.releasing import (
    PLACE,
    UK_RELEASE,
    UK_SECOND,
    US_SECOND,
    act,
    ask,
    later,
    note,
    released,
)

REFUSED = {"why": "source", "reason": "It tells of a source."}


async def test_what_an_author_asks_for_another_signs_and_it_is_read_ten_seconds_later(house: House):
    made, (_, second, _) = await note(house)
    asked = await ask(house, US, item=made["id"], portions=[second], to=["CAN"])
    assert (asked["turn"], asked["originators"], asked["can"]) == ("second", ["USA"], ["propose", "withdraw"])
    await act(house, US_RELEASE, asked, "approval", {})
    assert await house.words(CAN, made) == ["For all of them."]
    await later(house, seconds=9)
    assert await house.words(CAN, made) == ["For all of them."]
    await later(house, seconds=2)
    assert await house.words(CAN, made) == ["For all of them.", "For the United Kingdom."]
    assert await house.words(AUS, made) == ["For all of them."]
    view = await house.get(US, f"{PLACE}/{asked['id']}")
    assert (view["state"], view["outcome"], view["in_force"], view["can"]) == (
        "settled",
        "released",
        True,
        [],
    )


async def test_a_reader_asks_one_person_proposes_and_another_approves(house: House):
    made, (first, second, third) = await note(house)
    asked = await ask(house, CAN, item=made["id"], whatever=True)
    assert asked["can"] == ["withdraw"] and asked["consents"] == []
    await act(house, US_RELEASE, asked, "approval", {}, 409)
    mine = await act(house, US_RELEASE, asked, "proposal", {"portions": [second, third]})
    problem = await act(house, US_RELEASE, asked, "approval", {}, 403)
    assert problem["errors"][0]["rule"] == "two_people" and mine["turn"] == "second"
    await act(house, US, asked, "approval", {}, 403)
    await act(house, US_SECOND, asked, "approval", {"portions": [second, first]}, 422)
    await act(house, US_SECOND, asked, "approval", {"to": ["CAN", "AUS"]}, 422)
    await act(house, US_SECOND, asked, "approval", {"portions": [second]})
    assert await later(house) == 1 and await later(house) == 0
    assert await house.words(CAN, made) == ["For all of them.", "For the United Kingdom."]
    [consent] = (await house.get(CAN, f"{PLACE}/{asked['id']}"))["consents"]
    assert (consent["state"], consent["portions"], consent["decided_by"]) == ("approved", [second], "")


async def test_who_asks_sees_nothing_of_how_it_is_decided_until_it_is(house: House):
    made, (_, second, third) = await note(house)
    asked = await ask(house, CAN, item=made["id"], whatever=True)
    can = await house.as_(CAN)
    places = [f"{PLACE}/{asked['id']}", PLACE, f"{PLACE}?asked=true", f"{PLACE}/waiting"]

    async def seen() -> list[tuple[bytes, str | None]]:
        answers = [await can.get(place) for place in places]
        return [(answer.content, answer.headers.get("etag")) for answer in answers]

    before = await seen()
    await act(house, US, asked, "proposal", {"portions": [second, third], "conditions": "Only the staff."})
    assert await seen() == before
    await act(house, US_RELEASE, asked, "refusal", REFUSED)
    assert await seen() == before
    await later(house)
    [consent] = (await house.get(CAN, f"{PLACE}/{asked['id']}"))["consents"]
    told = (consent["why"], consent["reason"], consent["portions"], consent["proposed_by"])
    assert told == ("source", REFUSED["reason"], [], "")
    assert third not in str(await house.get(CAN, PLACE))


@pytest.mark.parametrize("person", [UK, FRA, NZL], ids=["GBR", "FRA", "NZL"])
async def test_a_request_is_hidden_from_all_others_as_one_that_does_not_exist(house: House, person):
    made, (first, _, _) = await note(house)
    asked = await ask(house, CAN, item=made["id"], portions=[first], sight="read")
    client = await house.as_(person)
    for what in ("", "/effect"):
        hidden, none = [await client.get(f"{PLACE}/{one}{what}") for one in (asked["id"], uuid4())]
        assert hidden.status_code == none.status_code == 404
        assert hidden.json() | {"trace_id": ""} == none.json() | {"trace_id": ""}
    for what in ("proposal", "approval", "refusal", "undo", "withdrawal"):
        bodies = {"refusal": REFUSED}
        await act(house, person, asked, what, bodies.get(what, {}), 404)
    assert (await house.get(person, PLACE))["items"] == []
    assert await house.get(person, f"{PLACE}/waiting") == {"first": 0, "second": 0}


async def test_nobody_asks_for_a_portion_that_they_do_not_see(house: House):
    made, (first, second, _) = await note(house)
    for wrong in (second, str(uuid4())):
        problem = await ask(house, CAN, 422, item=made["id"], portions=[first, wrong])
        assert problem["errors"][0] == {
            "pointer": "/portions/1", "rule": "unknown_portion", "detail": "There is no such paragraph here.",
        }  # fmt: skip
    problems = [await ask(house, FRA, 422, item=one, portions=[first]) for one in (made["id"], str(uuid4()))]
    assert problems[0]["errors"] == problems[1]["errors"]
    await ask(house, US_AUDITOR, 403, item=made["id"], portions=[first])
    for to, rule in ((["ISAF"], "unknown_code"), (["NOBODY"], "unknown_code")):
        problem = await ask(house, US, 422, item=made["id"], portions=[first], to=to)
        assert problem["errors"][0]["rule"] == rule
    await ask(house, US, 422, item=made["id"], portions=[first])


async def test_who_decided_takes_it_back_within_ten_seconds_and_nobody_else(house: House):
    made, (_, second, _) = await note(house)
    asked = await ask(house, US, item=made["id"], portions=[second], to=["CAN"])
    view = await act(house, US_RELEASE, asked, "approval", {})
    assert view["can"] == ["undo", "withdraw"] and view["consents"][0]["decided_by"] == "Ms. Reed"
    await act(house, US_SECOND, asked, "undo", None, 403)
    view = await act(house, US_RELEASE, asked, "undo")
    assert view["consents"][0]["state"] == "proposed"
    assert await later(house) == 0 and await house.words(CAN, made) == ["For all of them."]
    await act(house, US_RELEASE, asked, "refusal", REFUSED)
    house.clock.now += UNDO
    problem = await act(house, US_RELEASE, asked, "undo", None, 409)
    assert problem["errors"][0]["rule"] == "too_late"


async def test_of_two_who_decide_at_once_one_is_first_and_a_repeat_changes_nothing(house: House):
    made, (_, second, _) = await note(house)
    asked = await ask(house, US, item=made["id"], portions=[second], to=["CAN"])
    place = f"{PLACE}/{asked['id']}"
    one, other = await house.as_(US_RELEASE), await house.as_(US_SECOND)
    tags = [(await client.get(place)).headers["etag"] for client in (one, other)]
    answers = await asyncio.gather(
        one.post(f"{place}/approval", json={}, headers={"If-Match": tags[0]}),
        other.post(f"{place}/refusal", json=REFUSED, headers={"If-Match": tags[1]}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    again = await one.post(f"{place}/approval", json={}, headers={"If-Match": tags[0]})
    assert again.status_code == 412
    assert (await one.post(f"{place}/approval", json={})).status_code == 428
    await later(house)
    assert await later(house) == 0


async def test_what_changed_since_it_was_signed_is_not_released_and_it_is_said(house: House):
    made, (_, second, _) = await note(house)
    asked = await ask(house, US, item=made["id"], portions=[second], to=["CAN"])
    await act(house, US_RELEASE, asked, "approval", {})
    place = f"/v1/portions/{second}"
    await house.change(
        US, f"{place}/label", {"label": shared("USA", level="SECRET")}, of=place, method="POST"
    )
    await later(house)
    assert await house.words(CAN, made) == ["For all of them."]
    view = await house.get(US_RELEASE, f"{PLACE}/{asked['id']}")
    assert (view["state"], view["consents"][0]["note"]) == ("open", "changed")
    await act(house, US_RELEASE, asked, "approval", {})
    await house.change(US, place, {"text": "Other words."})
    await later(house)
    assert await house.words(CAN, made) == ["For all of them."]
    await act(house, US_RELEASE, asked, "approval", {})
    await later(house)
    assert await house.words(CAN, made) == ["For all of them.", "Other words."]


async def test_each_of_two_owners_consents_and_none_for_the_other(house: House):
    joint = {"text": "Of both.", "label": {"level": "CONFIDENTIAL", "owner": ["GBR", "USA"]}}
    made, (first, _) = await note(house, portions=[joint, {"text": "Ours."}])
    asked = await ask(house, US, item=made["id"], portions=[first], to=["CAN"])
    assert asked["originators"] == ["GBR", "USA"]
    await act(house, US_RELEASE, asked, "approval", {})
    await later(house)
    assert await house.words(CAN, made) == ["Ours."]
    theirs = await house.get(UK_RELEASE, f"{PLACE}/{asked['id']}")
    assert [one["nation"] for one in theirs["consents"]] == ["GBR"] and theirs["turn"] == "first"
    await act(house, UK_RELEASE, asked, "proposal", {})
    await act(house, UK_RELEASE, asked, "approval", {}, 403)
    await act(house, UK_SECOND, asked, "approval", {})
    await later(house)
    assert await house.words(CAN, made) == ["Of both.", "Ours."]


async def test_what_is_for_its_owner_only_is_not_proposed(house: House):
    secret = {"text": "Ours.", "label": shared("USA", level="SECRET", noforn=True)}
    made, (first,) = await note(house, portions=[secret])
    asked = await ask(house, UK, item=made["id"], whatever=True)
    problem = await act(house, US, asked, "proposal", {"portions": [first]}, 422)
    assert problem["errors"][0]["rule"] == "noforn"


async def test_who_does_not_see_the_title_gets_it_with_what_is_released(house: House):
    made, (_, second, _) = await note(house)
    await house.get(FRA, f"/v1/items/{made['id']}", 404)
    await released(house, US, item=made["id"], portions=[second], to=["FRA"], sight="display")
    page = await house.get(FRA, f"/v1/items/{made['id']}/portions")
    assert [(one["text"], one["may_take"]) for one in page["items"]] == [("For the United Kingdom.", False)]


async def test_a_question_without_an_item_is_answered_by_two_people(house: House):
    asked = await ask(house, CAN, about="The rehearsals of 2026", asked="USA")
    await act(house, US, asked, "proposal", {}, 422)
    await act(house, US, asked, "proposal", {"answer": "There is a note."})
    await act(house, US_RELEASE, asked, "approval", {})
    await later(house)
    view = await house.get(CAN, f"{PLACE}/{asked['id']}")
    assert (view["outcome"], view["consents"][0]["answer"]) == ("answered", "There is a note.")


async def test_what_was_taken_back_is_decided_on_no_more(house: House):
    made, (_, second, _) = await note(house)
    asked = await ask(house, US, item=made["id"], portions=[second], to=["CAN"])
    await act(house, US_RELEASE, asked, "approval", {})
    assert (await act(house, US, asked, "withdrawal"))["state"] == "withdrawn"
    assert await later(house) == 0 and await house.words(CAN, made) == ["For all of them."]
    await act(house, US_RELEASE, asked, "approval", {}, 409)
    assert (await house.get(US_RELEASE, f"{PLACE}/waiting")) == {"first": 0, "second": 0}
    assert (await house.get(US_RELEASE, PLACE, waits=True))["items"] == []
