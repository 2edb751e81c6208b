"""Offering a paper to members and taking it back: who gains sight, who loses it, and what stays hidden."""

import asyncio
from itertools import product
from typing import Any

import psycopg
import pytest

from services.common.labels import Action
from services.common.testing import Person
from services.meetings.papers.schemas import OfferEffect
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    UK_HEAD,
    US_FOR_UK,
    US_HEAD,
    US_LOW,
    US_SECRETARY,
    House,
)
from services.meetings.tests.papers import (
    TO_UK,
    act,
    assert_like_missing,
    draft,
    listed,
    talks,
)
from services.meetings.tests.test_forums import rule_of


async def test_an_embed_reads_what_was_offered_to_the_host_and_changes_nothing_of_it(house: House):
    meeting = await talks(house, ("USA", "GBR", "AUS"))
    host, other = await draft(house, meeting, title="For both"), await draft(house, meeting, title="For AUS")
    await act(house, US_HEAD, host, "offer", TO_UK)
    await act(house, US_HEAD, other, "offer", {"label": TO_UK["label"] | {"rel": ["AUS"]}})
    assert await listed(house, meeting, US_FOR_UK) == ["For both"]
    await assert_like_missing(house, US_FOR_UK, other)
    assert (await house.get(US_FOR_UK, f"/v1/papers/{host['id']}"))["can"] == []
    for what, body in (("withdraw", None), ("offer", TO_UK)):
        assert rule_of(await act(house, US_FOR_UK, host, what, body, 403)) == [("", "own_papers")]
    refused = await house.change(US_FOR_UK, f"/v1/papers/{host['id']}", {"title": "x"}, status=403)
    assert rule_of(refused) == [("", "own_papers")]


async def test_the_effect_names_who_gains_sight_and_the_offer_gives_it(house: House):
    meeting = await talks(house, ("USA", "GBR", "AUS"))
    paper = await draft(house, meeting)
    place = f"/v1/papers/{paper['id']}"
    effect = await house.get(US_HEAD, f"{place}/offer-effect", to=["GBR", "AUS"])
    OfferEffect.model_validate(effect)
    assert (effect["gains"], effect["loses"]) == (["AUS", "GBR"], [])
    assert effect["words"] == "Gives sight to Australia and the United Kingdom"
    assert await listed(house, meeting, UK_HEAD) == []
    label = {"level": "RESTRICTED", "owner": ["USA"], "rel": ["GBR", "AUS"]}
    offered = await act(house, US_HEAD, paper, "offer", {"label": label})
    assert offered["label"] == effect["label"]
    assert offered["can"] == ["withdraw", "offer"]
    for person in (UK_HEAD, AUS_OFFICER):
        seen = await house.get(person, place)
        assert (seen["text"], seen["can"]) == ("Hold.", [])
        assert await listed(house, meeting, person) == ["Our line"]


async def test_what_is_offered_is_fixed_and_only_its_nation_offers_and_withdraws(house: House):
    meeting = await talks(house)
    paper = await draft(house, meeting)
    await act(house, US_HEAD, paper, "offer", TO_UK)
    fixed = await house.change(US_HEAD, f"/v1/papers/{paper['id']}", {"text": "x"}, status=409)
    assert rule_of(fixed) == [("", "offered_is_fixed")]
    for what, body in (("offer", TO_UK), ("withdraw", None)):
        assert rule_of(await act(house, UK_HEAD, paper, what, body, 403)) == [("", "own_papers")]
    refused = await house.change(UK_HEAD, f"/v1/papers/{paper['id']}", {"text": "x"}, status=403)
    assert rule_of(refused) == [("", "own_papers")]
    await house.get(UK_HEAD, f"/v1/papers/{paper['id']}/offer-effect", 403, to="AUS")


async def test_withdrawn_it_is_its_nations_alone_at_once_and_can_be_changed(house: House):
    meeting = await talks(house)
    paper = await draft(house, meeting)
    assert rule_of(await act(house, US_HEAD, paper, "withdraw", None, 409)) == [("", "not_offered")]
    await act(house, US_HEAD, paper, "offer", {"label": TO_UK["label"] | {"level": "SECRET"}})
    withdrawn = await act(house, US_HEAD, paper, "withdraw")
    assert (withdrawn["offered_at"], withdrawn["can"]) == (None, ["edit", "offer"])
    assert (withdrawn["label"]["level"], withdrawn["label"]["rel"]) == ("SECRET", [])
    await assert_like_missing(house, UK_HEAD, paper)
    assert await listed(house, meeting, UK_HEAD) == []
    await house.change(US_HEAD, f"/v1/papers/{paper['id']}", {"text": "New line."})


