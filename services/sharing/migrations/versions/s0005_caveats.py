"""Caveats.

Revision ID: s0005
Revises: s0004
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed, versioned

revision = "s0005"
down_revision = "s0004"
branch_labels = None
depends_on = None

SERVICE = "sharing"

CAVEAT = """
CREATE TABLE caveat (
    id uuid PRIMARY KEY,
    label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
    ref text NOT NULL UNIQUE, nation text NOT NULL, kind text NOT NULL, dimension text NOT NULL,
    subject text NOT NULL, published text NOT NULL, effect text NOT NULL, basis text NOT NULL,
    source text NOT NULL, operation text NOT NULL, partnering text NOT NULL, countries text[] NOT NULL,
    areas text[] NOT NULL, tools text[] NOT NULL, tasks text[] NOT NULL, forces text[] NOT NULL,
    weapons text[] NOT NULL, partners text[] NOT NULL, light text NOT NULL, months text[] NOT NULL,
    hours text[] NOT NULL, most integer, condition text NOT NULL,
    from_first date, from_last date, from_precision text NOT NULL,
    until_first date, until_last date, until_precision text NOT NULL,
    lifted_first date, lifted_last date, lifted_precision text NOT NULL,
    lift_by text NOT NULL, lift_days integer, state text NOT NULL, reason text NOT NULL
)"""


def upgrade() -> None:
    """Make caveats, their versions and indexes."""
    op.execute(CAVEAT)
    versioned(op, "caveat")
    listed(op, "caveat", "created_at")
    listed(op, "caveat", "nation")
    labelled(op, "caveat", SERVICE)
    labelled(op, "caveat_version", SERVICE, search=False)


def downgrade() -> None:
    """Not offered: what was shared is never dropped."""
    raise CommandError("what was shared is never dropped")
