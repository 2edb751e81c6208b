"""A reference that is drawn twice: the second record gets another one, whoever may see the first."""

import asyncio

import pytest

from services.common.references import uuid7
from services.meetings.tests.conftest import AUS_OFFICER, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY, ladder
from services.meetings.tests.test_records import events


@pytest.fixture
def drawn(monkeypatch):
    """Every reference that is drawn first is the same; one drawn again is random."""

    def same(prefix: str) -> str:
        return f"{prefix}-0000000"

    monkeypatch.setattr("services.meetings.world.act.new_reference", same)
    monkeypatch.setattr("services.meetings.meetings.service.new_reference", same)
    return same


async def test_taskings_with_one_reference_get_their_own(house: House, drawn):
    on = await ladder(house)
    made = [await on.tasking(title, US_ONLY) for title in ("One", "Two", "Three")]
    assert made[0]["ref"] == "TSK-0000000"
    assert len({one["ref"] for one in made}) == 3
    for one in made:
        message, _ = (await events(house, one["id"]))[-1]
        assert message.ref == one["ref"] and one["ref"].startswith("TSK-")


async def test_children_of_one_delegation_get_their_own(house: House, drawn):
    on = await ladder(house)
    parent = await on.tasking("Parent")
    low = await house.staffed("low", rank=2, parent=on.ast["id"])
    child = {
        "text": "x",
        "lead": "USA",
        "forum": low["id"],
        "due": {"value": "2027-06", "precision": "month"},
    }
    body = {"children": [{**child, "title": title} for title in ("A", "B", "C")]}
    shown = await house.post(US_SECRETARY, f"/v1/taskings/{parent['id']}/delegate", body)
    assert len({parent["ref"], *(one["ref"] for one in shown["children"])}) == 4


async def test_a_meeting_and_a_postponed_one_get_their_own(house: House, drawn):
    forum = await house.staffed("one")
    first = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    hidden = await house.forum(AUS_OFFICER, "other", ["AUS"])
    second = await house.meeting(AUS_OFFICER, hidden, "2027-03-01")
    dates = {"days": ["2027-04-01"]}
    moved = await house.move(US_HEAD, first, "postponed", reason="Weather", dates=dates)
    assert len({first["ref"], second["ref"], moved["next"]["ref"]}) == 3


async def test_decisions_with_one_reference_get_their_own(house: House, drawn):
    on = await ladder(house)
    place = f"/v1/meetings/{on.roundtable['id']}/decisions"
    made = [
        await house.post(US_SECRETARY, place, {"kind": "decision", "text": text}) for text in ("One.", "Two.")
    ]
    assert made[0]["ref"] == "DEC-0000000" != made[1]["ref"]


async def test_two_transactions_that_draw_one_reference_both_end_well(house: House, drawn):
    forums = [await house.forum(AUS_OFFICER, key, ["AUS"]) for key in ("one", "two", "three")]
    client = await house.as_(AUS_OFFICER)
    answers = await asyncio.gather(
        *(
            client.post(
                "/v1/meetings", json={"forum": forum["id"], "title": "M", "days": ["2027-03-01"]},
                headers={"Idempotency-Key": str(uuid7())},
            )
            for forum in forums
        )
    )  # fmt: skip
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.json()["ref"] for answer in answers}) == 3
