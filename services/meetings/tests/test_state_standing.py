"""A state says the standing of what made it, not the item's own; amending is offered while it is possible."""

from services.meetings.tests.conftest import UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY
from services.meetings.tests.rungs import Json, Rungs

OURS = {**US_ONLY, "rel": ["GBR"]}


def standings(item: Json) -> tuple[str, str | None, str]:
    """The state, what its outcome binds, and what the item itself binds."""
    return item["state"], item["state_standing"], item["standing"]


async def test_an_agreed_tasking_is_answered_provisionally_until_the_answer_is_agreed(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    assert standings(item) == ("open", None, "provisional") and "amend" in item["can"]
    await rungs.concur("gort1")
    now = await rungs.item(item)
    assert standings(now) == ("open", None, "agreed") and "amend" not in now["can"]
    await rungs.hold("ast1")
    await rungs.leave("ast1", item, "answered")
    assert standings(await rungs.item(item)) == ("answered", "provisional", "agreed")
    await rungs.concur("ast1", US_HEAD, UK_HEAD)
    assert standings(await rungs.item(item)) == ("answered", "agreed", "agreed")
    await rungs.hold("gort2")
    await rungs.act(item, "close", text="Done.")
    assert standings(await rungs.item(item, UK_HEAD)) == ("closed", "provisional", "agreed")
    entry = (await house.get(UK_HEAD, "/v1/taskings"))["items"][0]
    assert standings(entry) == ("closed", "provisional", "agreed")


async def test_a_child_is_told_with_the_standing_of_its_state(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    parent = await rungs.act(item, "delegate", children=[rungs.child("wg1", "A part", label=OURS)])
    (child,) = parent["children"]
    assert (child["state"], child["state_standing"]) == ("open", None)
    await rungs.act(child, "answer", text="Our own part.")
    for reader in (US_HEAD, UK_HEAD):
        (told,) = (await rungs.item(item, reader))["children"]
        assert (told["state"], told["state_standing"]) == ("answered", "provisional")


async def test_the_standing_of_an_outcome_that_is_not_read_is_not_told(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast", "In secret", label=US_ONLY)
    place = f"/v1/taskings/{item['id']}"
    body = {"text": "Something is asked.", "label": OURS}
    await house.change(US_SECRETARY, f"{place}/substitute", body, of=place, method="PUT")
    await rungs.act(item, "answer", text="Done.")
    assert standings(await rungs.item(item)) == ("answered", "provisional", "provisional")
    assert standings(await rungs.item(item, UK_HEAD)) == ("answered", None, "provisional")


async def test_seen_as_another_nation_a_child_tells_no_standing_of_an_outcome_hidden_from_that(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    shown = {**US_ONLY, "rel": ["AUS", "GBR"]}
    item = await rungs.issue("gort1", "ast", label=shown)
    parent = await rungs.act(item, "delegate", children=[rungs.child("wg1", "A part", label=shown)])
    await rungs.act(parent["children"][0], "answer", text="Our own part.", label=OURS)

    async def seen(nation: str) -> list[Json]:
        agenda = await house.get(US_HEAD, f"{rungs.at('ast1')}/agenda", as_nation=nation)
        entries = [entry for section in agenda["sections"] for entry in section["entries"]]
        return [child for entry in entries for child in entry["item"]["children"]]

    assert [one["state_standing"] for one in await seen("GBR")] == ["provisional"]
    assert [one["state_standing"] for one in await seen("AUS")] == [None]


async def test_what_a_nation_took_its_stand_on_is_offered_no_amendment(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    parent = await rungs.act(item, "delegate", children=[rungs.child("wg1", "A part", label=OURS)])
    child = parent["children"][0]
    assert "amend" in (await rungs.item(child))["can"]
    (one,) = (await house.get(UK_HEAD, "/v1/concurrences"))["items"]
    await house.speak(UK_HEAD, f"/v1/answers/{one['id']}/concurrences", {"nation": "GBR", "stand": "concur"})
    assert "amend" not in (await rungs.item(child))["can"]
