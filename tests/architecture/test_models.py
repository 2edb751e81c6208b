"""The migrated database is what the models say, and keeps every old row under the label that it had."""

import psycopg
import pytest
from psycopg.rows import dict_row

from services.meetings import models as meetings
from services.registry import models as registry
from services.sharing import models as sharing

COLUMNS = """
SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public'
"""


SERVICES = {"meetings": meetings.LABELLED, "registry": registry.LABELLED, "sharing": sharing.LABELLED}


@pytest.fixture(params=SERVICES)
def service(request):
    return request.param


@pytest.fixture
def admin(service, service_database):
    with psycopg.connect(service_database(service).admin_dsn, row_factory=dict_row) as connection:
        yield connection
        connection.rollback()


def test_every_column_of_every_model_stands_in_the_database_with_its_nullability(service, admin):
    found: dict[str, dict[str, bool]] = {}
    for row in admin.execute(COLUMNS):
        found.setdefault(row["table_name"], {})[row["column_name"]] = row["is_nullable"] == "YES"
    for model in SERVICES[service]:
        expected = {column.name: bool(column.nullable) for column in model.__table__.columns}
        assert found[model.__tablename__] == expected, model.__tablename__


def test_every_labelled_table_and_its_versions_are_under_forced_row_level_security(service, admin):
    rows = admin.execute("SELECT relname, relrowsecurity AND relforcerowsecurity AS forced FROM pg_class")
    forced = {row["relname"] for row in rows if row["forced"]}
    names = {model.__tablename__ for model in SERVICES[service]}
    assert names | {f"{name}_version" for name in names} <= forced


def test_a_label_is_mandatory_and_has_no_default(admin):
    query = (
        "SELECT table_name FROM information_schema.columns"
        " WHERE column_name = 'label_id' AND (is_nullable = 'YES' OR column_default IS NOT NULL)"
    )
    assert admin.execute(query).fetchall() == []
