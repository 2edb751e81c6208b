"""Files that belong to items, and the names under which their bytes are being sent.

Revision ID: s0003
Revises: s0002
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, versioned

revision = "s0003"
down_revision = "s0002"
branch_labels = None
depends_on = None

SERVICE = "sharing"
TABLE = """CREATE TABLE attachment (
    id uuid PRIMARY KEY,
    label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL, created_by text NOT NULL,
    updated_at timestamptz NOT NULL, updated_by text NOT NULL,
    item_id uuid NOT NULL REFERENCES shared_item (id) DEFERRABLE INITIALLY DEFERRED,
    mark_id integer NOT NULL REFERENCES security_label (id),
    name text NOT NULL, media_type text NOT NULL, size bigint NOT NULL, kept boolean NOT NULL,
    object text NOT NULL, sha256 text NOT NULL, withdrawn boolean NOT NULL
)"""
# It holds no word of anybody: names that nothing can be learned from.
ATTEMPT = "CREATE TABLE attachment_attempt (object text PRIMARY KEY, at timestamptz NOT NULL)"


def upgrade() -> None:
    """Make both tables."""
    op.execute(TABLE)
    op.execute("CREATE INDEX attachment_item ON attachment (item_id, name, id)")
    versioned(op, "attachment")
    labelled(op, "attachment", SERVICE)
    labelled(op, "attachment_version", SERVICE, search=False)
    op.execute(ATTEMPT)
    op.execute("CREATE INDEX attachment_object ON attachment (object)")
    op.execute(f"GRANT INSERT ON attachment_attempt TO {SERVICE}_app")
    op.execute(f"GRANT SELECT, DELETE ON attachment_attempt TO {SERVICE}_worker")


def downgrade() -> None:
    """Not offered: what was attached is never dropped."""
    raise CommandError("what was attached is never dropped")
