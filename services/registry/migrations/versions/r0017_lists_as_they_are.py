"""Lists of thousands of records are kept as they are: packing them cost more than it saved.

Every batch of an import is listed for its undo, its audit record and event, for comparing and for the words; each
list of 64 kB was packed to three quarters of it, for some 2 µs of every row. Most are gone within seconds.

Revision ID: r0017
Revises: r0016
"""

from alembic import op
from alembic.util import CommandError

revision = "r0017"
down_revision = "r0016"
branch_labels = None
depends_on = None

LISTS = {
    "import_batch": "ids",
    "duplicate_due": "ids",
    "words_due": "ids",
    "activity_change": "ids",
    "audit_record": "object_ids",
    "outbox": "payload",
}


def upgrade() -> None:
    """What is there already stays packed until it goes."""
    for table, column in LISTS.items():
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Not offered, as before it."""
    raise CommandError("packing lists again brings nothing back")
