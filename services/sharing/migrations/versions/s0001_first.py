"""Items and their portions.

Revision ID: s0001
Revises:
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import (
    common_tables,
    labelled,
    letter_states,
    listed,
    versioned,
    versions,
)

revision = "s0001"
down_revision = None
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
    "shared_item": """
        ref text NOT NULL UNIQUE, kind text NOT NULL, title text NOT NULL, language text NOT NULL,
        tags text[] NOT NULL, withdrawn boolean NOT NULL, reason text NOT NULL
    """,
    "portion": """
        item_id uuid NOT NULL, mark_id integer NOT NULL REFERENCES security_label (id),
        place numeric NOT NULL, kind text NOT NULL, depth integer NOT NULL, text text NOT NULL,
        withdrawn boolean NOT NULL
    """,
}


def upgrade() -> None:
    """Make the plumbing tables, items and portions, their versions and indexes."""
    common_tables(op, SERVICE)
    letter_states(op)
    versions(op)
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        versioned(op, table)
    op.execute(
        "ALTER TABLE portion ADD CONSTRAINT portion_item_id FOREIGN KEY (item_id)"
        " REFERENCES shared_item (id) DEFERRABLE INITIALLY DEFERRED"
    )
    listed(op, "shared_item", "created_at")
    listed(op, "shared_item", "title")
    op.execute("CREATE INDEX portion_item ON portion (item_id, place, id)")
    for table in TABLES:
        labelled(op, table, SERVICE)
        labelled(op, f"{table}_version", SERVICE, search=False)


def downgrade() -> None:
    """Not offered: what was shared is never dropped."""
    raise CommandError("what was shared is never dropped")
