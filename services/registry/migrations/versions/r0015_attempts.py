"""How often an import was taken up since it last came further: a file that ends its reader ends its import.

``reached`` is the batch behind which an attempt last came further than the one before, ``attempts`` how many
began there since.

Revision ID: r0015
Revises: r0014
"""

from alembic import op
from alembic.util import CommandError

revision = "r0015"
down_revision = "r0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns of imports."""
    op.execute(
        "ALTER TABLE import_file ADD COLUMN attempts integer NOT NULL DEFAULT 0,"
        " ADD COLUMN reached integer NOT NULL DEFAULT 0"
    )


def downgrade() -> None:
    """Not offered, as before it."""
    raise CommandError("imports are undone one by one, never by a migration")
