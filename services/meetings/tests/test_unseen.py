"""A nation's assent reaches what it could read then: nobody is bound by what was hidden from it."""

from services.common.testing import subject
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_HEAD,
    US_SECRETARY,
    House,
)
from services.meetings.tests.ladder import JOINT, UK_ONLY, US_ONLY
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.test_forums import rule_of

SOLE = {**US_ONLY, "rel": ["AUS"]}


async def agreed(house: House) -> tuple[Rungs, dict[str, Json]]:
    """Minutes in which both heads concurred; of each pair the United Kingdom could read the first alone."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    decisions = f"{rungs.at('gort1')}/decisions"
    shared = await house.post(US_SECRETARY, decisions, {"kind": "decision", "text": "We share."})
    alone = {"kind": "decision", "text": "We decide alone.", "label": SOLE}
    hidden = await house.post(US_SECRETARY, decisions, alone)
    records = {
        "shared": shared, "hidden": hidden, "tasking": await rungs.issue("gort1", "ast", "Together"),
        "secret": await rungs.issue("gort1", "ast", "In secret", label=SOLE),
    }  # fmt: skip
    await rungs.concur("gort1")
    return rungs, records


async def awaited(house: House) -> list[tuple[str, bool]]:
    """What waits for the United Kingdom's concurrence, and whether it has assented before."""
    return [(one["id"], one["anew"]) for one in (await house.get(UK_HEAD, "/v1/concurrences"))["items"]]


async def test_agreed_minutes_do_not_agree_what_a_nation_could_not_read_in_them(house: House):
    rungs, records = await agreed(house)
    minutes = await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes")
    assert minutes["state"] == "minutes_agreed"
    for kind, shown, kept in (("decisions", "shared", "hidden"), ("taskings", "tasking", "secret")):
        found = [(one["standing"], one["unseen_by"]) for one in minutes[kind]]
        assert found == [("agreed", []), ("provisional", ["GBR"])], kind
        for name, told in ((shown, ("agreed", [])), (kept, ("provisional", ["GBR"]))):
            one = await house.get(US_HEAD, f"/v1/{kind}/{records[name]['id']}")
            assert (one["standing"], one["unseen_by"]) == told
    assert records["secret"]["id"] in await rungs.section("ast1", "discussion", US_HEAD)
    british = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert "GBR" not in str([one["unseen_by"] for one in (*british["decisions"], *british["taskings"])])
    assert british["can"] == ["correct"]


async def test_who_may_not_know_of_the_forum_is_not_told_who_missed_a_record(house: House):
    _, records = await agreed(house)
    for kind, name in (("decisions", "hidden"), ("taskings", "secret")):
        seen = await house.get(AUS_OFFICER, f"/v1/{kind}/{records[name]['id']}")
        assert (seen["standing"], seen["unseen_by"]) == ("provisional", [])


async def test_a_substitute_given_later_binds_only_by_a_stand_of_ones_own(house: House):
    rungs, records = await agreed(house)
    assert await awaited(house) == []
    place = f"/v1/taskings/{records['secret']['id']}"
    words = {"text": "In other words.", "label": JOINT | {"owner": ["USA"], "rel": ["GBR"]}}
    given = await house.change(US_HEAD, f"{place}/substitute", words, of=place, method="PUT")
    assert (given["standing"], given["unseen_by"]) == ("provisional", ["GBR"])
    british = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert british["can"] == ["correct", "concur"]
    meeting = rungs.meetings["gort1"]["id"]
    assert await awaited(house) == [(meeting, True)]
    stand = {"nation": "GBR", "stand": "withhold", "evidence": "Not so."}
    refused = await house.speak(UK_HEAD, f"{rungs.at('gort1')}/minutes/concurrences", stand, status=409)
    assert rule_of(refused) == [("", "agreed_minutes_locked")]
    again = await rungs.concur("gort1", UK_HEAD)
    assert (again["state"], again["can"]) == ("minutes_agreed", ["correct"])
    assert await awaited(house) == []
    after = await house.get(US_HEAD, place)
    assert (after["standing"], after["unseen_by"]) == ("agreed", [])
    still = await house.get(US_HEAD, f"/v1/decisions/{records['hidden']['id']}")
    assert still["standing"] == "provisional"


async def test_a_substitute_given_before_counts_as_read(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    words = {"text": "In other words.", "label": {**US_ONLY, "rel": ["GBR"]}}
    body = {"kind": "decision", "text": "We decide alone.", "label": US_ONLY, "substitute": words}
    decision = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", body)
    tasking = await rungs.issue("gort1", "ast", label=US_ONLY, substitute=words)
    await rungs.concur("gort1")
    for place in (f"/v1/decisions/{decision['id']}", f"/v1/taskings/{tasking['id']}"):
        assert (await house.get(US_HEAD, place))["standing"] == "agreed"


async def test_the_person_who_concurs_reads_what_they_concur_in(house: House):
    """A British record of a community in which the American head is not: the nation alone could read it."""
    rungs = await Rungs.raised(house)
    deputy = subject("GBR", name="Brig. Ingram", roles=["liaison"], clearance={"coalition": "TOP SECRET"})
    await house.appoint(rungs.forums["gort"], deputy, "deputy")
    await rungs.hold("gort1")
    body = {"kind": "decision", "text": "High.", "label": {"level": "TOP SECRET", "owner": ["GBR", "USA"]}}
    high = await house.post(deputy, f"{rungs.at('gort1')}/decisions", body)
    await rungs.concur("gort1", US_HEAD, deputy)
    seen = await house.get(deputy, f"/v1/decisions/{high['id']}")
    assert (seen["standing"], seen["unseen_by"]) == ("provisional", ["USA"])


async def test_an_outcome_that_a_nation_could_not_read_stays_provisional(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    body = {"title": "Ours", "lead": "GBR", "forum": rungs.forums["ast"]["id"], "label": UK_ONLY}
    item = await house.post(UK_SECRETARY, f"{rungs.at('gort1')}/taskings", body)
    await rungs.hold("ast1")
    outcome = await rungs.leave("ast1", item, "answered", text="Between us.")
    await rungs.concur("ast1")
    seen = await house.get(UK_HEAD, f"/v1/outcomes/{outcome['id']}")
    assert (seen["standing"], seen["unseen_by"]) == ("provisional", ["USA"])
    assert (await rungs.item(item, UK_HEAD))["state"] == "answered"
