"""The unit of work: its mask, its commit, its roles."""

import asyncio
import contextlib

import psycopg
import pytest
from fastapi import FastAPI

from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.db.database import worker_connection
from services.common.db.labels import LabelStore
from services.common.errors import Problem
from services.common.labels import Label, default_policy
from services.common.testing import subject
from services.common.tests.example.notes import NoteRow
from services.common.tests.test_notes import SHARED, US, make

POLICY = default_policy().identifier
ACTOR = Actor("someone", "USA", "USA", None, "TEST /", "0" * 32)
INSERT = """INSERT INTO note (id, label_id, title, created_at, created_by, updated_at, updated_by)
VALUES (uuidv7(), %s, %s, now(), 'x', now(), 'x')"""


def label(*owner: str, coi: tuple[str, ...] = ()) -> Label:
    return Label(POLICY, 2, owner, coi=coi)


def unit(database: Database, nation: str = "USA", *, reading: bool = False):
    return unit_of_work(database, subject(nation).subject(), ACTOR, reading=reading)


async def titles(unit: Unit) -> list[str]:
    rows = await (await unit.conn.execute("SELECT title FROM note ORDER BY title")).fetchall()
    return [row["title"] for row in rows]


@pytest.fixture
async def db(settings):
    database = Database(settings)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def elsewhere(settings):
    """The same database as another process has it, with caches of its own."""
    database = Database(settings)
    await database.open()
    yield database
    await database.close()


async def test_a_label_from_another_process_neither_hides_nor_shows_a_row(db, elsewhere):
    async with unit(db) as first:
        assert await titles(first) == []
    async with unit(elsewhere) as writer:
        await writer.conn.execute(INSERT, [await writer.intern(label("USA", "GBR")), "both"])
        await writer.conn.execute(INSERT, [await writer.intern(label("USA")), "ours"])
    async with unit(db) as american, unit(db, "GBR", reading=True) as british:
        assert await titles(american) == ["both", "ours"]
        assert await titles(british) == ["both"]


async def test_a_reading_unit_sees_one_moment(db, elsewhere):
    async with unit(db, reading=True) as reader:
        assert await titles(reader) == []
        async with unit(elsewhere) as writer:
            await writer.conn.execute(INSERT, [await writer.intern(label("USA")), "late"])
        assert await titles(reader) == []


async def test_without_a_mask_and_as_owner_nothing_is_seen(db, database):
    async with unit(db) as writer:
        await writer.conn.execute(INSERT, [await writer.intern(label("USA")), "ours"])
    for dsn in (database.app_dsn, database.owner_dsn):
        with psycopg.connect(dsn) as conn:
            assert conn.execute("SELECT * FROM note").fetchall() == []
    with worker_connection(db.settings) as worker:
        assert len(worker.execute("SELECT * FROM note").fetchall()) == 1


async def test_the_mask_ends_with_its_transaction(db):
    async with unit(db) as writer:
        await writer.conn.execute(INSERT, [await writer.intern(label("USA")), "ours"])
    async with db.connection() as conn:
        assert await (await conn.execute("SELECT * FROM note")).fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM outbox",
        "SELECT * FROM audit_record",
        "DELETE FROM outbox",
        "UPDATE audit_record SET outcome = 'x'",
        "UPDATE security_label SET body = '{}'",
        "DELETE FROM security_label",
        "DELETE FROM note",
        "UPDATE label_count SET n = 0",
        "SELECT * FROM inbox",
        "CREATE TABLE mine (x int)",
    ],
)
async def test_the_app_role_may_not(database, statement):
    with psycopg.connect(database.app_dsn) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(statement)


async def test_with_check_refuses_a_label_that_the_writer_cannot_read(db):
    hidden = await db.labels.intern(label("USA"))
    with pytest.raises(Problem) as refused:
        async with unit(db, "AUS") as writer:
            await writer.conn.execute(INSERT, [hidden, "smuggled"])
    assert (refused.value.status, refused.value.errors[0].rule) == (422, "label_not_permitted")
    async with unit(db) as reader:
        assert await titles(reader) == []


