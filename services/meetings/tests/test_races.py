"""Many writers at once: nothing is lost, nothing is doubled, and every place has one holder."""

import asyncio

from services.common.references import uuid7
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import ladder, titles
from services.meetings.tests.test_records import rows


async def test_taskings_of_many_writers_all_stand_on_the_agenda_once(house: House):
    on = await ladder(house)
    names = [f"T{number}" for number in range(12)]
    place = f"/v1/meetings/{on.roundtable['id']}/taskings"

    async def write(number: int, name: str) -> int:
        client = await house.as_((US_SECRETARY, UK_SECRETARY)[number % 2])
        body = {"title": name, "lead": "GBR", "forum": on.ast["id"]}
        answer = await client.post(place, json=body, headers={"Idempotency-Key": str(uuid7())})
        return answer.status_code

    await house.as_(US_SECRETARY), await house.as_(UK_SECRETARY)
    codes = await asyncio.gather(*(write(number, name) for number, name in enumerate(names)))
    assert set(codes) == {201}
    assert sorted(titles(await on.agenda(UK_HEAD))) == sorted(names)


async def test_one_key_sent_many_times_at_once_makes_one_decision(house: House):
    on = await ladder(house)
    client = await house.as_(US_SECRETARY)
    place = f"/v1/meetings/{on.roundtable['id']}/decisions"
    body = {"kind": "decision", "text": "Once"}
    answers = await asyncio.gather(
        *(client.post(place, json=body, headers={"Idempotency-Key": "k"}) for _ in range(6))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    (count,) = await rows(house, "SELECT count(*) AS n FROM decision")
    assert count["n"] == 1


async def test_a_key_is_taken_once(house: House):
    client = await house.as_(US_SECRETARY)
    body = {"key": "x", "name": "X", "kind": "board", "rank": 0, "nations": ["USA"],
            "escalation_authority": {"USA": "Chief"}}  # fmt: skip
    answers = await asyncio.gather(
        *(client.post("/v1/forums", json=body, headers={"Idempotency-Key": str(n)}) for n in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


async def test_a_meeting_is_held_once(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    house.clock.now = house.clock.now.replace(month=3, day=1)
    place = f"/v1/meetings/{meeting['id']}"
    requests = []
    for person in (US_HEAD, UK_HEAD):
        client = await house.as_(person)
        tag = (await client.get(place)).headers["etag"]
        requests.append(client.post(f"{place}/state", json={"to": "held"}, headers={"If-Match": tag}))
    answers = await asyncio.gather(*requests)
    assert sorted(answer.status_code for answer in answers) == [200, 412]


async def test_an_item_picked_by_two_at_once_has_one_annotation(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    place = f"/v1/meetings/{on.talks['id']}/agenda/pick"
    clients = [await house.as_(person) for person in (US_SECRETARY, UK_SECRETARY)]
    answers = await asyncio.gather(
        *(c.post(place, json={"item": tasking["id"]}, headers={"Idempotency-Key": str(n)})
          for n, c in enumerate(clients))
    )  # fmt: skip
    assert {answer.status_code for answer in answers} == {201}
    (count,) = await rows(house, "SELECT count(*) AS n FROM agenda_entry")
    assert count["n"] == 1
