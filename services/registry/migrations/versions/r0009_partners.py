"""What a partner's system is told of changed activities, and which source of a nation it may write.

A change is a row for each statement and pair of labels (before, after), with the ids: triggers write it in the
transaction of the change. Nobody of the app may read these rows; one function of the search role, which reads the
mask itself, gives those under a label that the reader may read. They are numbered when they are read, after
the commit, so that no number becomes visible before a lower one. ``change_floor`` says up to which number the
rows of a label are forgotten.

Revision ID: r0009
Revises: r0007
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed, versioned
from services.common.labels import mask_expression, policy_ddl

revision = "r0009"
down_revision = "r0007"
branch_labels = None
depends_on = None

SERVICE = "registry"
APP, WORKER, SEARCH = f"{SERVICE}_app", f"{SERVICE}_worker", f"{SERVICE}_search"

TABLES = (
    """CREATE TABLE activity_change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number bigint,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        before integer, after integer, ids uuid[] NOT NULL,
        CHECK (before IS NOT NULL OR after IS NOT NULL)
    )""",
    "CREATE UNIQUE INDEX activity_change_number ON activity_change (number) WHERE number IS NOT NULL",
    "CREATE INDEX activity_change_due ON activity_change (id) WHERE number IS NULL",
    "CREATE TABLE change_head (one boolean PRIMARY KEY DEFAULT true CHECK (one), number bigint NOT NULL)",
    "INSERT INTO change_head (number) VALUES (0)",
    """CREATE TABLE change_floor (
        label_id integer PRIMARY KEY REFERENCES security_label (id), number bigint NOT NULL
    )""",
    # Seals cursors: 512 bits from the server's own strong randomness, of this database alone.
    "CREATE TABLE change_key (one boolean PRIMARY KEY DEFAULT true CHECK (one), key bytea NOT NULL)",
    """INSERT INTO change_key (key) SELECT sha512(string_agg(uuid_send(gen_random_uuid()), NULL))
        FROM generate_series(1, 8)""",
)
FEED = """
    id uuid PRIMARY KEY, label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1, created_at timestamptz NOT NULL, created_by text NOT NULL,
    updated_at timestamptz NOT NULL, updated_by text NOT NULL,
    nation text NOT NULL, source text NOT NULL, system text NOT NULL, note text NOT NULL,
    level integer NOT NULL, rel text[] NOT NULL, ended_at timestamptz, reason text NOT NULL
"""

TRIGGERS = {
    "insert": "SELECT NULL, label_id, array_agg(id) FROM made GROUP BY label_id",
    "delete": "SELECT label_id, NULL, array_agg(id) FROM gone GROUP BY label_id",
    "update": "SELECT o.label_id, n.label_id, array_agg(n.id) FROM made n JOIN gone o USING (id)"
    " GROUP BY o.label_id, n.label_id",
}

# The log as one reader may know it: entries of which the label before or after is in the mask of the transaction.
CHANGED = f"""
CREATE FUNCTION activities_changed(past bigint, place integer, wanted integer)
RETURNS TABLE (number bigint, ord integer, ends boolean, id uuid, had boolean, has boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public ROWS 100 AS $$
    SELECT c.number, e.ord::integer, e.ord = cardinality(c.ids), e.id,
        {mask_expression("c.before")}, {mask_expression("c.after")}
    FROM activity_change c CROSS JOIN LATERAL unnest(c.ids) WITH ORDINALITY AS e(id, ord)
    WHERE c.number >= past AND (c.number > past OR e.ord > place)
        AND ({mask_expression("c.before")} OR {mask_expression("c.after")})
    ORDER BY c.number, e.ord LIMIT wanted
$$
"""
# The last of them: where a reader begins who has just read everything.
HEAD = f"""
CREATE FUNCTION last_change() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.number FROM activity_change c
    WHERE c.number IS NOT NULL AND ({mask_expression("c.before")} OR {mask_expression("c.after")})
    ORDER BY c.number DESC LIMIT 1
$$
"""


def _log() -> None:
    for event, rows in TRIGGERS.items():
        op.execute(
            f"CREATE FUNCTION activity_change_{event}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN INSERT INTO activity_change (before, after, ids) {rows}; RETURN NULL; END $$"
        )
        old = "OLD TABLE AS gone " if event != "insert" else ""
        new = "NEW TABLE AS made " if event != "delete" else ""
        op.execute(
            f"CREATE TRIGGER activity_change_{event} AFTER {event.upper()} ON activity REFERENCING {old}{new}"
            f"FOR EACH STATEMENT EXECUTE FUNCTION activity_change_{event}()"
        )
    op.execute(CHANGED)
    op.execute(HEAD)
    for statement in (
        f"GRANT INSERT ON activity_change TO {APP}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON activity_change, change_head TO {WORKER}",
        f"GRANT SELECT ON activity_change TO {SEARCH}",
        f"GRANT SELECT ON change_key TO {APP}",
        f"GRANT SELECT ON change_floor TO {APP}",
        f"GRANT SELECT, INSERT, UPDATE ON change_floor TO {WORKER}",
        *policy_ddl("change_floor", APP, WORKER),
        f"GRANT CREATE ON SCHEMA public TO {SEARCH}",
    ):
        op.execute(statement)
    for function in ("activities_changed", "last_change"):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {APP}")
        op.execute(f"ALTER FUNCTION {function} OWNER TO {SEARCH}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}")


def upgrade() -> None:
    """Make the log with its triggers and functions, and the feeds."""
    for statement in TABLES:
        op.execute(statement)
    _log()
    op.execute(f"CREATE TABLE feed ({FEED})")
    # One system writes a source at a time; a clash tells of one's own nation's alone.
    op.execute("CREATE UNIQUE INDEX feed_source ON feed (nation, source) WHERE ended_at IS NULL")
    versioned(op, "feed")
    listed(op, "feed", "created_at")
    labelled(op, "feed", SERVICE)
    labelled(op, "feed_version", SERVICE, search=False)


def downgrade() -> None:
    """Not offered: what partners are still to be told is never dropped."""
    raise CommandError("what partners are to be told is never dropped")
