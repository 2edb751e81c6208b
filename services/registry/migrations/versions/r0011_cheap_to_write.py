"""Many records are written for less: what nobody asks for is not kept, and queues take a row a statement.

Lists of an import go by its figure (r0010), so that its own index serves nobody; an imported record has no
reference. The label of a unit is checked once a statement, as that of an activity is (r0007).

Revision ID: r0011
Revises: r0013
"""

from alembic import op
from alembic.util import CommandError

revision = "r0011"
down_revision = "r0013"
branch_labels = None
depends_on = None

SERVICE = "registry"
SEARCH = f"{SERVICE}_search"

INDEXES = (
    "DROP INDEX activity_import",
    "ALTER TABLE activity DROP CONSTRAINT activity_ref_key",
    "CREATE UNIQUE INDEX activity_ref ON activity (ref) WHERE ref IS NOT NULL",
)

# Labels are never changed or removed: what was there when a unit was written stays there.
LABEL = """CREATE FUNCTION unit_known() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public AS $$ BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT label_id FROM made) m
            WHERE NOT EXISTS (SELECT FROM security_label s WHERE s.id = m.label_id)) THEN
        RAISE EXCEPTION 'a unit names a label that is not there' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL; END $$"""
KNOWN = (
    LABEL,
    *(
        f"CREATE TRIGGER unit_{event}_known AFTER {event.upper()} ON unit REFERENCING NEW TABLE AS made"
        " FOR EACH STATEMENT EXECUTE FUNCTION unit_known()"
        for event in ("insert", "update")
    ),
    "REVOKE ALL ON FUNCTION unit_known FROM PUBLIC",
    f"GRANT CREATE ON SCHEMA public TO {SEARCH}",
    f"ALTER FUNCTION unit_known OWNER TO {SEARCH}",
    f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}",
    "ALTER TABLE unit DROP CONSTRAINT unit_label_id_fkey",
)

_COMPARED = (
    "label_id", "owner", "title", "hosts", "audience", "place", "start_first", "start_last", "end_first",
    "end_last", "people", "cost", "currency", "fiscal_year", "programme", "alike",
)  # fmt: skip
_SAID = {row: ", ".join(f"{row}.{name}" for name in _COMPARED) for row in ("m", "g")}
ROWS = {
    "insert": "id) FROM made",
    "delete": "id) FROM gone",
    "update": f"m.id) FROM made m JOIN gone g USING (id) WHERE ({_SAID['m']}) IS DISTINCT FROM ({_SAID['g']})",
}
QUEUE = (
    "ALTER TABLE duplicate_due ADD COLUMN ids uuid[]",
    "UPDATE duplicate_due SET ids = ARRAY[activity_id]",
    "ALTER TABLE duplicate_due DROP COLUMN activity_id, ALTER COLUMN ids SET NOT NULL",
    *(
        f"CREATE OR REPLACE FUNCTION duplicate_due_{event}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" INSERT INTO duplicate_due (ids) SELECT array_agg({rows} HAVING count(*) > 0; RETURN NULL; END $$"
        for event, rows in ROWS.items()
    ),
)


def upgrade() -> None:
    """Drop and narrow indexes, check labels of units by the statement, and queue what a statement changed."""
    for statement in (*INDEXES, *KNOWN, *QUEUE):
        op.execute(statement)


def downgrade() -> None:
    """Not offered: a registry is never dropped."""
    raise CommandError("registries are never dropped")
