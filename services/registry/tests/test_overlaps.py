"""Overlaps of records: found as activities change, seen by who may read both, acted on by each nation."""

from typing import Any

from services.registry.deconfliction.detect import detect_all
from services.registry.tests.conftest import AUS, FRA, UK, US, House, shared

COURSE: dict[str, Any] = {
    "title": "Field medics", "tool": "training", "lead": "USA", "status": "planned",
    "capability_areas": ["medical"], "start": "2027-03-08", "end": "2027-03-19", "purposes": [],
    "participants": [{"nation": "IRQ", "role": "host", "unit": "9th Division"}],
    "places": [{"country": "IRQ", "name": "Taji"}], "label": shared("USA", "GBR"),
}  # fmt: skip
BRITISH = COURSE | {"title": "Medics' course", "lead": "GBR", "label": shared("GBR", "USA")}


async def settled(house: House) -> None:
    """All that is due is compared, also where the watch beside the API took it."""
    async with house.app.state.database.connection() as conn:
        left = True
        while left:
            await detect_all(house.app.state.database)
            await conn.execute("SET ROLE registry_worker")
            row = await (await conn.execute("SELECT count(*) AS n FROM overlap_due")).fetchone()
            await conn.execute("RESET ROLE")
            left = bool(row["n"])


async def register(house: House, person: Any, body: dict[str, Any]) -> Any:
    return await house.post(person, "/v1/activities", body)


async def overlaps(house: House, person: Any, **params: Any) -> Any:
    return (await house.get(person, "/v1/overlaps", **params))["items"]


async def test_both_owners_see_a_definite_overlap_and_why(house: House):
    ours, theirs = await register(house, US, COURSE), await register(house, UK, BRITISH)
    await settled(house)
    for person in (US, UK):
        [found] = await overlaps(house, person)
        assert (found["kind"], found["state"], found["country"]) == ("definite", "new", "IRQ")
        assert {found["left"]["id"], found["right"]["id"]} == {ours["id"], theirs["id"]}
        assert (found["from"]["value"], found["to"]["value"]) == ("2027-03-08", "2027-03-19")
        assert len(found["why"]) == 4 and found["label"]["readable_by"]["nations"] == ["GBR", "USA"]
    assert (await house.get(US, "/v1/overlaps/summary"))["new"] == {
        "definite": 1, "possible": 0, "presence": 0,
    }  # fmt: skip


async def test_when_they_meet_is_told_as_exactly_as_their_dates_say_it(house: House):
    vague = {"start": "2027", "end": "2027"}
    await register(house, US, COURSE | vague)
    await register(house, UK, BRITISH | vague)
    await settled(house)
    [found] = await overlaps(house, US)
    assert found["from"] == found["to"] == {"value": "2027", "precision": "year"}
    names = ("capability_areas", "participants", "places", "tool")
    asked = {name: COURSE[name] for name in names} | {"start": "2027-03", "end": "2028"}
    client = await house.as_(US)
    [line] = (await client.post("/v1/overlaps/check", json=asked)).json()["items"]
    assert (line["from"]["value"], line["to"]["value"]) == ("2027-03", "2027")


async def test_who_may_read_one_record_alone_sees_nothing_of_the_pair(house: House):
    await register(house, US, COURSE | {"label": shared("USA", "GBR", "AUS")})
    await register(house, UK, BRITISH)
    await settled(house)
    [found] = await overlaps(house, UK)
    for person in (AUS, FRA):
        for mine in ("true", "false"):
            assert await overlaps(house, person, mine=mine) == []
        await house.get(person, f"/v1/overlaps/{found['id']}", status=404)


async def test_a_third_nation_that_may_read_both_sees_it_but_not_as_its_own(house: House):
    await register(house, US, COURSE | {"label": shared("USA", "GBR", "AUS")})
    await register(house, UK, BRITISH | {"label": shared("GBR", "USA", "AUS")})
    await settled(house)
    assert await overlaps(house, AUS) == []
    [found] = await overlaps(house, AUS, mine="false")
    assert found["may"] == []
    await house.post(AUS, f"/v1/overlaps/{found['id']}/acts", {"act": "seen"}, 403)


