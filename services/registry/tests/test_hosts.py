"""Country pages: load, gaps, who might lead and host demand, each of what the reader may read."""

from typing import Any

import psycopg

from services.registry.tests.conftest import AUS, FRA, UK, US, US_AUDITOR, House, shared
from services.registry.tests.test_overlaps import BRITISH, COURSE, register, settled

POLICE = {"host": "IRQ", "capability": "police", "title": "Police that can hold a district"}
BOTH = shared("USA", "GBR")


async def page(house: House, person: Any = US, host: str = "IRQ") -> Any:
    return await house.get(person, f"/v1/hosts/{host}")


async def test_a_page_says_what_a_planner_can_act_on(house: House):
    await register(house, US, COURSE)
    await register(house, UK, BRITISH)
    await house.post(US, "/v1/objectives", POLICE | {"label": BOTH})
    await house.post(US, "/v1/hosts/IRQ/capacities", {"activities": 1, "label": BOTH})
    await house.post(US, "/v1/demands", {
        "measure": "Merge the two services", "host": "IRQ", "host_position": "declined",
        "announced_on": "2026-12", "label": BOTH,
    })  # fmt: skip
    await settled(house)
    for person in (US, UK):
        found = await page(house, person)
        assert [one["nation"] for one in found["nations"]] == ["GBR", "USA"]
        march = next(one for one in found["load"]["months"] if one["month"] == "2027-03")
        assert (march["activities"], march["state"], march["by_nation"]) == (2, "over", {"USA": 1, "GBR": 1})
        assert found["objectives"][0]["served"] == "no"
        lead = found["suggestions"][0]["candidates"]
        assert lead[0]["nation"] == "ITA" and lead[0]["reasons"] and lead[0]["unknown"]
        assert next(one for one in lead if one["nation"] == "USA")["held_back"]
        said = "\n".join(found["says"])
        for words in ("declined it", "from 8 March 2027 to 19 March 2027. Move one", "loaded past",
                      "April 2027 to June 2028 is free", "Nobody serves", "Italy might lead",
                      "Italy may train police"):  # fmt: skip
            assert words in said, (words, said)


async def test_a_page_is_made_of_what_its_reader_may_read(house: House):
    empty = await page(house, FRA)
    await register(house, US, COURSE)
    await register(house, UK, BRITISH)
    await house.post(US, "/v1/objectives", POLICE)
    await house.post(US, "/v1/hosts/IRQ/capacities", {"activities": 1})
    await house.post(US, "/v1/demands", {"measure": "x", "host": "IRQ", "host_position": "requested"})
    await settled(house)
    assert await page(house, FRA) == empty
    assert empty["says"][0].startswith("Italy may train police")
    assert (await house.get(FRA, "/v1/hosts"))["items"] == []
    asked = (await house.get(FRA, "/v1/hosts/IRQ/lead", capability="medical"))["candidates"]
    assert all(reason["kind"] != "strength" for one in asked for reason in one["reasons"])


async def test_hosts_at_a_glance(house: House):
    await register(house, US, COURSE)
    await register(house, UK, BRITISH)
    await house.post(US, "/v1/objectives", POLICE | {"host": "FJI"})
    await house.post(US, "/v1/hosts/IRQ/capacities", {"activities": 1})
    await settled(house)
    iraq, fiji = (await house.get(US, "/v1/hosts"))["items"]
    assert (iraq["country"], iraq["coming"], iraq["over"]) == ("IRQ", 2, ["2027-03"])
    assert iraq["overlaps"] == {"definite": 1, "possible": 0} and iraq["nations"] == ["GBR", "USA"]
    assert (fiji["name"], fiji["gaps"]) == ("Fiji", 1)


async def test_an_objective_is_served_perhaps_where_the_capability_is_not_said(house: House):
    goal = await house.post(US, "/v1/objectives", POLICE | {"capability": "medical", "wanted_from": "2027"})
    place = f"/v1/objectives/{goal['id']}"
    assert goal["served"] == "no" and goal["ref"].startswith("OBJ-")
    vague = await register(house, US, COURSE | {"capability_areas": []})
    await settled(house)
    assert (await house.get(US, place))["served"] == "perhaps"
    await house.change(US, f"/v1/activities/{vague['id']}", {"capability_areas": ["Medical training"]})
    await settled(house)
    served = await house.get(US, place)
    assert served["served"] == "yes" and served["served_by"][0]["id"] == vague["id"]
    assert (await house.get(US, "/v1/objectives", served="no"))["items"] == []
    await house.change(US, place, {"wanted_from": "2028", "wanted_to": "2028"})
    assert (await house.get(US, place))["served"] == "no"
    await house.get(UK, place, status=404)


