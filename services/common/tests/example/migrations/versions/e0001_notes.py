"""The notes of the example.

Revision ID: e0001
"""

from alembic import op

from services.common.db.migration_ops import common_tables, labelled, listed

revision = "e0001"
down_revision = None
branch_labels = None
depends_on = None

SERVICE = "example"


def upgrade() -> None:
    common_tables(op, SERVICE)
    op.execute(
        """CREATE TABLE note (
            id uuid PRIMARY KEY,
            label_id integer NOT NULL REFERENCES security_label (id),
            version integer NOT NULL DEFAULT 1,
            title text NOT NULL,
            parent_id uuid REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED,
            created_at timestamptz NOT NULL,
            created_by text NOT NULL,
            updated_at timestamptz NOT NULL,
            updated_by text NOT NULL
        )"""
    )
    labelled(op, "note", SERVICE)
    listed(op, "note", "created_at")
