"""A ledger of the revision before keeps every link and signed head, and gains what the newest one adds."""

import psycopg

from deploy.dev.testing import DatabaseForTest
from services.audit.tests.conftest import World
from services.common.migrate import newest_revision, present_revision, upgrade, versions_folder
from services.common.testing import WITHOUT_LETTER_STATES

INDEXES = "SELECT count(*) FROM pg_indexes WHERE indexname = 'signed_head_hash'"


def back_to_the_first(database: DatabaseForTest) -> None:
    with psycopg.connect(database.owner_dsn) as conn:
        conn.execute("DROP INDEX signed_head_hash")
        conn.execute(WITHOUT_LETTER_STATES.encode())
        conn.execute("UPDATE alembic_version SET version_num = 'a0001'")


def test_a_ledger_with_links_and_heads_is_migrated_forward(world: World) -> None:
    world.all(5)
    world.sign()
    back_to_the_first(world.ledger)
    folder = versions_folder("audit")
    assert upgrade(world.ledger.owner_dsn, folder) is True
    assert present_revision(world.ledger.owner_dsn) == newest_revision(folder)
    with psycopg.connect(world.ledger.owner_dsn) as conn:
        assert conn.execute(INDEXES).fetchone() == (1,)
    report = world.verify()
    assert (report.wrong, report.links, report.signed) == (None, 5, 1)
    assert world.sign() == 0
