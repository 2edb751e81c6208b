"""Requests for release, consents and grants; who read which portion.

Revision ID: s0002
Revises: s0001
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed, versioned

revision = "s0002"
down_revision = "s0001"
branch_labels = None
depends_on = None

SERVICE = "sharing"

COMMON = """
    id uuid PRIMARY KEY,
    label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
"""

TABLES: dict[str, str] = {
    "release_request": """
        ref text NOT NULL UNIQUE, item_id uuid, portion_ids uuid[] NOT NULL, whatever boolean NOT NULL,
        codes text[] NOT NULL, sight text NOT NULL, about text NOT NULL, reason text NOT NULL,
        wanted_by date, conditions text NOT NULL, expires_on date, level integer NOT NULL,
        nation text NOT NULL, asked_name text NOT NULL, originators text[] NOT NULL, state text NOT NULL,
        outcome text NOT NULL, settled_at timestamptz
    """,
    "release_consent": """
        request_id uuid NOT NULL, nation text NOT NULL, state text NOT NULL, portion_ids uuid[] NOT NULL,
        codes text[] NOT NULL, sight text NOT NULL, conditions text NOT NULL, expires_on date,
        answer text NOT NULL, why text NOT NULL, reason text NOT NULL, asked_by text NOT NULL,
        proposed_by text NOT NULL, proposed_name text NOT NULL, decided_by text NOT NULL,
        decided_name text NOT NULL, effective_at timestamptz, seen jsonb NOT NULL, note text NOT NULL,
        UNIQUE (request_id, nation)
    """,
    "release_grant": """
        request_id uuid NOT NULL, item_id uuid NOT NULL, portion_id uuid, codes text[] NOT NULL,
        sight text NOT NULL, conditions text NOT NULL, expires_on date, given jsonb NOT NULL,
        before jsonb NOT NULL, state text NOT NULL, ended_at timestamptz, reason text NOT NULL
    """,
}

# Whoever looks adds a row and changes none: readers never wait for each other. A job folds them.
READINGS = (
    """CREATE TABLE reading_delta (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, object_type text NOT NULL, object_ids text[] NOT NULL,
    nation text NOT NULL, person text NOT NULL, at timestamptz NOT NULL)""",
    """CREATE TABLE reading (
    record uuid NOT NULL, nation text NOT NULL, person text NOT NULL, first timestamptz NOT NULL,
    last timestamptz NOT NULL, PRIMARY KEY (record, nation, person))""",
    """CREATE FUNCTION keep_reading() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO reading_delta (object_type, object_ids, nation, person, at)
    VALUES (NEW.object_type, NEW.object_ids, coalesce(NEW.nation, ''), NEW.subject, NEW.at);
    RETURN NULL;
END $$""",
    "REVOKE ALL ON FUNCTION keep_reading FROM PUBLIC",
    """CREATE TRIGGER audit_record_reading AFTER INSERT ON audit_record FOR EACH ROW
WHEN (NEW.action IN ('read', 'export') AND NEW.object_type IN ('item', 'portion') AND NEW.object_ids <> '{}')
EXECUTE FUNCTION keep_reading()""",
    f"GRANT SELECT, DELETE ON reading_delta TO {SERVICE}_worker",
    f"GRANT SELECT, INSERT, UPDATE ON reading TO {SERVICE}_worker",
)


def upgrade() -> None:
    """Make the tables, their versions and indexes."""
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        versioned(op, table)
    for table, column, other in (
        ("release_request", "item_id", "shared_item"), ("release_consent", "request_id", "release_request"),
        ("release_grant", "request_id", "release_request"), ("release_grant", "item_id", "shared_item"),
        ("release_grant", "portion_id", "portion"),
    ):  # fmt: skip
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column} FOREIGN KEY ({column})"
            f" REFERENCES {other} (id) DEFERRABLE INITIALLY DEFERRED"
        )
    listed(op, "release_request", "created_at")
    op.execute("CREATE INDEX release_grant_item ON release_grant (item_id, state)")
    op.execute("CREATE INDEX release_grant_request ON release_grant (request_id)")
    op.execute("CREATE INDEX release_grant_ends ON release_grant (expires_on) WHERE state = 'in_force'")
    op.execute(
        "CREATE INDEX release_consent_due ON release_consent (effective_at)"
        " WHERE state IN ('approving', 'refusing')"
    )
    op.execute("CREATE INDEX release_consent_nation ON release_consent (nation, state)")
    for table in TABLES:
        labelled(op, table, SERVICE)
        labelled(op, f"{table}_version", SERVICE, search=False)
    for statement in READINGS:
        op.execute(statement)


def downgrade() -> None:
    """Not offered: what was released, and to whom, is never forgotten."""
    raise CommandError("what was released, and to whom, is never forgotten")
