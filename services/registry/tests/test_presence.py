"""Presence, attacked: what nations learn of each other who cannot see each other's records, and no more.

The attacker proposes activities to find another's. What it may learn: cells (country, month, type) in which
it says to plan something itself, so many new ones a month, each told to the other too. Without the agreement
of both: nothing, byte for byte.
"""

import re
from typing import Any
from uuid import UUID

import pytest

from services.common.testing import Person, subject
from services.registry.deconfliction.presence import compare_all
from services.registry.domain.presence import ALLOWED_CELLS
from services.registry.tests.conftest import AUS, UK, US, US_RELEASE, House, shared
from services.registry.tests.test_overlaps import COURSE, overlaps, register, settled

UK_RELEASE = subject("GBR", name="Ms. Hart", roles=["release_authority"])
OURS = COURSE | {"title": "Ours alone", "label": shared("USA")}
THEIRS = COURSE | {
    "title": "Theirs alone",
    "lead": "GBR",
    "label": shared("GBR"),
    "places": [{"country": "IRQ"}],
}


async def told(house: House) -> None:
    await settled(house)
    while await compare_all(house.app.state.database):
        pass


async def give(house: House, proposer: Person, releaser: Person, with_: str, **terms: Any) -> Any:
    made = await house.post(proposer, "/v1/presence", {"with": with_, **terms})
    return await house.post(releaser, f"/v1/presence/{made['id']}/release", {})


async def agree(house: House) -> Any:
    await give(house, US, US_RELEASE, "GBR")
    return await give(house, UK, UK_RELEASE, "USA")


async def everything_read(house: House, person: Person) -> str:
    """All that a nation can ask for, as text without ids and times of its own making."""
    client = await house.as_(person)
    asked = {name: COURSE[name] for name in ("capability_areas", "start", "end", "participants", "tool")}
    answers = [
        await client.get("/v1/overlaps", params={"mine": "false", "past": "true"}),
        await client.get("/v1/overlaps", params={"state": ["new", "resolved", "seen", "accepted"]}),
        await client.get("/v1/overlaps/summary"),
        await client.post("/v1/overlaps/check", json=asked),
        await client.get("/v1/presence"),
        await client.get("/v1/presence/budget"),
        await client.get("/v1/activities"),
    ]
    plain = "\n".join(f"{one.status_code} {one.headers.get('etag', '')} {one.text}" for one in answers)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|ACT-\w{7}|trace\w*", "", plain)


@pytest.mark.parametrize("agreed", ["none", "one", "proposed"])
async def test_without_both_agreements_nothing_differs_byte_for_byte(house: House, agreed: str):
    if agreed == "one":
        await give(house, US, US_RELEASE, "GBR")
    if agreed == "proposed":
        await give(house, US, US_RELEASE, "GBR")
        await house.post(UK, "/v1/presence", {"with": "USA"})
    await register(house, US, OURS)
    await told(house)
    before = await everything_read(house, US)
    await register(house, UK, THEIRS)
    await told(house)
    assert await everything_read(house, US) == before
    assert await overlaps(house, UK) == []


async def test_with_both_each_is_told_the_cell_and_nothing_else(house: House):
    await agree(house)
    await register(house, US, OURS)
    await register(house, UK, THEIRS)
    await told(house)
    [ours], [theirs] = await overlaps(house, US), await overlaps(house, UK)
    assert (ours["basis"], ours["other"]["nation"], ours["country"]) == ("presence", "GBR", "IRQ")
    assert (ours["month"], ours["tool"]) == ("2027-03", "training") and "in March 2027" in ours["why"][0]
    assert ours["left"] is ours["right"] is None and [one["title"] for one in ours["own"]] == ["Ours alone"]
    assert "Theirs" not in str(ours) and "Ours" not in str(theirs) and "9th" not in str(ours["why"])
    assert ours["label"]["readable_by"]["nations"] == ["USA"] and ours["id"] != theirs["id"]
    assert ours["raised_at"].startswith("2027-01-11T00:00:00")
    assert UUID(ours["id"]).version == 4, "an id by time would tell when the other's plan came"
    assert await overlaps(house, AUS, mine="false") == []
    await house.get(AUS, f"/v1/overlaps/{ours['id']}", status=404)
    await house.get(UK, f"/v1/overlaps/{ours['id']}", status=404)


async def test_a_second_hidden_record_in_the_cell_changes_nothing_that_the_other_reads(house: House):
    await agree(house)
    await register(house, US, OURS)
    await register(house, UK, THEIRS)
    await told(house)
    before = await everything_read(house, US)
    await register(house, UK, THEIRS | {"title": "And another", "people": 900})
    await told(house)
    assert await everything_read(house, US) == before


@pytest.mark.parametrize(
    "change",
    [
        {"status": "proposed"}, {"tool": None}, {"start": "2027", "end": "2027"}, {"tool": "advising"},
        {"start": "2027-05", "end": "2027-05"}, {"label": {**shared("GBR"), "noforn": True}},
        {"label": shared("GBR", level="CONFIDENTIAL")}, {"label": {**shared("GBR"), "orcon": True}},
        {"label": shared("GBR", "USA")},
    ],
)  # fmt: skip
async def test_what_is_not_shared_is_not_told(house: House, change: dict[str, Any]):
    await agree(house)
    await register(house, US, OURS | ({"label": shared("USA", "GBR")} if "rel" in str(change) and
                                      change.get("label", {}).get("rel") else {}))  # fmt: skip
    await register(house, UK, THEIRS | change)
    await told(house)
    found = await overlaps(house, US)
    assert [one for one in found if one["basis"] == "presence"] == []


