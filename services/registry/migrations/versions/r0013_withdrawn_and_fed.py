"""What hosts can take and want can be withdrawn; what became of a feed's last request is kept.

The state of a feed is no part of its record: its version is what administrators act on, and systems write often.

Revision ID: r0013
Revises: r0010
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled

revision = "r0013"
down_revision = "r0010"
branch_labels = None
depends_on = None

SERVICE = "registry"
STATE = """CREATE TABLE feed_state (
    feed_id uuid PRIMARY KEY REFERENCES feed (id), label_id integer NOT NULL REFERENCES security_label (id),
    at timestamptz NOT NULL, created integer NOT NULL, updated integer NOT NULL, same integer NOT NULL,
    kept integer NOT NULL, refused integer NOT NULL
)"""


def upgrade() -> None:
    """Add the columns and the table, under its feed's label."""
    for table in ("capacity", "objective"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN withdrawn boolean NOT NULL DEFAULT false")
    op.execute(STATE)
    labelled(op, "feed_state", SERVICE, counted=False)


def downgrade() -> None:
    """Not offered: what was withdrawn would stand again."""
    raise CommandError("what was withdrawn would stand again")
