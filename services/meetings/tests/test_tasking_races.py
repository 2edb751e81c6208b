"""Two at once: the ladder's lock lets one follow the other, and the second meets the rules."""

import asyncio
from collections import Counter
from typing import Any

from services.common.references import uuid7
from services.common.testing import Person
from services.meetings.domain.invariants import broken
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_what_was_read import said, tag
from services.meetings.tests.whole import whole_world

ROUNDS = 5


async def at_once(house: House, *requests: tuple[Person, str, Any, str]) -> list[int]:
    """The statuses of several posts sent together: person, path, body, idempotency key ('' for a new one)."""
    clients = [await house.as_(person) for person, *_ in requests]
    sent = [
        client.post(path, json=body, headers={"Idempotency-Key": key or str(uuid7())})
        for client, (_, path, body, key) in zip(clients, requests, strict=True)
    ]
    return [answer.status_code for answer in await asyncio.gather(*sent)]


async def test_two_heads_concur_at_once_and_the_minutes_are_agreed(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    usa, gbr = ({"nation": nation, "stand": "concur"} for nation in ("USA", "GBR"))
    heads = ((US_HEAD, usa), (UK_HEAD, gbr))
    read = [await tag(house, person, f"{rungs.at('gort1')}/minutes") for person, _ in heads]
    sent = [said(house, person, place, stand, one) for (person, stand), one in zip(heads, read, strict=True)]
    statuses = [answer.status_code for answer in await asyncio.gather(*sent)]
    assert statuses == [201, 201], "the words that both read stand unchanged"
    meeting = await house.get(UK_HEAD, rungs.at("gort1"))
    assert meeting["state"] == "minutes_agreed"
    assert (await rungs.item(tasking))["standing"] == "agreed"


async def test_two_secretaries_record_an_outcome_of_one_item_and_one_is_kept(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    items = [await rungs.issue("gort1", "ast", f"Number {n}") for n in range(ROUNDS)]
    await rungs.hold("ast1")
    place = f"{rungs.at('ast1')}/outcomes"
    for item in items:
        progressed = {"item_id": item["id"], "kind": "progressed", "text": "Begun."}
        answered = {"item_id": item["id"], "kind": "answered", "text": "Done."}
        statuses = await at_once(
            house, (US_SECRETARY, place, progressed, ""), (UK_SECRETARY, place, answered, "")
        )
        assert sorted(statuses) == [201, 409]
    listed = await house.get(UK_HEAD, f"{rungs.at('ast1')}/outcomes")
    assert Counter(one["item_id"] for one in listed["items"]) == dict.fromkeys((i["id"] for i in items), 1)


async def test_an_answer_and_a_delegation_at_once_never_both_hold(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    for number in range(ROUNDS):
        item = await rungs.issue("gort1", "ast", f"Number {number}")
        place = f"/v1/taskings/{item['id']}"
        delegated = {"children": [rungs.child("wg1", "A part")]}
        statuses = await at_once(
            house,
            (US_SECRETARY, f"{place}/answer", {"text": "Done."}, ""),
            (UK_SECRETARY, f"{place}/delegate", delegated, ""),
        )
        now = await rungs.item(item)
        expected = {(201, 409): ("answered", 0), (422, 201): ("delegated", 1)}
        assert (now["state"], len(now["children"])) == expected[(statuses[0], statuses[1])]
    assert broken(await whole_world(house)) == []


async def test_the_same_request_sent_twice_at_once_makes_one_tasking(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    body = {"title": "Once", "lead": "USA", "forum": rungs.forums["ast"]["id"]}
    request = (US_SECRETARY, f"{rungs.at('gort1')}/taskings", body, "the-key")
    assert await at_once(house, *[request] * 4) == [201] * 4
    tracker = await house.get(UK_HEAD, f"/v1/forums/{rungs.forums['ast']['id']}/tracker")
    assert [item["title"] for item in tracker["items"]] == ["Once"]


async def test_acts_are_done_once_for_one_key(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    place = f"/v1/taskings/{item['id']}"
    for act, body in (
        ("progress", {"text": "Half way."}),
        ("delegate", {"children": [rungs.child("wg1", "A part")]}),
        ("escalate", {"question": "Who pays?"}),
    ):
        first = await house.post(US_SECRETARY, f"{place}/{act}", body, key=act)
        assert await house.post(US_SECRETARY, f"{place}/{act}", body, key=act) == first
    now = await rungs.item(item)
    assert (len(now["children"]), len(now["escalations"])) == (1, 1)
