"""What is recorded for some alone after another concurred tells it nothing, and binds nobody unread."""

from typing import Any

from services.common.testing import Person
from services.meetings.tests.conftest import AUS_OFFICER, UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import JOINT, US_ONLY
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_quiet import news

SAME = ("etag", "content-length")


async def british(house: House, rungs: Rungs) -> list[Any]:
    """The bytes and validators of all that the British head reads of the minutes, and of what awaits."""
    return await read(house, UK_HEAD, rungs.at("gort1"))


async def read(house: House, person: Person, place: str) -> list[Any]:
    """The same of what a person reads of a meeting."""
    client = await house.as_(person)
    places = (f"{place}/minutes", place, f"{place}/outcomes", "/v1/concurrences")
    answers = [await client.get(one) for one in places]
    return [(one.content, [one.headers.get(name) for name in SAME]) for one in answers]


async def concurred(house: House) -> tuple[Rungs, Any]:
    """Minutes in which the British concurred, with a tasking that both read and a U.S. decision."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    body = {"kind": "decision", "text": "We decide alone.", "label": US_ONLY}
    decision = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", body)
    await rungs.issue("gort1", "ast")
    await rungs.concur("gort1", UK_HEAD)
    return rungs, decision


async def test_a_hidden_record_after_assent_moves_nothing_that_others_read(house: House):
    rungs, decision = await concurred(house)
    meeting = rungs.meetings["gort1"]["id"]
    before, told = await british(house, rungs), await news(house, meeting)
    place = f"{rungs.at('gort1')}/decisions"
    late = {"kind": "decision", "text": "We decide late.", "label": US_ONLY}
    made = await house.post(US_SECRETARY, place, late)
    tasking = await rungs.issue("gort1", "ast", "In secret", label=US_ONLY)
    guided = {"kind": "guidance", "text": "Alone.", "forum": rungs.forums["ast"]["id"], "label": US_ONLY}
    guidance = await house.post(US_SECRETARY, place, guided)
    await house.change(US_SECRETARY, f"/v1/decisions/{decision['id']}", {"text": "We decide otherwise."})
    await house.change(US_SECRETARY, f"/v1/taskings/{tasking['id']}", {"title": "In great secret"})
    assert await british(house, rungs) == before
    assert await news(house, meeting) == told
    minutes = await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes")
    assert minutes["version"] == 1
    for one in (made, guidance, decision):
        seen = await house.get(US_HEAD, f"/v1/decisions/{one['id']}")
        assert (seen["standing"], seen["unseen_by"]) == ("provisional", ["GBR"])
    seen = await rungs.item(tasking)
    assert (seen["standing"], seen["unseen_by"]) == ("provisional", ["GBR"])


async def test_who_assented_before_a_narrow_record_concurs_in_it_anew(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    await rungs.concur("gort1", US_HEAD)
    body = {"kind": "decision", "text": "We decide late.", "label": US_ONLY}
    made = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", body)
    place = f"/v1/decisions/{made['id']}"
    assert (await house.get(US_HEAD, place))["unseen_by"] == ["USA"]
    agreed = await rungs.concur("gort1", UK_HEAD)
    assert (agreed["version"], agreed["state"], agreed["can"]) == (1, "minutes_agreed", ["correct"])
    awaited = (await house.get(US_HEAD, "/v1/concurrences"))["items"]
    assert [(one["id"], one["anew"]) for one in awaited] == [(rungs.meetings["gort1"]["id"], True)]
    await rungs.concur("gort1", US_HEAD)
    seen = await house.get(US_HEAD, place)
    assert (seen["standing"], seen["unseen_by"]) == ("provisional", ["GBR"])


async def test_a_record_hidden_from_an_outside_reader_of_the_minutes_tells_it_nothing(house: House):
    forum = await house.staffed("talks")
    label = {**US_ONLY, "rel": ["AUS", "GBR"]}
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01", label=label)
    await house.hold(US_SECRETARY, meeting)
    place = f"/v1/meetings/{meeting['id']}"
    concur = {"nation": "USA", "stand": "concur"}
    await house.speak(US_HEAD, f"{place}/minutes/concurrences", concur)
    before, told = await read(house, AUS_OFFICER, place), await news(house, meeting["id"])
    body = {"kind": "decision", "text": "The two of us.", "label": {**US_ONLY, "rel": ["GBR"]}}
    made = await house.post(US_SECRETARY, f"{place}/decisions", body)
    assert await read(house, AUS_OFFICER, place) == before
    assert await news(house, meeting["id"]) == told
    minutes = await house.get(US_HEAD, f"{place}/minutes")
    assert (minutes["version"], minutes["decisions"][0]["unseen_by"]) == (1, ["USA"])
    for person in (US_HEAD, UK_HEAD):
        stand = concur | {"nation": person.claims["acts_for"]}
        await house.speak(person, f"{place}/minutes/concurrences", stand)
    assert (await house.get(US_HEAD, f"/v1/decisions/{made['id']}"))["standing"] == "agreed"


async def test_what_all_read_begins_a_new_version_as_before(house: House):
    rungs, _ = await concurred(house)
    await rungs.issue("gort1", "ast", "For all")
    minutes = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert (minutes["version"], {one["stand"] for one in minutes["concurrences"]}) == (2, {"pending"})


SHOWN = {**US_ONLY, "rel": ["AUS", "GBR"]}


async def test_stands_tell_nobody_outside_who_sits_in_a_forum_and_who_settles_for_it(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "gort", label=SHOWN)
    answered = await rungs.issue("gort1", "gort", label=SHOWN)
    await rungs.act(answered, "answer", text="Done.")
    risen = (await rungs.act(item, "escalate", question="Whose budget?"))["escalations"][0]
    await house.post(US_SECRETARY, f"/v1/escalations/{risen['id']}/adjudicate", {"text": "Ours."})
    awaited = (await house.get(UK_HEAD, "/v1/concurrences"))["items"]
    spoken = [f"/v1/{one['kind']}s/{one['id']}" for one in awaited if one["kind"] != "minutes"]
    places = [f"{one.replace('adjudication', 'decision')}/concurrences" for one in spoken]
    assert len(places) == 3
    client = await house.as_(AUS_OFFICER)
    before = [await client.get(one) for one in places]
    for place in places:
        stand = {"nation": "GBR", "stand": "concur", "evidence": "By word of mouth."}
        seen = await house.speak(UK_HEAD, place, stand)
        assert {one["nation"] for one in seen["concurrences"]} == {"GBR", "USA"}
    after = [await client.get(one) for one in places]
    assert [(one.status_code, one.json()["concurrences"]) for one in after] == [(200, [])] * 3
    assert [one.content for one in after] == [one.content for one in before]
    assert (await rungs.item(risen, AUS_OFFICER))["authority_nations"] == []
    assert (await rungs.item(risen))["authority_nations"] == ["GBR", "USA"]


async def test_the_agenda_of_a_shown_meeting_tells_nothing_of_hidden_ones_of_its_forum(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    for title in ("One", "Two", "Three"):
        item = await rungs.issue("gort1", "ast", title, label=SHOWN)
    shown = await house.meeting(US_SECRETARY, rungs.forums["ast"], "2027-03-01", label=SHOWN)
    pages = [f"/v1/meetings/{shown['id']}/{page}" for page in ("agenda", "projection")]
    client = await house.as_(AUS_OFFICER)
    before = [(await client.get(page)).content for page in pages]
    assert b"Three" in before[0]
    await rungs.hold("ast1")
    await rungs.leave("ast1", item, "progressed", label=JOINT)
    await rungs.draft("ast1")
    assert [(await client.get(page)).content for page in pages] == before
    seen = await house.get(UK_HEAD, pages[0])
    assert "carried_over" in str([line["why"] for part in seen["sections"] for line in part["entries"]])
    seen_as = [await house.get(US_SECRETARY, pages[0], as_nation=nation) for nation in ("AUS", "GBR")]
    told = [
        "carried_over" in str([line["why"] for p in s["sections"] for line in p["entries"]]) for s in seen_as
    ]
    assert told == [False, True]
