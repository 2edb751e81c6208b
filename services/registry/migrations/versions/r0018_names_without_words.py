"""Units are found by their names without an index over words, which every large import paid for.

Revision ID: r0018
Revises: r0017
"""

from alembic import op
from alembic.util import CommandError

revision = "r0018"
down_revision = "r0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the index and its functions away (`units.names`)."""
    op.execute("DROP FUNCTION units_found(text)")
    op.execute("DROP INDEX unit_words")
    op.execute("DROP FUNCTION name_vector(text, text[]), name_asked(text), name_words(text, text[])")


def downgrade() -> None:
    """Not offered, as before it."""
    raise CommandError("units would be shown again to whom their records are hidden")