async def test_a_row_cannot_be_moved_under_a_label_that_the_writer_cannot_read(db):
    hidden = await db.labels.intern(label("USA"))
    async with unit(db, "AUS") as writer:
        await writer.conn.execute(INSERT, [await writer.intern(label("AUS")), "ours"])
    with pytest.raises(Problem) as refused:
        async with unit(db, "AUS") as writer:
            await writer.conn.execute("UPDATE note SET label_id = %s", [hidden])
    assert refused.value.status == 422


async def test_an_error_that_was_swallowed_is_no_commit(db):
    with pytest.raises(Problem) as failed:
        async with unit(db) as writer:
            await writer.conn.execute(INSERT, [await writer.intern(label("USA")), "lost"])
            with contextlib.suppress(psycopg.errors.DivisionByZero):
                await writer.conn.execute("SELECT 1 / 0")
    assert failed.value.status == 500


@pytest.mark.faults
async def test_a_connection_killed_at_the_commit_is_a_500_and_the_next_request_works(
    app: FastAPI, american, database, monkeypatch
):
    whole = Unit.commit

    async def killed(self: Unit) -> None:
        with psycopg.connect(database.admin_dsn, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [self.conn.info.backend_pid])
        await whole(self)

    monkeypatch.setattr(Unit, "commit", killed)
    failed = await make(american)
    assert (failed.status_code, failed.json()["type"]) == (500, "urn:entente:problem:internal")
    monkeypatch.setattr(Unit, "commit", whole)
    assert (await american.get("/v1/notes")).json()["items"] == []
    assert (await make(american)).status_code == 201


async def test_the_answer_is_sent_after_the_commit(app: FastAPI, american, database):
    seen: list[int] = []
    inner = app.middleware_stack

    async def watching(scope, receive, send):
        async def send_and_look(message):
            if message["type"] == "http.response.start":
                with psycopg.connect(database.admin_dsn) as conn:
                    row = conn.execute("SELECT count(*) FROM note").fetchone()
                    seen.append(row[0] if row else -1)
            await send(message)

        await inner(scope, receive, send_and_look)

    await american.get("/healthz")  # the stack is made at the first request
    inner = app.middleware_stack
    app.middleware_stack = watching
    assert (await make(american)).status_code == 201
    assert seen == [1]


async def test_what_the_worker_saw_never_stays_with_the_subject(db):
    async with unit(db) as writer:
        await writer.conn.execute(INSERT, [await writer.intern(label("USA")), "hidden"])
    async with unit(db, "AUS") as reader:
        async with reader.as_worker() as session:
            rows = await (await reader.conn.execute("SELECT id FROM note")).fetchall()
            found = await session.get(NoteRow, rows[0]["id"])
            assert found is not None and found.title == "hidden"
        assert await (await reader.session()).get(NoteRow, rows[0]["id"]) is None
        assert await titles(reader) == []


async def test_a_failure_as_worker_gives_the_role_back(db):
    async with unit(db, "AUS") as reader:
        with pytest.raises(ValueError, match="stop"):
            async with reader.as_worker():
                raise ValueError("stop")
        row = await (await reader.conn.execute("SELECT current_user AS name")).fetchone()
        assert row == {"name": "example_app"}


async def test_a_session_cannot_commit_by_itself(db, database):
    with pytest.raises(ValueError, match="later"):
        async with unit(db) as writer:
            label_id = await writer.intern(label("USA"))
            session = await writer.session()
            await writer.conn.execute(INSERT, [label_id, "first"])
            await session.commit()
            raise ValueError("later")
    async with unit(db) as reader:
        assert await titles(reader) == []


async def test_labels_interned_at_once_get_one_id_each_without_gaps(settings):
    stores = [LabelStore(settings.app_dsn) for _ in range(6)]
    labels = [label("USA", coi=(f"C{number}",)) for number in range(40)]
    found = await asyncio.gather(*(store.intern(one) for one in labels for store in stores))
    assert sorted(set(found)) == list(range(40))
    assert all(len(set(found[start : start + 6])) == 1 for start in range(0, 240, 6))
    for store in stores:
        await store.close()