async def test_offered_anew_to_others_the_first_lose_sight_at_once(house: House):
    meeting = await talks(house, ("USA", "GBR", "AUS"))
    paper = await draft(house, meeting)
    place = f"/v1/papers/{paper['id']}"
    await act(house, US_HEAD, paper, "offer", TO_UK)
    effect = await house.get(US_HEAD, f"{place}/offer-effect", to="AUS")
    assert (effect["gains"], effect["loses"]) == (["AUS"], ["GBR"])
    assert effect["words"] == "Gives sight to Australia; takes it from the United Kingdom"
    await act(house, US_HEAD, paper, "offer", {"label": TO_UK["label"] | {"rel": ["AUS"]}})
    await assert_like_missing(house, UK_HEAD, paper)
    assert (await house.get(AUS_OFFICER, place))["text"] == "Hold."


VERSIONS = (
    "SELECT version, label_id, body ->> 'text' AS text FROM paper_version WHERE id = %s ORDER BY version"
)


async def test_old_versions_are_kept_under_their_labels_for_the_own_nation_alone(house: House):
    meeting = await talks(house)
    paper = await draft(house, meeting)
    place = f"/v1/papers/{paper['id']}"
    await house.change(US_HEAD, place, {"text": "Second."})
    await act(house, US_HEAD, paper, "offer", TO_UK)
    await act(house, US_HEAD, paper, "withdraw")
    await house.change(US_HEAD, place, {"text": "Third."})
    await act(house, US_HEAD, paper, "offer", TO_UK)
    database = house.app.state.database
    kept = {}
    for person in (US_HEAD, UK_HEAD, US_FOR_UK, US_LOW):
        kept[person.claims["name"]] = await _versions(database, person, paper["id"])
    assert [text for _, text in kept["Maj. Gen. Avery"]] == [
        "Hold.",
        "Second.",
        "Second.",
        "Second.",
        "Third.",
    ]
    labels = [label for label, _ in kept["Maj. Gen. Avery"]]
    assert labels[0] == labels[1] != labels[2] and labels[3] == labels[0]
    assert kept["Maj. Gen. Carr"] == kept["Maj. Frost"] == kept["Mr. Ellis"] == []


async def _versions(database: Any, person: Person, paper_id: str) -> list[tuple[int, str]]:
    """The old rows that the database shows to a person under the service's own role."""
    one = person.subject()
    held, mask = database.permitted.current(one.digest(), one.reader(), Action.READ, database.clock())
    assert held.covered >= database.labels.known
    async with await psycopg.AsyncConnection.connect(database.settings.app_dsn) as conn:
        await conn.execute("SELECT set_config('app.mask', %s, true)", (mask,))
        await conn.execute("SELECT set_config('app.acts_for', %s, true)", (one.nation,))
        rows = await (await conn.execute(VERSIONS, (paper_id,))).fetchall()
    return [(row[1], row[2]) for row in rows]


@pytest.mark.parametrize(
    ("label", "pointer", "rule"),
    [
        ({"rel": ["AUS"]}, "/label/rel", "within_members"),
        ({"rel": ["GBR", "AUS"]}, "/label/rel", "within_members"),
        ({"rel": ["GBR"], "display_only": ["AUS"]}, "/label/rel", "within_members"),
        ({"rel": ["FVEY"]}, "/label/rel", "within_members"),
        ({"rel": ["KFOR"]}, "/label/rel", "within_members"),
        ({"rel": []}, "/label/rel", "offered_to_somebody"),
        ({"owner": ["GBR"]}, "/label/owner", "own_papers"),
        ({"owner": ["USA", "GBR"]}, "/label/owner", "own_papers"),
        ({"level": "UNCLASSIFIED", "rel": ["GBR"]}, "/label/level", "not_downgraded"),
        ({"level": "TOP SECRET", "rel": ["GBR"]}, "/label", "label_not_permitted"),
        ({"level": "HIGH", "rel": ["GBR"]}, "/label/level", "unknown_level"),
        ({"rel": ["GBR"], "noforn": True}, "/label/rel", "label_rule"),
    ],
)
async def test_an_offer_that_breaks_a_rule_changes_nothing(house: House, label, pointer, rule):
    meeting = await talks(house)
    paper = await draft(house, meeting)
    body = {"label": {"level": "RESTRICTED", "owner": ["USA"]} | label}
    assert rule_of(await act(house, US_HEAD, paper, "offer", body, 422)) == [(pointer, rule)]
    assert await house.get(US_HEAD, f"/v1/papers/{paper['id']}") == paper
    assert await listed(house, meeting, UK_HEAD) == []


