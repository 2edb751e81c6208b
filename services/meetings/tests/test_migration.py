"""A database of the first revision with a roundtable's work in it: migrated, it keeps all."""

from typing import Any

import psycopg

from services.common.migrate import newest_revision, present_revision, upgrade, versions_folder
from services.common.testing import WITHOUT_LETTER_STATES
from services.meetings.tests.conftest import UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import ladder
from services.meetings.tests.test_records import rows

RECORDS = ("decision", "item", "outcome")
LATER = (
    "DROP INDEX agenda_entry_once, appointment_once, decision_missed, item_missed, outcome_missed",
    *(f"ALTER TABLE {table} DROP COLUMN unseen_by" for table in RECORDS),
    *(f"GRANT UPDATE ON {table}_version TO meetings_app, meetings_worker" for table in RECORDS),
    WITHOUT_LETTER_STATES,
    "UPDATE alembic_version SET version_num = 'm0001'",
)
"""What came after the first revision, taken back."""


async def everything(house: House) -> dict[str, list[Any]]:
    """Every record, and what is kept of its earlier versions, but for the column that is added."""
    tables = [name for table in (*RECORDS, "meeting", "forum") for name in (table, f"{table}_version")]
    query = "SELECT to_jsonb(t) - 'unseen_by' AS row FROM {} t ORDER BY id, version"
    return {table: [one["row"] for one in await rows(house, query.format(table))] for table in tables}


async def test_records_of_the_first_revision_were_read_by_all_who_assented(house: House) -> None:
    on = await ladder(house)
    tasking = await on.tasking("Share")
    await house.change(US_SECRETARY, f"/v1/taskings/{tasking['id']}", {"title": "Share more"})
    decision = {"kind": "decision", "text": "We share."}
    await house.post(US_SECRETARY, f"/v1/meetings/{on.roundtable['id']}/decisions", decision)
    await house.hold(US_HEAD, on.talks)
    answer = {"item_id": tasking["id"], "kind": "answered", "text": "Shared."}
    await house.post(UK_SECRETARY, f"/v1/meetings/{on.talks['id']}/outcomes", answer)
    before = await everything(house)
    assert all(before[table] for table in RECORDS)
    assert before["item_version"][0]["body"]["title"] == "Share"
    with psycopg.connect(house.owner_dsn) as owner:
        for statement in LATER:
            owner.execute(statement.encode())
    folder = versions_folder("meetings")
    assert upgrade(house.owner_dsn, folder) is True
    assert present_revision(house.owner_dsn) == newest_revision(folder)
    assert await everything(house) == before
    for table in RECORDS:
        assert await rows(house, f"SELECT id FROM {table} WHERE unseen_by <> '{{}}'") == []
    read = await house.get(UK_SECRETARY, f"/v1/taskings/{tasking['id']}")
    assert (read["title"], read["unseen_by"]) == ("Share more", [])
