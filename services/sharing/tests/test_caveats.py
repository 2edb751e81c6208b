"""Caveats over the API: kept, changed, lifted; a nation learns nothing of another's that it may not read."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from services.common.references import uuid7
from services.common.testing import Person
from services.sharing.tests.conftest import AUS, CAN, FRA, UK, US, US_AUDITOR, US_RELEASE, House, shared

POLICE = {
    "nation": "USA", "dimension": "task", "subject": "Training of police",
    "published": "May not train Iraqi police.", "lift_by": "the Congress", "lift_days": 90,
    "terms": {"operation": "Inherent Resolve", "countries": ["IRQ"], "tasks": ["train police"]},
    "label": shared("USA", "GBR"),
}  # fmt: skip
PLAN = {
    "words": "Training of Iraqi police", "tool": "training", "operation": "OIR", "hosts": ["IRQ"],
    "nations": [{"nation": "USA"}, {"nation": "CAN"}],
}  # fmt: skip


async def keep(house: House, person: Person = US, status: int = 201, **fields: Any) -> Any:
    return await house.post(person, "/v1/caveats", {**POLICE, **fields}, status)


async def checked(house: House, person: Person, **fields: Any) -> dict[str, Any]:
    answer = await house.post(person, "/v1/caveats/check", {**PLAN, **fields}, 200)
    return {one["nation"]: one for one in answer["nations"]}


async def test_a_caveat_keeps_its_words_and_knows_the_managed_ones(house: House):
    made = await keep(house)
    assert made["ref"].startswith("CAV-") and made["can"] == ["edit", "label"]
    terms = made["terms"]
    assert (terms["operation"], terms["tasks"]) == ("OIR", ["police_training"])
    assert made["valid_from"] == {"value": None, "precision": "unknown"}
    [one] = (await house.get(UK, "/v1/caveats", task="carabinieri training", operation="op shader"))["items"]
    assert one["id"] == made["id"] and one["can"] == []
    for missed in ({"nation": "GBR"}, {"dimension": "time"}, {"country": "AFG"}, {"task": "convoy"}):
        assert (await house.get(UK, "/v1/caveats", **missed))["items"] == []
    problem = await keep(house, terms={"tasks": ["train police", "wizardry"]}, status=422)
    assert (problem["errors"][0]["pointer"], problem["errors"][0]["rule"]) == (
        "/terms/tasks/1",
        "unknown_word",
    )
    problem = await keep(house, nation="FRA", status=422)
    assert problem["errors"][0]["rule"] == "source_needed"
    observed = await keep(house, nation="FRA", basis="observed", source="Observed in Erbil, 2026")
    assert observed["basis"] == "observed"
    problem = await keep(house, valid_from="2027", valid_until="2026-12", status=422)
    assert problem["errors"][0]["rule"] == "date_order"
    await keep(house, US_AUDITOR, 403)


async def test_one_that_is_hidden_is_one_that_does_not_exist_on_every_way_out(house: House):
    made = await keep(house)
    place = f"/v1/caveats/{made['id']}"
    aus = await house.as_(AUS)
    nothing = f"/v1/caveats/{uuid4()}"
    for rest in ("", "/history"):
        hidden, missing = await aus.get(place + rest), await aus.get(nothing + rest)
        assert hidden.status_code == missing.status_code == 404
        assert hidden.json()["detail"] == missing.json()["detail"]
    headers = {"If-Match": '"x"'}
    bodies = [("PATCH", "", {"subject": "Mine"}), ("POST", "/label", {"label": shared("AUS")})]
    for method, rest, body in bodies:
        answers = [
            await aus.request(method, one + rest, json=body, headers=headers) for one in (place, nothing)
        ]
        assert {answer.status_code for answer in answers} == {404}
    for params in ({}, {"nation": "USA"}, {"sort": "nation"}, {"task": "police"}):
        assert (await house.get(AUS, "/v1/caveats", **params))["items"] == []
    assert (await house.get(AUS, "/v1/caveats/matrix"))["cells"] == []


async def test_another_nations_hidden_caveat_changes_no_byte_of_any_answer(house: House):
    await keep(house, label=shared("USA", "GBR", "AUS"))
    aus = await house.as_(AUS)
    plans = [PLAN, {**PLAN, "nations": []}, {**PLAN, "complete": []}, {}, {**PLAN, "hosts": ["CAN"]}]

    async def seen() -> list[bytes]:
        asked = [await aus.post("/v1/caveats/check", json=plan) for plan in plans]
        read = [await aus.get(f"/v1/caveats{rest}") for rest in ("", "/matrix", "?nation=CAN")]
        return [answer.content for answer in (*asked, *read)]

    before = await seen()
    for nation, person in (("CAN", CAN), ("USA", US), ("GBR", UK)):
        for kind in ("restriction", "permission"):
            await keep(house, person, nation=nation, kind=kind, label=shared(nation))
    assert await seen() == before


async def test_the_check_says_who_may_not_why_and_what_is_not_known(house: House):
    made = await keep(house)
    found = await checked(house, UK)
    assert found["USA"]["answer"] == "definite" and found["CAN"]["answer"] == "unknown"
    [one] = found["USA"]["met"]
    assert one["caveat"]["id"] == made["id"] and one["caveat"]["lift_days"] == 90
    assert [why["term"] for why in one["why"]] == ["nation", "operation", "countries", "tasks"]
    possible = (await checked(house, UK, words="Support to training"))["USA"]
    assert possible["answer"] == "possible"
    assert [why["says"] for why in possible["met"][0]["why"]] == [
        "It does not say whether it includes police training."
    ]
    clear = (await checked(house, UK, operation="ISAF"))["USA"]
    assert clear["answer"] == "none_read" and "it may have others" in clear["says"]
    assert clear["not_met"][0]["why"][0]["says"] == "It is part of ISAF, not of OIR."
    assert {one["answer"] for one in (await checked(house, AUS)).values()} == {"unknown"}


async def test_a_permission_of_the_same_nation_lifts_and_of_another_fills_only_for_who_reads_it(house: House):
    await keep(house, label=shared("USA", "GBR", "AUS", "CAN"))
    await keep(house, CAN, nation="CAN", kind="permission", label=shared("CAN", "GBR"))
    assert "permission of Canada fills the gap" in (await checked(house, UK))["USA"]["says"]
    assert (await checked(house, AUS))["USA"]["met"][0]["filled_by"] == []
    await keep(house, kind="permission", label=shared("USA", "GBR"))
    usa = (await checked(house, UK))["USA"]
    assert usa["answer"] == "none_read" and usa["met"][0]["lifted"]
    assert (await checked(house, AUS))["USA"]["answer"] == "definite"


async def test_the_banner_over_an_answer_is_that_of_what_it_names(house: House):
    await keep(house, label=shared("USA", "GBR", level="SECRET"))
    await keep(house, CAN, nation="CAN", label=shared("CAN", "GBR", "USA", level="RESTRICTED"))
    answer = await house.post(UK, "/v1/caveats/check", PLAN, 200)
    assert answer["label"]["level"] == "SECRET"
    assert (await house.post(CAN, "/v1/caveats/check", PLAN, 200))["label"]["level"] == "RESTRICTED"
    assert (await house.post(FRA, "/v1/caveats/check", PLAN, 200))["label"] is None
    counted = await house.get(CAN, "/v1/caveats/matrix")
    assert counted["label"]["level"] == "RESTRICTED"
    assert counted["cells"] == [{"nation": "CAN", "dimension": "task", "restrictions": 1, "permissions": 0}]


async def test_one_that_is_lifted_held_before_and_one_withdrawn_never(house: House):
    made = await keep(house)
    place = f"/v1/caveats/{made['id']}"
    problem = await house.change(US, place, {"state": "lifted"}, status=422)
    assert problem["errors"][0]["pointer"] == "/reason"
    await house.change(US, place, {"state": "lifted", "reason": "New authority.", "lifted_on": "2026-06"})
    assert (await house.get(UK, "/v1/caveats"))["items"] == []
    assert len((await house.get(UK, "/v1/caveats", state="lifted"))["items"]) == 1
    for start, end, answer in (("2026-01", "2026-05", "definite"), ("2027-01", "2027-02", "none_read")):
        assert (await checked(house, UK, start=start, end=end))["USA"]["answer"] == answer
    await house.change(US, place, {"state": "withdrawn", "reason": "Kept in error."})
    assert (await checked(house, UK, start="2026-01", end="2026-05"))["USA"]["answer"] == "unknown"
    again = await house.change(US, place, {"state": "in_force"})
    assert (again["reason"], again["lifted_on"]["value"]) == ("", None)


async def test_only_who_owns_it_changes_it_and_nobody_widens_it(house: House):
    made = await keep(house)
    place = f"/v1/caveats/{made['id']}"
    await house.change(UK, place, {"subject": "Ours"}, status=403)
    changed = await house.change(US, place, {"terms": {"countries": ["IRQ", "SYR"]}, "valid_until": "2028"})
    assert changed["terms"]["tasks"] == [] and changed["valid_until"]["precision"] == "year"
    [change] = (await house.get(UK, f"{place}/history"))["items"]
    assert change["before"]["tasks"] == "police_training" and change["after"]["until"] == "2028"
    for person in (US, US_RELEASE):
        wide = {"label": shared("USA", "GBR", "AUS")}
        problem = await house.change(person, f"{place}/label", wide, of=place, method="POST", status=403)
        assert problem["errors"][0]["rule"] == "widens"
    await house.change(US, f"{place}/label", {"label": shared("USA")}, of=place, method="POST")
    await house.get(UK, place, 404)
    assert (await house.get(UK, "/v1/caveats"))["items"] == []


async def test_a_repeat_makes_no_second_and_of_two_at_once_one_is_told(house: House):
    key = str(uuid7())
    one, other = [await house.post(US, "/v1/caveats", POLICE, key=key) for _ in range(2)]
    assert one["id"] == other["id"]
    client, place = await house.as_(US), f"/v1/caveats/{one['id']}"
    tag = {"If-Match": (await client.get(place)).headers["etag"]}
    both = await asyncio.gather(
        *(client.patch(place, json={"subject": name}, headers=tag) for name in ("A", "B"))
    )
    assert sorted(answer.status_code for answer in both) == [200, 412]


@pytest.mark.parametrize("field", ["start", "end"])
async def test_a_date_that_there_is_not_is_said(house: House, field: str):
    problem = await house.post(UK, "/v1/caveats/check", {**PLAN, field: "2027-02-30"}, 422)
    assert problem["errors"][0]["pointer"] == f"/{field}"
