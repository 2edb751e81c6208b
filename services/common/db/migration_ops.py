"""What migrations of every service use: the tables of the plumbing, and row-level security for a table.

common_tables(op, "meetings")
op.execute("CREATE TABLE forum (id uuid PRIMARY KEY, label_id integer NOT NULL REFERENCES security_label, …)")
labelled(op, "forum", "meetings")
"""

from typing import Any, Protocol

from services.common.events.ddl import event_tables
from services.common.labels import SECURITY_LABEL_DDL, policy_ddl


class Operations(Protocol):
    """The part of Alembic's ``op`` that is needed here."""

    def execute(self, sqltext: str, /) -> Any:
        """Run one statement."""
        ...


# A creating request's key, the hash of its body and the id that it made; never the body (ARCHITECTURE).
_IDEMPOTENCY_KEY = """
CREATE TABLE idempotency_key (
    subject   text NOT NULL,
    route     text NOT NULL,
    key       text NOT NULL,
    body_hash bytea NOT NULL,
    object_id text,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (subject, route, key)
)"""

# Rows for each table and label. Writers only add deltas, so that no row is hot; the worker folds them.
_COUNTERS = (
    """CREATE TABLE label_count (
    table_name text NOT NULL,
    label_id   integer NOT NULL REFERENCES security_label (id),
    n          bigint NOT NULL,
    PRIMARY KEY (table_name, label_id)
)""",
    """CREATE TABLE label_count_delta (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_name text NOT NULL,
    label_id   integer NOT NULL,
    n          bigint NOT NULL
)""",
    """CREATE FUNCTION count_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO label_count_delta (table_name, label_id, n)
    SELECT TG_TABLE_NAME, label_id, count(*) FROM changed GROUP BY label_id;
    RETURN NULL;
END $$""",
    """CREATE FUNCTION count_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO label_count_delta (table_name, label_id, n)
    SELECT TG_TABLE_NAME, label_id, -count(*) FROM changed GROUP BY label_id;
    RETURN NULL;
END $$""",
    """CREATE FUNCTION count_relabelled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO label_count_delta (table_name, label_id, n)
    VALUES (TG_TABLE_NAME, OLD.label_id, -1), (TG_TABLE_NAME, NEW.label_id, 1);
    RETURN NULL;
END $$""",
)

# How far a walk of a sort index goes before it gives up: the sort key so many rows further on, whoever may
# read them. Only `listing` asks, inside its own query; the answer never leaves the statement.
_WALK_BOUND = """
CREATE FUNCTION walk_bound(
    sample anyelement, relation name, sort_column name, descending boolean, start text, distance integer
) RETURNS anyelement LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    bound sample%TYPE;
    way text := CASE WHEN descending THEN 'DESC' ELSE 'ASC' END;
    past text := CASE WHEN start IS NULL THEN ''
        ELSE format('WHERE %I %s %L', sort_column, CASE WHEN descending THEN '<=' ELSE '>=' END, start) END;
BEGIN
    EXECUTE format('SELECT %1$I FROM public.%2$I %3$s ORDER BY %1$I %4$s OFFSET $1 LIMIT 1',
                   sort_column, relation, past, way) INTO bound USING distance;
    IF bound IS NULL THEN
        EXECUTE format('SELECT %s(%I) FROM public.%I', CASE WHEN descending THEN 'min' ELSE 'max' END,
                       sort_column, relation) INTO bound;
    END IF;
    RETURN bound;
END $$"""


def common_tables(op: Operations, service: str) -> None:
    """Labels, outbox, audit, inbox, idempotency keys and counters, with the grants of app and worker."""
    app, worker, search = f"{service}_app", f"{service}_worker", f"{service}_search"
    for statement in (*SECURITY_LABEL_DDL, *event_tables(service), _IDEMPOTENCY_KEY, *_COUNTERS, _WALK_BOUND):
        op.execute(statement)
    for table in ("label_count", "label_count_delta"):
        for statement in policy_ddl(table, app, worker):
            op.execute(statement)
    for statement in (
        f"GRANT SELECT, INSERT ON security_label TO {app}, {worker}",
        f"GRANT SELECT, INSERT, UPDATE ON idempotency_key TO {app}",
        f"GRANT SELECT, DELETE ON idempotency_key TO {worker}",
        f"GRANT SELECT ON label_count TO {app}",
        f"GRANT SELECT, INSERT ON label_count_delta TO {app}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON label_count, label_count_delta TO {worker}",
        "REVOKE ALL ON FUNCTION walk_bound FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION walk_bound TO {app}, {worker}",
        f"GRANT CREATE ON SCHEMA public TO {search}",
        f"ALTER FUNCTION walk_bound OWNER TO {search}",
        f"REVOKE CREATE ON SCHEMA public FROM {search}",
        f"GRANT SELECT ON alembic_version TO {app}, {worker}",
    ):
        op.execute(statement)


