"""Views that a person keeps: whole, on every device, safe to repeat, and nobody else's."""

import asyncio
from typing import Any

import httpx

from services.common.testing import subject
from services.directory.tests.conftest import UK_ADMIN, US, US_ADMIN, House

PLACE = "/v1/views/activities"
IRAQ = {"name": "Iraq", "query": "host=IRQ&sort=-start"}
SYSTEM = subject("USA", name="A system", roles=["partner_system"])
MINE = {"name": "Ours", "query": "lead=USA"}


async def keep(house: House, items: Any, person: Any = US, tag: str | None = None) -> httpx.Response:
    client = await house.as_(person)
    tag = tag or (await client.get(PLACE)).headers["etag"]
    return await client.put(PLACE, json={"items": items}, headers={"If-Match": tag})


async def kept(house: House, person: Any = US, place: str = PLACE) -> Any:
    return (await (await house.as_(person)).get(place)).json()


async def test_nobody_else_sees_or_changes_them(house: House) -> None:
    before = await kept(house, US_ADMIN), await kept(house, UK_ADMIN)
    assert (await keep(house, [IRAQ])).status_code == 200
    assert (await kept(house, US_ADMIN), await kept(house, UK_ADMIN)) == before == ({"items": []},) * 2
    assert (await keep(house, [MINE], UK_ADMIN)).status_code == 200
    assert await kept(house) == {"items": [IRAQ]}
    assert await kept(house, place="/v1/views/overlaps") == {"items": []}
    told = house.rows("SELECT detail::text FROM audit_record WHERE action = 'views.kept'")
    assert [row[0] for row in told] == ['{"views": 1}'] * 2, "the audit has no word of a view"


async def test_a_view_is_made_renamed_and_taken_away_and_repeating_it_changes_nothing(house: House) -> None:
    first = await keep(house, [IRAQ, MINE])
    again = await keep(house, [IRAQ, MINE])
    assert first.content == again.content and first.headers["etag"] == again.headers["etag"]
    renamed = await keep(house, [IRAQ | {"name": "In Iraq"}, MINE])
    assert [one["name"] for one in renamed.json()["items"]] == ["In Iraq", "Ours"]
    assert (await keep(house, [])).json() == {"items": []}


async def test_what_was_changed_elsewhere_meanwhile_is_not_overwritten(house: House) -> None:
    tag = (await (await house.as_(US)).get(PLACE)).headers["etag"]
    answers = await asyncio.gather(*(keep(house, [one], tag=tag) for one in (IRAQ, MINE)))
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    refused = await (await house.as_(US)).put(PLACE, json={"items": []})
    assert refused.status_code == 428


async def test_bad_views_are_refused_and_systems_keep_none(house: House) -> None:
    for items, rule in (
        ([IRAQ, IRAQ], "value_error"), ([{"name": " ", "query": ""}], "string_too_short"),
        ([IRAQ | {"more": 1}], "extra_forbidden"),
        ([{"name": "a", "query": "x" * 2001}], "string_too_long"),
    ):  # fmt: skip
        refused = await keep(house, items)
        assert refused.status_code == 422 and refused.json()["errors"][0]["rule"] == rule, refused.text
    assert (await (await house.as_(US)).get("/v1/views/No-Page")).status_code == 404
    refused = await keep(house, [IRAQ], SYSTEM)
    assert refused.status_code == 403, refused.text
    refused = await keep(house, [IRAQ | {"name": "a\0b"}])
    assert refused.status_code == 422 and refused.json()["errors"][0]["rule"] == "no_nul", refused.text
    tag = (await (await house.as_(US)).get(PLACE)).headers["etag"]
    half = await (await house.as_(US)).put(
        PLACE, content=b'{"items":[{"name":"\\ud800","query":""}]}',
        headers={"If-Match": tag, "Content-Type": "application/json"},
    )  # fmt: skip
    assert half.status_code == 422, half.text


async def test_a_person_keeps_so_many_views_of_all_lists_and_is_told_why_no_more(house: House) -> None:
    client = await house.as_(US)

    async def keeps(page: str, count: int) -> httpx.Response:
        items = [{"name": str(number), "query": ""} for number in range(count)]
        tag = (await client.get(f"/v1/views/{page}")).headers["etag"]
        return await client.put(f"/v1/views/{page}", json={"items": items}, headers={"If-Match": tag})

    assert [(await keeps(page, 100)).status_code for page in ("activities", "overlaps")] == [200, 200]
    refused = await keeps("duplicates", 1)
    assert (refused.status_code, refused.json()["errors"][0]["rule"]) == (409, "too_many_views")
    assert "at most 200" in refused.json()["errors"][0]["detail"]
    assert (await keeps("overlaps", 99)).status_code == 200
    assert (await keeps("duplicates", 1)).status_code == 200
    assert (await keep(house, [IRAQ], UK_ADMIN)).status_code == 200, "another's bound is their own"
    assert (await client.get("/v1/views/others")).status_code == 404
