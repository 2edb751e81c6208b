"""People stand by nation, then by family name, as a directory's readers look for them.

The family name is a person's last word; a partners' system has none and stands under its whole name.

Revision ID: m0003
Revises: m0002
"""

from alembic import op

from services.common.db.migration_ops import listed

revision = "m0003"
down_revision = "m0002"
branch_labels = None
depends_on = None

FAMILY = r"CASE kind WHEN 'system' THEN name ELSE regexp_replace(name, '^.*\s', '') END"


def upgrade() -> None:
    """One column to sort and page by, and the indexes of the list over it in place of those by name."""
    op.execute(
        "ALTER TABLE person ADD COLUMN standing text NOT NULL"
        f" GENERATED ALWAYS AS (nation || ' ' || lower({FAMILY}) || ' ' || lower(name)) STORED"
    )
    for index in ("person_by_name", "person_label_name", "person_nation"):
        op.execute(f"DROP INDEX {index}")
    listed(op, "person", "standing")
    op.execute("CREATE INDEX person_nation ON person (nation, standing, id)")


def downgrade() -> None:
    """By name again."""
    op.execute("ALTER TABLE person DROP COLUMN standing")
    listed(op, "person", "name")
    op.execute("CREATE INDEX person_nation ON person (nation, name, id)")
