"""What hosts can absorb, what should be served there, and what they ask for.

Revision ID: r0005
Revises: r0003
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed, versioned

revision = "r0005"
down_revision = "r0003"
branch_labels = None
depends_on = None

SERVICE = "registry"
COMMON = """
    id uuid PRIMARY KEY, label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1, created_at timestamptz NOT NULL, created_by text NOT NULL,
    updated_at timestamptz NOT NULL, updated_by text NOT NULL,
"""


def _date(name: str) -> str:
    return (
        f"{name}_first date, {name}_last date, {name}_precision text NOT NULL DEFAULT 'unknown',"
        f" CHECK ({name}_last >= {name}_first)"
    )


TABLES = {
    "capacity": """
        host text NOT NULL, unit_id uuid, first_month text NOT NULL, last_month text NOT NULL,
        activities integer, people integer, note text NOT NULL,
        CHECK (activities IS NOT NULL OR people IS NOT NULL)
    """,
    "objective": f"""
        ref text NOT NULL UNIQUE, host text NOT NULL, capability text NOT NULL, title text NOT NULL,
        text text NOT NULL, {_date("wanted_from")}, {_date("wanted_to")}
    """,
    "demand": f"""
        ref text NOT NULL UNIQUE, host text NOT NULL, measure text NOT NULL, host_position text NOT NULL,
        {_date("requested")}, {_date("met")}, {_date("announced")}, plan_id uuid, outcome text NOT NULL,
        note text NOT NULL
    """,
}
INDEXES = (
    "CREATE INDEX capacity_host ON capacity (host, first_month)",
    "CREATE INDEX objective_host ON objective (host)",
    "CREATE INDEX demand_host ON demand (host)",
    "CREATE INDEX demand_plan ON demand (plan_id) WHERE plan_id IS NOT NULL",
)


def upgrade() -> None:
    """Make the tables with their versions and policies."""
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        versioned(op, table)
        listed(op, table, "created_at")
    for statement in INDEXES:
        op.execute(statement)
    for table in TABLES:
        labelled(op, table, SERVICE)
        labelled(op, f"{table}_version", SERVICE, search=False)


def downgrade() -> None:
    """Not offered: what hosts asked for is never dropped."""
    raise CommandError("what hosts asked for is never dropped")
