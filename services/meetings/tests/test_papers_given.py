"""Who gives a nation's paper to another nation: who records for it there, or releases for it."""

import pytest

from services.common.testing import Person, subject
from services.meetings.tests.conftest import UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.papers import TO_UK, act, assert_like_missing, draft, talks
from services.meetings.tests.test_forums import rule_of

PLANNER = subject("USA", name="Maj. Orr", roles=["liaison"])
COLLEAGUE = subject("USA", name="Maj. Pell", roles=["liaison"])
AGENT = subject("USA", name="Col. Quint", roles=["liaison"])
RELEASER = subject("USA", name="Col. Reed", roles=["release_authority"])
BRITISH_RELEASER = subject("GBR", name="Col. Stone", roles=["release_authority"])


async def test_who_holds_no_post_writes_a_paper_and_gives_it_to_nobody(house: House):
    meeting = await talks(house)
    paper = await draft(house, meeting, PLANNER)
    assert paper["can"] == ["edit"]
    assert rule_of(await act(house, PLANNER, paper, "offer", TO_UK, 403)) == [("", "offered_by_post")]
    place = f"/v1/papers/{paper['id']}"
    refused = await house.get(PLANNER, f"{place}/offer-effect", 403, to="GBR")
    assert rule_of(refused) == [("", "offered_by_post")]
    await assert_like_missing(house, UK_HEAD, paper)
    assert (await house.change(PLANNER, place, {"text": "Hold on."}))["text"] == "Hold on."
    offered = await act(house, US_SECRETARY, paper, "offer", TO_UK)
    assert offered["can"] == ["withdraw", "offer"]
    assert (await house.get(PLANNER, place))["can"] == ["withdraw"]
    assert (await act(house, PLANNER, paper, "withdraw"))["offered_at"] is None


@pytest.mark.parametrize("person", [COLLEAGUE, AGENT], ids=["no post", "a post that records nothing"])
async def test_a_paper_is_not_everybodys_of_its_nation_to_change(house: House, person: Person):
    meeting = await talks(house)
    await house.appoint(meeting["forum"], AGENT, "executive_agent")
    paper = await draft(house, meeting, PLANNER)
    place = f"/v1/papers/{paper['id']}"
    seen = await house.get(person, place)
    assert (seen["text"], seen["can"]) == ("Hold.", [])
    listed = await house.get(person, f"/v1/meetings/{meeting['id']}/papers")
    assert [one["can"] for one in listed["items"]] == [[]]
    refused = await house.change(person, place, {"text": "Give way."}, status=403)
    assert rule_of(refused) == [("", "writer_or_post")]
    assert rule_of(await act(house, person, paper, "offer", TO_UK, 403)) == [("", "offered_by_post")]
    await act(house, US_HEAD, paper, "offer", TO_UK)
    assert rule_of(await act(house, person, paper, "withdraw", None, 403)) == [("", "writer_or_post")]
    assert (await house.get(UK_HEAD, place))["text"] == "Hold."


@pytest.mark.parametrize("person", [US_HEAD, US_SECRETARY, RELEASER], ids=["head", "secretary", "releases"])
async def test_a_post_or_the_release_authority_offers_what_another_wrote(house: House, person: Person):
    paper = await draft(house, await talks(house), PLANNER)
    assert (await house.get(person, f"/v1/papers/{paper['id']}"))["can"] == ["edit", "offer"]
    assert (await act(house, person, paper, "offer", TO_UK))["can"] == ["withdraw", "offer"]
    assert (await house.get(BRITISH_RELEASER, f"/v1/papers/{paper['id']}"))["can"] == []
    assert rule_of(await act(house, BRITISH_RELEASER, paper, "offer", TO_UK, 403)) == [("", "own_papers")]
    await act(house, person, paper, "withdraw")


async def test_a_post_elsewhere_or_at_an_end_offers_nothing(house: House):
    meeting = await talks(house)
    elsewhere = await house.forum(US_SECRETARY, "elsewhere", ["USA", "GBR"])
    await house.appoint(elsewhere, PLANNER, "head")
    staffed = await house.appoint(meeting["forum"], PLANNER, "deputy")
    paper = await draft(house, meeting, PLANNER)
    assert paper["can"] == ["edit", "offer"]
    held = next(one for one in staffed["appointments"] if one["name"] == PLANNER.claims["name"])
    await house.change(US_HEAD, f"/v1/appointments/{held['id']}", {"until": "2027-01-10"})
    assert (await house.get(PLANNER, f"/v1/papers/{paper['id']}"))["can"] == ["edit"]
    assert rule_of(await act(house, PLANNER, paper, "offer", TO_UK, 403)) == [("", "offered_by_post")]
