"""Lists come in pages that hold everything once, in one order; a list without pages has a bound."""

from datetime import timedelta
from typing import Any

import pytest

from services.meetings.attendance import service as attendance
from services.meetings.tests.conftest import AUS_OFFICER, UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import UK_ONLY, ladder
from services.meetings.tests.test_forums import rule_of
from services.meetings.tests.test_substituted_lists import mixed


async def walked(house: House, person: Any, path: str, limit: int, **params: str) -> list[Any]:
    """All that stands on the pages of a list."""
    items: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = await house.get(person, path, limit=limit, **params, **cursor)
        assert len(page["items"]) <= limit
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = {"cursor": page["next"]}


async def test_tracker_outcomes_and_what_awaits_a_stand_are_paged_whole(house: House):
    on = await ladder(house)
    taskings = [await on.tasking(f"T{number}") for number in range(3)]
    await house.hold(US_HEAD, on.talks)
    place = f"/v1/meetings/{on.talks['id']}/outcomes"
    for tasking in taskings:
        house.clock.now += timedelta(minutes=1)
        body = {"item_id": tasking["id"], "kind": "progressed", "text": tasking["title"]}
        await house.post(UK_SECRETARY, place, body)
    for sitting in (on.roundtable, on.talks):
        await house.draft(US_HEAD, sitting)
    tracker = f"/v1/forums/{on.ast['id']}/tracker"
    for path, many in ((tracker, 3), (place, 3), ("/v1/concurrences", 2)):
        whole = await walked(house, UK_HEAD, path, 200)
        assert len(whole) == many, path
        for limit in (1, 2):
            assert await walked(house, UK_HEAD, path, limit) == whole, path
    assert [entry["title"] for entry in await walked(house, UK_HEAD, tracker, 1)] == ["T0", "T1", "T2"]
    ahead = await house.get(UK_HEAD, "/v1/concurrences")
    assert [(one["kind"], one["ref"]) for one in ahead["items"]] == [
        ("minutes", on.roundtable["ref"]), ("minutes", on.talks["ref"]),
    ]  # fmt: skip


async def test_what_a_nation_has_said_awaits_it_no_more_and_awaits_others(house: House):
    on = await ladder(house)
    await house.draft(US_HEAD, on.roundtable)
    place = f"/v1/meetings/{on.roundtable['id']}/minutes/concurrences"
    await house.speak(US_HEAD, place, {"nation": "USA", "stand": "concur"})
    assert await walked(house, US_HEAD, "/v1/concurrences", 1) == []
    assert len(await walked(house, UK_HEAD, "/v1/concurrences", 1)) == 1


@pytest.mark.parametrize("limit", [1, 2, 200])
async def test_meetings_are_read_from_the_latest_on_with_nothing_twice_or_left_out(house: House, limit: int):
    forum = await house.staffed("us-uk-ast")
    days = ["2027-03-02", "2027-01-05", "2027-03-02", "2027-02-09", "2027-04-06"]
    for day in days:
        await house.meeting(US_SECRETARY, forum, day)
    await house.post(US_SECRETARY, "/v1/meetings", {"forum": forum["id"], "title": "Some day"})
    earliest = await walked(house, UK_HEAD, "/v1/meetings", limit, forum=forum["id"])
    latest = await walked(house, UK_HEAD, "/v1/meetings", limit, forum=forum["id"], order="desc")
    assert [one["window"]["start"] for one in earliest] == [*sorted(days), None]
    assert [one["id"] for one in latest] == [one["id"] for one in reversed(earliest)]
    assert await walked(house, UK_HEAD, "/v1/meetings", limit, forum=forum["id"], order="asc") == earliest


async def test_a_cursor_of_the_other_order_and_an_order_that_is_none_are_refused(house: House):
    forum = await house.staffed("us-uk-ast")
    for day in ("2027-03-02", "2027-01-05"):
        await house.meeting(US_SECRETARY, forum, day)
    cursor = (await house.get(UK_HEAD, "/v1/meetings", limit=1))["next"]
    mixed_up = await house.get(UK_HEAD, "/v1/meetings", limit=1, order="desc", cursor=cursor, status=422)
    assert rule_of(mixed_up) == [("/query/cursor", "cursor_unknown")]
    unknown = await house.get(UK_HEAD, "/v1/meetings", order="latest", status=422)
    assert [pointer for pointer, _ in rule_of(unknown)] == ["/query/order"]


@pytest.mark.parametrize("limit", [1, 2, 50])
async def test_a_tracker_holds_substitutes_in_its_order(house: House, limit: int):
    rungs, made = await mixed(house)
    tracker = f"/v1/forums/{rungs.forums['ocean']['id']}/tracker"
    items = await walked(house, AUS_OFFICER, tracker, limit)
    assert [item["id"] for item in items] == [made[number] for number in (1, 2, 3, 4, 5)]
    assert [item["substituted"] for item in items] == [True, False, True, False, True]


async def test_a_cursor_counts_no_item_that_the_reader_may_not_read(house: House):
    on = await ladder(house)
    first = await on.tasking("T0")
    for _ in range(3):
        body = {"title": "Ours", "lead": "GBR", "forum": on.ast["id"], "label": UK_ONLY}
        await house.post(UK_SECRETARY, f"/v1/meetings/{on.roundtable['id']}/taskings", body)
    page = await house.get(US_SECRETARY, f"/v1/forums/{on.ast['id']}/tracker", limit=1)
    assert ([item["id"] for item in page["items"]], page["next"]) == ([first["id"]], None)


async def test_the_list_of_a_meetings_people_has_a_bound(house: House, monkeypatch):
    monkeypatch.setattr(attendance, "AT_MOST", 2)
    on = await ladder(house)
    place = f"/v1/meetings/{on.talks['id']}/attendance"
    for number, status in enumerate((201, 201, 409)):
        answer = await house.post(
            US_HEAD, place, {"nation": "USA", "person_name": f"P{number}"}, status=status
        )
    assert answer["errors"][0]["rule"] == "attendance_bound"
    page = await house.get(US_HEAD, place)
    assert (len(page["items"]), page["next"]) == (2, None)
