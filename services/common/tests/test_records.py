"""What a unit writes at its end: whatever stands in the values, in order, in one statement."""

import contextlib

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import pq

from services.common.db import Actor, Database, OutboxEvent, unit_of_work
from services.common.db.records import AuditEntry, Flush, preparation
from services.common.testing import subject

NASTY = [
    "it's",
    'a "quoted" one',
    "back\\slash\\'",
    "%s %%",
    "$1; COMMIT; --",
    "{a,b}",
    "é 🛰 \n\t",
    "",
    "NULL",
    "\\x00",
]


@pytest.fixture
async def db(settings):
    database = Database(settings)
    await database.open()
    yield database
    await database.close()


@pytest.mark.parametrize(("audits", "events"), [(1, 0), (1, 1), (2, 4), (3, 0), (1, 5), (7, 30)])
async def test_every_value_arrives_as_it_was_and_events_in_order(db, database, audits, events):
    person = subject("USA", id="o'brien").subject()
    actor = Actor("o'brien", None, "USA", "a\\b", "POST /v1/'notes'", "t")
    async with unit_of_work(db, person, actor, reading=False) as unit:
        for number in range(audits):
            unit.exported(NASTY[number], NASTY)
        for number in range(events):
            payload = bytes(range(256)) + bytes([number])
            unit.emit(OutboxEvent("topic", NASTY[number % len(NASTY)], f"'{number}'", payload))
    with psycopg.connect(database.admin_dsn) as conn:
        read = conn.execute(
            "SELECT subject, nation, client, route, object_type, object_ids FROM audit_record ORDER BY id"
        ).fetchall()
        sent = conn.execute("SELECT key, type, payload, label FROM outbox ORDER BY id").fetchall()
    assert read == [
        ("o'brien", None, "a\\b", "POST /v1/'notes'", NASTY[number], NASTY) for number in range(audits)
    ]
    assert sent == [
        (NASTY[number % len(NASTY)], f"'{number}'", bytes(range(256)) + bytes([number]), None)
        for number in range(events)
    ]


async def test_what_no_database_can_hold_is_replaced_and_does_not_fail_the_write(db, database):
    actor = Actor("x", "USA", "USA", None, "GET /", "t")
    async with unit_of_work(db, subject("USA").subject(), actor, reading=False) as unit:
        unit.audit("read", "note", "a\0b'; DROP TABLE note; --", detail={"quoted": "it's \\ \""})
    with psycopg.connect(database.admin_dsn) as conn:
        rows = conn.execute("SELECT object_ids, detail FROM audit_record").fetchall()
    assert rows == [(["a�b'; DROP TABLE note; --"], {"quoted": "it's \\ \""})]


WAYS = ["ROLLBACK TO before", "DROP TABLE scratch", "DEALLOCATE ALL"]


@pytest.mark.parametrize("end", ["ROLLBACK", *WAYS])
async def test_a_connection_whose_prepared_statements_were_discarded_still_commits(settings, database, end):
    """psycopg deallocates all, ours too, after a rollback and the like on a connection."""
    one = Database(settings.model_copy(update={"pool_size": 1}))
    await one.open()
    person, actor = subject("USA").subject(), Actor("x", "USA", "USA", None, "GET /", "t")
    for _ in range(2):
        async with unit_of_work(one, person, actor, reading=False) as unit:
            await unit.conn.execute("SELECT %s::int", [1], prepare=True)
    async with one.connection() as conn:
        for number in range(110):  # psycopg looks at a ROLLBACK only where it forgot the one before
            await conn.execute(f"SELECT {number}".encode())
        await conn.execute("SELECT %s::int", [1], prepare=True)
    with contextlib.suppress(ValueError):
        async with unit_of_work(one, person, actor, reading=False) as unit:
            await unit.conn.execute("SELECT %s::int", [1], prepare=True)
            if end == "ROLLBACK":
                raise ValueError("refused")
            await unit.conn.execute("CREATE TEMP TABLE scratch (x int); SAVEPOINT before", prepare=False)
            await unit.conn.execute(end.encode(), prepare=False)
    for _ in range(2):
        async with unit_of_work(one, person, actor, reading=True) as unit:
            await unit.conn.execute("SELECT %s::int", [1], prepare=True)
    await one.close()
    with psycopg.connect(database.admin_dsn) as conn:
        row = conn.execute("SELECT count(*) FROM audit_record").fetchone()
    assert row == (4 if end == "ROLLBACK" else 5,)


@pytest.fixture(scope="module")
def plain(postgres_server):
    with psycopg.connect(postgres_server.dsn("postgres"), autocommit=True) as conn:
        conn.execute(
            "CREATE TEMP TABLE audit_record (subject text, nation text, acts_for text, client text, "
            "route text, trace text, action text, object_type text, object_ids text[], label text, "
            "outcome text, detail jsonb, traceparent text)"
        )
        conn.execute(preparation(1, 0), prepare=False)
        yield conn


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=30)


@given(TEXTS, st.lists(TEXTS, max_size=4), st.none() | TEXTS)
def test_quoting_is_the_identity(plain, one, several, perhaps):
    flush = Flush(plain.pgconn)
    flush.audit(
        Actor(one, perhaps, None, None, one, one), AuditEntry(one, one, several, perhaps, one, {"a": one})
    )
    plain.execute("TRUNCATE audit_record")
    plain.execute(flush.statement(), prepare=False)
    row = plain.execute(
        "SELECT subject, nation, action, object_ids, label, detail->>'a' FROM audit_record"
    ).fetchall()
    assert row == [(one, perhaps, one, several, perhaps, one)]
    assert plain.info.transaction_status == pq.TransactionStatus.IDLE
