"""A second set of the tables that the log fills, for building the read model anew beside the one in use, and
on each record the time of the event that it was taken from (docs/adr/0052).

Only the worker can enter the schema: no reader sees a model half built. Nothing in it outlives a crash of the
server, nor need it. ``inbox`` and ``inbox_week`` stand for those that the consumer uses.

Revision ID: i0003
Revises: i0002
"""

from alembic import op
from alembic.util import CommandError

revision = "i0003"
down_revision = "i0002"
branch_labels = None
depends_on = None

VIEWS = ("forum_view", "meeting_view", "item_view", "decision_view")
TABLES = (*VIEWS, "document", "change")
WORKER = "insight_worker"
INBOX = """
CREATE UNLOGGED TABLE rebuild.inbox (
    consumer text NOT NULL, event_id uuid NOT NULL, at timestamptz NOT NULL,
    PRIMARY KEY (consumer, event_id, at)
)
"""
INBOX_WEEK = """
CREATE FUNCTION rebuild.inbox_week(at timestamptz) RETURNS void LANGUAGE sql AS 'SELECT'
"""


def upgrade() -> None:
    """What was taken before is older than whatever comes with the same version."""
    for table in VIEWS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN told_at timestamptz NOT NULL DEFAULT '1970-01-01 00:00:00Z'"
        )
    op.execute("CREATE SCHEMA rebuild")
    for table in TABLES:
        op.execute(f"CREATE UNLOGGED TABLE rebuild.{table} (LIKE public.{table} INCLUDING ALL)")
        op.execute(f"ALTER TABLE rebuild.{table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE rebuild.{table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_worker ON rebuild.{table} FOR ALL TO {WORKER} USING (true)")
    op.execute(INBOX)
    op.execute(INBOX_WEEK)
    op.execute("REVOKE ALL ON FUNCTION rebuild.inbox_week FROM PUBLIC")
    op.execute(f"GRANT USAGE ON SCHEMA rebuild TO {WORKER}")
    op.execute(f"GRANT EXECUTE ON FUNCTION rebuild.inbox_week TO {WORKER}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA rebuild TO {WORKER}")


def downgrade() -> None:
    """Read models are rebuilt from the log, so going back means an empty database."""
    raise CommandError("make a new database and let the consumers rebuild it")
