"""What is kept of an earlier version is never changed, by nobody.

Revision ID: m0002
Revises: m0001
"""

from alembic import op

revision = "m0002"
down_revision = "m0001"
branch_labels = None
depends_on = None

TABLES = (
    "attributes",
    "community",
    "community_member",
    "organisation",
    "person",
)


def upgrade() -> None:
    """The trigger adds; the worker needs no more, and the app never had it."""
    for table in TABLES:
        op.execute(f"REVOKE UPDATE, DELETE ON {table}_version FROM directory_worker")


def downgrade() -> None:
    """Grant again what was granted before."""
    for table in TABLES:
        op.execute(f"GRANT UPDATE, DELETE ON {table}_version TO directory_worker")
