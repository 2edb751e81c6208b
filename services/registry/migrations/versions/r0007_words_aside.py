"""Words are indexed aside, and keys of whole statements checked at once: many rows are written in one go.

The vector and its index cost as much as the rest of a row. A worker makes them after the commit; until then
the search reads what is due itself, so that it never lags behind and never finds what a text no longer says.

Revision ID: r0007
Revises: r0006
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled
from services.common.labels import mask_expression

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

SERVICE = "registry"
APP, WORKER, SEARCH = f"{SERVICE}_app", f"{SERVICE}_worker", f"{SERVICE}_search"
TEXTS = ("title", "audience", "place", "programme", "operation", "description")

TABLES = (
    # What a statement changed, in one row: added to by triggers, taken by the worker.
    "CREATE TABLE words_due (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ids uuid[] NOT NULL)",
    "CREATE TABLE activity_wording (activity_id uuid PRIMARY KEY, label_id integer NOT NULL,"
    " words tsvector NOT NULL)",
    "CREATE INDEX activity_wording_words ON activity_wording USING gin (words)",
    f"""CREATE FUNCTION words_of(a activity) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
        SELECT to_tsvector('english', {" || ' ' || ".join(f"a.{name}" for name in TEXTS)}) $$""",
)

# The search role sees every series and label, so that what the writer may not read is no error of theirs.
_KNOWN = """
    IF EXISTS (SELECT FROM (SELECT DISTINCT label_id FROM made) m
            WHERE NOT EXISTS (SELECT FROM security_label s WHERE s.id = m.label_id))
        OR EXISTS (SELECT FROM (SELECT DISTINCT series_id FROM made WHERE series_id IS NOT NULL) m
            WHERE NOT EXISTS (SELECT FROM series s WHERE s.id = m.series_id)) THEN
        RAISE EXCEPTION 'an activity names a label or series that is not there'
            USING ERRCODE = 'foreign_key_violation';
    END IF;"""
_SAID = {row: ", ".join(f"{row}.{name}" for name in ("label_id", *TEXTS)) for row in ("m", "g")}
_DUE = "INSERT INTO words_due (ids) SELECT array_agg({id}) FROM {rows} HAVING count(*) > 0;"
TRIGGERS = {
    "insert": _KNOWN + _DUE.format(id="id", rows="made"),
    "update": _KNOWN
    + _DUE.format(
        id="m.id",
        rows=f"made m JOIN gone g USING (id) WHERE ({_SAID['m']}) IS DISTINCT FROM ({_SAID['g']})",
    ),
    "delete": _DUE.format(id="id", rows="gone"),
}

FOUND = """
CREATE OR REPLACE FUNCTION activities_found(query text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public ROWS 500 AS $$
    WITH due AS MATERIALIZED (SELECT DISTINCT unnest(ids) AS id FROM words_due)
    SELECT w.activity_id FROM activity_wording w
    WHERE w.words @@ websearch_to_tsquery('english', query) AND {indexed}
        AND w.activity_id NOT IN (SELECT id FROM due)
    UNION ALL
    SELECT a.id FROM due JOIN activity a USING (id)
    WHERE words_of(a) @@ websearch_to_tsquery('english', query) AND {record}
$$
"""

# Every record that there is becomes due. The owner reads rows only while row-level security is not forced.
FILL = (
    "ALTER TABLE activity NO FORCE ROW LEVEL SECURITY",
    """INSERT INTO words_due (ids) SELECT array_agg(id)
        FROM (SELECT id, row_number() OVER () / 4000 AS part FROM activity) AS parted GROUP BY part""",
    "ALTER TABLE activity FORCE ROW LEVEL SECURITY",
)


def _trigger(event: str, body: str) -> None:
    """Runs with the search role's rights; its function is nobody's to call."""
    name = f"activity_{event}_known"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = pg_catalog, public AS $$ BEGIN {body} RETURN NULL; END $$"
    )
    old = "OLD TABLE AS gone " if event != "insert" else ""
    new = "NEW TABLE AS made " if event != "delete" else ""
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON activity REFERENCING {old}{new}"
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
    op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
    op.execute(f"ALTER FUNCTION {name} OWNER TO {SEARCH}")


def upgrade() -> None:
    """Make queue, words and triggers; take the column and two keys from activities."""
    for statement in TABLES:
        op.execute(statement)
    labelled(op, "activity_wording", SERVICE, counted=False)
    for statement in (
        f"REVOKE ALL ON activity_wording FROM {APP}",
        f"GRANT SELECT, INSERT ON words_due TO {SEARCH}",
        f"GRANT SELECT ON security_label TO {SEARCH}",
        f"GRANT SELECT, UPDATE, DELETE ON words_due TO {WORKER}",
        f"REVOKE DELETE ON series FROM {WORKER}",
        f"GRANT CREATE ON SCHEMA public TO {SEARCH}",
        f"SET LOCAL ROLE {SEARCH}",
        FOUND.format(indexed=mask_expression("w.label_id"), record=mask_expression("a.label_id")),
        "RESET ROLE",
    ):
        op.execute(statement)
    for event, body in TRIGGERS.items():
        _trigger(event, body)
    for statement in (
        f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}",
        *FILL,
        "ALTER TABLE activity DROP COLUMN words",
        "ALTER TABLE activity DROP CONSTRAINT activity_label_id_fkey",
        "ALTER TABLE activity DROP CONSTRAINT activity_series_id",
    ):
        op.execute(statement)


def downgrade() -> None:
    """Not offered: a registry is never dropped."""
    raise CommandError("registries are never dropped")
