"""Pairs of records that may be one event, what was decided of them, and which source a field is taken from.

A pair stands under the labels of both its records: a reader of one alone sees nothing. Merging writes nothing on
the records: a pair that was decided to be the same links them, for who reads both. What is due to be compared
is written by triggers in the transaction of the change, so that whatever dies, it stays due.

Revision ID: r0004
Revises: r0002
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed
from services.common.labels import mask_expression

revision = "r0004"
down_revision = "r0002"
branch_labels = None
depends_on = None

SERVICE = "registry"
APP, WORKER = f"{SERVICE}_app", f"{SERVICE}_worker"

COMMON = """
    id uuid PRIMARY KEY, label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1, created_at timestamptz NOT NULL, created_by text NOT NULL,
    updated_at timestamptz NOT NULL, updated_by text NOT NULL,
"""

TABLES = (
    "CREATE TABLE duplicate_due (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, activity_id uuid NOT NULL)",
    # How often a look through everything was asked for, and how many of these are done; one row.
    "CREATE TABLE duplicate_run (one boolean PRIMARY KEY DEFAULT true CHECK (one),"
    " asked bigint NOT NULL DEFAULT 0, asked_at timestamptz,"
    " done bigint NOT NULL DEFAULT 0, done_at timestamptz)",
    "INSERT INTO duplicate_run DEFAULT VALUES",
    f"""CREATE TABLE duplicate (
        {COMMON}
        other_label_id integer NOT NULL REFERENCES security_label (id),
        left_id uuid NOT NULL, right_id uuid NOT NULL, left_owner text NOT NULL, right_owner text NOT NULL,
        weight real NOT NULL, named boolean NOT NULL DEFAULT false, fields jsonb NOT NULL, across text NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'same', 'different')),
        decided_nation text NOT NULL DEFAULT '', decided_at timestamptz, note text NOT NULL DEFAULT '',
        later_for text[] NOT NULL DEFAULT '{{}}',
        UNIQUE (left_id, right_id), CHECK (left_id < right_id)
    )""",
    f"""CREATE TABLE duplicate_choice (
        {COMMON}
        activity_id uuid NOT NULL, field text NOT NULL, stands boolean NOT NULL, UNIQUE (activity_id, field)
    )""",
    "CREATE INDEX duplicate_right ON duplicate (right_id)",
    "CREATE INDEX duplicate_same_left ON duplicate (left_id) WHERE state = 'same'",
    "CREATE INDEX duplicate_same_right ON duplicate (right_id) WHERE state = 'same'",
)

_COMPARED = (
    "label_id, owner, title, hosts, audience, place, start_first, start_last, end_first, end_last, people, cost,"
    " currency, fiscal_year, programme, alike"
)
_OLD, _NEW = (
    ", ".join(f"{row}.{name}" for name in _COMPARED.replace(" ", "").split(",")) for row in ("o", "n")
)
TRIGGERS = {
    "insert": "INSERT INTO duplicate_due (activity_id) SELECT id FROM made;",
    "delete": "INSERT INTO duplicate_due (activity_id) SELECT id FROM gone;",
    "update": "INSERT INTO duplicate_due (activity_id) SELECT n.id FROM made n JOIN gone o USING (id)"
    f" WHERE ({_NEW}) IS DISTINCT FROM ({_OLD});",
}

# Whether a better source of the event stands beside a record, among those that the reader may read: one of the
# nation's own first, then the oldest. It runs with the reader's rights: what they may not read is not there.
BETTER_SOURCE = """
CREATE FUNCTION better_source(activity uuid, nation text) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE reach (id) AS (
        SELECT activity
        UNION
        SELECT a.id FROM reach r
        JOIN duplicate d ON d.state = 'same' AND (d.left_id = r.id OR d.right_id = r.id)
        JOIN activity a ON a.id = CASE WHEN d.left_id = r.id THEN d.right_id ELSE d.left_id END
    )
    SELECT EXISTS (
        SELECT FROM reach r JOIN activity a ON a.id = r.id JOIN activity me ON me.id = activity
        WHERE a.id <> me.id
        AND ((nation = ANY (string_to_array(a.owner, '+'))) IS FALSE, a.id)
            < ((nation = ANY (string_to_array(me.owner, '+'))) IS FALSE, me.id))
$$"""


def _triggers() -> None:
    for event, body in TRIGGERS.items():
        op.execute(
            f"CREATE FUNCTION duplicate_due_{event}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NULL; END $$"
        )
        old = "OLD TABLE AS gone " if event != "insert" else ""
        new = "NEW TABLE AS made " if event != "delete" else ""
        op.execute(
            f"CREATE TRIGGER duplicate_due_{event} AFTER {event.upper()} ON activity REFERENCING {old}{new}"
            f"FOR EACH STATEMENT EXECUTE FUNCTION duplicate_due_{event}()"
        )


def upgrade() -> None:
    """Make queue, pairs and choices, their policies, and the triggers on activities."""
    for statement in TABLES:
        op.execute(statement)
    labelled(op, "duplicate", SERVICE, counted=False)
    labelled(op, "duplicate_choice", SERVICE, search=False, counted=False)
    both = mask_expression("other_label_id")
    op.execute(
        f"CREATE POLICY duplicate_both ON duplicate AS RESTRICTIVE TO {APP} USING ({both}) WITH CHECK ({both})"
    )
    listed(op, "duplicate", "weight")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON duplicate_due, duplicate_run TO {WORKER}")
    op.execute(f"GRANT INSERT ON duplicate_due TO {APP}")
    op.execute(f"GRANT SELECT, UPDATE ON duplicate_run TO {APP}")
    op.execute(BETTER_SOURCE)
    _triggers()


def downgrade() -> None:
    """Not offered: what nations decided of their records is never dropped."""
    raise CommandError("decisions about duplicates are never dropped")
