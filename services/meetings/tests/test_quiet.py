"""What one nation adds for itself to a shared record makes no news of that record: news would tell of it."""

from typing import Any

import psycopg
import pytest

from services.meetings.tests.conftest import UK_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import JOINT, US_ONLY
from services.meetings.tests.rungs import Rungs

HIGHER = {**JOINT, "level": "SECRET"}


async def news(house: House, key: str) -> int:
    """How many events of a record were written."""
    async with await psycopg.AsyncConnection.connect(house.app.state.settings.worker_dsn) as conn:
        row = await (await conn.execute("SELECT count(*) FROM outbox WHERE key = %s", (key,))).fetchone()
    return int(row[0]) if row else 0


@pytest.mark.parametrize(("label", "told"), [(US_ONLY, 0), (HIGHER, 0), (JOINT, 1), (None, 1)])
async def test_only_what_every_reader_of_a_record_may_read_makes_news_of_it(
    house: House, label: Any, told: int
):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    labelled = {} if label is None else {"label": label}
    meeting = rungs.meetings["ast1"]["id"]
    before = await news(house, item["id"]), await news(house, meeting)
    await rungs.act(item, "progress", text="It goes on.", **labelled)
    topic = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/agenda", {"title": "Apart", **labelled})
    after = await news(house, item["id"]), await news(house, meeting)
    assert [after[n] - before[n] for n in (0, 1)] == [told, told]
    await house.change(US_SECRETARY, f"/v1/agenda-entries/{topic['id']}", {"title": "Still apart"})
    assert await news(house, meeting) - after[1] == told


async def test_what_a_meeting_passed_over_is_told_when_it_is_over(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    told = [await news(house, item["id"])]
    for step in (rungs.hold, rungs.draft):
        await step("ast1")
        told.append(await news(house, item["id"]))
    assert told == [told[0], told[0] + 1, told[0] + 2]


async def test_a_forum_that_meets_again_has_ended_its_meeting(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    before = await news(house, item["id"])
    place = f"/v1/taskings/{item['id']}/life"
    await rungs.act(item, "answer", text="It is done.")
    assert [event["kind"] for event in (await house.get(UK_HEAD, place))["items"]] == ["issued", "answered"]
    await rungs.hold("ast2")
    kinds = [event["kind"] for event in (await house.get(UK_HEAD, place))["items"]]
    assert sorted(kinds) == ["answered", "issued", "not_addressed"]
    assert await news(house, item["id"]) == before + 2, "the answer, and that the meeting passed it over"


async def test_an_item_of_ones_own_is_picked_quietly(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast", label=US_ONLY)
    before = await news(house, rungs.meetings["ast1"]["id"])
    await house.post(US_SECRETARY, f"{rungs.at('ast1')}/agenda/pick", {"item": item["id"]})
    assert await news(house, rungs.meetings["ast1"]["id"]) == before
    assert item["id"] not in str(await house.get(UK_HEAD, f"{rungs.at('ast1')}/agenda"))


async def test_ones_own_lines_are_put_in_another_order_quietly(house: House):
    rungs = await Rungs.raised(house)
    place, meeting = f"{rungs.at('ast1')}/agenda", rungs.meetings["ast1"]["id"]
    topics = [
        (await house.post(US_SECRETARY, place, {"title": title, "label": label}))["id"]
        for title, label in (("One", US_ONLY), ("Two", US_ONLY), ("Three", JOINT), ("Four", JOINT))
    ]
    for order, told in ((topics[1::-1], 0), ([*topics[2:], *topics[:2]], 0), (topics[:1:-1], 1)):
        before = await news(house, meeting)
        await house.change(US_SECRETARY, f"{place}/order", {"entries": order}, of=place, method="PUT")
        assert await news(house, meeting) - before == told, order


async def test_what_one_nation_puts_in_order_among_its_own_changes_no_byte_for_others(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    labels = (US_ONLY, JOINT, US_ONLY)
    items = [(await rungs.issue("gort1", "ast", label=label))["id"] for label in labels]
    place, client = f"{rungs.at('ast1')}/agenda", await house.as_(UK_HEAD)
    before = await client.get(place)
    assert items[1] in before.text and items[0] not in before.text
    body = {"entries": [items[2], items[0]]}
    await house.change(US_SECRETARY, f"{place}/order", body, of=place, method="PUT")
    assert await rungs.section("ast1", "discussion", US_SECRETARY) == items[::-1]
    after = await client.get(place)
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])
