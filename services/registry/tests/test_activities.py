"""An activity from proposed to completed, as its owner, a nation in it and a stranger see it."""

import pytest

from services.registry.tests.conftest import AUS, EXERCISE, UK, US, US_AUDITOR, US_RELEASE, House, shared


def rules(answer: dict) -> list[tuple[str, str]]:
    return [(error["pointer"], error["rule"]) for error in answer["errors"]]


async def test_a_record_comes_back_as_it_was_said(house: House):
    made = await house.activity()
    assert made["ref"].startswith("ACT-")
    for name in ("title", "tool", "cell", "lead", "purposes", "capability_areas", "people"):
        assert made[name] == EXERCISE[name], name
    assert made["start"] == {"value": "2027-04", "precision": "month"}
    assert made["end"] == {"value": "2027-04-30", "precision": "day"}
    assert made["cost"] == {"amount": "250000.50", "currency": "USD"}
    assert (made["hosts"], made["nations"], made["place"]) == (["USA"], ["GBR", "USA"], "Fort Bragg")
    assert [(part["nation"], part["answer"]) for part in made["participants"]] == [
        ("USA", "accepted"), ("GBR", "pending"),
    ]  # fmt: skip
    assert await house.get(US, f"/v1/activities/{made['id']}") == made


async def test_who_reads_it_sees_what_they_may_do(house: House):
    made = await house.activity()
    place = f"/v1/activities/{made['id']}"
    assert made["can"] == ["edit", "status", "label", "answer", "note"]
    assert (await house.get(UK, place))["can"] == ["answer", "note"]
    assert (await house.get(US_AUDITOR, place))["can"] == []
    missing = await house.get(AUS, "/v1/activities/00000000-0000-7000-8000-000000000000", 404)
    hidden = await house.get(AUS, place, 404)
    assert {**missing, "trace_id": ""} == {**hidden, "trace_id": ""}


async def test_a_stranger_finds_it_in_no_list_search_or_unit(house: House):
    before = [await house.get(AUS, path) for path in ("/v1/activities", "/v1/units", "/v1/series")]
    await house.activity()
    assert [await house.get(AUS, path) for path in ("/v1/activities", "/v1/units", "/v1/series")] == before
    assert (await house.get(AUS, "/v1/activities", q="warfighter"))["items"] == []
    for chosen in ("host=USA", "nation=GBR", "tool=exercise", "status=proposed"):
        assert (await house.get(AUS, f"/v1/activities?{chosen}"))["items"] == []


async def test_the_list_is_chosen_by_every_filter(house: House):
    await house.activity()
    other = {"title": "Advisers in Erbil", "tool": "advising", "cell": "engagement/current", "lead": "USA",
             "purposes": ["partner_capacity"], "capability_areas": [], "start": "2026", "end": None,
             "participants": [{"nation": "IRQ", "role": "recipient", "unit": "Counter Terrorism Service"}],
             "places": [], "operation": "OIR", "fiscal_year": 2026}  # fmt: skip
    await house.activity(**other)
    both = await house.get(US, "/v1/activities", order="asc")
    assert [item["title"] for item in both["items"]] == ["Advisers in Erbil", "Warfighter exercise"]
    chosen = {
        "q": "terrorism", "host": "IRQ", "nation": "IRQ", "tool": "advising", "cell": "engagement/current",
        "purpose": "partner_capacity", "fiscal_year": 2026, "to": "2026-12-31",
    }  # fmt: skip
    for name, value in chosen.items():
        found = await house.get(US, "/v1/activities", **{name: value})
        assert [item["title"] for item in found["items"]] == ["Advisers in Erbil"], name
    found = await house.get(US, "/v1/activities", **{"from": "2027-01-01", "capability": "fires"})
    assert [item["title"] for item in found["items"]] == ["Warfighter exercise"]


async def test_it_goes_from_proposed_to_completed_and_not_by_another_way(house: House):
    made = await house.activity()
    refused = await house.act(US, made, "status", {"to": "underway"}, 409)
    assert rules(refused) == [("/to", "status_order")]
    await house.act(US, made, "status", {"to": "planned"})
    await house.act(UK, made, "answer", {"answer": "declined"})
    assert rules(await house.act(US, made, "status", {"to": "confirmed"}, 409)) == [("/to", "declined")]
    await house.act(UK, made, "answer", {"answer": "accepted"})
    for status in ("confirmed", "underway", "completed"):
        made = await house.act(US, made, "status", {"to": status})
    assert made["status"] == "completed"
    assert rules(await house.act(UK, made, "answer", {"answer": "declined"}, 409)) == [
        ("", "activity_is_over")
    ]
    noted = await house.post(
        UK, f"/v1/activities/{made['id']}/notes", {"kind": "after_action", "text": "Networks did not join."}
    )
    assert noted["nation"] == "GBR"
    notes = await house.get(US, f"/v1/activities/{made['id']}/notes")
    assert [note["text"] for note in notes["items"]] == ["Networks did not join."]