async def test_many_fake_activities_learn_no_more_than_the_months_number_of_cells(house: House):
    """The attack: a nation plants activities over hosts and types to map another's hidden plans."""
    await agree(house)
    hosts = ["IRQ", "NGA", "FJI", "PHL", "KEN", "GEO", "JOR"]
    for host in hosts:
        parts = [{"nation": host, "role": "host"}]
        year = {"start": "2027-02-01", "end": "2027-12-20", "participants": parts, "places": []}
        await register(house, UK, THEIRS | year)
        await register(house, US, OURS | year | {"title": "Probe"})
    await told(house)
    learnt = (await house.get(US, "/v1/overlaps", limit=200))["items"]
    budget = await house.get(US, "/v1/presence/budget")
    assert len(learnt) == budget["used"] == ALLOWED_CELLS
    assert budget["waiting"] == 11 * len(hosts) - ALLOWED_CELLS
    heard = (await house.get(UK, "/v1/overlaps", limit=200))["items"]
    cells = [{(one["country"], one["month"], one["tool"]) for one in side} for side in (learnt, heard)]
    assert cells[0] == cells[1], "whoever is told, both are"
    [given] = [one for one in (await house.get(UK, "/v1/presence"))["items"] if one["nation"] == "GBR"]
    assert {"month": "2027-01", "nation": "USA", "extent": "all", "matched": ALLOWED_CELLS} in given["asked"]


async def test_a_probe_that_is_withdrawn_stays_visible_to_the_other_and_spends_the_budget_again(house: House):
    await agree(house)
    await register(house, UK, THEIRS)
    for number in (1, 2):
        probe = await register(house, US, OURS | {"title": f"Probe {number}"})
        await told(house)
        await house.act(US, probe, "status", {"to": "cancelled", "reason": "Only asking."})
        await told(house)
        assert (await house.get(US, "/v1/presence/budget"))["used"] == number
    assert await overlaps(house, UK) == []
    [ended] = await overlaps(house, UK, state="resolved")
    assert (ended["other"]["nation"], ended["holds"]) == ("USA", False)


async def test_who_gives_is_another_person_than_who_proposes_and_releases(house: House):
    both = subject("USA", name="Ms. Own", roles=["release_authority"])
    made = await house.post(both, "/v1/presence", {"with": "GBR"})
    place = f"/v1/presence/{made['id']}"
    for person in (both, US):
        await house.post(person, f"{place}/release", {}, 403)
    await house.get(UK, place, status=404)
    await house.post(UK_RELEASE, f"{place}/release", {}, 404)
    given = await house.post(US_RELEASE, f"{place}/release", {})
    assert given["state"] == "given" and not given["in_force"]
    assert (await house.get(UK, place))["since"] == "2027-01-11"
    await house.post(US, "/v1/presence", {"with": "GBR"}, 409)
    await house.get(AUS, place, status=404)


async def test_revoking_silences_both_at_once_and_closes_what_was_open(house: House):
    given = await agree(house)
    await register(house, US, OURS)
    await register(house, UK, THEIRS)
    await told(house)
    [ours], [theirs] = await overlaps(house, US), await overlaps(house, UK)
    for person, one in ((US, ours), (UK, theirs)):
        await house.post(person, f"/v1/overlaps/{one['id']}/consent", {"title": "Card"})
    await house.post(US_RELEASE, f"/v1/presence/{given['id']}/revoke", {"reason": "No."})
    for person, one in ((US, ours), (UK, theirs)):
        assert await overlaps(house, person, state=["new", "resolved"], past="true") == []
        await house.get(person, f"/v1/overlaps/{one['id']}", status=404)


async def test_cards_open_when_both_consent_and_close_when_one_withdraws(house: House):
    await agree(house)
    await register(house, US, OURS)
    await register(house, UK, THEIRS)
    await told(house)
    [ours], [theirs] = await overlaps(house, US), await overlaps(house, UK)
    mine, yours = (f"/v1/overlaps/{one['id']}" for one in (ours, theirs))
    narrow = {"title": "x", "label": shared("USA")}
    assert (await house.post(US, f"{mine}/consent", narrow, 422))["errors"][0]["rule"] == "card_not_released"
    await house.post(US, f"{mine}/consent", {"title": "Medics at Taji", "contact": "Lt. Col. Brook"})
    waiting = await house.get(UK, yours)
    assert waiting["consent"] | {"own_card": None} == {
        "own": False, "other": True, "open": False, "own_card": None, "other_card": None,
    }  # fmt: skip
    assert "Medics at Taji" not in str(waiting)
    opened = await house.post(UK, f"{yours}/consent", {"title": "Field medics, Iraq"})
    assert opened["consent"]["other_card"]["title"] == "Medics at Taji"
    assert (await house.get(US, mine))["consent"]["other_card"]["title"] == "Field medics, Iraq"
    closed = await house.post(US, f"{mine}/withdraw", {})
    assert closed["consent"]["open"] is False and closed["consent"]["own_card"] is None
    again = await house.get(UK, yours)
    assert again["consent"]["other_card"] is None and again["consent"]["own"] is True
    assert "Medics at Taji" not in str(again)