async def test_it_ends_when_one_moves_and_is_raised_anew_when_it_comes_back(house: House):
    await register(house, US, COURSE)
    theirs = await register(house, UK, BRITISH)
    await settled(house)
    [found] = await overlaps(house, US)
    await house.post(US, f"/v1/overlaps/{found['id']}/acts", {"act": "accepted"})
    place = f"/v1/activities/{theirs['id']}"
    await house.change(UK, place, {"start": "2027-05-03", "end": "2027-05-07"})
    await settled(house)
    assert await overlaps(house, US) == []
    [ended] = await overlaps(house, US, state="resolved")
    assert not ended["holds"] and [act["act"] for act in ended["acts"]] == ["accepted"]
    await house.change(UK, place, {"start": "2027-03-10", "end": "2027-03-11"})
    await settled(house)
    [again] = await overlaps(house, US)
    assert (again["id"], again["state"]) == (found["id"], "new")


async def test_cancelling_ends_it_and_what_is_vague_is_possible(house: House):
    vague = COURSE | {"start": "2027", "end": "2027", "places": [], "capability_areas": []}
    ours = await register(house, US, vague)
    await register(house, UK, BRITISH)
    await settled(house)
    [found] = await overlaps(house, US)
    assert found["kind"] == "possible" and found["dimensions"]["audience"] == "definite"
    await house.act(US, ours, "status", {"to": "cancelled", "reason": "No money."})
    await settled(house)
    assert await overlaps(house, UK) == []


async def test_what_is_over_or_another_capability_or_unplaced_is_no_overlap(house: House):
    await register(house, US, COURSE)
    for change in (
        {"status": "completed"}, {"capability_areas": ["logistics"]},
        {"start": "2026-03-08", "end": "2026-04"}, {"participants": [], "places": []},
        {"places": [{"country": "NGA"}], "participants": []},
    ):  # fmt: skip
        await register(house, UK, BRITISH | change)
    await settled(house)
    assert await overlaps(house, US) == []


async def test_each_nation_acts_for_itself(house: House):
    await register(house, US, COURSE)
    await register(house, UK, BRITISH)
    await settled(house)
    [found] = await overlaps(house, US)
    act = {"act": "resolved", "how": "moved", "note": "We go to May."}
    place = f"/v1/overlaps/{found['id']}"
    await house.post(US, f"{place}/acts", {"act": "resolved"}, 422)
    done = await house.post(US, f"{place}/acts", act)
    assert done["state"] == "resolved" and done["holds"]
    [theirs] = await overlaps(house, UK)
    assert theirs["state"] == "new" and theirs["acts"][0]["note"] == "We go to May."
    assert await overlaps(house, US, state="new") == []


async def test_a_narrowing_hides_the_pair_at_once(house: House):
    ours = await register(house, US, COURSE)
    await register(house, UK, BRITISH)
    await settled(house)
    [found] = await overlaps(house, UK)
    await house.act(US, ours, "label", {"label": {"level": "UNCLASSIFIED", "owner": ["USA"]}})
    assert await overlaps(house, UK, state=["new", "seen", "resolved"]) == []
    await house.get(UK, f"/v1/overlaps/{found['id']}", status=404)
    assert len(await overlaps(house, US)) == 1
    await settled(house)
    assert await overlaps(house, UK, mine="false") == []


async def test_the_question_before_saving_keeps_nothing_and_answers_of_what_is_seen_alone(house: House):
    await register(house, UK, BRITISH)
    await register(house, UK, BRITISH | {"title": "Hidden", "label": shared("GBR")})
    await settled(house)
    names = ("capability_areas", "start", "end", "participants", "places", "tool")
    asked = {name: COURSE[name] for name in names}
    client = await house.as_(US)
    told = (await client.post("/v1/overlaps/check", json=asked)).json()
    assert (told["definite"], told["possible"]) == (1, 0)
    assert told["items"][0]["activity"]["title"] == "Medics' course"
    nowhere = (await client.post("/v1/overlaps/check", json={"start": "2027"})).json()
    assert nowhere["not_compared"] == ["place"] and nowhere["items"] == []
    hidden = (await (await house.as_(FRA)).post("/v1/overlaps/check", json=asked)).json()
    assert (hidden["definite"], hidden["possible"], hidden["items"]) == (0, 0, [])


async def test_a_record_that_no_rule_can_read_holds_up_no_other(house: House):
    odd = await register(house, US, COURSE | {"title": "Odd"})
    async with house.app.state.database.connection() as conn:
        await conn.execute("SET ROLE registry_worker")
        places = '[{"country": "IRQ", "lat": "north", "lon": "east"}]'
        await conn.execute("UPDATE activity SET places = %s::jsonb WHERE id = %s", [places, odd["id"]])
        await conn.execute("RESET ROLE")
    await register(house, US, COURSE)
    await register(house, UK, BRITISH)
    await settled(house)
    found = await overlaps(house, UK)
    assert [one["left"]["title"] for one in found] == ["Field medics"]
