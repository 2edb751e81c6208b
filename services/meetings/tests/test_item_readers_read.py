"""What becomes of an item is no news that one of its nations cannot read: not in words, flags or figures."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from services.common.testing import subject
from services.meetings.tests.conftest import AUS_OFFICER, UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import JOINT, US_ONLY
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.test_forums import rule_of
from services.meetings.tests.test_records import events

HIGHER = {**JOINT, "level": "SECRET"}
SHARED = {**US_ONLY, "rel": ["GBR"]}
SHOWN = {**US_ONLY, "display_only": ["GBR"]}
KINDS: dict[str, Json] = {
    "progressed": {}, "answered": {}, "escalated": {}, "returned": {"reason": "Not ours."},
    "deferred": {"reason": "Later.", "to_meeting": "ast2"}, "referred": {"to_forum": "wg1"},
    "delegated": {"children": ["wg1"]}, "agreed_to_disagree": {"positions": {"USA": "Yes.", "GBR": "No."}},
}  # fmt: skip
UK_LOW = subject("GBR", clearance={"coalition": "UNCLASSIFIED"}, roles=["liaison"])
REFUSED = [("/label", "item_readers_read")]


async def at_talks(house: House) -> tuple[Rungs, Json]:
    """An item of both nations on staff talks that are held."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    return rungs, item


def told(rungs: Rungs, kind: str) -> Json:
    """What an outcome of a kind says."""
    said = {"kind": kind, "text": "In confidence.", **KINDS[kind]}
    if "to_meeting" in said:
        said["to_meeting"] = rungs.meetings[said["to_meeting"]]["id"]
    if "to_forum" in said:
        said["to_forum"] = rungs.forums[said["to_forum"]]["id"]
    return said | {"children": [rungs.child(forum, "A part") for forum in said.get("children", ())]}


@pytest.mark.parametrize("label", [US_ONLY, HIGHER, SHOWN], ids=["own nation", "level", "for display"])
async def test_no_outcome_is_narrower_than_its_item(house: House, label: Json):
    rungs, item = await at_talks(house)
    before = await everything(house, rungs, item)
    for kind in KINDS:
        body = {"item_id": item["id"], **told(rungs, kind), "label": label}
        refused = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body, status=422)
        assert rule_of(refused) == REFUSED, kind
    for act, said in (
        ("answer", {"text": "Yes."}),
        ("escalate", {"question": "Who pays?"}),
        ("delegate", {"children": [rungs.child("wg1", "A part")]}),
    ):
        assert rule_of(await rungs.act(item, act, label=label, status=422, **said)) == REFUSED, act
    assert await everything(house, rungs, item) == before


async def everything(house: House, rungs: Rungs, item: Json, of: str = "ast") -> list[str]:
    """All that a British officer learns of an item."""
    place = f"/v1/taskings/{item['id']}"
    paths = (place, f"{place}/life", f"/v1/forums/{rungs.forums[of]['id']}/tracker", "/v1/taskings")
    paths += tuple(f"{rungs.at(one)}/agenda" for one in ("ast1", "ast2", "gort2"))
    return [str(await house.get(UK_HEAD, path)) for path in paths]


@pytest.mark.parametrize("label", [None, JOINT, SHARED, {**SHARED, "orcon": True}])
async def test_what_every_nation_of_an_item_may_view_is_recorded(house: House, label: Any):
    rungs, item = await at_talks(house)
    body = {"item_id": item["id"], **told(rungs, "answered")} | ({"label": label} if label else {})
    outcome = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body)
    assert (await house.get(UK_HEAD, f"/v1/outcomes/{outcome['id']}"))["text"] == "In confidence."


async def test_no_amendment_narrows_an_outcome_and_no_last_word_is_narrower(house: House):
    rungs, item = await at_talks(house)
    body = {"item_id": item["id"], **told(rungs, "answered"), "label": SHARED}
    outcome = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body)
    place = f"/v1/outcomes/{outcome['id']}"
    refused = await house.change(US_SECRETARY, place, {"label": US_ONLY}, status=422)
    assert rule_of(refused) == REFUSED
    await house.change(US_SECRETARY, place, {"label": {**SHARED, "orcon": True}, "text": "Still."})
    await rungs.hold("gort2")
    for act, said in (("close", {"text": "Done."}), ("reopen", {"reason": "Not done."})):
        assert rule_of(await rungs.act(item, act, label=US_ONLY, status=422, **said)) == REFUSED


