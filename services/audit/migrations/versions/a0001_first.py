"""The ledger: every link of every source's chain, the heads, and what the sources claim of theirs.

The app reads, under the mask; the worker adds. Nobody but the owner can change or delete a link, and what the
owner does shows.

Revision ID: a0001
Revises:
"""

from alembic import op

from services.common.db.migration_ops import common_tables, labelled

revision = "a0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    # id is what readers are shown; source and seq would tell how much hidden work there is.
    """CREATE TABLE ledger (
        id          uuid NOT NULL UNIQUE DEFAULT uuidv7(),
        source      text NOT NULL,
        seq         bigint NOT NULL,
        previous    bytea NOT NULL,
        hash        bytea NOT NULL,
        record      bytea NOT NULL,
        label_id    integer NOT NULL REFERENCES security_label (id),
        at          timestamptz NOT NULL,
        subject     text NOT NULL,
        nation      text,
        acts_for    text,
        client      text,
        action      text NOT NULL,
        object_type text NOT NULL,
        object_ids  text[] NOT NULL,
        outcome     text NOT NULL,
        route       text,
        trace       text,
        detail      jsonb NOT NULL,
        PRIMARY KEY (source, seq)
    )""",
    "CREATE INDEX ledger_nation ON ledger (nation, at DESC, id DESC)",
    "CREATE INDEX ledger_at ON ledger (at DESC, id DESC)",
    "CREATE INDEX ledger_subject ON ledger (subject, at DESC)",
    "CREATE INDEX ledger_objects ON ledger USING gin (object_ids)",
    "CREATE TABLE ledger_head (source text PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL)",
    """CREATE TABLE source_head (
        source text PRIMARY KEY,
        seq    bigint NOT NULL,
        hash   bytea NOT NULL,
        at     timestamptz NOT NULL
    )""",
    """CREATE TABLE signed_head (
        source    text NOT NULL,
        hash      bytea NOT NULL,
        at        timestamptz NOT NULL,
        key       text NOT NULL,
        signature bytea NOT NULL,
        PRIMARY KEY (source, at)
    )""",
    "GRANT SELECT ON signed_head TO audit_app",
    "GRANT SELECT, INSERT, UPDATE ON ledger_head, source_head TO audit_worker",
    "GRANT SELECT, INSERT ON signed_head TO audit_worker",
)
NARROWED = (
    "REVOKE INSERT, UPDATE ON ledger FROM audit_app",
    "REVOKE UPDATE, DELETE ON ledger FROM audit_worker",
)


def upgrade() -> None:
    common_tables(op, "audit")
    for statement in STATEMENTS:
        op.execute(statement)
    labelled(op, "ledger", "audit", counted=False)
    for statement in NARROWED:
        op.execute(statement)
