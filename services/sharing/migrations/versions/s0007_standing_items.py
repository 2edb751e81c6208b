"""Lists show the items that stand: each label's newest of those are found in the index alone.

Revision ID: s0007
Revises: s0006
"""

from alembic import op
from alembic.util import CommandError

revision = "s0007"
down_revision = "s0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index for each order of the list."""
    for column in ("created_at", "title"):
        op.execute(
            f"CREATE INDEX shared_item_standing_{column} ON shared_item (label_id, {column}, id)"
            " WHERE NOT withdrawn"
        )


def downgrade() -> None:
    """Not offered: what was shared is never dropped."""
    raise CommandError("what was shared is never dropped")
