"""What became of a dead letter: open, replayed, or dropped with a reason, by whom and when (docs/adr/0052).

``waits``: the consumer stands before the message, which is not in the dead-letter topic yet.

Revision ID: a0003
Revises: a0002
"""

from alembic import op
from alembic.util import CommandError

revision = "a0003"
down_revision = "a0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was set aside before is open."""
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


def downgrade() -> None:
    """Not offered: what was dropped would count as open again, and what was replayed too."""
    raise CommandError("what became of a dead letter is not forgotten")
