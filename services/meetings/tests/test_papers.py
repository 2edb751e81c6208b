"""Papers: a nation's own until it offers them; nothing of a draft reaches anybody else."""

import asyncio

import pytest

from services.common.references import uuid7
from services.meetings.papers.schemas import PaperView
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_FOR_UK,
    US_HEAD,
    US_LOW,
    US_SECRETARY,
    House,
)
from services.meetings.tests.ladder import US_ONLY, ladder
from services.meetings.tests.papers import (
    DRAFT,
    TO_UK,
    UK_FOR_US,
    act,
    assert_like_missing,
    draft,
    listed,
    talks,
)
from services.meetings.tests.test_forums import MISSING, rule_of


async def test_a_draft_is_its_nations_own_and_its_nation_changes_it(house: House):
    meeting = await talks(house)
    paper = await draft(house, meeting)
    PaperView.model_validate(paper)
    assert (paper["nation"], paper["offered_at"], paper["can"]) == ("USA", None, ["edit", "offer"])
    assert (paper["label"]["owner"], paper["label"]["rel"]) == (["USA"], [])
    assert paper["label"]["readable_by"]["nations"] == ["USA"]
    changed = await house.change(US_SECRETARY, f"/v1/papers/{paper['id']}", {"text": "Hold firmly."})
    assert (changed["title"], changed["text"]) == ("Our line", "Hold firmly.")
    assert await house.get(US_HEAD, f"/v1/papers/{paper['id']}") == changed
    assert await listed(house, meeting, US_HEAD) == ["Our line"]


async def test_a_us_draft_never_reaches_the_british(house: House):
    meeting = await talks(house)
    place = f"/v1/meetings/{meeting['id']}"
    client = await house.as_(UK_HEAD)
    pages = (place, f"{place}/papers", f"{place}/agenda", f"{place}/projection", f"{place}/attendance")
    before = [(page.content, page.headers.get("etag", "")) for page in
              [await client.get(path) for path in pages]]  # fmt: skip
    paper = await draft(house, meeting)
    await house.change(US_HEAD, f"/v1/papers/{paper['id']}", {"title": "Second thoughts"})
    after = [(page.content, page.headers.get("etag", "")) for page in
             [await client.get(path) for path in pages]]  # fmt: skip
    assert after == before
    await assert_like_missing(house, UK_HEAD, paper)
    await assert_like_missing(house, AUS_OFFICER, paper)
    await house.get(AUS_OFFICER, f"{place}/papers", 404)
    await house.post(AUS_OFFICER, f"{place}/papers", DRAFT, status=404)


async def test_those_who_act_for_another_nation_see_and_write_papers_of_neither(house: House):
    meeting = await talks(house)
    american, british = await draft(house, meeting), await draft(house, meeting, UK_HEAD)
    for embed in (US_FOR_UK, UK_FOR_US):
        assert await listed(house, meeting, embed) == []
        await assert_like_missing(house, embed, american)
        await assert_like_missing(house, embed, british)
        refused = await house.post(embed, f"/v1/meetings/{meeting['id']}/papers", DRAFT, status=403)
        assert rule_of(refused) == [("", "own_papers")]


@pytest.mark.parametrize(
    ("fields", "pointer", "rule"),
    [
        ({"kind": "memo"}, "/kind", "enum"),
        ({"title": " "}, "/title", "string_too_short"),
        ({"level": "HIGH"}, "/level", "unknown_level"),
        ({"level": "A" * 41}, "/level", "string_pattern_mismatch"),
        ({"level": "TOP SECRET"}, "/level", "label_not_permitted"),
        ({"item": MISSING}, "/item", "unknown_item"),
        ({"label": TO_UK["label"]}, "/label", "extra_forbidden"),
        ({"nation": "GBR"}, "/nation", "extra_forbidden"),
    ],
)
async def test_bad_input_names_field_and_rule(house: House, fields, pointer, rule):
    meeting = await talks(house)
    problem = await house.post(US_HEAD, f"/v1/meetings/{meeting['id']}/papers", DRAFT | fields, status=422)
    assert rule_of(problem) == [(pointer, rule)]
    assert await listed(house, meeting, US_HEAD) == []


