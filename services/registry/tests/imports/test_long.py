"""What does not end in one go: a reader that dies, names that clash late, and a whole source that is gone."""

import psycopg
import pytest

from services.registry.imports import source, undo
from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import act, begun, csv_of, ended, imported, work

ROWS = [[str(n), f"Course {n}", "Fiji", "2026-05-01", "2", "$10", f"Unit {n % 7}"] for n in range(40)]


def everything(house: House, postgres_server) -> dict[str, int]:
    """How many rows stand in each table, whoever may read them."""
    name = house.app.state.settings.app_dsn.rpartition("/")[2].partition("?")[0]
    with psycopg.connect(postgres_server.dsn(name)) as conn:
        tables = conn.execute(
            "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public'"
        ).fetchall()
        found = (
            (table, conn.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()) for (table,) in tables
        )
        return {table: row[0] for table, row in found if row is not None}


async def test_an_import_goes_on_after_its_reader_died(house: House, monkeypatch):
    monkeypatch.setattr(source, "SIZE", 5)
    one = await begun(house, csv_of(ROWS))
    await act(house, one, "start")
    took = source.Source._take

    def dies(self, child):
        found = took(self, child)
        if found is not None and found.number == 3:
            child.kill()
            child.stdout.read()  # what it had said before
        return found

    monkeypatch.setattr(source.Source, "_take", dies)
    with pytest.raises(RuntimeError, match="reader"):
        await work(house)
    broken = await house.get(US, f"/v1/imports/{one['id']}")
    assert broken["state"] == "running" and broken["counts"]["new"] < len(ROWS)
    monkeypatch.setattr(source.Source, "_take", took)
    house.clock.now = house.clock.now.replace(year=2030)  # past the lease
    done = await ended(house, one)
    assert (done["state"], done["counts"]["new"], done["counts"]["rows"]) == ("done", len(ROWS), len(ROWS))


async def test_a_name_that_stands_again_much_later_is_refused_once(house: House, monkeypatch):
    monkeypatch.setattr(source, "SIZE", 5)
    one = await begun(house, csv_of([*ROWS, ROWS[2], ["99", *ROWS[3][1:]]]))
    mapping = one["mapping"]
    mapping["identity"] |= {"source": "desk", "column": "id"}
    one = await act(house, one, "mapping", mapping, status=200, method="PUT")
    await act(house, one, "start")
    done = await ended(house, one)
    assert {name: done["counts"].get(name) for name in ("rows", "new", "refused")} == {
        "rows": 42, "new": 41, "refused": 1,
    }  # fmt: skip
    kinds = (await house.get(US, f"/v1/imports/{done['id']}/message-kinds"))["items"]
    assert [(one["kind"], one["count"]) for one in kinds if one["severity"] == "error"] == [("id_twice", 1)]


async def test_a_whole_source_is_withdrawn_batch_by_batch_and_stands_again(
    house: House, postgres_server, monkeypatch
):
    monkeypatch.setattr(undo, "WITHDRAWN", 15)
    await imported(house, csv_of(ROWS))
    before = everything(house, postgres_server)
    after = await imported(house, csv_of(ROWS[:1]), gone="withdraw")
    assert {name: after["counts"].get(name) for name in ("same", "gone", "withdrawn")} == {
        "same": 1, "gone": 39, "withdrawn": 39,
    }  # fmt: skip
    records = (await house.get(US, "/v1/activities?status=cancelled&limit=100"))["items"]
    assert len(records) == 39
    await act(house, after, "undo")
    assert (await ended(house, after))["state"] == "undone"
    assert (await house.get(US, "/v1/activities?status=cancelled"))["items"] == []
    # what was done stays told, to auditors and to partner systems
    more = {"audit_record", "outbox", "import_file", "idempotency_key", "activity_change"}
    due = {"words_due", "duplicate_due", "overlap_due", "presence_due"}  # what the workers look at anew
    now = everything(house, postgres_server)
    told = {table for table in now if not table.endswith("_delta")} - more - due
    assert {table: now[table] for table in told} == {table: before[table] for table in told}
