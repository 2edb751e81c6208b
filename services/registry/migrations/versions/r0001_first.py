"""Activities, units and series, with notes and links; and the figures that are counted as they change.

An imported activity has no reference of its own: it is called by its source (docs/adr/0056). Keys are unique
under their owners only, so that a clash never tells of a hidden row. Foreign keys are checked at commit.

Revision ID: r0001
Revises:
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import common_tables, labelled, letter_states, versioned, versions
from services.common.labels import mask_expression

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

SERVICE = "registry"

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
    "unit": """
        owner text NOT NULL, nation text NOT NULL, kind text NOT NULL, name text NOT NULL, key text NOT NULL,
        aliases text[] NOT NULL DEFAULT '{}'
    """,
    "series": """
        owner text NOT NULL, name text NOT NULL, rhythm text NOT NULL, note text NOT NULL
    """,
    "activity": """
        owner text NOT NULL, ref text UNIQUE, title text NOT NULL, description text NOT NULL,
        tool text NOT NULL, cell text NOT NULL, purposes text[] NOT NULL, capability_areas text[] NOT NULL,
        sponsor text NOT NULL, lead text NOT NULL, hosts text[] NOT NULL, nations text[] NOT NULL,
        participants jsonb NOT NULL, places jsonb NOT NULL, place text NOT NULL, audience text NOT NULL,
        unit_ids uuid[] NOT NULL,
        start_first date, start_last date, start_precision text NOT NULL,
        end_first date, end_last date, end_precision text NOT NULL,
        starts_on date NOT NULL GENERATED ALWAYS AS (coalesce(start_first, DATE '9999-12-31')) STORED,
        host text NOT NULL GENERATED ALWAYS AS (
            CASE cardinality(hosts) WHEN 0 THEN '' WHEN 1 THEN hosts[1] ELSE '+' END) STORED,
        fiscal_year integer, people integer, cost numeric(18, 2), currency text NOT NULL,
        legal_authority text NOT NULL, programme text NOT NULL, operation text NOT NULL,
        status text NOT NULL, mode text NOT NULL, reason text NOT NULL, series_id uuid,
        source text NOT NULL, source_id text NOT NULL, import_id uuid, row_no integer, alike bytea,
        flags text[] NOT NULL, merged_into uuid,
        words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english',
            title || ' ' || audience || ' ' || place || ' ' || programme || ' ' || operation
            || ' ' || description)) STORED,
        CHECK (start_last >= start_first), CHECK (end_last >= end_first)
    """,
    "activity_note": """
        activity_id uuid NOT NULL, nation text NOT NULL, kind text NOT NULL, text text NOT NULL
    """,
    "activity_link": """
        activity_id uuid NOT NULL, kind text NOT NULL, target uuid NOT NULL, title text NOT NULL
    """,
}

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("activity", "series_id", "series"),
    ("activity_note", "activity_id", "activity"),
    ("activity_link", "activity_id", "activity"),
)

INDEXES: tuple[str, ...] = (
    "CREATE UNIQUE INDEX unit_key ON unit (owner, nation, key)",
    "CREATE INDEX unit_by_name ON unit (name, id)",
    "CREATE INDEX unit_label_name ON unit (label_id, name, id)",
    "CREATE INDEX series_by_name ON series (name, id)",
    "CREATE INDEX series_label_name ON series (label_id, name, id)",
    "CREATE UNIQUE INDEX activity_source ON activity (owner, source, source_id) WHERE source <> ''",
    "CREATE INDEX activity_by_starts_on ON activity (starts_on, id)",
    "CREATE INDEX activity_label_starts_on ON activity (label_id, starts_on, id)",
    "CREATE INDEX activity_host ON activity (host, starts_on)",
    "CREATE INDEX activity_tool ON activity (tool, starts_on)",
    "CREATE INDEX activity_year ON activity (fiscal_year, starts_on)",
    "CREATE INDEX activity_open ON activity (starts_on, id) WHERE status NOT IN ('completed', 'cancelled')",
    "CREATE INDEX activity_import ON activity (import_id, row_no) WHERE import_id IS NOT NULL",
    "CREATE INDEX activity_alike ON activity (alike) WHERE alike IS NOT NULL",
    "CREATE INDEX activity_series ON activity (series_id) WHERE series_id IS NOT NULL",
    "CREATE INDEX activity_merged ON activity (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX activity_words ON activity USING gin (words)",
    "CREATE INDEX activity_note_activity ON activity_note (activity_id, created_at, id)",
    "CREATE INDEX activity_link_activity ON activity_link (activity_id)",
    "CREATE UNIQUE INDEX activity_link_once ON activity_link (activity_id, kind, target, label_id)",
)

# Found by words in the search role, which reads the mask itself: the operators of full-text search are not
# leakproof, so that under row-level security no index would serve them (LABELS, "Enforcement").
FOUND = """
CREATE FUNCTION activities_found(query text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public ROWS 500 AS $$
    SELECT a.id FROM activity a WHERE a.words @@ websearch_to_tsquery('english', query) AND {mask}
$$
"""

# What is counted: a row for each label and combination, never one for each activity. A writer adds deltas,
# the worker folds them; both stand under row-level security by label, so that a figure is the reader's own.
FIGURES: dict[str, tuple[str, str, str]] = {
    # table: (columns, the same of a row ``a``, what is summed)
    "activity_figure": (
        "hosts text[] NOT NULL, nations text[] NOT NULL, lead text NOT NULL, tool text NOT NULL,"
        " cell text NOT NULL, purposes text[] NOT NULL, capability_areas text[] NOT NULL,"
        " fiscal_year integer, status text NOT NULL, currency text NOT NULL, merged boolean NOT NULL",
        "a.hosts, a.nations, a.lead, a.tool, a.cell, a.purposes, a.capability_areas, a.fiscal_year,"
        " a.status, a.currency, a.merged_into IS NOT NULL",
        "{rows} a",
    ),
    "month_figure": (
        "month date NOT NULL, host text NOT NULL, tool text NOT NULL, lead text NOT NULL,"
        " status text NOT NULL, merged boolean NOT NULL",
        "m.month::date, h.host, a.tool, a.lead, a.status, a.merged_into IS NOT NULL",
        # Each month that an activity is known to reach into, three years at most; by year alone: none.
        "{rows} a CROSS JOIN LATERAL generate_series(date_trunc('month', a.start_first),"
        " least(date_trunc('month', greatest(a.end_first, a.start_first)),"
        " date_trunc('month', a.start_first) + interval '35 months'),"
        " interval '1 month') AS m(month)"
        " CROSS JOIN LATERAL unnest(CASE WHEN a.hosts = '{{}}' THEN '{{\"\"}}' ELSE a.hosts END) AS h(host)"
        " WHERE a.start_precision IN ('day', 'month')",
    ),
}


def _names(columns: str) -> str:
    return ", ".join(part.split()[0] for part in columns.split(","))


def count(table: str) -> None:
    """The counters of a table of `FIGURES`, their deltas, and the triggers on ``activity`` that feed them."""
    columns, values, rows = FIGURES[table]
    names = _names(columns)
    sums = "n bigint NOT NULL, people bigint NOT NULL, cost numeric NOT NULL"
    op.execute(
        f"CREATE TABLE {table} (label_id integer NOT NULL REFERENCES security_label (id), key bytea NOT NULL,"
        f" {columns}, {sums}, PRIMARY KEY (label_id, key))"
    )
    op.execute(
        f"CREATE TABLE {table}_delta (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        f" label_id integer NOT NULL, key bytea NOT NULL, {columns}, {sums})"
    )

    def delta(sign: str, changed: str) -> str:
        return (
            f"INSERT INTO {table}_delta (label_id, key, {names}, n, people, cost)"
            f" SELECT label_id, decode(md5(row({names})::text), 'hex'), {names}, {sign}n, {sign}people, {sign}cost"
            f" FROM (SELECT a.label_id, {values}, count(*), coalesce(sum(a.people), 0)::bigint,"
            f" coalesce(sum(a.cost), 0) FROM {rows.format(rows=changed)}"
            f" GROUP BY a.label_id, {values}) AS summed (label_id, {names}, n, people, cost);"
        )

    for event, body in (
        ("insert", delta("", "made")),
        ("delete", delta("-", "gone")),
        ("update", delta("-", "gone") + delta("", "made")),
    ):
        op.execute(
            f"CREATE FUNCTION {table}_{event}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NULL; END $$"
        )
        old = "OLD TABLE AS gone " if event != "insert" else ""
        new = "NEW TABLE AS made " if event != "delete" else ""
        op.execute(
            f"CREATE TRIGGER {table}_{event} AFTER {event.upper()} ON activity REFERENCING {old}{new}"
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_{event}()"
        )
    for name in (table, f"{table}_delta"):
        labelled(op, name, SERVICE, search=False, counted=False)
        op.execute(f"REVOKE INSERT, UPDATE ON {name} FROM {SERVICE}_app")
    op.execute(f"GRANT INSERT ON {table}_delta TO {SERVICE}_app")


def upgrade() -> None:
    """Make the plumbing tables, the registry's, their versions, keys, indexes and counters."""
    common_tables(op, SERVICE)
    letter_states(op)
    versions(op)
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        versioned(op, table)
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
    # An import is undone whole, with what it left of the records that it changed (docs/adr/0057).
    op.execute(f"GRANT DELETE ON activity_version TO {SERVICE}_worker")
    for table in FIGURES:
        count(table)
    op.execute(FOUND.replace("{mask}", mask_expression("a.label_id")))
    for statement in (
        "REVOKE ALL ON FUNCTION activities_found FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION activities_found TO {SERVICE}_app",
        f"GRANT CREATE ON SCHEMA public TO {SERVICE}_search",
        f"ALTER FUNCTION activities_found OWNER TO {SERVICE}_search",
        f"REVOKE CREATE ON SCHEMA public FROM {SERVICE}_search",
    ):
        op.execute(statement)


def downgrade() -> None:
    """Not offered: a registry is never dropped."""
    raise CommandError("registries are never dropped")
