"""A record knows the figure that it is counted in, so that what a list or a figure asks for is found by it.

``activity.figure`` is a digest of what the counters tell apart; the months are counted by it too, each activity
once a month whatever its hosts. Walks read their index alone: what they choose by stands in it. Lists can be
sorted by title, people and cost. What a merge once wrote on records is gone: it writes nothing there.

Revision ID: r0010
Revises: r0009
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled
from services.common.labels import mask_expression

revision = "r0010"
down_revision = "r0009"
branch_labels = None
depends_on = None

SERVICE = "registry"
APP, WORKER, SEARCH = f"{SERVICE}_app", f"{SERVICE}_worker", f"{SERVICE}_search"
TOLD_APART = {
    # column of the counters: the same of an activity
    **{
        name: name
        for name in ("hosts", "nations", "lead", "tool", "cell", "purposes", "capability_areas", "fiscal_year",
                     "status", "currency", "source", "import_id")
    },
    "flagged": "flags <> '{}'",
}  # fmt: skip

COLUMNS = (
    "DROP INDEX activity_merged",
    "DROP INDEX activity_host",
    "DROP INDEX activity_tool",
    "DROP INDEX activity_year",
    "DROP INDEX activity_by_starts_on",
    "ALTER TABLE activity DROP COLUMN merged_into, DROP COLUMN host,"
    f" ADD COLUMN figure bigint NOT NULL GENERATED ALWAYS AS (hash_record_extended(ROW({', '.join(TOLD_APART.values())}), 0)) STORED,"
    " ADD COLUMN ends_on date NOT NULL GENERATED ALWAYS AS"
    " (coalesce(end_last, start_last, start_first, DATE '9999-12-31')) STORED,"
    " ADD COLUMN last_month date GENERATED ALWAYS AS (CASE WHEN start_precision IN ('day', 'month') THEN least("
    "date_trunc('month', greatest(end_first, start_first)::timestamp),"
    " date_trunc('month', start_first::timestamp) + interval '35 months')::date END) STORED,"
    " ADD COLUMN people_or_none integer NOT NULL GENERATED ALWAYS AS (coalesce(people, -1)) VIRTUAL,"
    " ADD COLUMN cost_or_none numeric NOT NULL GENERATED ALWAYS AS (coalesce(cost, -1)) VIRTUAL",
)
# What figures count and lists choose by stands in two indexes, by the first day and by id (where words lead to,
# with what they are sorted by): no record is read.
NARROW = "label_id, ends_on, last_month, figure, people, cost"
CHILDREN = ("activity_note", "activity_link")
INDEXES = (
    "ALTER TABLE activity DROP CONSTRAINT activity_pkey CASCADE",
    f"ALTER TABLE activity ADD PRIMARY KEY (id) INCLUDE (starts_on, {NARROW}, title)",
    *(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_activity_id FOREIGN KEY (activity_id)"
        " REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED"
        for table in CHILDREN
    ),
    f"CREATE INDEX activity_by_starts_on ON activity (starts_on, id) INCLUDE ({NARROW})",
    "CREATE INDEX activity_of_figure ON activity (figure, starts_on, id) INCLUDE (label_id, ends_on)",
    "CREATE INDEX activity_by_title ON activity (title, id)",
    "CREATE INDEX activity_by_people ON activity ((coalesce(people, -1)), id)",
    "CREATE INDEX activity_by_cost ON activity ((coalesce(cost, -1)), id)",
)

FIGURES = {
    # table: (columns beside label and figure, key, the same of rows ``a``, what is summed from)
    "activity_figure": (
        "hosts text[] NOT NULL, nations text[] NOT NULL, lead text NOT NULL, tool text NOT NULL,"
        " cell text NOT NULL, purposes text[] NOT NULL, capability_areas text[] NOT NULL,"
        " fiscal_year integer, status text NOT NULL, currency text NOT NULL, source text NOT NULL,"
        " import_id uuid, flagged boolean NOT NULL",
        "",
        ", ".join(f"any_value(a.{value})" for value in TOLD_APART.values()),
        "{rows} a",
    ),
    "month_figure": (
        "month date NOT NULL",
        ", month",
        "m.month::date",
        # Each month that an activity is known to reach into, three years at most; by year alone: none.
        "{rows} a CROSS JOIN LATERAL generate_series(date_trunc('month', a.starts_on::timestamp), a.last_month,"
        " interval '1 month') AS m(month) WHERE a.last_month IS NOT NULL",
    ),
}
SUMS = "n bigint NOT NULL, people bigint NOT NULL, cost numeric NOT NULL"


def _names(columns: str) -> str:
    return ", ".join(part.split()[0] for part in columns.split(","))


def _counted(table: str, rows: str, sign: str = "") -> str:
    """The counts of some rows, one for each label and combination."""
    _, key, values, source = FIGURES[table]
    group = "a.label_id, a.figure" + (", m.month" if key else "")
    return (
        f"SELECT a.label_id, a.figure, {values}, {sign}count(*), {sign}coalesce(sum(a.people), 0)::bigint,"
        f" {sign}coalesce(sum(a.cost), 0) FROM {source.format(rows=rows)} GROUP BY {group}"
    )


def _count(table: str) -> None:
    """The counters of a table of `FIGURES`, their deltas, and the triggers on ``activity`` that feed them."""
    columns, key, _, _ = FIGURES[table]
    into = f"{table}_delta (label_id, figure, {_names(columns)}, n, people, cost)"
    op.execute(
        f"CREATE TABLE {table} (label_id integer NOT NULL REFERENCES security_label (id),"
        f" figure bigint NOT NULL, {columns}, {SUMS}, PRIMARY KEY (label_id, figure{key}))"
    )
    op.execute(
        f"CREATE TABLE {table}_delta (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        f" label_id integer NOT NULL, figure bigint NOT NULL, {columns}, {SUMS})"
    )
    more, less = (
        f"INSERT INTO {into} {_counted(table, *of)};" for of in (("made", ""), ("gone", "-"))
    )  # fmt: skip
    for event, body in (("insert", more), ("delete", less), ("update", less + more)):
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
    op.execute(f"INSERT INTO {table} {_counted(table, 'activity')}")
    for name in (table, f"{table}_delta"):
        labelled(op, name, SERVICE, search=False, counted=False)
        op.execute(f"REVOKE INSERT, UPDATE ON {name} FROM {APP}")
    op.execute(f"GRANT INSERT ON {table}_delta TO {APP}")


def _uncount(table: str) -> None:
    for event in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER {table}_{event} ON activity")
        op.execute(f"DROP FUNCTION {table}_{event}()")
    op.execute(f"DROP TABLE {table}, {table}_delta")


# As before, but that it gives what lists and figures choose and count by: no record is read for it.
FOUND = """
CREATE FUNCTION activities_found(query text) RETURNS TABLE (id uuid, title text, starts_on date,
    label_id integer, ends_on date, last_month date, figure bigint, people integer, cost numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public ROWS 500 AS $$
    WITH due AS MATERIALIZED (SELECT DISTINCT unnest(ids) AS id FROM words_due)
    SELECT a.id, a.title, a.starts_on, a.label_id, a.ends_on, a.last_month, a.figure, a.people, a.cost
    FROM activity_wording w JOIN activity a ON a.id = w.activity_id
    WHERE w.words @@ websearch_to_tsquery('english', query) AND {mask}
        AND w.activity_id NOT IN (SELECT id FROM due)
    UNION ALL
    SELECT a.id, a.title, a.starts_on, a.label_id, a.ends_on, a.last_month, a.figure, a.people, a.cost
    FROM due JOIN activity a USING (id)
    WHERE words_of(a) @@ websearch_to_tsquery('english', query) AND {mask}
$$
"""
# What overlaps are made of, as before, without what a merge once wrote.
_MATTERS = """({row}.status IN ('proposed', 'planned', 'confirmed', 'underway')
    AND (coalesce({row}.end_last, {row}.start_last, DATE '9999-12-31') >= CURRENT_DATE - 62
        OR {row}.status = 'underway'))"""
_COMPARED = (
    "label_id", "owner", "tool", "capability_areas", "hosts", "participants", "places", "unit_ids",
    "start_first", "start_last", "end_first", "end_last", "status",
)  # fmt: skip
DUE = f"""CREATE OR REPLACE FUNCTION overlap_due_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO overlap_due (activity_id)
        SELECT n.id FROM made n JOIN gone o USING (id)
        WHERE ({_MATTERS.format(row="n")} OR {_MATTERS.format(row="o")})
        AND ({", ".join(f"n.{name}" for name in _COMPARED)})
        IS DISTINCT FROM ({", ".join(f"o.{name}" for name in _COMPARED)});
    RETURN NULL; END $$"""


def upgrade() -> None:
    """Make the columns and indexes, count anew, and find words with what they are chosen by."""
    op.execute("ALTER TABLE activity NO FORCE ROW LEVEL SECURITY")
    for table in FIGURES:
        _uncount(table)
    op.execute(DUE)
    op.execute("DROP FUNCTION activities_found(text)")
    for statement in (*COLUMNS, *INDEXES):
        op.execute(statement)
    for table in FIGURES:
        _count(table)
    op.execute(FOUND.replace("{mask}", mask_expression("a.label_id")))
    for statement in (
        "REVOKE ALL ON FUNCTION activities_found FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION activities_found TO {APP}",
        f"GRANT CREATE ON SCHEMA public TO {SEARCH}",
        f"ALTER FUNCTION activities_found OWNER TO {SEARCH}",
        f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}",
        "ALTER TABLE activity FORCE ROW LEVEL SECURITY",
    ):
        op.execute(statement)


def downgrade() -> None:
    """Not offered: a registry is never dropped."""
    raise CommandError("registries are never dropped")
