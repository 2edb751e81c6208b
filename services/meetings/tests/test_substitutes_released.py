"""Other words for a record tell of the record: one of several owners shows neither to a nation outside."""

from services.meetings.tests.conftest import AUS_OFFICER, UK_SECRETARY, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_forums import rule_of

OUTSIDE = {"level": "UNCLASSIFIED", "owner": ["GBR"], "rel": ["AUS"]}
WORDS = {"text": "In British words.", "label": OUTSIDE}


async def test_one_of_several_owners_tells_no_outsider_of_what_all_own(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    at = rungs.at("gort1")
    tasking = await rungs.issue("gort1", "ast")
    decision = await house.post(US_SECRETARY, f"{at}/decisions", {"kind": "decision", "text": "We share."})
    place = f"/v1/taskings/{tasking['id']}"
    refused = await house.change(
        UK_SECRETARY, f"{place}/substitute", WORDS, of=place, method="PUT", status=422
    )
    assert rule_of(refused) == [("/label", "label_widens")]
    address = f"/v1/decisions/{decision['id']}"
    refused = await house.change(UK_SECRETARY, address, {"substitute": WORDS}, status=422)
    assert rule_of(refused) == [("/substitute/label", "label_widens")]
    new = {"title": "x", "text": "x", "lead": "GBR", "forum": rungs.forums["ast"]["id"], "substitute": WORDS}
    for kind, body in (
        ("taskings", new), ("decisions", {"kind": "decision", "text": "x", "substitute": WORDS}),
    ):  # fmt: skip
        refused = await house.post(UK_SECRETARY, f"{at}/{kind}", body, status=422)
        assert rule_of(refused) == [("/substitute/label", "label_widens")]
    for kind in ("taskings", "decisions"):
        assert (await house.get(AUS_OFFICER, f"/v1/{kind}"))["items"] == []


async def test_nobody_gives_other_words_for_what_another_nation_owns(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    body = {"kind": "decision", "text": "Ours.", "label": {**US_ONLY, "rel": ["GBR"]}}
    decision = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", body)
    address = f"/v1/decisions/{decision['id']}"
    refused = await house.change(UK_SECRETARY, address, {"substitute": WORDS}, status=403)
    assert rule_of(refused) == [("", "own_nation_owns")]
    await house.get(AUS_OFFICER, address, status=404)


async def test_what_a_nation_alone_owns_it_tells_of_as_it_likes(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    words = {"text": "In our words.", "label": {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS"]}}
    tasking = await rungs.issue("gort1", "ast", label=US_ONLY, substitute=words)
    seen = await house.get(AUS_OFFICER, f"/v1/taskings/{tasking['id']}")
    assert (seen["text"], seen["substituted"]) == ("In our words.", True)
