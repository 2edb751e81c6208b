"""Silence is asked only of a nation that somebody can speak for: no forum founded over it binds it."""

from datetime import timedelta
from typing import Any

from services.common.testing import subject
from services.meetings.minutes.silence import elapse
from services.meetings.tests.conftest import (
    ADMINISTRATORS,
    AUS_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_HEAD,
    House,
)
from services.meetings.tests.test_forums import rule_of

AUS_SECOND = subject("AUS", name="Maj. Kerr", roles=["liaison"])
UNHEARD = [("/nation", "silence_is_heard")]


async def founded_over(house: House) -> tuple[Any, Any]:
    """A forum that an Australian founded over others, and its held meeting with a tasking."""
    forum = await house.forum(AUS_OFFICER, "over-others", ["AUS", "GBR", "USA"])
    await house.appoint(forum, AUS_OFFICER, "secretary")
    await house.appoint(forum, AUS_SECOND, "head")
    meeting = await house.meeting(AUS_OFFICER, forum, "2027-01-12")
    await house.hold(AUS_OFFICER, meeting)
    due = {"value": "2027-06-30", "precision": "day"}
    body = {"title": "Pay", "text": "All of it.", "lead": "GBR", "forum": forum["id"], "due": due}
    await house.post(AUS_OFFICER, f"/v1/meetings/{meeting['id']}/taskings", body)
    return forum, meeting


def asking(house: House, nation: str) -> Any:
    return {"nation": nation, "deadline": (house.clock.now + timedelta(hours=24, minutes=1)).isoformat()}


async def test_a_forum_founded_over_other_nations_binds_none_of_them_by_silence(house: House):
    _, meeting = await founded_over(house)
    place = f"/v1/meetings/{meeting['id']}/minutes"
    await house.speak(AUS_SECOND, f"{place}/concurrences", {"nation": "AUS", "stand": "concur"})
    for nation in ("GBR", "USA"):
        refused = await house.speak(AUS_OFFICER, f"{place}/silence", asking(house, nation), 422)
        assert rule_of(refused) == UNHEARD
    house.clock.now += timedelta(days=3)
    assert await elapse(house.app.state.database) == 0
    minutes = await house.get(UK_HEAD, place)
    assert minutes["state"] == "minutes_provisional" and minutes["taskings"][0]["standing"] == "provisional"


async def test_a_secretary_or_a_head_of_another_day_hears_no_silence(house: House):
    forum, meeting = await founded_over(house)
    place = f"/v1/meetings/{meeting['id']}/minutes/silence"
    await house.appoint(forum, UK_SECRETARY, "secretary")
    post = {"nation": "GBR", "post": "head", "person_id": UK_HEAD.claims["sub"], "name": "C", "billet": ""}
    path = f"/v1/forums/{forum['id']}/appointments"
    for days in ({"since": "2027-01-01", "until": "2027-01-11"}, {"since": "2027-01-13"}):
        await house.post(ADMINISTRATORS["GBR"], path, post | days)
        assert rule_of(await house.speak(AUS_OFFICER, place, asking(house, "GBR"), 422)) == UNHEARD
    house.clock.now += timedelta(days=1)
    asked = await house.speak(AUS_OFFICER, place, asking(house, "GBR"))
    assert {one["nation"] for one in asked["concurrences"] if one["deadline"]} == {"GBR"}
    await house.appoint(forum, US_HEAD, "deputy")
    await house.speak(AUS_OFFICER, place, asking(house, "USA"))
