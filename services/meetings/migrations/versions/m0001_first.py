"""The meetings tables: forums, meetings, agendas, decisions, items and what became of them.

Every labelled table has row-level security on ``label_id`` and keeps its old rows in
``<table>_version``, written by one trigger, so that no writer can forget it. Foreign keys are
checked at commit: references are first resolved by a read under row-level security, so that
a foreign-key error can never tell of a hidden row (LABELS: what must never give a record away).

Revision ID: m0001
Revises:
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import common_tables, labelled

revision = "m0001"
down_revision = None
branch_labels = None
depends_on = None

SERVICE = "meetings"

COMMON = """
    id uuid PRIMARY KEY,
    label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
"""

TABLES: dict[str, str] = {
    "forum": """
        key text NOT NULL, name text NOT NULL, kind text NOT NULL, rank integer NOT NULL,
        echelon text NOT NULL, level_text text NOT NULL, parent_id uuid, time_zone text NOT NULL,
        nations text[] NOT NULL, co_chairs text[] NOT NULL, should_attend text[] NOT NULL,
        escalation_authority jsonb NOT NULL, note text NOT NULL,
        CHECK (parent_id IS DISTINCT FROM id)
    """,
    "appointment": """
        forum_id uuid NOT NULL, nation text NOT NULL, post text NOT NULL, person_id text NOT NULL,
        name text NOT NULL, billet text NOT NULL, since date NOT NULL, until date,
        CHECK (until IS NULL OR until >= since)
    """,
    "meeting": """
        ref text NOT NULL UNIQUE, forum_id uuid NOT NULL, title text NOT NULL, state text NOT NULL,
        window_start date, window_end date, window_precision text NOT NULL, days date[] NOT NULL,
        mode text NOT NULL, place text NOT NULL, time_zone text NOT NULL, held_at timestamptz,
        minutes_version integer NOT NULL DEFAULT 0, moved_to_id uuid, reason text NOT NULL,
        starts_on date NOT NULL GENERATED ALWAYS AS (coalesce(window_start, DATE '9999-12-31')) STORED,
        CHECK (window_end >= window_start)
    """,
    "decision": """
        ref text NOT NULL UNIQUE, meeting_id uuid, forum_id uuid NOT NULL, kind text NOT NULL,
        text text NOT NULL, at timestamptz NOT NULL, settles_id uuid, standing text NOT NULL
    """,
    "item": """
        ref text NOT NULL UNIQUE, kind text NOT NULL, issuing_forum_id uuid NOT NULL,
        issued_meeting_id uuid, addressing_forum_id uuid, authority_nations text[] NOT NULL,
        parent_id uuid, asks_for_id uuid, decision_id uuid, outcome_id uuid, title text NOT NULL, text text NOT NULL,
        lead text NOT NULL, supporting text[] NOT NULL, due_first date, due_last date,
        due_precision text NOT NULL, state text NOT NULL, standing text NOT NULL,
        reopened integer NOT NULL DEFAULT 0, issued_at timestamptz NOT NULL, closed_at timestamptz,
        blocked_nations text[] NOT NULL DEFAULT '{}',
        CHECK (parent_id IS DISTINCT FROM id),
        CHECK (addressing_forum_id IS NOT NULL OR authority_nations <> '{}')
    """,
    "substitute": """
        subject_kind text NOT NULL, subject_id uuid NOT NULL, title text NOT NULL, text text NOT NULL
    """,
    "outcome": """
        meeting_id uuid, item_id uuid NOT NULL, kind text NOT NULL, text text NOT NULL,
        reason text NOT NULL, to_meeting_id uuid, to_forum_id uuid, positions jsonb NOT NULL,
        children_decision text NOT NULL, standing text NOT NULL, decision_id uuid, escalation_id uuid, forum_id uuid, at timestamptz NOT NULL
    """,
    "progress": """
        item_id uuid NOT NULL, nation text NOT NULL, text text NOT NULL, at timestamptz NOT NULL
    """,
    "concurrence": """
        subject_kind text NOT NULL, subject_id uuid NOT NULL, subject_version integer NOT NULL,
        nation text NOT NULL, stand text NOT NULL, by text NOT NULL, evidence text NOT NULL,
        deadline timestamptz, at timestamptz
    """,
    "agenda_entry": """
        meeting_id uuid NOT NULL, item_id uuid, title text NOT NULL, text text NOT NULL,
        position numeric, minutes integer, presenter text NOT NULL,
        presenter_nation text NOT NULL, picked boolean NOT NULL DEFAULT false
    """,
    "attendance": """
        meeting_id uuid NOT NULL, nation text NOT NULL, person_name text NOT NULL,
        capacity text NOT NULL, response text NOT NULL, present boolean NOT NULL DEFAULT false
    """,
    "paper": """
        meeting_id uuid NOT NULL, item_id uuid, nation text NOT NULL, kind text NOT NULL,
        title text NOT NULL, text text NOT NULL, offered_at timestamptz
    """,
}

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("forum", "parent_id", "forum"),
    ("appointment", "forum_id", "forum"),
    ("meeting", "forum_id", "forum"),
    ("meeting", "moved_to_id", "meeting"),
    ("decision", "meeting_id", "meeting"),
    ("decision", "forum_id", "forum"),
    ("decision", "settles_id", "item"),
    ("item", "issuing_forum_id", "forum"),
    ("item", "issued_meeting_id", "meeting"),
    ("item", "addressing_forum_id", "forum"),
    ("item", "parent_id", "item"),
    ("item", "asks_for_id", "item"),
    ("item", "decision_id", "decision"),
    ("item", "outcome_id", "outcome"),
    ("outcome", "meeting_id", "meeting"),
    ("outcome", "item_id", "item"),
    ("outcome", "to_meeting_id", "meeting"),
    ("outcome", "to_forum_id", "forum"),
    ("outcome", "forum_id", "forum"),
    ("outcome", "decision_id", "decision"),
    ("outcome", "escalation_id", "item"),
    ("progress", "item_id", "item"),
    ("agenda_entry", "meeting_id", "meeting"),
    ("agenda_entry", "item_id", "item"),
    ("attendance", "meeting_id", "meeting"),
    ("paper", "meeting_id", "meeting"),
    ("paper", "item_id", "item"),
)

INDEXES: tuple[str, ...] = (
    # A key is unique under its label only: a clash with a hidden row must not show.
    "CREATE UNIQUE INDEX forum_key ON forum (key, label_id)",
    "CREATE INDEX forum_parent ON forum (parent_id)",
    "CREATE INDEX appointment_forum ON appointment (forum_id, nation, post, since)",
    "CREATE INDEX appointment_person ON appointment (person_id, forum_id)",
    "CREATE INDEX meeting_forum ON meeting (forum_id, starts_on, id)",
    "CREATE INDEX meeting_state ON meeting (state, starts_on)",
    "CREATE INDEX decision_meeting ON decision (meeting_id)",
    "CREATE INDEX decision_settles ON decision (settles_id) WHERE settles_id IS NOT NULL",
    "CREATE INDEX item_addressing ON item (addressing_forum_id, state, due_last)",
    "CREATE INDEX item_issuing ON item (issuing_forum_id, state)",
    "CREATE INDEX item_issued_meeting ON item (issued_meeting_id)",
    "CREATE INDEX item_parent ON item (parent_id) WHERE parent_id IS NOT NULL",
    "CREATE INDEX item_asks_for ON item (asks_for_id) WHERE asks_for_id IS NOT NULL",
    "CREATE INDEX item_decision ON item (decision_id) WHERE decision_id IS NOT NULL",
    "CREATE INDEX item_due ON item (due_last) WHERE state <> 'closed'",
    "CREATE UNIQUE INDEX substitute_subject ON substitute (subject_kind, subject_id)",
    "CREATE INDEX outcome_item ON outcome (item_id, at)",
    "CREATE INDEX outcome_meeting ON outcome (meeting_id)",
    "CREATE INDEX progress_item ON progress (item_id, at)",
    "CREATE UNIQUE INDEX concurrence_subject"
    " ON concurrence (subject_kind, subject_id, subject_version, nation)",
    "CREATE INDEX concurrence_pending ON concurrence (nation, deadline) WHERE stand = 'pending'",
    "CREATE INDEX agenda_entry_meeting ON agenda_entry (meeting_id, position)",
    "CREATE INDEX agenda_entry_item ON agenda_entry (item_id) WHERE item_id IS NOT NULL",
    "CREATE INDEX attendance_meeting ON attendance (meeting_id, nation)",
    # The orders of the lists: by the sort alone, and by label and sort (see services.common.listing).
    "CREATE INDEX forum_name ON forum (name, id)",
    "CREATE INDEX forum_label_name ON forum (label_id, name, id)",
    "CREATE INDEX meeting_starts_on ON meeting (starts_on, id)",
    "CREATE INDEX meeting_label_starts_on ON meeting (label_id, starts_on, id)",
    "CREATE INDEX item_issued_at ON item (issued_at, id)",
    "CREATE INDEX item_label_issued_at ON item (label_id, issued_at, id)",
    "CREATE INDEX decision_at ON decision (at, id)",
    "CREATE INDEX decision_label_at ON decision (label_id, at, id)",
    "CREATE INDEX paper_meeting ON paper (meeting_id, nation)",
)

# A draft is its nation's own, and hidden from those of its people who act for another nation
# (ARCHITECTURE, "Identity"): the label alone would show it to an embed's affiliation.
ACTS_FOR = "nullif(current_setting('app.acts_for', true), '')"
OWN_PAPER = f"offered_at IS NOT NULL OR nation = {ACTS_FOR}"
OWN_PAPER_VERSION = f"body ->> 'nation' = {ACTS_FOR}"

KEEP_VERSION = """
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO %I (id, version, label_id, body, at, by) VALUES ($1, $2, $3, $4, $5, $6)',
        TG_TABLE_NAME || '_version')
    USING OLD.id, OLD.version, OLD.label_id, to_jsonb(OLD), OLD.updated_at, OLD.updated_by;
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$
"""


def version_table(table: str) -> None:
    """The old rows of a table, under the label that each had, and the trigger that keeps them."""
    op.execute(
        f"CREATE TABLE {table}_version (id uuid NOT NULL, version integer NOT NULL,"
        " label_id integer NOT NULL REFERENCES security_label (id), body jsonb NOT NULL,"
        " at timestamptz NOT NULL, by text NOT NULL, PRIMARY KEY (id, version))"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keep_version BEFORE UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION keep_version()"
    )


def upgrade() -> None:
    """Make the plumbing tables, the meetings tables, their versions, keys and indexes."""
    common_tables(op, SERVICE)
    op.execute(KEEP_VERSION)
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        version_table(table)
    for table, column, target in REFERENCES:
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column} FOREIGN KEY ({column})"
            f" REFERENCES {target} (id) DEFERRABLE INITIALLY DEFERRED"
        )
    for statement in INDEXES:
        op.execute(statement)
    for table in TABLES:
        labelled(op, table, SERVICE)
        labelled(op, f"{table}_version", SERVICE, search=False)
        # Nothing that a meeting recorded can be deleted, by nobody.
        op.execute(f"REVOKE DELETE ON {table}, {table}_version FROM {SERVICE}_worker")
    op.execute(f"CREATE POLICY paper_own ON paper AS RESTRICTIVE TO {SERVICE}_app USING ({OWN_PAPER})")
    op.execute(
        f"CREATE POLICY paper_version_own ON paper_version AS RESTRICTIVE TO {SERVICE}_app"
        f" USING ({OWN_PAPER_VERSION})"
    )


def downgrade() -> None:
    """Not offered: nothing that a meeting recorded can be deleted."""
    raise CommandError("records of meetings are never dropped")
