"""Which session of the provider a session came from, by which the provider says that it has ended.

Revision ID: m0002
Revises: m0001
"""

from alembic import op

revision = "m0002"
down_revision = "m0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sessions from before have none, and end by their own time."""
    op.execute("ALTER TABLE session ADD COLUMN sid text")
    op.execute("CREATE INDEX session_sid ON session (sid)")


def downgrade() -> None:
    """A sign-out elsewhere is then not heard of."""
    op.execute("ALTER TABLE session DROP COLUMN sid")
