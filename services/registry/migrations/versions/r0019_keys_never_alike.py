"""Full pages of an index whose keys end with the record's identifier are not searched for keys that are alike.

Every large import paid for it at each page that filled.

Revision ID: r0019
Revises: r0018
"""

from alembic import op

revision = "r0019"
down_revision = "r0018"
branch_labels = None
depends_on = None

INDEXES = (
    "activity_label_starts_on",
    "activity_by_title",
    "activity_by_people",
    "unit_by_name",
    "unit_label_name",
)


def upgrade() -> None:
    """Say so to the database."""
    for index in INDEXES:
        op.execute(f"ALTER INDEX {index} SET (deduplicate_items = off)")


def downgrade() -> None:
    """As it was."""
    for index in INDEXES:
        op.execute(f"ALTER INDEX {index} RESET (deduplicate_items)")
