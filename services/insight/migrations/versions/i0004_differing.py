"""Which records differ between the model in use and the one built beside it: worked out in one pass, so that
the consumers wait for no more (docs/adr/0052). The worker may have the planner look at what it has built.

Revision ID: i0004
Revises: i0003
"""

from alembic import op
from alembic.util import CommandError

revision = "i0004"
down_revision = "i0003"
branch_labels = None
depends_on = None

WORKER = "insight_worker"


def upgrade() -> None:
    """A table of ids that is empty but within a rebuild's last transaction."""
    op.execute("CREATE UNLOGGED TABLE rebuild.differing (id uuid PRIMARY KEY)")
    op.execute(f"GRANT SELECT, INSERT, DELETE ON rebuild.differing TO {WORKER}")
    op.execute(f"GRANT MAINTAIN ON ALL TABLES IN SCHEMA rebuild TO {WORKER}")


def downgrade() -> None:
    """Read models are rebuilt from the log, so going back means an empty database."""
    raise CommandError("make a new database and let the consumers rebuild it")
