"""Views of lists that people keep under names of their own.

Revision ID: m0005
Revises: m0004
"""

from alembic import op
from alembic.util import CommandError

revision = "m0005"
down_revision = "m0004"
branch_labels = None
depends_on = None

TABLE = """CREATE TABLE saved_view (
    subject text NOT NULL, page text NOT NULL, views jsonb NOT NULL, at timestamptz NOT NULL,
    PRIMARY KEY (subject, page)
)"""


def upgrade() -> None:
    """One row for each person and page; nothing is ever asked of it but by that person."""
    op.execute(TABLE)
    op.execute("GRANT SELECT, INSERT, UPDATE ON saved_view TO directory_app")


def downgrade() -> None:
    """Not offered: what people keep is not forgotten."""
    raise CommandError("what people keep is not forgotten")
