"""Overlaps of activities, what was done about them, and presence that nations agreed to share.

What is due to be compared is written by triggers in the transaction of the change, so that nothing that was
answered is lost, whatever dies. An overlap of two records stands under the labels of both: a reader of one
alone sees nothing. What is told by presence stands under a label of its nation alone.

Revision ID: r0003
Revises: r0001
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed, versioned
from services.common.labels import mask_expression

revision = "r0003"
down_revision = "r0001"
branch_labels = None
depends_on = None

SERVICE = "registry"
APP, WORKER = f"{SERVICE}_app", f"{SERVICE}_worker"
ACTS_FOR = "nullif(current_setting('app.acts_for', true), '')"

COMMON = """
    id uuid PRIMARY KEY, label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1, created_at timestamptz NOT NULL, created_by text NOT NULL,
    updated_at timestamptz NOT NULL, updated_by text NOT NULL,
"""

# What waits to be compared: added to by triggers, never updated, so that writers never wait for the worker.
QUEUES = (
    "CREATE TABLE overlap_due (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, activity_id uuid NOT NULL)",
    "CREATE TABLE presence_due (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, nation text NOT NULL)",
    # Which cells of a nation are compared, and how many new ones in each calendar month.
    "CREATE TABLE presence_cell (nation text NOT NULL, country text NOT NULL, month text NOT NULL,"
    " tool text NOT NULL, open boolean NOT NULL, PRIMARY KEY (nation, country, month, tool))",
    "CREATE TABLE presence_budget (nation text NOT NULL, asked_in text NOT NULL, used integer NOT NULL,"
    " waiting integer NOT NULL DEFAULT 0, PRIMARY KEY (nation, asked_in))",
)

# What of an activity decides overlaps, a row for each country: made from the activity by the worker.
FACT = """
CREATE TABLE overlap_fact (
    activity_id uuid NOT NULL, country text NOT NULL,
    label_id integer NOT NULL REFERENCES security_label (id), owner text NOT NULL,
    first date NOT NULL, last date NOT NULL, status text NOT NULL, tool text NOT NULL,
    areas text[], units text[], plan jsonb NOT NULL,
    PRIMARY KEY (country, activity_id)
)"""

OVERLAP = f"""
CREATE TABLE overlap (
    {COMMON}
    other_label_id integer NOT NULL REFERENCES security_label (id),
    basis text NOT NULL, kind text NOT NULL, holds boolean NOT NULL,
    raised integer NOT NULL DEFAULT 1, raised_at timestamptz NOT NULL,
    country text NOT NULL, month text NOT NULL DEFAULT '', tool text NOT NULL DEFAULT '',
    first date, last date, weight smallint NOT NULL DEFAULT 0,
    audience text NOT NULL DEFAULT 'possible', capability text NOT NULL DEFAULT 'possible',
    place text NOT NULL DEFAULT 'possible', time text NOT NULL DEFAULT 'possible',
    left_id uuid, right_id uuid, left_owner text NOT NULL DEFAULT '', right_owner text NOT NULL DEFAULT '',
    nation text NOT NULL DEFAULT '', other text NOT NULL DEFAULT '', shared boolean NOT NULL DEFAULT true,
    offered boolean NOT NULL DEFAULT false, other_offered boolean NOT NULL DEFAULT false,
    CHECK (basis = 'presence' OR (left_id IS NOT NULL AND right_id IS NOT NULL AND left_id < right_id))
)"""

TABLES = {
    "overlap_act": """
        overlap_id uuid NOT NULL, nation text NOT NULL, act text NOT NULL, how text NOT NULL,
        note text NOT NULL, raised integer NOT NULL
    """,
    "overlap_card": """
        overlap_id uuid NOT NULL, nation text NOT NULL, other text NOT NULL, country text NOT NULL,
        month text NOT NULL, tool text NOT NULL, title text NOT NULL, text text NOT NULL,
        contact text NOT NULL, opened boolean NOT NULL, withdrawn boolean NOT NULL DEFAULT false
    """,
    "presence_agreement": """
        nation text NOT NULL, other text NOT NULL, hosts text[] NOT NULL, level integer NOT NULL,
        noforn boolean NOT NULL, note text NOT NULL, state text NOT NULL, given_at timestamptz,
        given_by text NOT NULL, revoked_at timestamptz, reason text NOT NULL
    """,
}

INDEXES = (
    "CREATE INDEX overlap_fact_span ON overlap_fact (country, last, first)",
    "CREATE INDEX overlap_fact_activity ON overlap_fact (activity_id)",
    "CREATE INDEX overlap_fact_owner ON overlap_fact (owner, last)",
    "CREATE UNIQUE INDEX overlap_pair ON overlap (left_id, right_id) WHERE basis = 'records'",
    "CREATE INDEX overlap_right ON overlap (right_id) WHERE basis = 'records'",
    "CREATE UNIQUE INDEX overlap_cell ON overlap (nation, other, country, month, tool)"
    " WHERE basis = 'presence'",
    "CREATE INDEX overlap_country ON overlap (country, last)",
    "CREATE INDEX overlap_act_overlap ON overlap_act (overlap_id, nation, created_at)",
    "CREATE INDEX overlap_card_overlap ON overlap_card (overlap_id, created_at)",
    "CREATE INDEX overlap_card_cell ON overlap_card (nation, other, country, month, tool)",
    # One agreement of a nation with another stands at a time; both nations may see it once it is given.
    "CREATE UNIQUE INDEX presence_agreement_one ON presence_agreement (nation, other)"
    " WHERE state <> 'revoked'",
)

# Only what may still come is compared: what is over long since, as most of an import is, is never due.
_MATTERS = """({row}.status IN ('proposed', 'planned', 'confirmed', 'underway')
    AND (coalesce({row}.end_last, {row}.start_last, DATE '9999-12-31') >= CURRENT_DATE - 62
        OR {row}.status = 'underway'))"""
_COMPARED = (
    "label_id, owner, tool, capability_areas, hosts, participants, places, unit_ids,"
    " start_first, start_last, end_first, end_last, status, merged_into"
)
TRIGGERS = {
    "insert": f"INSERT INTO overlap_due (activity_id) SELECT id FROM made n WHERE {_MATTERS.format(row='n')};",
    "delete": f"INSERT INTO overlap_due (activity_id) SELECT id FROM gone o WHERE {_MATTERS.format(row='o')};",
    "update": f"""INSERT INTO overlap_due (activity_id)
        SELECT n.id FROM made n JOIN gone o USING (id)
        WHERE ({_MATTERS.format(row="n")} OR {_MATTERS.format(row="o")})
        AND ({", ".join(f"n.{name}" for name in _COMPARED.replace(" ", "").split(","))})
        IS DISTINCT FROM ({", ".join(f"o.{name}" for name in _COMPARED.replace(" ", "").split(","))});""",
}


def _triggers() -> None:
    for event, body in TRIGGERS.items():
        op.execute(
            f"CREATE FUNCTION overlap_due_{event}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NULL; END $$"
        )
        old = "OLD TABLE AS gone " if event != "insert" else ""
        new = "NEW TABLE AS made " if event != "delete" else ""
        op.execute(
            f"CREATE TRIGGER overlap_due_{event} AFTER {event.upper()} ON activity REFERENCING {old}{new}"
            f"FOR EACH STATEMENT EXECUTE FUNCTION overlap_due_{event}()"
        )


def _grants() -> None:
    queues = "overlap_due, presence_due, presence_cell, presence_budget"
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {queues} TO {WORKER}")
    op.execute(f"GRANT INSERT ON overlap_due, presence_due TO {APP}")
    # Only the worker says what overlaps; who reads one record of a pair alone reads nothing of the pair.
    op.execute(f"REVOKE INSERT, UPDATE ON overlap, overlap_fact FROM {APP}")
    both = mask_expression("other_label_id")
    op.execute(f"CREATE POLICY overlap_both ON overlap AS RESTRICTIVE TO {APP} USING ({both})")
    # A card is its nation's own until both nations consent.
    for table, body in (("overlap_card", "opened OR nation = {}"),
                        ("overlap_card_version", "body ->> 'nation' = {}")):  # fmt: skip
        own = body.format(ACTS_FOR)
        op.execute(f"CREATE POLICY {table}_own ON {table} AS RESTRICTIVE TO {APP} USING ({own})")


def upgrade() -> None:
    """Make queues and tables, their policies and the triggers on activities."""
    for statement in (*QUEUES, FACT, OVERLAP):
        op.execute(statement)
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        versioned(op, table)
    for statement in INDEXES:
        op.execute(statement)
    for table in ("overlap_fact", "overlap"):
        labelled(op, table, SERVICE, counted=False)
    listed(op, "overlap", "raised_at")
    listed(op, "presence_agreement", "created_at")
    for table in TABLES:
        labelled(op, table, SERVICE)
        labelled(op, f"{table}_version", SERVICE, search=False)
    _grants()
    _triggers()


def downgrade() -> None:
    """Not offered: what nations did about an overlap is never dropped."""
    raise CommandError("acts on overlaps are never dropped")
