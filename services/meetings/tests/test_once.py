"""Nothing stands twice: one annotation of an item on a meeting, one appointment of a person to a post."""

import asyncio
from typing import Any

import psycopg
import pytest

from services.common.migrate import newest_revision, present_revision, upgrade, versions_folder
from services.common.references import uuid7
from services.common.testing import WITHOUT_LETTER_STATES
from services.meetings.tests.conftest import UK_SECRETARY, US_HEAD, US_SECRETARY, House, person_id
from services.meetings.tests.ladder import UK_ONLY, ladder, lines
from services.meetings.tests.test_records import rows

HEAD = {
    "nation": "USA", "post": "deputy", "person_id": person_id(US_HEAD), "name": "Avery",
    "since": "2027-02-01", "until": "2027-02-28",
}  # fmt: skip


async def at_once(house: House, path: str, body: Any, many: int = 6) -> list[Any]:
    """The answers to one request that is sent many times at once, each as if it were another."""
    client = await house.as_(US_SECRETARY)
    keys = [{"Idempotency-Key": str(uuid7())} for _ in range(many)]
    return await asyncio.gather(*(client.post(path, json=body, headers=key) for key in keys))


async def test_of_one_appointment_sent_many_times_at_once_one_is_made(house: House):
    forum = await house.forum(US_SECRETARY, "ast", ["USA", "GBR"])
    answers = await at_once(house, f"/v1/forums/{forum['id']}/appointments", HEAD)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert [(e["pointer"], e["rule"]) for e in refused["errors"]] == [("/person_id", "appointed_once")]
    assert await rows(house, "SELECT count(*) AS n FROM appointment") == [{"n": 1}]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"since": "2027-02-28", "until": None}, 409),
        ({"since": "2027-01-01", "until": "2027-02-01"}, 409),
        ({"since": "2027-01-01", "until": None}, 409),
        ({"since": "2027-03-01", "until": None}, 201),
        ({"since": "2027-01-01", "until": "2027-01-31"}, 201),
        ({"post": "secretary"}, 201),
    ],
)
async def test_a_person_holds_a_post_once_at_a_time(house: House, body, status):
    forum = await house.forum(US_SECRETARY, "ast", ["USA", "GBR"])
    place = f"/v1/forums/{forum['id']}/appointments"
    await house.post(US_SECRETARY, place, HEAD)
    await house.post(US_SECRETARY, place, HEAD | body, status=status)


async def test_a_post_is_not_prolonged_into_the_next_appointment(house: House):
    forum = await house.forum(US_SECRETARY, "ast", ["USA", "GBR"])
    place = f"/v1/forums/{forum['id']}/appointments"
    await house.post(US_SECRETARY, place, HEAD)
    made = await house.post(US_SECRETARY, place, HEAD | {"since": "2027-04-01", "until": None})
    first = f"/v1/appointments/{made['appointments'][0]['id']}"
    for until, status in (("2027-03-31", 200), ("2027-04-01", 409), (None, 409)):
        await house.change(US_SECRETARY, first, {"until": until}, status=status)


async def test_of_one_pick_sent_many_times_at_once_one_annotation_is_made(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    answers = await at_once(house, f"/v1/meetings/{on.talks['id']}/agenda/pick", {"item": tasking["id"]})
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await rows(house, "SELECT count(*) AS n FROM agenda_entry") == [{"n": 1}]


NARROW = """
UPDATE agenda_entry SET minutes = 7, label_id = (SELECT label_id FROM agenda_entry WHERE title = 'Ours')
WHERE id = %s
"""


async def test_an_annotation_under_another_label_neither_shows_nor_stands_in_the_way(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    place = f"/v1/meetings/{on.talks['id']}/agenda/pick"
    theirs = {"title": "Ours", "label": UK_ONLY}
    await house.post(UK_SECRETARY, f"/v1/meetings/{on.talks['id']}/agenda", theirs)
    hidden = await house.post(US_SECRETARY, place, {"item": tasking["id"]})
    with psycopg.connect(house.app.state.settings.worker_dsn) as connection:
        connection.execute(NARROW, [hidden["id"]])
    made = await house.post(US_SECRETARY, place, {"item": tasking["id"]})
    (line,) = lines(await on.agenda(US_HEAD))
    assert made["id"] != hidden["id"] and (line["entry_id"], line["minutes"]) == (made["id"], None)


DOUBLE = """
INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(),
    'updated_at', updated_at + INTERVAL '1 second') || %s)).* FROM {table} t WHERE id = %s
"""


async def test_what_stood_twice_before_stands_once_and_the_other_is_kept(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    entry = await house.post(
        US_SECRETARY, f"/v1/meetings/{on.talks['id']}/agenda/pick", {"item": tasking["id"]}
    )
    post = on.ast["appointments"][0]["id"]
    with psycopg.connect(house.owner_dsn) as owner:
        owner.execute("DROP INDEX agenda_entry_once, appointment_once")
        owner.execute("DROP INDEX decision_missed, item_missed, outcome_missed")  # what came after
        owner.execute(WITHOUT_LETTER_STATES.encode())
        owner.execute("UPDATE alembic_version SET version_num = 'm0002'")
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        worker.execute(DOUBLE.format(table="agenda_entry"), ['{"picked": false, "minutes": 5}', entry["id"]])
        worker.execute(DOUBLE.format(table="appointment"), ['{"billet": "later"}', post])
    folder = versions_folder("meetings")
    assert upgrade(house.owner_dsn, folder) is True
    assert present_revision(house.owner_dsn) == newest_revision(folder)
    assert await rows(house, "SELECT picked, minutes FROM agenda_entry") == [{"picked": True, "minutes": 5}]
    assert await rows(house, "SELECT count(*) AS n FROM appointment WHERE forum_id = %s", on.ast["id"]) == [
        {"n": 4}
    ]
    kept = "SELECT body ->> 'id' AS id FROM {}_version WHERE body ->> 'id' = %s"
    assert await rows(house, kept.format("agenda_entry"), entry["id"])
    assert await rows(house, kept.format("appointment"), post)
