"""Which nations could not read a record when they assented to what it was recorded in.

Revision ID: m0002
Revises: m0001
"""

from alembic import op
from alembic.util import CommandError

revision = "m0002"
down_revision = "m0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep them beside the standing of each record; what was assented to before was read by all."""
    for table in ("decision", "item", "outcome"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN unseen_by text[] NOT NULL DEFAULT '{{}}'")


def downgrade() -> None:
    """Not offered: without it a nation would be bound by what it could not read."""
    raise CommandError("what a nation did not see is not forgotten")