async def test_no_adjudication_is_narrower_than_its_escalation(house: House):
    rungs, item = await at_talks(house)
    await rungs.act(item, "escalate", question="Who pays?")
    (raised,) = (await rungs.item(item))["escalations"]
    await rungs.hold("gort2")
    decision = {"kind": "adjudication", "settles": raised["id"], "text": "You do."}
    for place, body in ((f"{rungs.at('gort2')}/decisions", decision), (adjudicate(raised), {"text": "You."})):
        refused = await house.post(US_SECRETARY, place, {**body, "label": US_ONLY}, status=422)
        assert rule_of(refused) == REFUSED
    made = await house.post(US_SECRETARY, f"{rungs.at('gort2')}/decisions", decision)
    assert made["label"]["level"] == raised["label"]["level"]
    landed = [e for e in (await house.get(UK_HEAD, f"/v1/taskings/{item['id']}/life"))["items"]]
    assert "You do." in [event["text"] for event in landed if event["kind"] == "adjudicated"]


def adjudicate(raised: Json) -> str:
    """The address at which an escalation is adjudicated out of session."""
    return f"/v1/escalations/{raised['id']}/adjudicate"


async def test_what_another_owns_is_answered_by_default_for_all_who_view_it(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast", label={**SHARED, "display_only": ["AUS"]})
    await rungs.hold("ast1")
    outcome = await rungs.leave("ast1", item, "answered")
    assert (outcome["label"]["owner"], outcome["label"]["rel"]) == (["GBR"], ["USA"])
    assert outcome["label"]["display_only"] == ["AUS"]


NAMED = {**US_ONLY, "rel": ["AUS", "GBR"]}


async def at_sea(house: House) -> Rungs:
    """The ladder, and a forum of the Americans with others, which do not know of it."""
    rungs = await Rungs.raised(house)
    rungs.forums["ocean"] = ocean = await house.forum(US_SECRETARY, "ocean", ["USA", "AUS", "NZL"])
    await house.appoint(ocean, AUS_OFFICER, "head")
    await rungs.hold("gort1")
    return rungs


async def test_who_reads_other_words_alone_answers_by_default_to_all_who_view_the_item(house: House):
    rungs = await at_sea(house)
    words = {"text": "Name a date.", "label": NAMED}
    item = await rungs.issue("gort1", "ocean", label=HIGHER, substitute=words)
    place = f"/v1/taskings/{item['id']}"
    narrow = {"text": "In July.", "label": {"level": "UNCLASSIFIED", "owner": ["AUS"], "rel": ["USA"]}}
    assert rule_of(await house.post(AUS_OFFICER, f"{place}/answer", narrow, status=422)) == REFUSED
    await house.post(AUS_OFFICER, f"{place}/answer", {"text": "In July."})
    for reader in (UK_HEAD, US_HEAD):
        seen = await house.get(reader, place)
        assert (seen["answer"], seen["answer_label"]["owner"]) == ("In July.", ["AUS"])


@pytest.mark.parametrize("missed", [HIGHER, SHOWN], ids=["reader", "viewer"])
async def test_other_words_reach_who_reads_the_item(house: House, missed: Json):
    rungs = await at_sea(house)
    short = {"text": "Name a date.", "label": {**US_ONLY, "rel": ["AUS"]}}
    refused = await rungs.issue("gort1", "ocean", label=missed, substitute=short, status=422)
    assert rule_of(refused) == [("/substitute/label", "substitute_reaches_readers")]
    item = await rungs.issue("gort1", "ocean", label=missed)
    place = f"/v1/taskings/{item['id']}"
    told = [
        await house.change(US_SECRETARY, f"{place}/substitute", body, of=place, method="PUT", status=status)
        for body, status in ((short, 422), ({**short, "label": NAMED}, 200))
    ]
    assert rule_of(told[0]) == [("/label", "substitute_reaches_readers")]


async def test_the_label_of_an_answer_tells_nothing_of_who_reads_the_item(house: House):
    """Two items in the same words for an Australian, one of which the British read too: as of old, before
    other words had to reach them. Each default and each probe is answered alike.
    """
    rungs = await at_sea(house)
    short = {"text": "Name a date.", "label": {**US_ONLY, "rel": ["AUS"]}}
    twins = [
        await rungs.issue("gort1", "ocean", label={**US_ONLY, "level": "SECRET"}, substitute=short)
        for _ in range(2)
    ]
    await wider_of_old(house, rungs, twins[1])
    probes = [{**US_ONLY, "owner": ["AUS"], "rel": rel} for rel in ([], ["GBR"], ["USA"], ["GBR", "USA"])]
    probes += [{**JOINT, "owner": ["AUS"], "rel": ["USA"], "level": "SECRET"}]
    learned = []
    for twin in twins:
        place, said = f"/v1/taskings/{twin['id']}", []
        for probe in probes[:2] + probes[4:]:
            body = {"text": "In July.", "label": probe}
            said.append(rule_of(await house.post(AUS_OFFICER, f"{place}/answer", body, status=422)))
        await house.post(AUS_OFFICER, f"{place}/progress", {"text": "Soon.", "label": probes[3]})
        await house.post(AUS_OFFICER, f"{place}/answer", {"text": "In July."})
        life = (await house.get(AUS_OFFICER, f"{place}/life"))["items"]
        (label,) = [event["label"] for event in life if event["kind"] == "answered"]
        assert (label["owner"], label["rel"], label["display_only"]) == (["AUS"], ["USA"], [])
        learned.append((said, label["banner"]))
    assert learned[0] == learned[1]
    assert learned[0][0][:2] == [REFUSED, REFUSED]


async def wider_of_old(house: House, rungs: Rungs, item: Json) -> None:
    """Gives an item a label by which the British read it too: no request widens so."""
    other = await rungs.issue("gort1", "ast", label=HIGHER)
    widen = "UPDATE item SET label_id = (SELECT label_id FROM item WHERE id = %s) WHERE id = %s"
    with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
        connection.execute(widen, [other["id"], item["id"]])


async def test_other_words_ask_for_no_more_than_the_item(house: House):
    rungs, item = await at_talks(house)
    words = {"text": "In short.", "label": {**SHARED, "level": "RESTRICTED"}}
    place = f"/v1/taskings/{item['id']}"
    refused = await house.change(
        US_SECRETARY, f"{place}/substitute", words, of=place, method="PUT", status=422
    )
    assert rule_of(refused) == [("/label", "substitute_not_above")]
    refused = await rungs.issue("ast1", "wg1", label=JOINT, substitute=words, status=422)
    assert rule_of(refused) == [("/substitute/label", "substitute_not_above")]


@pytest.mark.parametrize(
    ("label", "left"), [(US_ONLY, None), (HIGHER, None), (JOINT, "noted"), (SHOWN, None), (None, "noted")]
)
async def test_a_report_that_a_nation_of_the_item_cannot_read_addresses_nothing(
    house: House, label: Any, left: Any
):
    """Two items alike; a report on one alone: what the other nation learns of both stays alike."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    twins = [await rungs.issue("gort1", "ast", title) for title in ("Twin A", "Twin B")]
    await rungs.hold("ast1")
    for twin in twins:
        await rungs.leave("ast1", twin, "progressed")
    house.clock.now += timedelta(days=1)
    labelled = {} if label is None else {"label": label}
    await rungs.act(twins[0], "progress", text="It goes on.", **labelled)
    await rungs.hold("ast2")
    for person in (UK_HEAD, US_SECRETARY):
        agenda = await house.get(person, f"{rungs.at('ast2')}/agenda")
        entries = [e for part in agenda["sections"] if part["kind"] == "noted" for e in part["entries"]]
        (outcome,) = [entry["outcome"] for entry in entries if entry["item"]["id"] == twins[0]["id"]]
        assert (outcome and outcome["kind"]) == left
    assert "It goes on." in str(await house.get(US_HEAD, f"/v1/taskings/{twins[0]['id']}/life"))
    seen = [await learned(house, twin) for twin in twins]
    assert (seen[0] == seen[1]) is (left is None)


async def learned(house: House, item: Json) -> list[str]:
    """What the other nation, and all who count (insight), learn of an item; its names are blotted out."""
    place = f"/v1/taskings/{item['id']}"
    found = [str(await house.get(UK_LOW, path)) for path in (place, f"{place}/life")]
    found += [str(message) for message, _ in (await events(house, item["id"]))[-1:]]
    names = (item["id"], item["ref"], item["title"])
    return [blotted(text, names) for text in found]


def blotted(text: str, names: tuple[str, ...]) -> str:
    """A text without the names in it, identifiers and times of what happened to stand beside."""
    for name in names:
        text = text.replace(name, "·")
    return text
