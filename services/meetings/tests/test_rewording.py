"""The words of a record are its owners': no recorder rewords what another nation alone owns."""

from typing import Any

import pytest

from services.meetings.tests.conftest import UK_SECRETARY, US_SECRETARY, House
from services.meetings.tests.papers import DRAFT
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_forums import rule_of

LOW = "UNCLASSIFIED"
THEIRS = {"level": LOW, "owner": ["USA"], "rel": ["GBR"]}
HIDDEN = {"level": LOW, "owner": ["USA"]}
JOINT = {"level": LOW, "owner": ["GBR", "USA"]}
WORDS = {
    "decision": [{"text": "Other."}],
    "outcome": [{"text": "Other."}, {"kind": "returned", "reason": "Other."}],
    "tasking": [{"title": "Other"}, {"text": "Other."}, {"lead": "GBR"},
                {"due": {"value": "2027-12-01", "precision": "day"}}],
    "topic": [{"title": "Other"}, {"text": "Other."}],
}  # fmt: skip


async def recorded(house: House, label: Any) -> tuple[Rungs, dict[str, str]]:
    """What the American secretary recorded at joint talks under one label, by the address of each."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast", label=label)
    await rungs.hold("ast1")
    place = rungs.at("ast1")
    due = {"value": "2027-06-30", "precision": "day"}
    tasking = {"title": "Do it", "lead": "USA", "forum": rungs.forums["wg1"]["id"], "due": due}
    bodies = {
        "decision": ("decisions", {"kind": "decision", "text": "So be it."}),
        "outcome": ("outcomes", {"item_id": item["id"], "kind": "progressed", "text": "Half."}),
        "tasking": ("taskings", tasking),
        "topic": ("agenda", {"title": "A topic"}),
    }
    homes = {"topic": "agenda-entries"}
    found = {}
    for kind, (path, body) in bodies.items():
        made = await house.post(US_SECRETARY, f"{place}/{path}", {**body, "label": label})
        found[kind] = f"/v1/{homes.get(kind, kind + 's')}/{made['id']}"
    return rungs, found


async def test_no_recorder_rewords_what_another_nation_alone_owns(house: House):
    rungs, places = await recorded(house, THEIRS)
    for kind, place in places.items():
        before = await house.get(US_SECRETARY, place)
        for words in WORDS[kind]:
            refused = await house.change(UK_SECRETARY, place, words, status=403)
            assert rule_of(refused) == [("", "own_nation_owns")], (kind, words)
        assert await house.get(US_SECRETARY, place) == before
        await house.change(US_SECRETARY, place, WORDS[kind][0])
    minutes = f"{rungs.at('ast1')}/minutes"
    for person, can in ((UK_SECRETARY, []), (US_SECRETARY, ["amend"])):
        read = await house.get(person, minutes)
        said = [one["can"] for part in ("decisions", "taskings", "outcomes") for one in read[part]]
        assert said == [can] * 3
        shown = [await house.get(person, places[kind]) for kind in ("decision", "tasking")]
        assert [[act for act in one["can"] if act == "amend"] for one in shown] == [can] * 2


async def test_every_owner_rewords_what_several_own(house: House):
    _, places = await recorded(house, JOINT)
    for kind, place in places.items():
        for words in WORDS[kind]:
            await house.change(UK_SECRETARY, place, words)


async def test_what_is_hidden_stays_missing_to_who_would_reword_it(house: House):
    _, places = await recorded(house, HIDDEN)
    for kind, place in places.items():
        for words in WORDS[kind]:
            await house.change(UK_SECRETARY, place, words, status=404)


async def test_no_steward_renames_a_meeting_that_another_nation_alone_owns(house: House):
    forum = await house.staffed("us-uk-ast")
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01", label=THEIRS)
    place = f"/v1/meetings/{meeting['id']}"
    assert rule_of(await house.change(UK_SECRETARY, place, {"title": "Ours"}, status=403)) == [
        ("", "own_nation_owns")
    ]
    await house.change(UK_SECRETARY, place, {"place": "Andover"})
    await house.change(US_SECRETARY, place, {"title": "Ours"})


@pytest.mark.parametrize("rel", [["GBR"], []])
async def test_a_paper_is_its_nations_alone_to_word(house: House, rel: list[str]):
    rungs = await Rungs.raised(house)
    paper = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/papers", DRAFT)
    place = f"/v1/papers/{paper['id']}"
    if rel:
        label = {"level": "RESTRICTED", "owner": ["USA"], "rel": rel}
        await house.change(US_SECRETARY, f"{place}/offer", {"label": label}, of=place, method="POST")
    status = 403 if rel else 404
    await house.change(UK_SECRETARY, place, {"text": "Other."}, status=status)
