"""Duplicates: offered to who may read both records, merged for them alone, and split again."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest

from services.registry.deconfliction.detect import detect_all
from services.registry.duplicates.command import read
from services.registry.duplicates.look import Lines, settle
from services.registry.duplicates.model import Found
from services.registry.duplicates.search import search
from services.registry.tests.conftest import AUS, FRA, UK, US, US_AUDITOR, House, shared

COURSE: dict[str, Any] = {
    "title": "Combat medic course", "tool": "training", "lead": "USA", "status": "planned",
    "start": "2027-03-08",
    "end": "2027-03-19", "people": 24, "cost": {"amount": "12000", "currency": "USD"},
    "participants": [{"nation": "IRQ", "role": "host", "unit": "36th Brigade, 9th Division"}],
    "places": [{"country": "IRQ", "name": "Taji"}], "label": shared("USA", "GBR", "AUS"),
}  # fmt: skip
BRITISH = COURSE | {
    "title": "COMBAT MEDICS COURSE", "lead": "GBR", "start": "2027-03-09", "people": 20, "cost": None,
    "capability_areas": ["medical"], "purposes": ["partner_capacity"], "label": shared("GBR", "USA"),
    "participants": [{"nation": "IRQ", "role": "host", "unit": "36 Bde, 9 Div"}],
}  # fmt: skip


async def here(lines: Lines) -> AsyncIterator[Found]:
    """The search within this process."""
    records = [read(line) async for line in lines]
    for found in search(records):
        yield found


async def looked(house: House) -> None:
    """All that is due is compared."""
    await settle(house.app.state.database, here)


async def pairs(house: House, person: Any, **params: Any) -> list[Any]:
    return (await house.get(person, "/v1/duplicates", **params))["items"]


async def decide(house: House, person: Any, pair: Any, to: str, status: int = 200, **more: Any) -> Any:
    place = f"/v1/duplicates/{pair['id']}"
    body = {"as": to, **more}
    return await house.change(person, f"{place}/decision", body, of=place, method="POST", status=status)


@pytest.fixture
async def both(house: House) -> tuple[Any, Any]:
    """One course as the United States and the United Kingdom report it."""
    made = await house.post(US, "/v1/activities", COURSE), await house.post(UK, "/v1/activities", BRITISH)
    await looked(house)
    return made


async def test_a_pair_says_field_by_field_what_agrees_and_how_much_it_weighs(house: House, both):
    [pair] = await pairs(house, US)
    assert {pair["left"]["id"], pair["right"]["id"]} == {made["id"] for made in both}
    assert (pair["grade"], pair["state"], pair["across"]) == ("likely", "open", "nations")
    levels = {field["field"]: field["level"] for field in pair["fields"]}
    [dates] = [field for field in pair["fields"] if field["field"] == "dates"]
    assert {dates["left"], dates["right"]} == {
        f"from {first} March 2027 to 19 March 2027" for first in (8, 9)
    }  # fmt: skip
    assert levels == {
        "host": "same", "title": "same", "unit": "same", "dates": "day_off", "place": "same",
        "people": "other", "cost": "not_given",
    }  # fmt: skip
    assert sum(field["weight"] for field in pair["fields"]) == pytest.approx(pair["weight"], abs=0.1)
    assert pair["label"]["readable_by"]["nations"] == ["GBR", "USA"]
    assert await house.get(US, "/v1/duplicates/summary") == {
        "open": {"likely": 1, "possible": 0, "named": 0}, "later": 0, "same": 0, "different": 0,
    }  # fmt: skip


async def test_merged_records_are_one_line_with_each_field_from_its_source(house: House, both):
    ours, theirs = both
    [pair] = await pairs(house, UK)
    await decide(house, UK, pair, "same", note="Same course")
    for person, own in ((US, ours), (UK, theirs)):
        assert [one["id"] for one in (await house.get(person, "/v1/activities"))["items"]] == [own["id"]]
        every = (await house.get(person, "/v1/activities", merged="false"))["items"]
        assert {one["id"] for one in every} == {ours["id"], theirs["id"]}
        assert (await house.get(person, "/v1/figures/statistics"))["n"] == 1
    view = await house.get(US, f"/v1/activities/{ours['id']}/sources")
    assert view["merged"] and view["can"] == ["split", "choose"]
    fields = view["fields"]
    assert (fields["cost"]["source"], fields["cost"]["why"]) == (ours["id"], "only")
    assert fields["purposes"]["value"] == ["interoperability", "partner_capacity"] or fields["purposes"]
    assert fields["people"]["differs"] and fields["people"]["why"] == "newer"
    assert view["banner"]["readable_by"]["nations"] == ["GBR", "USA"]


async def everything(house: House, person: Any, activity: str) -> list[Any]:
    """All bytes and tags that a person gets of an activity, of lists, figures, pairs and what is due."""
    client = await house.as_(person)
    paths = (
        "/v1/activities", "/v1/activities?merged=false", f"/v1/activities/{activity}",
        f"/v1/activities/{activity}/sources", f"/v1/activities/{activity}/history", "/v1/figures/statistics",
        "/v1/duplicates", "/v1/duplicates?state=same", "/v1/duplicates?state=different",
        "/v1/duplicates/summary", "/v1/duplicates/run", f"/v1/duplicates?activity={activity}",
    )  # fmt: skip
    told = []
    for path in paths:
        answer = await client.get(path)
        told.append((path, answer.status_code, answer.headers.get("etag"), answer.content))
    return told


async def merged(house: House, *records: Any) -> Any:
    """The pair of two records, decided to be one event."""
    left, right = (one["id"] for one in records)
    pair = await house.post(US, "/v1/duplicates", {"left": left, "right": right})
    return await decide(house, US, pair, "same")


async def of_one_unit(house: House) -> tuple[Any, Any]:
    """One course as two nations report it, with the unit in the same words: it may overlap itself."""
    theirs = BRITISH | {"participants": COURSE["participants"]}
    return await house.post(US, "/v1/activities", COURSE), await house.post(UK, "/v1/activities", theirs)


async def test_sources_of_one_event_overlap_each_other_only_while_they_are_apart(house: House):
    two = await of_one_unit(house)
    await detect_all(house.app.state.database)
    before = await overlapping(house, AUS)
    assert len(await overlapping(house, US)) == len(await overlapping(house, UK)) == 1
    pair = await merged(house, *two)
    for person in (US, UK):
        assert await overlapping(house, person) == []
        new = (await house.get(person, "/v1/overlaps/summary"))["new"]
        assert new == {"definite": 0, "possible": 0, "presence": 0}
        assert len(await overlapping(house, person, merged="false")) == 1, "nobody is bound by it"
    assert await overlapping(house, AUS) == before == []
    await decide(house, UK, pair, "open")
    assert len(await overlapping(house, US)) == len(await overlapping(house, UK)) == 1


async def test_two_sources_linked_by_a_third_overlap_for_who_may_not_read_the_third(house: House):
    two = await of_one_unit(house)
    third = await house.post(US, "/v1/activities", COURSE | {"label": shared("USA")})
    await detect_all(house.app.state.database)
    seen = await overlapping(house, UK)
    for one in two:
        await merged(house, third, one)
    assert await overlapping(house, US) == []
    assert await overlapping(house, UK) == seen != []


async def overlapping(house: House, person: Any, **asked: str) -> list[Any]:
    return (await house.get(person, "/v1/overlaps", **asked))["items"]


def records(told: list[Any]) -> list[Any]:
    return [one for one in told if one[0].startswith(("/v1/activities", "/v1/figures"))]


async def test_a_third_nation_that_reads_one_source_learns_nothing_whatever_is_done(house: House, both):
    ours, _ = both
    [pair] = await pairs(house, US)
    before = await everything(house, AUS, ours["id"])
    missing = await house.get(AUS, "/v1/duplicates/00000000-0000-7000-8000-000000000000", 404)
    for act in ("later", "same", "open", "different"):
        await decide(house, US, pair, act)
        assert await everything(house, AUS, ours["id"]) == before, act
        hidden = await house.get(AUS, f"/v1/duplicates/{pair['id']}", 404)
        assert {**hidden, "trace_id": ""} == {**missing, "trace_id": ""}
    place = f"/v1/activities/{ours['id']}"
    assert (await house.get(AUS, f"{place}/sources"))["merged"] is False
    for person in (AUS, FRA):
        await decide(house, person, pair, "same", 404)
    for side in ({"left": ours["id"], "right": pair["right"]["id"]}, {"left": pair["right"]["id"]}):
        body = {"right": ours["id"], **side} if "right" not in side else side
        other = {
            **body,
            **{key: "00000000-0000-7000-8000-000000000009" for key in body if body[key] != ours["id"]},
        }
        refused = [await house.post(AUS, "/v1/duplicates", one, 422) for one in (body, other)]
        assert refused[0]["errors"] == refused[1]["errors"]


async def test_whoever_loses_sight_of_a_source_loses_the_merge_at_once(house: House, both):
    ours, theirs = both
    [pair] = await pairs(house, US)
    await decide(house, US, pair, "same")
    await house.act(UK, theirs, "label", {"label": shared("GBR")})
    assert await pairs(house, US, state="same") == []
    assert (await house.get(US, f"/v1/activities/{ours['id']}/sources"))["merged"] is False
    assert [one["id"] for one in (await house.get(US, "/v1/activities"))["items"]] == [ours["id"]]
    await looked(house)
    await house.get(US, f"/v1/duplicates/{pair['id']}", 404)
    assert (await house.get(UK, f"/v1/activities/{theirs['id']}/sources"))["merged"] is True


async def test_a_link_through_a_hidden_record_joins_nobody(house: House, both):
    _, theirs = both
    third = await house.post(AUS, "/v1/activities", COURSE | {"lead": "AUS", "label": shared("AUS", "USA")})
    await looked(house)
    for pair in await pairs(house, US):
        if {"AUS", "GBR"} != {pair["left"]["owner"], pair["right"]["owner"]}:
            await decide(house, US, pair, "same")
    assert len((await house.get(US, f"/v1/activities/{third['id']}/sources"))["sources"]) == 3
    assert len((await house.get(US, "/v1/activities"))["items"]) == 1
    assert len((await house.get(UK, f"/v1/activities/{theirs['id']}/sources"))["sources"]) == 2
    assert len((await house.get(AUS, f"/v1/activities/{third['id']}/sources"))["sources"]) == 2


async def test_split_restores_every_record_and_is_not_asked_again(house: House, both):
    ours, theirs = both
    as_it_was = [await everything(house, person, made["id"]) for person, made in ((US, ours), (UK, theirs))]
    [pair] = await pairs(house, US)
    await decide(house, US, pair, "same")
    place = f"/v1/activities/{theirs['id']}"
    view = await house.change(
        UK, f"{place}/split", {"note": "Two courses"}, of=f"{place}/sources", method="POST"
    )
    assert view["merged"] is False
    split = [await everything(house, person, made["id"]) for person, made in ((US, ours), (UK, theirs))]
    assert [records(told) for told in split] == [records(told) for told in as_it_was]
    changed = await house.change(US, f"/v1/activities/{ours['id']}", {"title": "Combat medics' course"})
    assert changed["title"] == "Combat medics' course"
    await looked(house)
    assert await pairs(house, US) == []
    [pair] = await pairs(house, US, state="different")
    assert pair["decided"] | {"at": ""} == {
        "as": "different",
        "nation": "GBR",
        "at": "",
        "note": "Two courses",
    }


async def test_only_a_nation_with_a_record_in_it_decides_and_each_puts_off_for_itself(house: House, both):
    await house.act(UK, both[1], "label", {"label": shared("GBR")})
    await looked(house)
    assert await pairs(house, US) == []
    both_read = {"label": shared("USA", "GBR", "AUS", "FRA")}
    third = await house.post(US, "/v1/activities", COURSE | {"title": "Range safety"} | both_read)
    theirs = BRITISH | {"title": "Range safety", "label": shared("GBR", "USA", "FRA")}
    fourth = await house.post(UK, "/v1/activities", theirs)
    await looked(house)
    [pair] = await pairs(house, FRA)
    assert {pair["left"]["id"], pair["right"]["id"]} == {third["id"], fourth["id"]}
    assert (pair["can"], (await pairs(house, US_AUDITOR))[0]["can"]) == (["later"], [])
    await decide(house, FRA, pair, "same", 403)
    await decide(house, FRA, pair, "later")
    assert (await pairs(house, FRA), len(await pairs(house, FRA, state="later"))) == ([], 1)
    assert len(await pairs(house, US)) == 1
    await decide(house, FRA, pair, "open")
    assert len(await pairs(house, FRA)) == 1


async def test_two_who_decide_at_once_follow_each_other_and_the_second_is_told(house: House, both):
    [pair] = await pairs(house, US)
    place = f"/v1/duplicates/{pair['id']}"
    clients = [await house.as_(person) for person in (US, UK)]
    tags = [(await client.get(place)).headers["etag"] for client in clients]
    answers = await asyncio.gather(*(
        client.post(f"{place}/decision", json={"as": to}, headers={"If-Match": tag})
        for client, tag, to in zip(clients, tags, ("same", "different"), strict=True)
    ))  # fmt: skip
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    won = next(answer for answer in answers if answer.status_code == 200).json()
    assert (await house.get(US, place))["state"] == won["state"]


async def test_a_person_names_what_the_search_did_not_find(house: House):
    one = await house.post(US, "/v1/activities", COURSE)
    two = await house.post(UK, "/v1/activities", BRITISH | {"title": "Stage sanitaire", "start": "2027-02"})
    await looked(house)
    assert await pairs(house, US) == []
    named = await house.post(US, "/v1/duplicates", {"left": two["id"], "right": one["id"]})
    assert (named["state"], named["grade"], named["fields"]) == ("same", "named", [])
    await looked(house)
    assert len((await house.get(UK, "/v1/activities"))["items"]) == 1
    refused = await house.post(US, "/v1/duplicates", {"left": one["id"], "right": one["id"]}, 422)
    assert refused["errors"][0]["rule"] == "same_record"


async def test_repeats_of_one_source_are_grouped_and_offered_once(house: House):
    rows = [{"source": "TSCMIS", "source_id": str(number)} for number in range(3)]
    for row in rows:
        await house.post(US, "/v1/activities", COURSE | row)
    await looked(house)
    assert await pairs(house, US) == []
    await house.post(UK, "/v1/activities", BRITISH)
    await looked(house)
    [pair] = await pairs(house, US)
    assert 3 in {pair["left"]["alike"], pair["right"]["alike"]}


async def test_a_search_that_dies_leaves_all_that_was_due(house: House):
    await house.post(US, "/v1/activities", COURSE)
    await house.post(UK, "/v1/activities", BRITISH)

    async def dying(lines: Lines) -> AsyncIterator[Found]:
        async for found in here(lines):
            yield found
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        await settle(house.app.state.database, dying)
    assert await pairs(house, US) == []
    await looked(house)
    assert len(await pairs(house, US)) == 1


async def test_the_search_runs_in_a_process_of_its_own_and_everything_is_looked_through_when_asked(
    house: House,
):
    await house.post(US, "/v1/activities", COURSE)
    await house.post(UK, "/v1/activities", BRITISH)
    asked = await house.post(US, "/v1/duplicates/run", {}, 202)
    assert asked["state"] == "waiting"
    await settle(house.app.state.database)
    assert len(await pairs(house, UK)) == 1
    assert (await house.get(US, "/v1/duplicates/run"))["state"] == "idle"


async def test_of_two_records_of_one_owner_news_reach_those_alone_who_read_both(house: House):
    for rel, of in (((), 1), (("GBR",), 2)):
        made = [await house.activity(title=f"{of} {rel} {number}") for number in (1, 2)]
        if not rel:
            await house.act(US, made[0], "label", {"label": shared("USA")})
        await merged(house, *made)
    query = "SELECT label FROM outbox WHERE topic = 'entente.registry.duplicate.v1' ORDER BY id"
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        told = [json.loads(row[0])["rel"] for row in worker.execute(query)]
    assert told == [[], [], ["GBR"], ["GBR"]], "made and decided, each"


async def test_a_nation_puts_its_own_record_behind_anothers_and_none_of_others(house: House):
    def label(owner: str) -> dict[str, Any]:
        return shared(owner, *({"GBR", "USA", "AUS"} - {owner}))

    older = await house.activity(UK, title="Placeholder", label=label("GBR"))
    newer = await house.activity(US, title="Exercise", label=label("USA"))

    async def titles(person) -> set[str]:
        return {one["title"] for one in (await house.get(person, "/v1/activities"))["items"]}

    await house.post(UK, "/v1/duplicates", {"left": older["id"], "right": newer["id"]}, 201)
    assert await titles(AUS) == {"Placeholder", "Exercise"}, "another's is not hidden by who does not own it"
    assert (await titles(US), await titles(UK)) == ({"Exercise"}, {"Placeholder"})
    await house.post(US, "/v1/duplicates", {"left": older["id"], "right": newer["id"]}, 201)
    assert await titles(AUS) == {"Placeholder"}, "its owner says so too"