async def test_a_thread_interns_like_a_request(db, settings):
    known = await db.labels.intern(label("USA"))
    store = LabelStore(settings.worker_dsn)
    with worker_connection(settings) as conn:
        assert store.intern_sync(conn, label("USA")) == known
        assert store.intern_sync(conn, label("GBR")) == known + 1
        assert store.intern_sync(conn, label("GBR")) == known + 1
    async with unit(db, "GBR") as british:
        assert await british.label(known + 1) == label("GBR")
        assert british.permitted.allows(known + 1)


async def test_an_abandoned_request_leaves_no_connection_behind(settings):
    database = Database(settings.model_copy(update={"pool_size": 1}))
    await database.open()

    async def slow() -> None:
        async with unit(database) as abandoned:
            await abandoned.conn.execute("SELECT pg_sleep(30)")

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(20), unit(database) as next_one:
        assert await titles(next_one) == []
    await database.close()


async def test_a_unit_that_is_cut_off_in_a_command_ends_with_what_ended_it(db):
    with pytest.raises(KeyError):
        async with unit(db) as cut:
            cut.conn.pgconn.send_query(b"SELECT pg_sleep(600)")
            raise KeyError
    assert cut.conn.closed
    async with unit(db) as next_one:
        assert await titles(next_one) == []


async def test_a_pool_that_stays_busy_is_a_503(settings):
    database = Database(settings.model_copy(update={"pool_size": 1}))
    database.pool.timeout = 0.05
    await database.open()
    async with unit(database):
        with pytest.raises(Problem) as busy:
            async with unit(database):
                pass
    assert (busy.value.status, busy.value.headers["Retry-After"]) == (503, "1")
    await database.close()


async def test_relabelling_moves_the_counts(american, australian, db):
    await make(american, label=SHARED)
    await make(american, label=US)
    async with unit(db) as writer:
        hidden = await writer.intern(Label(POLICY, 2, ("USA",)))
        await writer.conn.execute("UPDATE note SET label_id = %s", [hidden])
    assert (await american.get("/v1/notes/count")).json() == {"notes": 2}
    assert (await australian.get("/v1/notes/count")).json() == {"notes": 0}


async def test_who_comes_when_too_many_wait_for_a_connection_is_told_so(db):
    db.pool.max_waiting = 1
    async with contextlib.AsyncExitStack() as taken:
        for _ in range(db.pool.max_size):
            await taken.enter_async_context(db.connection())
        waiting = asyncio.create_task(db.pool.getconn())
        while not db.pool.get_stats().get("requests_waiting"):
            await asyncio.sleep(0)
        with pytest.raises(Problem) as refused:
            async with db.connection():
                pass
        assert (refused.value.status, refused.value.type) == (503, "busy")
    await db.pool.putconn(await waiting)


async def test_of_two_changes_that_wait_for_each_other_one_is_told_to_come_again(db, american):
    notes = [(await make(american, title)).json()["id"] for title in ("one", "two")]
    both_hold = asyncio.Barrier(2)
    lock = "UPDATE note SET title = title WHERE id = %s"

    async def change(first: str, second: str) -> None:
        async with unit(db) as writer:
            await writer.conn.execute(lock, [first])
            await both_hold.wait()
            await writer.conn.execute(lock, [second])

    done = await asyncio.gather(change(*notes), change(*reversed(notes)), return_exceptions=True)
    refused = [problem for problem in done if problem is not None]
    assert [(problem.status, problem.type) for problem in refused] == [(503, "busy")]


async def test_who_waits_for_another_longer_than_a_statement_may_is_told_to_come_again(db, american):
    note = (await make(american, "one")).json()["id"]
    lock = "UPDATE note SET title = title WHERE id = %s"
    async with unit(db) as holder:
        await holder.conn.execute(lock, [note])
        with pytest.raises(Problem) as refused:
            async with unit(db) as waiting:
                await waiting.conn.execute("SET LOCAL statement_timeout = '20ms'")
                await waiting.conn.execute(lock, [note])
    assert (refused.value.status, refused.value.type) == (503, "busy")
