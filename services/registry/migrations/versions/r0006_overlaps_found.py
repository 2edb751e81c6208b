"""What is definite, and what is told by presence, is found among many possible overlaps without reading those.

Revision ID: r0006
Revises: r0004
"""

from alembic import op
from alembic.util import CommandError

revision = "r0006"
down_revision = "r0004"
branch_labels = None
depends_on = None

INDEXES = (
    "CREATE INDEX overlap_definite ON overlap (raised_at, id) WHERE kind = 'definite' AND holds",
    "CREATE INDEX overlap_told ON overlap (raised_at, id) WHERE basis = 'presence' AND holds",
)


def upgrade() -> None:
    """Make the indexes."""
    for statement in INDEXES:
        op.execute(statement)


def downgrade() -> None:
    """Not offered, as before it."""
    raise CommandError("acts on overlaps are never dropped")
