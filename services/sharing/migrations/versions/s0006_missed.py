"""Reports of harm: what could not be done for want of information.

Revision ID: s0006
Revises: s0005
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed, versioned

revision = "s0006"
down_revision = "s0005"
branch_labels = None
depends_on = None

SERVICE = "sharing"
TABLE = "missed_opportunity"


def upgrade() -> None:
    """Make the table, its versions and indexes."""
    op.execute(
        f"""CREATE TABLE {TABLE} (
            id uuid PRIMARY KEY,
            label_id integer NOT NULL REFERENCES security_label (id),
            version integer NOT NULL DEFAULT 1,
            created_at timestamptz NOT NULL,
            created_by text NOT NULL,
            updated_at timestamptz NOT NULL,
            updated_by text NOT NULL,
            ref text NOT NULL UNIQUE, nation text NOT NULL, originator text NOT NULL, forum text NOT NULL,
            activity text NOT NULL, effect text NOT NULL, happened text NOT NULL, reason text NOT NULL,
            level integer, withdrawn boolean NOT NULL
        )"""
    )
    versioned(op, TABLE)
    listed(op, TABLE, "created_at")
    labelled(op, TABLE, SERVICE)
    labelled(op, f"{TABLE}_version", SERVICE, search=False)


def downgrade() -> None:
    """Not offered: what was reported is never dropped."""
    raise CommandError("what was reported is never dropped")