async def test_an_offer_keeps_the_caveats_of_an_earlier_one(house: House):
    meeting = await talks(house)
    paper = await draft(house, meeting)
    await act(house, US_HEAD, paper, "offer", {"label": TO_UK["label"] | {"orcon": True}})
    assert rule_of(await act(house, US_HEAD, paper, "offer", TO_UK, 422)) == [("/label/coi", "caveats_kept")]
    withdrawn = await act(house, US_HEAD, paper, "withdraw")
    assert withdrawn["label"]["dissem"] == ["ORCON"]


@pytest.mark.parametrize(
    ("asked", "pointer", "rule"),
    [
        ({"to": "AUS"}, "/query/to", "within_members"),
        ({"to": "USA"}, "/query/to", "offered_to_somebody"),
        ({"to": "GBR", "level": "UNCLASSIFIED"}, "/query/level", "not_downgraded"),
        ({"to": "GBR", "level": "HIGH"}, "/query/level", "unknown_level"),
        ({"to": "GBR", "level": "TOP SECRET"}, "/query/level", "label_not_permitted"),
        ({}, "/query/to", "missing"),
        ({"to": "gbr"}, "/query/to/0", "string_pattern_mismatch"),
    ],
)
async def test_the_effect_is_refused_by_the_rules_of_the_offer(house: House, asked, pointer, rule):
    paper = await draft(house, await talks(house))
    problem = await house.get(US_HEAD, f"/v1/papers/{paper['id']}/offer-effect", 422, **asked)
    assert rule_of(problem) == [(pointer, rule)]


async def test_of_an_offer_and_a_change_at_once_one_is_stale(house: House):
    meeting = await talks(house)
    first, second = await house.as_(US_HEAD), await house.as_(US_SECRETARY)
    # Every round has a label that nobody has met: the offer's label is newer than the other's mask.
    for level, orcon in product(("UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET"), (False, True)):
        paper = await draft(house, meeting, level="UNCLASSIFIED")
        place = f"/v1/papers/{paper['id']}"
        tag = (await first.get(place)).headers["etag"]
        body = {"label": TO_UK["label"] | {"level": level, "orcon": orcon}}
        answers = await asyncio.gather(
            first.post(f"{place}/offer", json=body, headers={"If-Match": tag}),
            second.patch(place, json={"text": "Changed."}, headers={"If-Match": tag}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        seen = await house.get(US_HEAD, place)
        offered = answers[0].status_code == 200
        assert (seen["text"], seen["offered_at"] is not None) == ("Hold." if offered else "Changed.", offered)
        await house.get(UK_HEAD, place, 200 if offered else 404)


AUDITED = (
    "SELECT action, detail FROM audit_record WHERE %s = ANY (object_ids) AND action <> 'read' ORDER BY id"
)


async def test_each_act_is_audited_with_who_gains_and_loses_and_none_makes_an_event(house: House):
    meeting = await talks(house)
    async with await psycopg.AsyncConnection.connect(house.app.state.settings.worker_dsn) as conn:
        before = await (await conn.execute("SELECT count(*) FROM outbox")).fetchone()
        paper = await draft(house, meeting)
        await house.change(US_HEAD, f"/v1/papers/{paper['id']}", {"text": "x"})
        await act(house, US_HEAD, paper, "offer", TO_UK)
        await act(house, US_HEAD, paper, "withdraw")
        rows = await (await conn.execute(AUDITED, (paper["id"],))).fetchall()
        assert await (await conn.execute("SELECT count(*) FROM outbox")).fetchone() == before
    assert rows == [
        ("paper.created", {}), ("paper.changed", {}), ("paper.offered", {"gains": ["GBR"], "loses": []}),
        ("paper.withdrawn", {"gains": [], "loses": ["GBR"]}),
    ]  # fmt: skip