async def test_what_is_cancelled_says_why_and_stays(house: House):
    made = await house.activity()
    assert rules(await house.act(US, made, "status", {"to": "cancelled"}, 409)) == [
        ("/reason", "reason_needed")
    ]
    made = await house.act(US, made, "status", {"to": "cancelled", "reason": "No funds"})
    assert (made["status"], made["reason"]) == ("cancelled", "No funds")


async def test_only_its_owner_words_it_and_nobody_answers_for_another(house: House):
    made = await house.activity()
    place = f"/v1/activities/{made['id']}"
    refused = await house.change(UK, place, {"title": "Ours"}, status=403)
    assert rules(refused) == [("", "own_nation_owns")]
    await house.act(UK, made, "status", {"to": "planned"}, 403)
    await house.act(US_AUDITOR, made, "status", {"to": "planned"}, 403)
    without = await house.activity(participants=[{"nation": "USA", "role": "host"}])
    assert rules(await house.act(UK, without, "answer", {"answer": "accepted"}, 403)) == [("", "own_part")]


async def test_a_changed_part_is_asked_for_anew_and_an_unchanged_one_is_not(house: House):
    made = await house.activity()
    await house.act(UK, made, "answer", {"answer": "accepted"})
    place = f"/v1/activities/{made['id']}"
    same = await house.change(US, place, {"participants": EXERCISE["participants"], "title": "Renamed"})
    assert [part["answer"] for part in same["participants"]] == ["accepted", "accepted"]
    larger = [EXERCISE["participants"][0], EXERCISE["participants"][1] | {"people": 2000}]
    changed = await house.change(US, place, {"participants": larger})
    assert [part["answer"] for part in changed["participants"]] == ["accepted", "pending"]


async def test_whoever_loses_sight_loses_it_at_once_and_only_a_release_authority_gives_it(house: House):
    made = await house.activity()
    place = f"/v1/activities/{made['id']}"
    wider = {"label": shared("USA", "GBR", "AUS")}
    assert rules(await house.act(US, made, "label", wider, 403)) == [("/label", "widens")]
    await house.act(US_RELEASE, made, "label", wider)
    assert (await house.get(AUS, place))["title"] == "Warfighter exercise"
    await house.act(US, made, "label", {"label": shared("USA")})
    await house.get(AUS, place, 404)
    await house.get(UK, place, 404)
    assert (await house.get(UK, "/v1/activities"))["items"] == []


async def test_history_tells_only_what_the_reader_could_read(house: House):
    made = await house.activity(label=shared("USA"), title="Secret name")
    place = f"/v1/activities/{made['id']}"
    await house.change(US, place, {"title": "Open name"})
    await house.act(US_RELEASE, made, "label", {"label": shared("USA", "GBR")})
    await house.change(US, place, {"title": "Newest name"})
    assert [one["fields"] for one in (await house.get(UK, f"{place}/history"))["items"]] == [
        {"title": "Open name"}
    ]
    told = [one["fields"] for one in (await house.get(US, f"{place}/history"))["items"]]
    assert told == [{"title": "Open name"}, {"title": "Secret name"}]
    await house.get(AUS, f"{place}/history", 404)
    series = {"name": "Ours", "rhythm": "biennial", "label": shared("USA")}
    hidden = (await house.post(US, "/v1/series", series, 201))["id"]
    await house.change(US, place, {"series": hidden})
    await house.change(US, place, {"series": None, "title": "Last name"})
    assert hidden not in str(await house.get(UK, f"{place}/history"))
    await house.act(US, made, "label", {"label": shared("USA")})
    for gone in ("", "/history", "/notes", "/links", "/sources"):  # what it was is recalled with what it is
        await house.get(UK, f"{place}{gone}", 404)


async def test_a_unit_is_one_entity_whatever_it_is_called(house: House):
    named = [
        {"nation": "GBR", "role": "recipient", "unit": name} for name in ("3rd  division", "3RD DIVISION.")
    ]
    first, second = [await house.activity(participants=[part]) for part in named]
    units = {part["unit_id"] for made in (first, second) for part in made["participants"]}
    assert len(units) == 1
    found = await house.get(US, "/v1/units", q="div 3rd")
    assert [(one["nation"], one["name"]) for one in found["items"]] == [("GBR", "3rd  division")]


