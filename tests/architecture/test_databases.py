"""The databases as migrated: every labelled table is filtered, every role is bounded."""

import psycopg
import pytest

from services.common.migrate import versions_folder
from tests.architecture.apps import services

UNLABELLED = {
    "security_label": "the labels themselves: the app has to evaluate them",
    "alembic_version": "the revision",
    "idempotency_key": "ids of one's own requests, never a text",
    "nation": "codes and names of nations, known to everybody",
    "policy": "the policy is known to everybody",
    "signed_head": "digests of the chains",
    "source_beat": "when each source was last heard of",
    "duplicate_run": "when a look through all records was asked for: nothing of what it finds",
    "change_key": "what seals cursors: of no record",
    "lesson_topic": "names of topics, a public list that administrators keep",
    "saved_view": "names and selections of one's own lists, asked for by that person alone",
    "seen": "when each person last looked at their brief, asked for by that person alone",
}
"""Tables that the app may read and that carry no label, each with its reason."""

READABLE = """SELECT c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'label_id'),
    coalesce(array_to_string(c.reloptions, ','), '')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
  AND has_any_column_privilege(%s, c.oid, 'SELECT')"""


@pytest.fixture(params=[name for name in services() if versions_folder(name).is_dir()])
def conn(request, service_database):
    database = service_database(request.param)
    with psycopg.connect(database.admin_dsn) as made:
        yield request.param, made
        made.rollback()


def test_what_the_app_may_read_is_filtered_or_named_here(conn):
    service, made = conn
    open_to_all = []
    for name, kind, enabled, forced, labelled, options in made.execute(READABLE, [f"{service}_app"]):
        if kind == "v" and "security_invoker=true" in options:
            continue
        if not (kind in "rp" and enabled and forced) and name not in UNLABELLED:
            open_to_all.append((name, labelled))
    assert open_to_all == []


def test_every_label_is_mandatory_and_without_default(conn):
    rows = (
        conn[1]
        .execute(
            """SELECT attrelid::regclass::text, attnotnull, atthasdef FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid WHERE attname = 'label_id' AND c.relkind IN ('r', 'p')
        AND c.relnamespace = 'public'::regnamespace"""
        )
        .fetchall()
    )
    assert [row for row in rows if not row[1] or row[2]] == []
    assert len(rows) >= 2


def test_labelled_rows_are_filtered_by_the_mask_alone(conn):
    service, made = conn
    rows = made.execute(
        """SELECT p.polrelid::regclass::text, pg_get_expr(p.polqual, p.polrelid),
            pg_get_expr(p.polwithcheck, p.polrelid)
        FROM pg_policy p JOIN pg_attribute a ON a.attrelid = p.polrelid AND a.attname = 'label_id'
        WHERE p.polpermissive AND (SELECT oid FROM pg_roles WHERE rolname = %s) = ANY (p.polroles)""",
        [f"{service}_app"],
    ).fetchall()
    assert rows
    for table, using, check in rows:
        for expression in (using, check):
            assert expression is None or "get_bit" in expression, table
        assert using is not None or check is not None


def test_no_role_passes_row_level_security_and_search_cannot_log_in(conn):
    service, made = conn
    rows = made.execute(
        """SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb, rolcanlogin
        FROM pg_roles WHERE starts_with(rolname, %s)""",
        [f"{service}_"],
    ).fetchall()
    assert {row[0] for row in rows} == {f"{service}_{kind}" for kind in ("owner", "app", "worker", "search")}
    assert [row[0] for row in rows if row[1]] == []
    assert [row[0] for row in rows if not row[2]] == [f"{service}_search"]


def test_the_app_only_adds_to_outbox_and_audit_and_deletes_nothing(conn):
    service, made = conn
    rows = made.execute(
        """SELECT table_name, privilege_type FROM information_schema.role_table_grants
        WHERE grantee = %s AND table_schema = 'public'""",
        [f"{service}_app"],
    ).fetchall()
    granted: dict[str, set[str]] = {}
    for table, privilege in rows:
        granted.setdefault(table, set()).add(privilege)
    assert granted["outbox"] == granted["audit_record"] == {"INSERT"}
    assert [
        table for table, held in granted.items() if held & {"DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"}
    ] == []
    assert granted["security_label"] == {"SELECT", "INSERT"}


def test_functions_with_their_owners_rights_have_a_pinned_path_and_no_public_grant(conn):
    rows = (
        conn[1]
        .execute(
            """SELECT oid::regprocedure::text, coalesce(array_to_string(proconfig, ','), ''),
            proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0)
        FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"""
        )
        .fetchall()
    )
    assert rows
    assert [name for name, options, public in rows if "search_path=" not in options or public] == []


def test_every_version_is_kept_under_a_label_of_its_own(conn):
    made = conn[1]
    tables = made.execute(
        """SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%\\_version'
        AND relname <> 'alembic_version' AND relnamespace = 'public'::regnamespace"""
    ).fetchall()
    for (table,) in tables:
        row = made.execute(
            "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = %s", [table]
        ).fetchone()
        assert row == (True,), table


UNDONE = {("activity_version", "registry_worker", "DELETE")}
"""An import is undone whole, with what it left of the records that it changed (docs/adr/0057)."""


def test_what_is_kept_of_earlier_versions_is_changed_by_nobody(conn):
    service, made = conn
    changed = made.execute(
        """SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
        WHERE table_name LIKE '%%\\_version' AND table_name <> 'alembic_version' AND table_schema = 'public'
          AND grantee <> %s AND privilege_type NOT IN ('SELECT', 'INSERT')""",
        [f"{service}_owner"],
    ).fetchall()
    assert set(changed) - UNDONE == set()
