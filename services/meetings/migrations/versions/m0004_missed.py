"""Finds what a nation missed without a look at every record.

Revision ID: m0004
Revises: m0003
"""

from alembic import op

revision = "m0004"
down_revision = "m0003"
branch_labels = None
depends_on = None

TABLES = ("decision", "item", "outcome")


def upgrade() -> None:
    """Few records were missed by anybody: an index of those alone."""
    for table in TABLES:
        op.execute(f"CREATE INDEX {table}_missed ON {table} (id) WHERE unseen_by <> '{{}}'")


def downgrade() -> None:
    """Takes the indexes away; every answer stays the same."""
    for table in TABLES:
        op.execute(f"DROP INDEX {table}_missed")
