"""Units as entities: what nobody may write on one, by whatever way."""

import psycopg
import pytest

from services.registry.tests.conftest import House

_COLUMNS = "id, label_id, created_at, created_by, updated_at, updated_by, owner, nation, kind, name, key"
_COPY = f"""INSERT INTO unit ({_COLUMNS}) SELECT uuidv7(), %s, created_at, created_by, updated_at, updated_by,
    owner, nation, kind, name || ' B', key || ' b' FROM unit LIMIT 1"""
_NEW = f"""INSERT INTO unit ({_COLUMNS})
VALUES (uuidv7(), %s, now(), '', now(), '', 'USA', 'USA', 'unit', 'X', 'x')"""


async def test_a_unit_under_no_label_is_refused_whoever_writes(house: House):
    await house.activity()
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        for statement in (_COPY, "UPDATE unit SET label_id = %s"):
            with pytest.raises(psycopg.errors.ForeignKeyViolation), conn.transaction():
                conn.execute(statement.encode(), [999_999])
        assert conn.execute(_COPY.encode(), [0]).rowcount == 1


async def test_a_unit_is_never_put_under_a_label_that_the_writer_may_not_read(house: House):
    await house.activity()
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        label = conn.execute("SELECT label_id FROM unit LIMIT 1").fetchone()
    assert label is not None
    with psycopg.connect(house.app.state.settings.app_dsn) as conn:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
            conn.execute(_NEW.encode(), label)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
            conn.execute("SELECT unit_known()")
