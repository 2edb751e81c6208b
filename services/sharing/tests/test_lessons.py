"""Lessons: on their way to learned, by evidence alone; found by topic and by likeness; hidden as labelled."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import item_pb2
from proto.gen.entente.registry.v1 import activity_pb2
from services.common.testing import Person, subject
from services.sharing.known.taking import take_activity, take_tasking
from services.sharing.tests.conftest import AUS, FRA, UK, US, US_AUDITOR, House, shared

ADMIN = subject("USA", name="Ms. Hall", roles=["platform_admin"])
FOR_THREE = shared("USA", "GBR", "AUS")
READY: dict[str, Any] = {
    "conclusion": "One cell from the first day.", "recommendation": "Write it into the plan.",
    "action": "Amend the order of battle.", "action_nation": "GBR", "action_office": "G-35",
    "due": "2027-06", "action_state": "done", "validated_by": "Brig. Hale", "validated_on": "2026-11",
    "validated_how": "Seen in Warfighter 26.",
}  # fmt: skip
PROOF = {"kind": "text", "note": "Report of the exercise, annex C.", "evidence": True}


async def lesson(house: House, person: Person = US, status: int = 201, **fields: Any) -> Any:
    body = {
        "title": "One cell",
        "observation": "Efforts ran beside each other.",
        "label": FOR_THREE,
        **fields,
    }
    return await house.post(person, "/v1/lessons", body, status)


async def step(house: House, person: Person, one: Any, act: str, status: int = 200, **more: Any) -> Any:
    place = f"/v1/lessons/{one['id']}"
    return await house.post(person, f"{place}/steps", {"act": act, **more}, status, of=place)


def worker(house: House) -> Any:
    """A connection of the worker, who sees all rows."""
    return psycopg.connect(house.worker_dsn, row_factory=dict_row)


def activity(title: str = "Desert Rehearsal", **more: Any) -> activity_pb2.ActivitySnapshot:
    told: dict[str, Any] = {
        "id": str(uuid4()), "ref": "ACT-1", "title": title, "tool": "exercise", "hosts": ["IRQ"],
        "nations": ["USA", "GBR"], "capability_areas": ["counter-IED"], "version": 1,
        "status": activity_pb2.ACTIVITY_STATUS_PLANNED,
        "start": values_pb2.ImpreciseDate(value="2027", precision=values_pb2.DATE_PRECISION_YEAR),
        "participants": [activity_pb2.Participant(nation="GBR", role="contributor", unit="11 EOD Regiment")],
    }  # fmt: skip
    return activity_pb2.ActivitySnapshot(**{**told, **more})


async def known(house: House, told: Any, label_of: Any) -> None:
    """What the worker does with an event under the label of a record that stands already."""
    with worker(house) as conn:
        row = conn.execute("SELECT label_id FROM lesson WHERE id = %s", [label_of["id"]]).fetchone()
        take_activity(conn, told, row["label_id"], house.clock.now)


async def test_a_lesson_goes_from_observation_to_learned_by_evidence_alone(house: House):
    made = await lesson(house)
    assert made["ref"].startswith("LL-") and made["state"] == "observation"
    stopped = await step(house, US, made, "identify", 422)
    assert [one["pointer"] for one in stopped["errors"]] == ["/conclusion"]
    place = f"/v1/lessons/{made['id']}"
    await house.change(US, place, READY)
    for act, state in (("identify", "identified"), ("assign", "action"), ("validate", "validated")):
        assert (await step(house, US, made, act))["state"] == state
    stopped = await step(house, US, made, "learn", 422)
    assert [one["pointer"] for one in stopped["errors"]] == ["/evidence"]
    held = await house.change(US, place, {"add_links": [PROOF]})
    assert (await step(house, US, made, "learn"))["state"] == "learned"
    gone = await house.change(US, place, {"drop_links": [held["links"][0]["id"]]}, status=422)
    assert gone["errors"][0]["rule"] == "state_needs"
    await step(house, US, made, "back", 422)
    assert (await step(house, US, made, "back", reason="The report was withdrawn."))["state"] == "validated"
    told = await house.get(UK, f"{place}/history")
    assert told["items"][0]["after"] == {"state": "validated", "reason": "The report was withdrawn."}


async def test_a_step_that_there_is_not_and_a_step_from_what_one_has_not_read(house: House):
    made = await lesson(house)
    assert (await step(house, US, made, "learn", 409))["errors"][0]["rule"] == "no_such_step"
    path, client = f"/v1/lessons/{made['id']}/steps", await house.as_(US)
    body = {"act": "reject", "reason": "Hearsay."}
    assert (await client.post(path, json=body)).status_code == 428
    assert (await client.post(path, json=body, headers={"If-Match": '"old"'})).status_code == 412


async def test_owners_alone_write_and_who_audits_writes_nothing(house: House):
    made = await lesson(house)
    place = f"/v1/lessons/{made['id']}"
    await house.change(UK, place, {"title": "Ours"}, status=403)
    await step(house, UK, made, "reject", 403, reason="No.")
    await lesson(house, US_AUDITOR, 403)
    wider = {"label": shared("USA", "GBR", "AUS", "FRA")}
    await house.post(US, f"{place}/label", wider, 403, of=place)
    assert (await house.get(UK, place))["can"] == []


async def test_what_is_hidden_answers_as_what_is_not(house: House):
    made = await lesson(house, due="2026")
    client = await house.as_(FRA)
    for method, tail, body in (
        ("GET", "", None), ("GET", "/history", None), ("GET", "/counterparts", None),
        ("PATCH", "", {"title": "x"}), ("POST", "/steps", {"act": "reject", "reason": "x"}),
        ("POST", "/label", {"label": shared("FRA")}),
    ):  # fmt: skip
        answers = []
        for name in (made["id"], str(uuid4())):
            got = await client.request(
                method, f"/v1/lessons/{name}{tail}", json=body, headers={"If-Match": '"x"'}
            )
            answers.append((got.status_code, {k: v for k, v in got.json().items() if k not in _TRACED}))
        assert answers[0] == answers[1] and answers[0][0] == 404, (method, tail)
    for query in ("", "?topic=cell", "?nation=USA", "?due=overdue", "?sort=due", "?state=observation"):
        assert (await client.get(f"/v1/lessons{query}")).json() == {"items": [], "next": None}
    same = await house.post(FRA, "/v1/lessons", {"title": "Ours", "observation": "Seen."})
    tried = [
        await step(house, FRA, same, "duplicate", 422, duplicate_of=name)
        for name in (made["id"], str(uuid4()))
    ]
    assert tried[0]["errors"] == tried[1]["errors"]


_TRACED = {"trace_id", "instance", "traceId", "trace"}


async def test_a_narrower_label_takes_it_out_of_sight_with_its_past(house: House):
    made = await lesson(house)
    place = f"/v1/lessons/{made['id']}"
    await house.change(US, place, {"title": "Renamed"})
    await house.post(US, f"{place}/label", {"label": shared("USA", "GBR")}, 200, of=place)
    await house.get(AUS, f"{place}/history", 404)
    assert (await house.get(AUS, "/v1/lessons"))["items"] == []
    with worker(house) as conn:
        rows = conn.execute("SELECT payload FROM outbox WHERE topic LIKE '%.lesson.%' ORDER BY id").fetchall()
    assert len(rows) == 4  # created, changed, gone under the old label, as it is under the new
    assert b"Renamed" not in bytes(rows[2]["payload"])


async def test_a_tie_to_what_a_reader_may_not_know_shows_nothing_of_it(house: House):
    note = await house.item(title="For two", label=shared("USA", "GBR"))
    ties = [{"kind": "item", "target": note["id"], "note": "Why we know", "evidence": True}, PROOF]
    made = await lesson(house, links=ties)
    place = f"/v1/lessons/{made['id']}"
    assert [one["title"] for one in (await house.get(UK, place))["links"]] == ["For two", ""]
    seen = await house.get(AUS, place)
    assert [one["kind"] for one in seen["links"]] == ["text"]
    assert note["id"] not in str(seen) and "Why we know" not in str(seen)
    assert "For two" not in str(await house.get(AUS, f"{place}/history"))
    await house.change(AUS, place, {"add_links": [ties[0]]}, status=403)
    own = await house.post(AUS, "/v1/lessons", {"title": "Ours"})
    errors = []
    for name in (note["id"], str(uuid4())):
        patch = {"add_links": [{"kind": "item", "target": name}]}
        errors.append((await house.change(AUS, f"/v1/lessons/{own['id']}", patch, status=422))["errors"])
    assert errors[0] == errors[1]


async def test_an_edit_of_a_hidden_tie_leaves_what_others_read_as_it_is(house: House):
    note = await house.item(title="For two", label=shared("USA", "GBR"))
    made = await lesson(house)
    place, client = f"/v1/lessons/{made['id']}", await house.as_(AUS)
    before = [await client.get(place), await client.get(f"{place}/history")]
    await house.change(US, place, {"add_links": [{"kind": "item", "target": note["id"]}]})
    after = [await client.get(place), await client.get(f"{place}/history")]
    assert [one.content for one in before] == [one.content for one in after]
    assert before[0].headers["etag"] == after[0].headers["etag"]


async def test_a_lesson_is_found_by_every_name_of_its_topic(house: House):
    made = await lesson(house, tags=["C-IEDs", "Sandstorm"])
    assert made["topics"] == ["counter-IED"] and made["tags"] == ["Sandstorm"]
    for name in ("counter ied", "improvised explosive device", "counter-IED", "sand-storm", "SANDSTORM"):
        found = await house.get(UK, "/v1/lessons", topic=name)
        assert [one["id"] for one in found["items"]] == [made["id"]], name
    assert (await house.get(UK, "/v1/lessons", topic="medical"))["items"] == []
    offered = (await house.get(UK, "/v1/lesson-topics", q="improv"))["items"]
    assert [(one["name"], one["found_by"]) for one in offered] == [
        ("counter-IED", "improvised explosive devices")
    ]


async def test_a_new_synonym_finds_what_was_a_free_word(house: House):
    made = await lesson(house, tags=["Horned Owl"])
    await house.post(US, "/v1/lesson-topics", {"name": "night flying"}, 403)
    topic = await house.post(
        ADMIN, "/v1/lesson-topics", {"name": "night flying", "synonyms": ["horned owls"]}
    )
    taken = await house.post(ADMIN, "/v1/lesson-topics", {"name": "Night-Flying"}, 409)
    assert taken["errors"][0]["rule"] == "topic_exists"
    await house.change(ADMIN, f"/v1/lesson-topics/{topic['id']}", {"name": "flying by night"})
    for name in ("night flying", "flying by night"):
        found = await house.get(UK, "/v1/lessons", topic=name)
        assert [one["id"] for one in found["items"]] == [made["id"]], name


@pytest.mark.parametrize(("due", "bucket"), [("2026", "overdue"), ("2027-02", "soon"), ("2029", None)])
async def test_lessons_by_when_their_action_is_due(house: House, due: str, bucket: str | None):
    made = await lesson(house, due=due, action_nation="GBR")
    assert made["overdue"] == (bucket == "overdue")
    for asked in ("overdue", "soon"):
        found = await house.get(UK, "/v1/lessons", due=asked, nation="GBR", sort="due")
        assert [one["id"] for one in found["items"]] == ([made["id"]] if asked == bucket else [])


async def test_an_activity_is_told_of_lessons_from_similar_work_and_why(house: House):
    made = await lesson(house, tags=["C-IED"], countries=["IRQ"], tool="operation", begins="2003")
    other = await lesson(house, countries=["IRQ"])
    told = activity()
    await known(house, told, made)
    found = (await house.get(UK, "/v1/lessons/similar", activity=told.id))["items"]
    assert [one["id"] for one in found] == [made["id"]] and other["id"] not in str(found)
    assert found[0]["why"] == {
        "units": [], "areas": ["counter-IED"], "countries": ["IRQ"], "tool": "", "years": [2003, 2003],
    }  # fmt: skip
    assert (await house.get(FRA, "/v1/lessons/similar", activity=told.id)) == {"items": []}
    asked = await house.get(UK, "/v1/lessons/similar", area="c-ied", country="IRQ")
    assert [one["id"] for one in asked["items"]] == [made["id"]]


async def test_the_units_that_did_similar_work_are_those_that_the_reader_may_know_of(house: House):
    made = await lesson(house, countries=["IRQ"], capability_areas=["Counter IED"])
    for_two = await lesson(house, label=shared("USA", "GBR"))
    told = activity()
    await known(house, told, for_two)
    place = f"/v1/lessons/{made['id']}/counterparts"
    found = (await house.get(UK, place))["items"]
    assert found[0]["title"] == told.title and found[0]["why"]["years"] == [2027, 2027]
    assert found[0]["units"] == [{"nation": "GBR", "unit": "11 EOD Regiment"}]
    assert (await house.get(AUS, place))["items"] == []


async def test_an_activity_that_is_told_as_gone_is_forgotten_and_an_older_state_changes_nothing(house: House):
    made = await lesson(house, countries=["IRQ"], capability_areas=["Counter IED"])
    narrow = await lesson(house, label=shared("USA", "GBR"))
    told = activity(version=2)
    await known(house, told, made)
    await known(house, activity(id=told.id, title="As it was", version=1), made)
    place = f"/v1/lessons/{made['id']}/counterparts"
    assert [one["title"] for one in (await house.get(AUS, place))["items"]] == [told.title]
    await known(house, activity_pb2.ActivitySnapshot(id=told.id, deleted=True), made)
    assert (await house.get(AUS, place))["items"] == []
    await known(house, activity(id=told.id, title="Narrowed", version=3), narrow)
    await known(house, activity_pb2.ActivitySnapshot(id=told.id, deleted=True), made)  # told twice
    assert [one["title"] for one in (await house.get(UK, place))["items"]] == ["Narrowed"]
    assert (await house.get(AUS, place))["items"] == []


async def test_a_tasking_is_shown_as_its_reader_may_know_it(house: House):
    made = await lesson(house)
    narrow = await lesson(house, label=shared("USA", "GBR"))
    told = item_pb2.ItemSnapshot(id=str(uuid4()), ref="TSK-1", title="Do what is secret", version=1)
    with worker(house) as conn:
        ids = [
            conn.execute("SELECT label_id FROM lesson WHERE id = %s", [one["id"]]).fetchone()["label_id"]
            for one in (narrow, made)
        ]
        take_tasking(conn, told, ids[0], ids[1], house.clock.now)
    place = f"/v1/lessons/{made['id']}"
    await house.change(US, place, {"add_links": [{"kind": "tasking", "target": told.id}]})
    titles = [(await house.get(who, place))["links"][0]["title"] for who in (UK, AUS)]
    assert titles == ["Do what is secret", "TSK-1"]


async def test_a_key_makes_one_lesson_however_often_it_is_sent(house: House):
    key = str(UUID(int=7))
    body = {"title": "Once", "observation": "Seen."}
    first = await house.post(US, "/v1/lessons", body, key=key)
    assert (await house.post(US, "/v1/lessons", body, key=key))["id"] == first["id"]


async def test_a_withdrawn_lesson_leaves_the_list_and_comes_back(house: House):
    made = await lesson(house)
    place = f"/v1/lessons/{made['id']}"
    await house.change(US, place, {"withdrawn": True}, status=422)
    await house.change(US, place, {"withdrawn": True, "reason": "Said twice."})
    assert (await house.get(UK, "/v1/lessons"))["items"] == []
    assert len((await house.get(UK, "/v1/lessons", withdrawn=True))["items"]) == 1
    await step(house, US, made, "reject", 409, reason="No.")
    await house.change(US, place, {"withdrawn": False})
    assert len((await house.get(UK, "/v1/lessons"))["items"]) == 1
