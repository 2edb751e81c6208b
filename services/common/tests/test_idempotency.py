"""A creating request that is sent twice."""

import asyncio
import uuid

import psycopg

from services.common.db.database import worker_connection
from services.common.idempotency import sweep
from services.common.tests.test_notes import SHARED, US


async def post(client, key, title="A note", label=SHARED):
    return await client.post(
        "/v1/notes", json={"title": title, "label": label}, headers={"Idempotency-Key": key}
    )


async def test_a_creating_request_needs_a_key(american):
    answer = await american.post("/v1/notes", json={"title": "x", "label": SHARED})
    assert (answer.status_code, answer.json()["type"]) == (
        428,
        "urn:entente:problem:idempotency-key-required",
    )


async def test_a_repeated_request_answers_with_the_same_record(american):
    key = str(uuid.uuid4())
    first, second = await post(american, key), await post(american, key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json() and first.headers["etag"] == second.headers["etag"]
    assert len((await american.get("/v1/notes")).json()["items"]) == 1


async def test_the_same_key_with_another_body_is_refused(american):
    await post(american, "k1")
    answer = await post(american, "k1", "Another")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:entente:problem:idempotency-key-reused")


async def test_the_same_key_of_another_person_is_another_key(american, australian):
    answers = await asyncio.gather(
        post(american, "k1"), post(australian, "k1", label={**SHARED, "owner": ["AUS"]})
    )
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] != answers[1].json()["id"]


async def test_of_many_at_once_one_makes_it_and_the_others_replay(american):
    answers = await asyncio.gather(*(post(american, "k1") for _ in range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_a_replay_is_rendered_under_todays_rights(american, australian, database):
    await post(australian, "k1", label={**SHARED, "owner": ["AUS"]})
    await post(american, "k2", label=US)
    with psycopg.connect(database.admin_dsn) as conn:
        conn.execute("UPDATE note SET label_id = (SELECT max(label_id) FROM note)")
    assert (await post(australian, "k1", label={**SHARED, "owner": ["AUS"]})).status_code == 404


async def test_a_failed_request_leaves_its_key_free(american):
    refused = await post(american, "k1", label={**SHARED, "owner": ["AUS"], "rel": []})
    assert refused.status_code == 422
    assert (await post(american, "k1")).status_code == 201


async def test_old_keys_are_forgotten(american, database, settings):
    await post(american, "k1")
    await post(american, "k2")
    with psycopg.connect(database.admin_dsn) as conn:
        conn.execute("UPDATE idempotency_key SET at = at - interval '3 days' WHERE key = 'k1'")
    with worker_connection(settings) as worker:
        assert sweep(worker) == 1
