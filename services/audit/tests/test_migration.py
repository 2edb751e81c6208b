"""A ledger of the revision before keeps every link and signed head, and gains what the newest one adds."""

import psycopg

from deploy.dev.testing import DatabaseForTest
from services.audit.tests.conftest import World
from services.common.migrate import present_revision, upgrade, versions_folder

INDEXES = "SELECT count(*) FROM pg_indexes WHERE indexname = 'signed_head_hash'"


def back_to_the_first(database: DatabaseForTest) -> None:
    with psycopg.connect(database.owner_dsn) as conn:
        conn.execute("DROP INDEX signed_head_hash")
        conn.execute("UPDATE alembic_version SET version_num = 'a0001'")


def test_a_ledger_with_links_and_heads_is_migrated_forward(world: World) -> None:
    world.all(5)
    world.sign()
    back_to_the_first(world.ledger)
    assert upgrade(world.ledger.owner_dsn, versions_folder("audit")) is True
    assert present_revision(world.ledger.owner_dsn) == "a0002"
    with psycopg.connect(world.ledger.owner_dsn) as conn:
        assert conn.execute(INDEXES).fetchone() == (1,)
    report = world.verify()
    assert (report.wrong, report.links, report.signed) == (None, 5, 1)
    assert world.sign() == 0
