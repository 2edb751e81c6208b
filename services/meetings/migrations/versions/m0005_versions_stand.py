"""What is kept of an earlier version is never changed, by nobody.

Revision ID: m0005
Revises: m0004
"""

from alembic import op

revision = "m0005"
down_revision = "m0004"
branch_labels = None
depends_on = None

TABLES = (
    "agenda_entry",
    "appointment",
    "attendance",
    "concurrence",
    "decision",
    "forum",
    "item",
    "meeting",
    "outcome",
    "paper",
    "progress",
    "substitute",
)


def upgrade() -> None:
    """The trigger adds; app and worker need no more."""
    for table in TABLES:
        op.execute(f"REVOKE UPDATE ON {table}_version FROM meetings_app, meetings_worker")


def downgrade() -> None:
    """Grant again what was granted before."""
    for table in TABLES:
        op.execute(f"GRANT UPDATE ON {table}_version TO meetings_app, meetings_worker")
