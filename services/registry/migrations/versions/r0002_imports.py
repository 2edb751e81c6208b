"""Imports: the file as it came, what its rows became batch by batch, messages, totals, profiles.

A batch keeps the raw cells of its rows (packed) and what became of each, so that every activity can show the
row that it came from and a whole import can be undone. Everything about an import stands under its label.

Revision ID: r0002
Revises: r0005
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed

revision = "r0002"
down_revision = "r0005"
branch_labels = None
depends_on = None

SERVICE = "registry"
COMMON = """
    id uuid PRIMARY KEY,
    label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
"""
RECORDS: dict[str, str] = {
    "import_file": """
        ref text NOT NULL UNIQUE, name text NOT NULL, state text NOT NULL, owner text NOT NULL,
        source text NOT NULL DEFAULT '', size bigint, received_bytes bigint NOT NULL DEFAULT 0,
        digest text NOT NULL DEFAULT '', reading jsonb, sheets text[] NOT NULL DEFAULT '{}',
        header text[] NOT NULL DEFAULT '{}', columns jsonb NOT NULL DEFAULT '[]', mapping jsonb,
        profile text NOT NULL DEFAULT '', starter jsonb, choices jsonb NOT NULL DEFAULT '{}',
        progress jsonb NOT NULL DEFAULT '{}', counts jsonb, kinds jsonb NOT NULL DEFAULT '[]', checked jsonb,
        sample jsonb NOT NULL DEFAULT '[]', problem jsonb, batches integer NOT NULL DEFAULT 0,
        lease_until timestamptz, lease_by text NOT NULL DEFAULT '', started_at timestamptz,
        finished_at timestamptz
    """,
    "import_profile": """
        name text NOT NULL, owner text NOT NULL, mapping jsonb NOT NULL
    """,
}
PARTS: dict[str, str] = {
    "import_piece": "number integer NOT NULL, content bytea NOT NULL, PRIMARY KEY (import_id, number)",
    "import_batch": """
        number integer NOT NULL, first_row integer NOT NULL, last_row integer NOT NULL,
        outcomes text NOT NULL, ids uuid[] NOT NULL, versions integer[] NOT NULL, units uuid[] NOT NULL,
        raw bytea NOT NULL, PRIMARY KEY (import_id, number)
    """,
    "import_message": """
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, row_no integer NOT NULL,
        column_name text NOT NULL, kind text NOT NULL, severity text NOT NULL, raw text NOT NULL
    """,
    "import_group": """
        number integer NOT NULL, key text[] NOT NULL, rows integer NOT NULL, bare boolean NOT NULL,
        people bigint NOT NULL, printed_people bigint, cost numeric NOT NULL, printed_cost numeric,
        people_agree boolean NOT NULL, cost_agrees boolean NOT NULL, PRIMARY KEY (import_id, number)
    """,
    "import_country": """
        raw text NOT NULL, country text NOT NULL, rows integer NOT NULL, PRIMARY KEY (import_id, raw)
    """,
}
INDEXES = (
    "CREATE INDEX import_message_kind ON import_message (import_id, kind, column_name, id)",
    "CREATE INDEX import_message_row ON import_message (import_id, id)",
    "CREATE INDEX import_group_agree ON import_group (import_id, people_agree, cost_agrees, number)",
    "CREATE INDEX import_file_working ON import_file (lease_until) WHERE state IN ('checking', 'running', 'undoing')",
    "CREATE INDEX import_file_source ON import_file (owner, source)",
)
# What a row of a file said when the record was last made of it, and the version that this made: a record is
# changed by hand when its version is another one.
ACTIVITY = (
    "ALTER TABLE activity ADD COLUMN source_digest bytea",
    "ALTER TABLE activity ADD COLUMN source_version integer",
)


def upgrade() -> None:
    """Make the tables of imports, and two columns of activities."""
    for statement in ACTIVITY:
        op.execute(statement)
    for table, columns in RECORDS.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        labelled(op, table, SERVICE)
    for table, columns in PARTS.items():
        op.execute(
            f"CREATE TABLE {table} (import_id uuid NOT NULL,"
            f" label_id integer NOT NULL REFERENCES security_label (id), {columns})"
        )
        labelled(op, table, SERVICE, search=False, counted=False)
    for statement in INDEXES:
        op.execute(statement)
    listed(op, "import_file", "created_at")
    listed(op, "import_profile", "name")
    op.execute("CREATE UNIQUE INDEX import_profile_key ON import_profile (owner, name, label_id)")
    # Bytes that are packed already are not packed again.
    op.execute("ALTER TABLE import_piece ALTER COLUMN content SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE import_batch ALTER COLUMN raw SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Not offered: what was imported is not forgotten by going back."""
    raise CommandError("imports are undone one by one, never by a migration")
