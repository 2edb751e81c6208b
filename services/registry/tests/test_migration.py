"""A registry of an earlier revision with work in it: migrated, it keeps all, and goes on as before."""

import psycopg
import pytest

from services.common.migrate import newest_revision, present_revision, upgrade, versions_folder
from services.registry.tests.conftest import UK, US, House, shared
from services.registry.tests.imports.importing import ROWS, act, csv_of, ended, imported
from services.registry.tests.test_hosts import POLICE

LATER = (
    "ALTER TABLE import_file DROP COLUMN attempts, DROP COLUMN reached",
    "ALTER TABLE unit DROP COLUMN kept",
    "DROP TABLE feed_state",
    "ALTER TABLE capacity DROP COLUMN withdrawn",
    "ALTER TABLE objective DROP COLUMN withdrawn",
    "DROP INDEX activity_ref",
    "ALTER TABLE activity ADD CONSTRAINT activity_ref_key UNIQUE (ref)",
    "CREATE INDEX activity_import ON activity (import_id, row_no) WHERE import_id IS NOT NULL",
    "DROP TRIGGER unit_insert_known ON unit",
    "DROP TRIGGER unit_update_known ON unit",
    "DROP FUNCTION unit_known()",
    "ALTER TABLE unit ADD FOREIGN KEY (label_id) REFERENCES security_label (id)",
    "ALTER TABLE duplicate_due ADD COLUMN activity_id uuid",
    "INSERT INTO duplicate_due (ids, activity_id) SELECT '{}', unnest(ids) FROM duplicate_due",
    "DELETE FROM duplicate_due WHERE activity_id IS NULL",
    "ALTER TABLE duplicate_due DROP COLUMN ids",
    "UPDATE alembic_version SET version_num = 'r0010'",
)
"""What came after r0010, taken back."""
TABLES = ("activity", "activity_version", "unit", "capacity", "objective", "import_batch")
BOTH = shared("USA", "GBR")


def everything(house: House) -> dict[str, list[object]]:
    """Every record but for the columns that were added, and what is due for a comparison."""
    found: dict[str, list[object]] = {}
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        for table in TABLES:
            query = f"SELECT to_jsonb(t) - 'withdrawn' AS row FROM {table} t ORDER BY 1"
            found[table] = [row[0] for row in worker.execute(query.encode())]
        found["due"] = worker.execute("SELECT unnest(ids) AS id FROM duplicate_due ORDER BY 1").fetchall()
    return found


async def test_a_registry_of_before_its_cheap_writes_keeps_all_and_is_undone_as_ever(house: House):
    done = await imported(house, csv_of(ROWS))
    told = await house.activity()
    await house.change(US, f"/v1/activities/{told['id']}", {"title": "Larger exercise"})
    await house.post(US, "/v1/objectives", POLICE | {"label": BOTH})
    made = await house.post(US, "/v1/hosts/IRQ/capacities", {"activities": 1, "label": BOTH})
    before = everything(house)
    assert all(before.values())
    with psycopg.connect(house.owner_dsn) as owner:
        for statement in LATER:
            owner.execute(statement.encode())
    folder = versions_folder("registry")
    assert upgrade(house.owner_dsn, folder) is True
    assert present_revision(house.owner_dsn) == newest_revision(folder)
    assert everything(house) == before
    capacity = await house.get(UK, f"/v1/hosts/IRQ/capacities/{made['id']}")
    assert capacity["withdrawn"] is False
    worker_dsn = house.app.state.settings.worker_dsn
    with psycopg.connect(worker_dsn) as worker, pytest.raises(psycopg.errors.ForeignKeyViolation):
        worker.execute("UPDATE unit SET label_id = -1")
    await act(house, done, "undo")
    assert (await ended(house, done))["state"] == "undone"
    assert [one["title"] for one in (await house.get(UK, "/v1/activities"))["items"]] == ["Larger exercise"]