async def test_a_source_and_id_are_kept_once_for_each_owner(house: House):
    named = {"source": "TSCMIS", "source_id": "A-17"}
    await house.activity(**named)
    assert rules(await house.activity(status=409, **named)) == [("/source_id", "source_id_known")]
    theirs = await house.activity(UK, **named, label=shared("GBR"))
    assert theirs["provenance"]["source_id"] == "A-17"
    assert rules(await house.activity(status=422, source="TSCMIS")) == [("/source_id", "source_and_id")]


@pytest.mark.parametrize(
    ("field", "value", "pointer", "rule"),
    [
        ("start", "2027-02-30", "/start", "no_such_date"),
        ("end", "2027-03", "/end", "date_order"),
        ("series", "00000000-0000-7000-8000-000000000000", "/series", "unknown_series"),
        ("cell", "nearly", "/cell", "enum"),
        ("tool", "war", "/tool", "enum"),
        ("unknown", 1, "/unknown", "extra_forbidden"),
    ],
)
async def test_bad_input_names_field_and_rule(house: House, field, value, pointer, rule):
    assert rules(await house.activity(status=422, **{field: value})) == [(pointer, rule)]


async def test_what_is_the_same_event_is_counted_together(house: House):
    one, two = await house.activity(), await house.activity(title="  WARFIGHTER exercise ")
    await house.activity(title="Another")
    assert (await house.get(US, f"/v1/activities/{one['id']}"))["alike"] == 2
    await house.act(US, two, "label", {"label": shared("USA")})
    assert (await house.get(UK, f"/v1/activities/{one['id']}"))["alike"] == 1


async def test_an_activity_is_tied_to_a_tasking_once(house: House):
    made = await house.activity()
    place, target = f"/v1/activities/{made['id']}/links", "019a9f00-0000-7000-8000-000000000001"
    link = {"kind": "tasking", "target": target, "title": "Count the networks"}
    await house.post(US, place, link)
    assert rules(await house.post(US, place, link, 409)) == [("/target", "linked_already")]
    assert [one["target"] for one in (await house.get(UK, place))["items"]] == [target]
    await house.post(UK, place, link, 403)


SORTED = {
    "start": ["Delta", "Alpha", "Charlie", "Bravo"],
    "title": ["Alpha", "Bravo", "Charlie", "Delta"],
    "people": ["Charlie", "Delta", "Alpha", "Bravo"],
    "cost": ["Bravo", "Alpha", "Charlie", "Delta"],
}


async def four(house: House) -> None:
    """Four activities that every order puts differently; one says neither people nor cost."""
    told = {
        "Alpha": ("2027-02-01", 20, "9.50"), "Bravo": ("2027-04-01", 30, None),
        "Charlie": ("2027-03-01", None, "10"), "Delta": ("2027-01-01", 0, "200"),
    }  # fmt: skip
    for title, (start, people, cost) in told.items():
        money = cost and {"amount": cost, "currency": "USD"}
        await house.activity(
            title=title, start=start, end=None, people=people, cost=money, description="words"
        )


async def walked(house: House, **asked: object) -> list[str]:
    """The titles of all pages of one line each."""
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = await house.get(US, "/v1/activities", limit=1, **asked, **cursor)
        found += [item["title"] for item in page["items"]]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


@pytest.mark.parametrize("chosen", [{}, {"host": "USA"}, {"q": "words"}, {"from": "2000-01-01"}], ids=str)
@pytest.mark.parametrize("sort", SORTED)
async def test_a_list_is_walked_in_each_order_both_ways(house: House, sort: str, chosen: dict[str, str]):
    await four(house)
    assert await walked(house, sort=sort, order="asc", **chosen) == SORTED[sort]
    assert await walked(house, sort=sort, order="desc", **chosen) == SORTED[sort][::-1]


@pytest.mark.parametrize("sort", SORTED)
async def test_sorting_tells_a_stranger_nothing(house: House, sort: str):
    before = await house.get(AUS, "/v1/activities", sort=sort)
    await four(house)
    assert await house.get(AUS, "/v1/activities", sort=sort) == before


async def test_a_cursor_belongs_to_its_order_and_its_filters(house: House):
    await four(house)
    page = await house.get(US, "/v1/activities", limit=1, sort="title", host="USA")
    for other in ({"sort": "cost", "host": "USA"}, {"sort": "title"}, {"sort": "title", "host": "GBR"}):
        refused = await house.get(US, "/v1/activities", 422, cursor=page["next"], **other)
        assert rules(refused) == [("/query/cursor", "cursor_unknown")]