async def test_an_objective_changes_in_order_and_whatever_else_is_planned_meanwhile(house: House):
    wanted = {"wanted_from": "2027-06", "wanted_to": "2027-12", "label": BOTH}
    goal = await house.post(US, "/v1/objectives", POLICE | wanted)
    place = f"/v1/objectives/{goal['id']}"
    client = await house.as_(US)
    for part in ({"wanted_to": "2027-05"}, {"wanted_from": "2028"}):
        refused = await house.change(US, place, part, status=422)
        assert refused["errors"][0]["rule"] == "date_order"
    tag = (await client.get(place)).headers["etag"]
    await register(
        house, UK, BRITISH | {"capability_areas": ["police"], "start": "2027-07", "end": "2027-08"}
    )
    await settled(house)
    assert (await house.get(US, place))["served"] == "yes"
    changed = await client.patch(place, json={"wanted_to": "2027-06"}, headers={"If-Match": tag})
    assert changed.status_code == 200, changed.text
    again = await client.patch(place, json={"title": "Others"}, headers={"If-Match": tag})
    assert again.status_code == 412


async def test_load_of_a_unit_and_its_capacity(house: House):
    made = await register(house, US, COURSE)
    unit = made["participants"][0]["unit_id"]
    await house.post(US, "/v1/hosts/IRQ/capacities", {"unit_id": unit, "activities": 1, "from": "2027-01"})
    await house.post(US, "/v1/hosts/NGA/capacities", {"unit_id": unit, "activities": 1}, 422)
    await house.post(US, "/v1/hosts/IRQ/capacities", {}, 422)
    await settled(house)
    found = await house.get(US, "/v1/hosts/IRQ/load", **{"from": "2027-02", "months": 3, "unit": unit})
    assert [one["state"] for one in found["months"]] == ["free", "full", "free"]
    assert (await house.get(US, "/v1/hosts/IRQ/load"))["months"][0]["state"] == "unknown"
    capacity = f"/v1/hosts/IRQ/capacities/{found['capacities'][0]['id']}"
    await house.change(US, capacity, {"activities": 2})
    await house.get(US, capacity.replace("IRQ", "NGA"), status=404)
    await house.get(UK, capacity, status=404)


async def test_what_is_withdrawn_stands_nowhere_and_comes_back_as_it_was(house: House):
    empty = await page(house, UK), await house.get(UK, "/v1/hosts")
    ours = await page(house), await house.get(US, "/v1/hosts")
    goal = await house.post(US, "/v1/objectives", POLICE | {"label": BOTH})
    room = await house.post(US, "/v1/hosts/IRQ/capacities", {"activities": 1, "label": BOTH})
    places = (f"/v1/objectives/{goal['id']}", f"/v1/hosts/IRQ/capacities/{room['id']}")
    assert goal["may"] == room["may"] == ["edit"]
    stood = await page(house, UK)
    assert [one["may"] for one in (*stood["objectives"], *stood["capacities"])] == [[], []]
    for place in places:
        await house.change(UK, place, {"withdrawn": True}, status=403)
        await house.change(US_AUDITOR, place, {"withdrawn": True}, status=403)
        await house.change(FRA, place, {"withdrawn": True}, status=404)
        assert (await house.change(US, place, {"withdrawn": True}))["withdrawn"]
        assert (await house.change(US, place, {"withdrawn": None}))["withdrawn"]
    assert (await page(house, UK), await house.get(UK, "/v1/hosts")) == empty
    assert (await page(house), await house.get(US, "/v1/hosts")) == ours
    assert (await house.get(US, "/v1/objectives"))["items"] == []
    for place in places:
        assert not (await house.change(US, place, {"withdrawn": False}))["withdrawn"]
    assert await page(house, UK) == stood
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        rows = worker.execute("SELECT DISTINCT action FROM audit_record").fetchall()
    assert {"capacity.withdrawn", "capacity.restored", "objective.withdrawn"} <= {row[0] for row in rows}


async def test_demand_tells_days_and_warns_where_a_plan_runs_ahead(house: House):
    plan = await register(house, US, COURSE)
    asked = {"measure": "Human resource advising", "host": "IRQ", "host_position": "requested"}
    met = await house.post(US, "/v1/demands", asked | {"requested_on": "2026-06-01", "met_on": "2026-06"})
    assert met["days"] == {"least": 0, "most": 29} and met["warning"] == "" and met["waiting"] is None
    ahead = await house.post(US, "/v1/demands", asked | {"host_position": "no_position", "plan": plan["id"]})
    assert (ahead["warning"], ahead["plan"]["id"]) == ("ahead", plan["id"])
    waits = await house.post(US, "/v1/demands", asked | {"requested_on": "2026-12-12"})
    assert waits["waiting"] == {"least": 30, "most": 30} and "30 days" in waits["says"]
    [warned] = (await house.get(US, "/v1/demands", warning="true"))["items"]
    assert warned["id"] == ahead["id"]
    place = f"/v1/demands/{ahead['id']}"
    agreed = await house.change(US, place, {"host_position": "agreed"})
    assert agreed["warning"] == "" and (await house.get(US, "/v1/demands", warning="true"))["items"] == []
    await house.get(UK, place, status=404)
    hidden = await house.post(UK, "/v1/demands", asked | {"plan": plan["id"]})
    assert hidden["plan"]["title"] == "Field medics"
    await house.post(AUS, "/v1/demands", asked | {"plan": plan["id"]}, 422)
