"""One annotation of an item on a meeting, and one appointment of a person to a post from a day on.

Under one label only: a clash with a row that the writer may not read must not show. What overlaps without
beginning on one day is refused under the forum's lock.

Revision ID: m0003
Revises: m0002
"""

from alembic import op

revision = "m0003"
down_revision = "m0002"
branch_labels = None
depends_on = None

ONCE = {
    "agenda_entry": "meeting_id, item_id, label_id",
    "appointment": "forum_id, nation, post, person_id, since, label_id",
}

# Forced on their owner too, who could neither see nor change a row.
FORCED = ("agenda_entry", "agenda_entry_version", "appointment", "appointment_version", "label_count_delta")

# Of doubles the row that was changed last stays; the others are kept as old rows are.
DOUBLES = """
WITH ranked AS (
    SELECT id, row_number() OVER (PARTITION BY {columns} ORDER BY updated_at DESC, id DESC) AS place
    FROM {table} WHERE {first} IS NOT NULL
), gone AS (
    DELETE FROM {table} WHERE id IN (SELECT id FROM ranked WHERE place > 1) RETURNING *
)
INSERT INTO {table}_version (id, version, label_id, body, at, by)
SELECT id, version, label_id, to_jsonb(gone), updated_at, updated_by FROM gone
"""
PICKED = """
UPDATE agenda_entry e SET picked = true WHERE NOT picked AND EXISTS (
    SELECT FROM agenda_entry d WHERE d.picked
        AND (d.meeting_id, d.item_id, d.label_id) = (e.meeting_id, e.item_id, e.label_id))
"""


def upgrade() -> None:
    """Leave one row of doubles, and let no other come."""
    for table in FORCED:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(PICKED)
    for table, columns in ONCE.items():
        first = "item_id" if table == "agenda_entry" else "forum_id"
        op.execute(DOUBLES.format(table=table, columns=columns, first=first))
        op.execute(f"CREATE UNIQUE INDEX {table}_once ON {table} ({columns})")
    for table in FORCED:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Let doubles come again."""
    for table in ONCE:
        op.execute(f"DROP INDEX {table}_once")
