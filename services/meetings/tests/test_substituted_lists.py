"""Lists of items for readers of substitutes: in order, paged whole, with no trace of the original."""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from services.common.labels.sql import MASK_SETTING
from services.common.references import uuid7
from services.meetings.items.repository import SUBSTITUTED
from services.meetings.tests.conftest import AUS_OFFICER, NZL_OFFICER, US_SECRETARY, House
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_scale import crowded

OURS = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]}
WIDE = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR", "NZL"]}
AUS_ONLY = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR"]}

SEED_SUBSTITUTES = """
INSERT INTO substitute (id, label_id, version, created_at, created_by, updated_at, updated_by, subject_kind,
    subject_id, title, text)
SELECT gen_random_uuid(), label_id, 1, created_at, created_by, updated_at, updated_by, 'item', id, '', 'x'
FROM item ORDER BY id LIMIT %(count)s
"""


async def mixed(house: House) -> tuple[Rungs, list[str]]:
    """Six taskings for a forum of three nations, oldest first: hidden, substituted or released in turn."""
    rungs = await Rungs.raised(house)
    rungs.forums["ocean"] = await house.forum(US_SECRETARY, "ocean", ["USA", "AUS", "NZL"])
    await rungs.hold("gort1")
    made = []
    for number, kind in enumerate(("hidden", "words", "released", "words", "released", "words to AUS")):
        house.clock.now += timedelta(minutes=1)
        label = WIDE if kind == "released" else OURS
        item = await rungs.issue("gort1", "ocean", f"Original {number}", text="Secret reason.", label=label)
        if kind.startswith("words"):
            place = f"/v1/taskings/{item['id']}"
            body = {"text": f"Words {number}.", "label": AUS_ONLY if "AUS" in kind else WIDE}
            await house.change(US_SECRETARY, f"{place}/substitute", body, of=place, method="PUT")
        made.append(item["id"])
    return rungs, made


async def listed(house: House, person, limit: int, **params):
    """All pages of the list, newest first."""
    items, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = await house.get(person, "/v1/taskings", limit=limit, **params, **more)
        assert len(page["items"]) <= limit
        items += page["items"]
        if (cursor := page["next"]) is None:
            return items


async def test_a_released_item_is_not_found_by_the_hidden_forum_that_issued_it(house: House):
    rungs, _ = await mixed(house)
    issuer = rungs.forums["gort"]["id"]
    assert await listed(house, US_SECRETARY, 50, issuer=issuer)
    for hidden in (issuer, str(uuid7())):
        assert await listed(house, AUS_OFFICER, 50, issuer=hidden) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 50])
async def test_a_list_holds_substitutes_in_its_order_and_pages_whole(house: House, limit: int):
    _, made = await mixed(house)
    for person, seen in ((AUS_OFFICER, (5, 4, 3, 2, 1)), (NZL_OFFICER, (4, 3, 2, 1))):
        items = await listed(house, person, limit)
        assert [item["id"] for item in items] == [made[number] for number in seen]
        assert [item["substituted"] for item in items] == [number in (1, 3, 5) for number in seen]
        for item in items:
            assert item == await house.get(person, f"/v1/taskings/{item['id']}"), "as it is shown alone"
    assert len(await listed(house, US_SECRETARY, limit)) == 6


async def test_a_listed_substitute_keeps_no_trace_of_the_original(house: House):
    rungs, made = await mixed(house)
    answer = await house.get(AUS_OFFICER, "/v1/taskings")
    for word in ("Original 1", "Original 3", rungs.forums["gort"]["name"], made[0]):
        assert word not in str(answer)
    substituted = [item for item in answer["items"] if item["substituted"]]
    assert {item["title"] for item in substituted} == {"Words 1.", "Words 3.", "Words 5."}
    assert all(item["issuing_forum"] is None and item["parent"] is None for item in substituted)


async def test_filters_hold_for_substitutes_and_a_hidden_forum_is_no_filter(house: House):
    rungs, _ = await mixed(house)
    ocean, gort = rungs.forums["ocean"]["id"], rungs.forums["gort"]["id"]
    assert len(await listed(house, AUS_OFFICER, 2, forum=ocean)) == 5
    assert len(await listed(house, AUS_OFFICER, 2, state="open")) == 5
    assert await listed(house, AUS_OFFICER, 2, state="closed") == []
    seen = await listed(house, AUS_OFFICER, 2, issuer=gort)
    assert [item["id"] for item in seen if item["substituted"]] == [], "who issued it stays unsaid"
    missing = await listed(house, AUS_OFFICER, 2, issuer=str(UUID(int=7)))
    assert missing == []


@pytest.mark.slow
async def test_a_page_of_substitutes_reads_no_item_but_by_its_key(house: House):
    on = await crowded(house)
    with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
        connection.execute(SEED_SUBSTITUTES, {"count": 200})
        connection.execute(f"SELECT set_config('{MASK_SETTING}', '\\xffffff', true)")
        query = "EXPLAIN (ANALYZE, COSTS OFF) " + SUBSTITUTED.format(conditions="true", direction="DESC")
        plan = "\n".join(line[0] for line in connection.execute(query, (51,)).fetchall())
    assert on and "Seq Scan on item" not in plan, plan
