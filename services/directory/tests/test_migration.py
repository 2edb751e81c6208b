"""A roster of the first revision: migrated, it keeps every person and earlier version, and these stand."""

import psycopg
import pytest

from services.common.migrate import newest_revision, present_revision, upgrade, versions_folder
from services.common.testing import WITHOUT_LETTER_STATES
from services.directory.tests.conftest import US, US_ID, House

LATER = (
    "DROP TABLE saved_view",
    "ALTER TABLE person DROP COLUMN standing",
    "CREATE INDEX person_by_name ON person (name, id)",
    "CREATE INDEX person_label_name ON person (label_id, name, id)",
    "CREATE INDEX person_nation ON person (nation, name, id)",
    "GRANT UPDATE, DELETE ON person_version, attributes_version TO directory_worker",
    WITHOUT_LETTER_STATES,
    "UPDATE alembic_version SET version_num = 'm0001'",
)
"""What came after the first revision, taken back."""
PEOPLE = "SELECT to_jsonb(p) - 'standing' FROM person p ORDER BY id"
KEPT = "SELECT id, version, body - 'standing' FROM person_version ORDER BY id, version"
REWRITES = (
    "UPDATE person_version SET body = '{}'",
    "DELETE FROM person_version",
    "UPDATE attributes_version SET by = 'nobody'",
    "DELETE FROM attributes_version",
)


async def test_a_roster_of_the_first_revision_is_kept_and_its_versions_stand(house: House) -> None:
    with psycopg.connect(house.settings.worker_dsn) as worker:
        worker.execute("UPDATE person SET billet = 'Planner' WHERE id = %s", [US_ID])
    people, kept = house.rows(PEOPLE), house.rows(KEPT)
    assert len(people) == 5 and [row[0] for row in kept] == [US_ID]
    with psycopg.connect(house.owner_dsn) as owner:
        for statement in LATER:
            owner.execute(statement.encode())
    folder = versions_folder("directory")
    assert upgrade(house.owner_dsn, folder) is True
    assert present_revision(house.owner_dsn) == newest_revision(folder)
    assert (house.rows(PEOPLE), house.rows(KEPT)) == (people, kept)
    for statement in REWRITES:
        with (
            psycopg.connect(house.settings.worker_dsn) as worker,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            worker.execute(statement.encode())
    me = await house.get(US, f"/v1/people/{US_ID}")
    assert me["billet"] == "Planner"
