"""Systems that write a source of their nation: who may, and what they learn of others."""

import re
from uuid import UUID

import psycopg
import pytest

from services.common.testing import Person
from services.registry.tests.conftest import UK, US, US_RELEASE, House, shared
from services.registry.tests.feeding import (
    ANOTHER,
    BULK,
    GTMS,
    JTS,
    PLACE,
    ROW,
    UK_ADMIN,
    UK_SYSTEM,
    US_ADMIN,
    US_SYSTEM,
    fates,
    granted,
    row,
    send,
    system,
    without_ids,
)
from services.registry.tests.test_activities import rules
from services.registry.tests.test_changes import Copy


async def test_another_nation_learns_nothing_of_a_sources_records(house: House):
    """The same source and ids: what they are answered is the same whether those exist there or not."""
    await granted(house)
    await granted(house, UK_ADMIN, JTS)
    before = without_ids(await send(house, [row(9)], UK_SYSTEM))
    await send(house, [row(1), row(2)])
    after = await send(house, [row(1)], UK_SYSTEM)
    assert without_ids(after) == before.replace("A-9", "A-1")
    again = await send(house, [row(1, title="Ours now")], UK_SYSTEM)
    assert fates(again) == ["updated"]
    titles = {one["title"] for one in (await house.get(US, "/v1/activities"))["items"]}
    assert titles == {ROW["title"]}


@pytest.mark.parametrize(
    "by",
    [
        UK_SYSTEM,
        system("USA", ANOTHER),
    ],
    ids=["another nation's", "another of the nation"],
)
async def test_whoever_was_not_granted_a_source_is_answered_as_if_there_were_none(house: House, by: Person):
    await granted(house)
    await send(house, [row(1)])
    known = await send(house, [row(1)], by, 403)
    unknown = await send(house, [row(1)], by, 403, source="Nothing of the kind")
    assert {**known, "trace_id": ""} == {**unknown, "trace_id": ""}
    assert rules(known) == [("", "feed_not_granted")]


@pytest.mark.parametrize("by", [US, US_ADMIN, US_RELEASE], ids=lambda person: person.claims["name"])
async def test_people_do_not_write_at_the_address_of_systems(house: House, by: Person):
    await granted(house)
    assert rules(await send(house, [row()], by, 403)) == [("", "role")]


async def test_a_system_writes_at_no_other_address(house: House):
    await granted(house)
    made = (await send(house, [row()]))["rows"][0]
    client = await house.as_(US_SYSTEM)
    paths = house.app.openapi()["paths"]
    for path, methods in paths.items():
        for method in methods.keys() & {"post", "put", "patch"}:
            if path == BULK:
                continue
            place = re.sub(r"\{[^}]*\}", made["id"], path.replace("{number}", "1"))
            headers = {"Idempotency-Key": place, "If-Match": '"x"'}
            answer = await client.request(method, place, json={}, headers=headers)
            # Questions that are too long for an address.
            asks = {"/v1/overlaps/check": 200, "/v1/imports/narrowed": 422}
            assert answer.status_code == asks.get(path, 403), (method, path, answer.text)


async def test_only_the_nations_administrator_grants_and_only_its_release_authority_lets_release(
    house: House,
):
    asked = {"source": "GTMS", "system": str(UUID(int=GTMS))}
    assert rules(await house.post(US, PLACE, asked, 403)) == [("", "role")]
    feed = await granted(house)
    assert (feed["rel"], feed["level"]) == ([], "UNCLASSIFIED")
    again = await house.post(US_ADMIN, PLACE, asked, 409)
    assert rules(again) == [("/source", "source_is_fed")]
    place = f"{PLACE}/{feed['id']}"
    bounds = {"rel": ["GBR"], "level": "RESTRICTED"}
    for person, act, body in (
        (US_ADMIN, "bounds", bounds),
        (US, "bounds", bounds),
        (US_RELEASE, "end", {"reason": "No"}),
    ):
        refused = await house.change(person, f"{place}/{act}", body, of=place, method="POST", status=403)
        assert rules(refused) == [("", "role")]
    await house.get(UK_ADMIN, place, 404)
    told = await house.change(US_RELEASE, f"{place}/bounds", bounds, of=place, method="POST")
    assert (told["rel"], told["level"]) == (["GBR"], "RESTRICTED")
    await house.change(US_ADMIN, f"{place}/end", {"reason": "Replaced"}, of=place, method="POST")
    assert rules(await send(house, [row()], status=403)) == [("", "feed_not_granted")]
    await granted(house, number=ANOTHER)
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        acts = worker.execute("SELECT action FROM audit_record WHERE outcome = 'done' ORDER BY id").fetchall()
    told = [act for (act,) in acts if act.startswith("feed.")]
    assert told == ["feed.granted", "feed.bounded", "feed.ended", "feed.granted"]


async def test_a_system_releases_no_further_than_it_was_let(house: House):
    feed = await granted(house)
    given = row(1, label=shared("USA", "GBR"))
    refused = await send(house, [given, row(2)])
    assert fates(refused) == ["refused", "created"]
    assert rules(refused["rows"][0]) == [("/rows/0/label", "feed_releases_less")]
    place = f"{PLACE}/{feed['id']}"
    bounds = {"rel": ["GBR"], "level": "RESTRICTED"}
    await house.change(US_RELEASE, f"{place}/bounds", bounds, of=place, method="POST")
    tried = [
        given,
        row(3, label=shared("USA", "GBR", "AUS")),
        row(4, label=shared("USA", "GBR", level="CONFIDENTIAL")),
        row(5, label=shared("USA") | {"display_only": ["AUS"]}),
        row(6, label={"level": "UNCLASSIFIED", "owner": ["GBR", "USA"]}),
        row(7, label=shared("GBR")),
        row(8, label=shared("USA", level="TOP SECRET")),
        row(9, label=shared("USA", level="SECRET")),
    ]
    answer = await send(house, tried)
    assert fates(answer) == ["created", *["refused"] * 6, "created"]
    assert [rules(one)[0][1] for one in answer["rows"] if one["errors"]] == [
        "feed_releases_less", "feed_releases_less", "feed_releases_less", "own_nation_alone",
        "own_nation_alone", "label_not_permitted",
    ]  # fmt: skip


async def test_what_people_narrowed_stays_narrow_whatever_the_source_says(house: House):
    feed = await granted(house)
    place = f"{PLACE}/{feed['id']}"
    bounds = {"rel": ["GBR"], "level": "RESTRICTED"}
    await house.change(US_RELEASE, f"{place}/bounds", bounds, of=place, method="POST")
    given = row(1, label=shared("USA", "GBR"))
    made = (await send(house, [given]))["rows"][0]
    copy = Copy(house, UK)
    await copy.follow()
    await house.act(US, made, "label", {"label": shared("USA")})
    assert fates(await send(house, [given])) == ["same"]
    assert fates(await send(house, [given | {"title": "Renamed"}])) == ["kept"]
    forced = await send(house, [given | {"title": "Renamed"}], overwrite=True)
    assert rules(forced["rows"][0]) == [("/rows/0/label", "widens")]
    silent = {name: value for name, value in given.items() if name != "label"}
    assert fates(await send(house, [silent | {"title": "Renamed"}], overwrite=True)) == ["updated"]
    assert await copy.follow() == [("withdrawn", made["id"])]
    await house.get(UK, f"/v1/activities/{made['id']}", 404)