def labelled(
    op: Operations, table: str, service: str, search: bool = True, counted: bool | None = None
) -> None:
    """Put a table with ``label_id`` under row-level security, with grants and counters for each label.

    ``search=False`` keeps it from the search role (then it cannot be listed by `listing`). Tables of old
    versions are not counted unless ``counted`` says so, and nobody changes them. The app never deletes.
    """
    kept = table.endswith("_version")
    app, worker, finder = f"{service}_app", f"{service}_worker", f"{service}_search"
    for statement in policy_ddl(table, app, worker, finder if search else None):
        op.execute(statement)
    op.execute(f"GRANT SELECT, INSERT{'' if kept else ', UPDATE'} ON {table} TO {app}")
    op.execute(f"GRANT SELECT, INSERT{'' if kept else ', UPDATE, DELETE'} ON {table} TO {worker}")
    if search:
        op.execute(f"GRANT SELECT ON {table} TO {finder}")
    if counted if counted is not None else not kept:
        for statement in _counting(table):
            op.execute(statement)


def _counting(table: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed "
        "FOR EACH STATEMENT EXECUTE FUNCTION count_inserted()",
        f"CREATE TRIGGER {table}_uncounted AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed "
        "FOR EACH STATEMENT EXECUTE FUNCTION count_deleted()",
        f"CREATE TRIGGER {table}_recounted AFTER UPDATE OF label_id ON {table} FOR EACH ROW "
        "WHEN (OLD.label_id IS DISTINCT FROM NEW.label_id) EXECUTE FUNCTION count_relabelled()",
    )


def listed(op: Operations, table: str, sort: str) -> None:
    """The two indexes that `listing` needs to page through a labelled table by a column."""
    op.execute(f"CREATE INDEX {table}_by_{sort} ON {table} ({sort}, id)")
    op.execute(f"CREATE INDEX {table}_label_{sort} ON {table} (label_id, {sort}, id)")


_KEEP_VERSION = """
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO %I (id, version, label_id, body, at, by) VALUES ($1, $2, $3, $4, $5, $6)',
        TG_TABLE_NAME || '_version')
    USING OLD.id, OLD.version, OLD.label_id, to_jsonb(OLD), OLD.updated_at, OLD.updated_by;
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$
"""


def versions(op: Operations) -> None:
    """The function that keeps old rows, once a database; see `versioned`."""
    op.execute(_KEEP_VERSION)


def versioned(op: Operations, table: str) -> None:
    """Keep the old rows of a table in ``<table>_version``, under the label that each had.

    One trigger writes them and raises ``version``, so that no writer can forget it.
    """
    op.execute(
        f"CREATE TABLE {table}_version (id uuid NOT NULL, version integer NOT NULL,"
        " label_id integer NOT NULL REFERENCES security_label (id), body jsonb NOT NULL,"
        " at timestamptz NOT NULL, by text NOT NULL, PRIMARY KEY (id, version))"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keep_version BEFORE UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION keep_version()"
    )


def letter_states(op: Operations) -> None:
    """What became of a dead letter, for a database that begins after it was kept (docs/adr/0052)."""
    op.execute(
        """ALTER TABLE dead_letter
        ADD COLUMN type text,
        ADD COLUMN state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'replayed', 'dropped')),
        ADD COLUMN waits boolean NOT NULL DEFAULT false,
        ADD COLUMN attempts integer NOT NULL DEFAULT 1,
        ADD COLUMN settled_at timestamptz,
        ADD COLUMN settled_by text,
        ADD COLUMN settled_why text"""
    )
