"""The example, from request to row: what every service gets by using the plumbing."""

import base64
import uuid

import orjson
import psycopg
import pytest

US = {"level": "CONFIDENTIAL", "owner": ["USA"]}
SHARED = {"level": "CONFIDENTIAL", "owner": ["USA"], "rel": ["AUS"]}


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


async def make(client, title="A note", label=SHARED, **extra):
    return await client.post("/v1/notes", json={"title": title, "label": label, **extra}, headers=key())


async def test_without_a_token_everything_is_401(anonymous):
    answer = await anonymous.get("/v1/notes")
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:entente:problem:token-missing"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_note_is_made_listed_and_read_by_those_who_may(american, australian):
    made = await make(american, "Shared")
    assert made.status_code == 201, made.text
    assert made.json()["label"]["readable_by"]["nations"] == ["AUS", "USA"]
    assert "Australia and the United States" in made.json()["label"]["readable_by"]["words"]
    await make(american, "Our own", US)
    assert [item["title"] for item in (await american.get("/v1/notes")).json()["items"]] == [
        "Our own",
        "Shared",
    ]
    seen = (await australian.get("/v1/notes")).json()
    assert [item["title"] for item in seen["items"]] == ["Shared"] and seen["next"] is None
    assert seen["items"][0]["label"] == made.json()["label"]


async def test_hidden_and_missing_answer_byte_for_byte_alike(american, australian):
    hidden = (await make(american, label=US)).json()["id"]
    answers = [await australian.get(f"/v1/notes/{one}") for one in (hidden, uuid.uuid4(), "no-uuid-at-all")]
    for answer in answers:
        body = answer.json()
        assert len(body.pop("trace_id")) == 32
        assert answer.status_code == 404
        assert body == {
            "type": "urn:entente:problem:not-found", "title": "Nothing is found here under this address",
            "status": 404, "detail": "", "errors": [],
        }  # fmt: skip
        assert set(answer.headers) == {"content-length", "content-type"}


async def test_counts_are_of_visible_rows(american, australian):
    for label in (US, US, SHARED):
        await make(american, label=label)
    assert (await american.get("/v1/notes/count")).json() == {"notes": 3}
    assert (await australian.get("/v1/notes/count")).json() == {"notes": 1}


async def test_a_label_that_the_writer_may_not_read_is_refused(australian):
    answer = await make(australian, label=US)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": "/label", "rule": "label_not_permitted", "detail": "You could not read what you write."}
    ]


async def test_a_change_needs_the_present_etag(american):
    made = await make(american)
    path, patch = f"/v1/notes/{made.json()['id']}", {"title": "New"}
    assert (await american.patch(path, json=patch)).status_code == 428
    assert (await american.patch(path, json=patch, headers={"If-Match": '"old"'})).status_code == 412
    read = await american.get(path)
    changed = await american.patch(path, json=patch, headers={"If-Match": read.headers["etag"]})
    assert changed.status_code == 200 and changed.headers["etag"] != read.headers["etag"]
    assert (await american.get(path)).headers["etag"] == changed.headers["etag"]
    assert (
        await american.patch(path, json=patch, headers={"If-Match": read.headers["etag"]})
    ).status_code == 412


async def test_pages_meet_without_gap_or_repetition(american):
    for number in range(7):
        await make(american, f"Note {number}")
    titles, cursor = [], None
    while True:
        query = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = (await american.get("/v1/notes", params=query)).json()
        titles += [item["title"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert titles == [f"Note {number}" for number in range(6, -1, -1)]


async def test_a_cursor_of_another_list_is_refused(american):
    answer = await american.get("/v1/notes", params={"cursor": "bm9uc2Vuc2U"})
    assert answer.status_code == 422 and answer.json()["errors"][0]["rule"] == "cursor_unknown"


@pytest.mark.parametrize("place", [1, 2])
@pytest.mark.parametrize("value", ["no date, no id", "\x00"])
async def test_a_made_up_cursor_is_refused(american, place, value):
    await make(american, "One")
    await make(american, "Two")
    good = (await american.get("/v1/notes", params={"limit": 1})).json()["next"]
    parts = orjson.loads(base64.urlsafe_b64decode(good + "=" * (-len(good) % 4)))
    parts[place] = value
    made_up = base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")
    answer = await american.get("/v1/notes", params={"cursor": made_up})
    assert answer.status_code == 422 and answer.json()["errors"][0]["rule"] == "cursor_unknown"
    assert (await american.get("/v1/notes", params={"cursor": good})).status_code == 200


async def test_a_text_with_a_nul_is_refused(american):
    answer = await make(american, "a\x00b")
    errors = [(error["pointer"], error["rule"]) for error in answer.json()["errors"]]
    assert answer.status_code == 422 and errors == [("/title", "no_nul")]


async def test_reading_and_refusal_are_audited(american, australian, database):
    hidden = (await make(american, label=US)).json()["id"]
    await australian.get(f"/v1/notes/{hidden}")
    await american.get("/v1/notes")
    with psycopg.connect(database.admin_dsn) as conn:
        rows = conn.execute(
            "SELECT action, outcome, subject, nation, object_ids, route FROM audit_record ORDER BY id"
        ).fetchall()
        label = conn.execute("SELECT label FROM audit_record WHERE action = 'create'").fetchone()
    assert rows == [
        ("create", "done", "usa-1", "USA", [hidden], "POST /v1/notes"),
        ("denied", "not-found", "aus-1", "AUS", [hidden], "GET /v1/notes/{note_id}"),
        ("read", "done", "usa-1", "USA", [hidden], "GET /v1/notes"),
    ]
    assert label is not None and '"owner":["USA"]' in label[0]


async def test_event_and_audit_stand_or_fall_with_the_write(american, database):
    failed = await make(american, parent_id=str(uuid.uuid4()))  # a foreign key that is checked at the commit
    assert failed.status_code == 500
    assert failed.json()["type"] == "urn:entente:problem:internal"
    assert "note" not in failed.text.lower().replace("not", "")
    with psycopg.connect(database.admin_dsn) as conn:
        assert conn.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM note").fetchone() == (0,)
    assert (await make(american)).status_code == 201
    with psycopg.connect(database.admin_dsn) as conn:
        rows = conn.execute(
            "SELECT topic, type, payload, label IS NOT NULL, traceparent FROM outbox"
        ).fetchall()
    assert rows[0][:4] == ("entente.example.note.v1", "note.changed", b"\x01", True)
    assert rows[0][4].startswith("00-")


async def test_the_worker_cascades_over_hidden_rows_without_showing_them(american, australian, database):
    shared = (await make(american)).json()["id"]
    await make(american, label=US)
    assert (await australian.post(f"/v1/notes/{shared}/touch-all")).json() == {"notes": 1}
    with psycopg.connect(database.admin_dsn) as conn:
        assert conn.execute("SELECT version FROM note").fetchall() == [(2,), (2,)]


@pytest.mark.parametrize("title", ["", " ", "x" * 201, None, 5])
async def test_a_bad_field_is_named_and_not_echoed(american, title):
    answer = await make(american, title)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/title"]
    assert "xxxx" not in answer.text
