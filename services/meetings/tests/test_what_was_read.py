"""A stand reaches the words that were read: neither an amendment nor other words for them bind unread."""

from typing import Any

from services.common.references import uuid7
from services.common.testing import Person
from services.meetings.tests.conftest import UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_forums import rule_of


async def tag(house: House, person: Person, place: str) -> str:
    """The ETag of what a person reads there."""
    return str((await (await house.as_(person)).get(place)).headers["etag"])


async def said(house: House, person: Person, place: str, body: Any, read: str, key: str = "") -> Any:
    """The answer to a stand or a silence on what was read; '' says nothing of it."""
    headers = {"Idempotency-Key": key or str(uuid7())} | ({"If-Match": read} if read else {})
    return await (await house.as_(person)).post(place, json=body, headers=headers)


CONCUR = {"nation": "GBR", "stand": "concur", "version": 1}


async def test_no_stand_reaches_minutes_that_changed_since_they_were_read(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    minutes = f"{rungs.at('gort1')}/minutes"
    body = {"kind": "decision", "text": "We share."}
    decision = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", body)
    read = await tag(house, UK_HEAD, minutes)
    await house.change(US_SECRETARY, f"/v1/decisions/{decision['id']}", {"text": "The British pay."})
    silence = {"nation": "GBR", "deadline": "2027-03-01T00:00:00Z"}
    for person, place, given in (
        (UK_HEAD, "concurrences", CONCUR), (UK_HEAD, "concurrences", CONCUR | {"stand": "withhold"}),
        (US_HEAD, "silence", silence),
    ):  # fmt: skip
        assert (await said(house, person, f"{minutes}/{place}", given, read)).status_code == 412
    stands = (await house.get(US_HEAD, minutes))["concurrences"]
    assert {one["stand"] for one in stands} == {"pending"}
    now, key = await tag(house, UK_HEAD, minutes), str(uuid7())
    for _ in ("first", "replayed"):
        answer = await said(house, UK_HEAD, f"{minutes}/concurrences", CONCUR, now, key)
        assert answer.status_code == 201, answer.text


async def test_nobody_speaks_without_saying_what_was_read(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    own = await rungs.issue("gort1", "gort")
    other = await rungs.issue("gort1", "gort")
    await rungs.act(own, "escalate", question="Who?")
    escalation = (await rungs.item(own))["escalations"][0]
    await rungs.act(other, "answer", text="We do.")
    await house.post(US_SECRETARY, f"/v1/escalations/{escalation['id']}/adjudicate", {"text": "They."})
    awaited = (await house.get(UK_HEAD, "/v1/concurrences"))["items"]
    found = [(one["kind"], f"/v1/{one['kind']}s/{one['id']}/concurrences") for one in awaited]
    homes = dict(found) | {"minutes": f"{rungs.at('gort1')}/minutes/concurrences"}
    homes = {kind: place.replace("/adjudications/", "/decisions/") for kind, place in homes.items()}
    silence = {"nation": "GBR", "deadline": "2027-03-01T00:00:00Z"}
    sent = [(UK_HEAD, place, {"nation": "GBR", "stand": "concur"}) for place in homes.values()]
    sent.append((US_HEAD, f"{rungs.at('gort1')}/minutes/silence", silence))
    assert set(homes) >= {"minutes", "answer", "adjudication"}
    for person, place, body in sent:
        for read, status in (("", 428), ("*", 428), ('"another"', 412)):
            answer = await said(house, person, place, body, read)
            assert answer.status_code == status, place
            assert [error["pointer"] for error in answer.json()["errors"]] == ["/header/If-Match"]
    assert (await house.get(UK_HEAD, "/v1/concurrences"))["items"] == awaited, "nothing was said"


async def test_no_stand_reaches_an_adjudication_that_changed_since_it_was_read(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "gort")
    await rungs.act(item, "escalate", question="Who?")
    escalation = (await rungs.item(item))["escalations"][0]
    place = f"/v1/escalations/{escalation['id']}/adjudicate"
    await house.post(US_SECRETARY, place, {"text": "The Americans."})
    decision = (await house.get(UK_HEAD, "/v1/concurrences"))["items"][-1]
    assert decision["kind"] == "adjudication"
    address = f"/v1/decisions/{decision['id']}"
    read = await tag(house, UK_HEAD, f"{address}/concurrences")
    await house.change(US_SECRETARY, address, {"text": "The British."})
    stand = {"nation": "GBR", "stand": "concur"}
    assert (await said(house, UK_HEAD, f"{address}/concurrences", stand, read)).status_code == 412
    now = await tag(house, UK_HEAD, f"{address}/concurrences")
    assert (await said(house, UK_HEAD, f"{address}/concurrences", stand, now)).status_code == 201


WORDS = {"text": "In other words.", "label": {**US_ONLY, "rel": ["GBR"]}}


async def given(house: House) -> tuple[Rungs, tuple[str, str]]:
    """A U.S. decision and a U.S. tasking of which the British read other words."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    body = {"kind": "decision", "text": "We decide alone.", "label": US_ONLY, "substitute": WORDS}
    decision = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", body)
    tasking = await rungs.issue("gort1", "ast", label=US_ONLY, substitute=WORDS)
    return rungs, (f"/v1/decisions/{decision['id']}", f"/v1/taskings/{tasking['id']}")


async def reword(house: House, places: tuple[str, str], status: int = 200) -> list[Any]:
    """Both in other words again."""
    decision, tasking = places
    other = {"text": "The British pay.", "label": WORDS["label"]}
    return [
        await house.change(US_HEAD, decision, {"substitute": other}, status=status),
        await house.change(
            US_HEAD, f"{tasking}/substitute", other, of=tasking, method="PUT", status=status
        ),
    ]  # fmt: skip


async def test_other_words_given_after_assent_bind_nobody_who_read_the_former_alone(house: House):
    rungs, places = await given(house)
    await rungs.concur("gort1", UK_HEAD)
    await reword(house, places)
    await rungs.concur("gort1", US_HEAD)
    for place in places:
        seen = await house.get(US_HEAD, place)
        assert (seen["standing"], seen["unseen_by"]) == ("provisional", ["GBR"]), place
    await rungs.concur("gort1", UK_HEAD)
    assert [(await house.get(US_HEAD, place))["standing"] for place in places] == ["agreed", "agreed"]


async def test_the_words_that_a_nation_agreed_to_are_locked(house: House):
    rungs, places = await given(house)
    await rungs.concur("gort1")
    refused = [rule_of(one) for one in await reword(house, places, status=409)]
    assert refused == [[(at, "agreed_minutes_locked")] for at in ("/substitute/text", "/text")]
    for place in places:
        seen = await house.get(UK_HEAD, place)
        assert (seen["text"], seen["standing"]) == ("In other words.", "agreed")


async def test_the_same_substitute_again_leaves_what_was_agreed(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast", label=US_ONLY, substitute=WORDS)
    await rungs.concur("gort1")
    place = f"/v1/taskings/{tasking['id']}"
    await house.change(US_HEAD, f"{place}/substitute", WORDS, of=place, method="PUT")
    assert (await house.get(US_HEAD, place))["standing"] == "agreed"
