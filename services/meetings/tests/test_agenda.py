"""The agenda: derived, ordered, numbered for each reader, and telling nobody of what they may not read."""

import asyncio

from services.meetings.agenda.schemas import AgendaView, ProjectionView
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
from services.meetings.tests.ladder import JOINT, SECRET, US_ONLY, ladder, lines, titles
from services.meetings.tests.test_forums import rule_of


async def test_a_tasking_stands_on_the_next_agenda_of_its_forum_for_both_nations_at_once(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share fires data")
    for person in (US_HEAD, UK_SECRETARY):
        agenda = await on.agenda(person)
        AgendaView.model_validate(agenda)
        (entry,) = lines(agenda)
        assert (entry["item"]["id"], entry["number"]) == (tasking["id"], "1.1")
        assert entry["origin"]["meeting"]["id"] == on.roundtable["id"]
        assert entry["origin"]["forum"]["name"] == on.gort["name"]
        assert (entry["why"], entry["item"]["standing"]) == (["new"], "provisional")


async def test_each_reader_has_a_numbering_and_a_banner_of_their_own(house: House):
    on = await ladder(house)
    await on.tasking("One")
    await on.tasking("Two", US_ONLY)
    await on.tasking("Three", SECRET)
    american, british = await on.agenda(US_HEAD), await on.agenda(UK_HEAD)
    assert titles(american) == ["One", "Two", "Three"]
    assert titles(british) == ["One", "Three"]
    assert [entry["number"] for entry in lines(british)] == ["1.1", "1.2"]
    assert [entry["position"] for entry in lines(british)] == [1, 2]
    assert "Two" not in str(british)
    low = await on.agenda(US_LOW)
    assert titles(low) == ["One", "Two"]
    assert (british["banner"]["level"], low["banner"]["level"]) == ("SECRET", "UNCLASSIFIED")
    assert low["banner"]["readable_by"]["nations"] == ["USA"]


async def test_see_as_a_nation_shows_what_both_may_read(house: House):
    on = await ladder(house)
    await on.tasking("One")
    await on.tasking("Two", US_ONLY)
    assert titles(await on.agenda(US_HEAD, as_nation="GBR")) == ["One"]
    assert titles(await on.agenda(US_HEAD, as_nation="USA")) == ["One", "Two"]
    assert titles(await on.agenda(US_HEAD, as_nation="AUS")) == []
    await house.get(US_HEAD, f"/v1/meetings/{on.talks['id']}/agenda", 422, as_nation="Mars")


async def test_the_projection_holds_what_every_nation_present_may_read(house: House):
    on = await ladder(house)
    await on.tasking("One")
    await on.tasking("Two", US_ONLY)
    await on.tasking("Three")
    place = f"/v1/meetings/{on.talks['id']}"
    for person in (US_HEAD, UK_HEAD):
        projection = await house.get(person, f"{place}/projection")
        ProjectionView.model_validate(projection)
        assert (projection["nations"], titles(projection)) == (["GBR", "USA"], ["One", "Three"])
        assert [entry["number"] for entry in lines(projection)] == ["1.1", "1.2"]
        assert all(entry["item"]["can"] == [] for entry in lines(projection))


async def test_an_australian_sees_nothing_of_the_ladder(house: House):
    on = await ladder(house)
    tasking = await on.tasking("One")
    place = f"/v1/meetings/{on.talks['id']}"
    client = await house.as_(AUS_OFFICER)
    missing = (await client.get("/v1/meetings/0192f5f0-0000-7000-8000-000000000000/agenda")).json()
    for path in (f"{place}/agenda", f"{place}/projection", place, f"/v1/taskings/{tasking['id']}"):
        answer = await client.get(path)
        assert answer.status_code == 404
        assert {**answer.json(), "trace_id": ""} == {**missing, "trace_id": ""}
    order = await client.put(
        f"{place}/agenda/order", json={"entries": [tasking["id"]]}, headers={"If-Match": '"x"'}
    )
    assert order.status_code == 404
    await house.post(AUS_OFFICER, f"{place}/agenda", {"title": "x"}, status=404)


async def test_secretaries_order_the_agenda_and_hidden_lines_keep_their_places(house: House):
    on = await ladder(house)
    made = [
        await on.tasking(title, label) for title, label in (("One", None), ("Two", US_ONLY), ("Three", None))
    ]
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    wanted = {"entries": [made[2]["id"], made[0]["id"]]}
    agenda = await house.change(UK_SECRETARY, f"{place}/order", wanted, of=place, method="PUT")
    assert titles(agenda) == ["Three", "One"]
    assert titles(await on.agenda(US_HEAD)) == ["Three", "Two", "One"]
    late = await on.tasking("Four")
    assert titles(await on.agenda(UK_HEAD)) == ["Three", "One", "Four"]
    assert late["id"] in str(await on.agenda(US_HEAD))


async def test_a_hidden_line_cannot_be_ordered_and_a_line_is_named_once(house: House):
    on = await ladder(house)
    one, hidden = await on.tasking("One"), await on.tasking("Two", US_ONLY)
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    for named, error in (
        ([one["id"], hidden["id"]], ("/entries/1", "unknown_entry")),
        ([one["id"], one["id"]], ("/entries/1", "named_once")),
    ):
        problem = await house.change(
            UK_SECRETARY, f"{place}/order", {"entries": named}, of=place, method="PUT", status=422
        )
        assert rule_of(problem) == [error]


async def test_of_two_writers_on_one_order_the_second_is_stale(house: House):
    on = await ladder(house)
    ids = [(await on.tasking(title))["id"] for title in ("One", "Two", "Three")]
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    requests = []
    for person, order in ((US_SECRETARY, ids[::-1]), (UK_SECRETARY, [ids[1], ids[0], ids[2]])):
        client = await house.as_(person)
        tag = (await client.get(place)).headers["etag"]
        requests.append(client.put(f"{place}/order", json={"entries": order}, headers={"If-Match": tag}))
    answers = await asyncio.gather(*requests)
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    winner = next(answer.json() for answer in answers if answer.status_code == 200)
    assert titles(await on.agenda(US_HEAD)) == titles(winner)


async def test_topics_of_the_meetings_own_stand_beside_what_the_tracker_brings(house: House):
    on = await ladder(house)
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    topic = await house.post(
        US_SECRETARY, place, {"title": "Visit", "minutes": 20, "presenter": "Col. X", "label": US_ONLY}
    )
    await house.post(US_SECRETARY, place, {"title": "Dinner"})
    assert titles(await on.agenda(UK_HEAD), "topics") == ["Dinner"]
    agenda = await on.agenda(US_HEAD)
    assert titles(agenda, "topics") == ["Visit", "Dinner"]
    assert (lines(agenda, "topics")[0]["minutes"], lines(agenda, "topics")[0]["presenter"]) == (20, "Col. X")
    entry = f"/v1/agenda-entries/{topic['id']}"
    assert (await house.change(US_HEAD, entry, {"minutes": 5, "title": "Call"}))["minutes"] == 5
    await house.get(UK_HEAD, entry, 404)
    secret = {"title": "x", "label": {"level": "SECRET", "owner": ["AUS"]}}
    assert rule_of(await house.post(US_SECRETARY, place, secret, status=422)) == [
        ("/label", "label_not_permitted")
    ]
    assert rule_of(await house.post(US_LOW, place, {"title": "x"}, status=403)) == [("", "post_in_forum")]


async def test_what_was_discussed_is_noted_next_time_unless_it_is_picked(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Long", due={"value": "2028-12", "precision": "month"})
    later = await house.meeting(US_SECRETARY, on.ast, "2027-05-10")
    last = await house.meeting(US_SECRETARY, on.ast, "2027-07-10")
    await house.hold(US_HEAD, on.talks)
    outcome = {"item_id": tasking["id"], "kind": "progressed", "text": "Under way"}
    await house.post(US_SECRETARY, f"/v1/meetings/{on.talks['id']}/outcomes", outcome)
    held = await on.agenda(UK_HEAD)
    assert lines(held)[0]["outcome"]["kind"] == "progressed"
    place = f"/v1/meetings/{later['id']}/agenda"
    assert titles(await house.get(UK_HEAD, place), "noted") == ["Long"]
    await house.post(UK_SECRETARY, f"{place}/pick", {"item": tasking["id"]})
    picked = await house.get(US_HEAD, place)
    assert (titles(picked), lines(picked)[0]["why"]) == (["Long"], ["picked"])
    assert titles(await house.get(US_HEAD, f"/v1/meetings/{last['id']}/agenda"), "noted") == ["Long"]


async def test_an_annotation_is_as_visible_as_its_item(house: House):
    on = await ladder(house)
    hidden = await on.tasking("Two", US_ONLY)
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    entry = await house.post(US_SECRETARY, f"{place}/pick", {"item": hidden["id"]})
    await house.change(US_SECRETARY, f"/v1/agenda-entries/{entry['id']}", {"presenter": "Col. X"})
    assert lines(await on.agenda(US_HEAD))[0]["presenter"] == "Col. X"
    await house.get(UK_HEAD, f"/v1/agenda-entries/{entry['id']}", 404)
    assert rule_of(await house.post(UK_SECRETARY, f"{place}/pick", {"item": hidden["id"]}, status=422)) == [
        ("/item", "unknown_item")
    ]


async def test_an_annotation_is_hidden_with_an_item_that_is_narrowed_later(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Two", US_ONLY | {"rel": ["GBR"]})
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    entry = await house.post(US_SECRETARY, f"{place}/pick", {"item": tasking["id"]})
    entry_place = f"/v1/agenda-entries/{entry['id']}"
    await house.get(UK_HEAD, entry_place)
    await house.change(US_SECRETARY, f"/v1/taskings/{tasking['id']}", {"label": US_ONLY})
    await house.get(UK_HEAD, entry_place, 404)
    assert titles(await on.agenda(UK_HEAD)) == []


async def test_a_hidden_edit_changes_nobody_elses_etag(house: House):
    on = await ladder(house)
    await on.tasking("One")
    place = f"/v1/meetings/{on.talks['id']}/agenda"
    british = await house.as_(UK_HEAD)
    before = await british.get(place)
    await on.tasking("Two", US_ONLY)
    await house.post(US_SECRETARY, place, {"title": "Visit", "label": US_ONLY})
    after = await british.get(place)
    assert after.content == before.content
    assert after.headers["etag"] == before.headers["etag"]


async def test_a_substitute_is_what_those_read_who_may_not_read_the_original(house: House):
    on = await ladder(house)
    substitute = {"text": "A sanitised word", "label": JOINT}
    tasking = await on.tasking("Sensitive", US_ONLY, substitute=substitute)
    (entry,) = lines(await on.agenda(UK_HEAD))
    assert (entry["item"]["id"], entry["item"]["substituted"]) == (tasking["id"], True)
    assert entry["item"]["text"] == "A sanitised word"
    assert "Sensitive" not in str(entry)
    assert lines(await on.agenda(US_HEAD))[0]["item"]["title"] == "Sensitive"
    projected = await house.get(US_HEAD, f"/v1/meetings/{on.talks['id']}/projection")
    assert "Sensitive" not in str(projected)
    assert lines(projected)[0]["item"]["text"] == "A sanitised word"


async def test_a_cancelled_meetings_items_stand_on_the_next_one(house: House):
    on = await ladder(house)
    await on.tasking("One")
    later = await house.meeting(US_SECRETARY, on.ast, "2027-05-10")
    await house.move(US_HEAD, on.talks, "cancelled", reason="storm")
    assert titles(await on.agenda(US_HEAD)) == []
    assert titles(await house.get(UK_HEAD, f"/v1/meetings/{later['id']}/agenda")) == ["One"]


async def test_who_is_blocked_is_told_to_issuer_and_owner_alone(house: House):
    on = await ladder(house)
    shared = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS"]}
    tasking = await on.tasking("Two", shared)
    assert (tasking["blocked_nations"], tasking["at_risk"]) == (["GBR"], ["blocked_release"])
    stranger = await house.get(AUS_OFFICER, f"/v1/taskings/{tasking['id']}")
    assert (stranger["blocked_nations"], stranger["at_risk"]) == ([], [])
    assert (stranger["issuing_forum"], stranger["addressing_forum"]) == (None, None)
    assert "United Kingdom" not in str(stranger["label"])
    for nation, told in (("USA", ["blocked_release"]), ("AUS", [])):
        (line,) = lines(await on.agenda(US_HEAD, as_nation=nation))
        assert (line["item"]["at_risk"], "at_risk" in line["why"]) == (told, bool(told))


async def test_an_embed_reads_by_affiliation_and_speaks_for_nobody_without_a_post(house: House):
    on = await ladder(house)
    await on.tasking("Ours", US_ONLY)
    await on.tasking("Joint")
    assert titles(await on.agenda(US_FOR_UK)) == ["Ours", "Joint"]
    meeting = await house.get(US_FOR_UK, f"/v1/meetings/{on.talks['id']}")
    assert meeting["can"] == []


async def test_the_issuers_next_meeting_opens_with_the_back_brief(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    await house.hold(US_HEAD, on.talks)
    answer = {"item_id": tasking["id"], "kind": "answered", "text": "Done so."}
    await house.post(UK_SECRETARY, f"/v1/meetings/{on.talks['id']}/outcomes", answer)
    above = (await house.get(US_HEAD, "/v1/meetings", forum=on.gort["id"], state="planned"))["items"][0]
    agenda = await house.get(UK_HEAD, f"/v1/meetings/{above['id']}/agenda")
    assert agenda["sections"][0]["kind"] == "back_brief"
    (entry,) = lines(agenda, "back_brief")
    assert (entry["number"], entry["why"], entry["item"]["answer"]) == ("1.1", ["answered"], "Done so.")
    await house.hold(US_HEAD, above)
    await house.post(US_SECRETARY, f"/v1/taskings/{tasking['id']}/close", {"text": "Thanks"})
    held = await house.get(UK_HEAD, f"/v1/meetings/{above['id']}/agenda")
    assert lines(held, "back_brief")[0]["outcome"]["kind"] == "closed"


async def test_no_answer_is_hidden_from_a_nation_that_is_shown_its_item(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    await house.hold(US_HEAD, on.talks)
    place = f"/v1/meetings/{on.talks['id']}/outcomes"
    answer = {"item_id": tasking["id"], "kind": "answered", "text": "For both"}
    await house.post(US_SECRETARY, place, {**answer, "label": US_ONLY}, status=422)
    await house.post(US_SECRETARY, place, {**answer, "label": {**US_ONLY, "rel": ["GBR"]}})
    for person in (US_HEAD, UK_HEAD):
        (line,) = lines(await on.agenda(person))
        assert (line["item"]["answer"], line["outcome"]["text"]) == ("For both", "For both")