async def test_only_member_nations_prepare_for_a_meeting(house: House):
    forum = await house.staffed("us-uk-ast")
    label = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR"]}
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01", label=label)
    await house.get(AUS_OFFICER, f"/v1/meetings/{meeting['id']}")
    refused = await house.post(AUS_OFFICER, f"/v1/meetings/{meeting['id']}/papers", DRAFT, status=403)
    assert rule_of(refused) == [("", "member_nation")]


async def test_a_hidden_item_cannot_be_named_and_is_not_named_to_others(house: House):
    on = await ladder(house)
    hidden = await on.tasking("For us alone", US_ONLY)
    place = f"/v1/meetings/{on.talks['id']}/papers"
    refused = await house.post(UK_HEAD, place, DRAFT | {"item": hidden["id"]}, status=422)
    assert rule_of(refused) == [("/item", "unknown_item")]
    paper = await house.post(US_HEAD, place, DRAFT | {"item": hidden["id"]})
    assert paper["item_id"] == hidden["id"]
    await act(house, US_HEAD, paper, "offer", TO_UK)
    assert (await house.get(UK_HEAD, f"/v1/papers/{paper['id']}"))["item_id"] is None
    assert hidden["id"] not in str(await house.get(UK_HEAD, place))


async def test_a_paper_of_a_hidden_meeting_is_hidden(house: House):
    forum = await house.staffed("us-uk-ast", label={"level": "SECRET", "owner": ["USA", "GBR"]})
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    paper = await draft(house, meeting, level="UNCLASSIFIED")
    await assert_like_missing(house, US_LOW, paper)


async def test_a_replayed_key_keeps_one_paper_and_another_body_is_refused(house: House):
    meeting = await talks(house)
    place = f"/v1/meetings/{meeting['id']}/papers"
    first = await house.post(US_HEAD, place, DRAFT, key="k")
    assert await house.post(US_HEAD, place, DRAFT, key="k") == first
    again = await house.post(US_HEAD, place, DRAFT | {"text": "Other"}, key="k", status=422)
    assert again["type"].endswith("idempotency-key-reused")
    assert await listed(house, meeting, US_HEAD) == ["Our line"]
    client = await house.as_(US_HEAD)
    assert (await client.post(place, json=DRAFT)).status_code == 428
    both = [
        client.post(place, json=DRAFT | {"title": "Twice"}, headers={"Idempotency-Key": "both"}) for _ in "ab"
    ]
    answers = await asyncio.gather(*both)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]


async def test_every_change_needs_the_present_representation(house: House):
    paper = await draft(house, await talks(house))
    client = await house.as_(US_HEAD)
    place = f"/v1/papers/{paper['id']}"
    for method, path, body in (
        ("PATCH", place, {"text": "x"}), ("POST", f"{place}/offer", TO_UK),
        ("POST", f"{place}/withdraw", None),
    ):  # fmt: skip
        assert (await client.request(method, path, json=body)).status_code == 428
        stale = await client.request(method, path, json=body, headers={"If-Match": '"old"'})
        assert stale.status_code == 412


async def test_papers_are_paged_without_a_gap_for_what_is_hidden(house: House):
    meeting = await talks(house)
    for number in range(3):
        await draft(house, meeting, title=f"US {number}")
        await draft(house, meeting, UK_SECRETARY, title=f"UK {number}")
    place = f"/v1/meetings/{meeting['id']}/papers"
    first = await house.get(UK_HEAD, place, limit=2)
    assert [paper["title"] for paper in first["items"]] == ["UK 0", "UK 1"]
    rest = await house.get(UK_HEAD, place, limit=2, cursor=first["next"])
    assert ([paper["title"] for paper in rest["items"]], rest["next"]) == (["UK 2"], None)
    wrong = await house.get(UK_HEAD, place, 422, cursor=str(uuid7()))
    assert rule_of(wrong) == [("/query/cursor", "cursor_unknown")]
