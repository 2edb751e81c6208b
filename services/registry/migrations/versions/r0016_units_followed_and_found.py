"""Units say whether somebody kept them for themselves, and are found by any word of their names.

What a record made by naming it is seen by who sees such a record (`units.following`). Of units that stand
already those count as kept that were changed or have other names: in doubt a unit follows its records.

Revision ID: r0016
Revises: r0015
"""

from alembic import op
from alembic.util import CommandError

from services.common.labels import mask_expression

revision = "r0016"
down_revision = "r0015"
branch_labels = None
depends_on = None

SERVICE = "registry"
SEARCH = f"{SERVICE}_search"

# A column made by the database is filled past row-level security and without a new version of each row.
KEPT = (
    "ALTER TABLE unit ADD COLUMN kept boolean NOT NULL"
    " GENERATED ALWAYS AS (version > 1 OR aliases <> '{}') STORED",
    "ALTER TABLE unit ALTER COLUMN kept DROP EXPRESSION",
    "ALTER TABLE unit ALTER COLUMN kept SET DEFAULT false",
)
# Names hold numbers, strokes and points ("1-5 Cav", "U.S."), which the parsers of texts read as other things.
WORDS = """CREATE FUNCTION name_words(name text, aliases text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT array_remove(regexp_split_to_array(lower(concat_ws(' ', name, array_to_string(aliases, ' '))),
        '[^[:alnum:]]+'), '')
$$"""
ASKED = """CREATE FUNCTION name_asked(typed text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public AS $$
    SELECT coalesce(string_agg(quote_literal(word) || ':*', ' & '), '')::tsquery
    FROM unnest(name_words(typed, '{}')) AS word
$$"""
VECTOR = """CREATE FUNCTION name_vector(name text, aliases text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public AS $$
    SELECT array_to_tsvector(name_words(name, aliases))
$$"""
INDEX = "CREATE INDEX unit_words ON unit USING gin (name_vector(name, aliases))"
# In the search role, which reads the mask itself: see r0001.
FOUND = """CREATE FUNCTION units_found(typed text) RETURNS TABLE (id uuid, name text, nation text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public ROWS 200 AS $$
    SELECT u.id, u.name, u.nation FROM unit u
    WHERE name_vector(u.name, u.aliases) @@ name_asked(typed) AND {mask}
$$"""
RIGHTS = (
    "REVOKE ALL ON FUNCTION units_found FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION units_found TO {SERVICE}_app",
    f"GRANT CREATE ON SCHEMA public TO {SEARCH}",
    f"ALTER FUNCTION units_found OWNER TO {SEARCH}",
    f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}",
)


def upgrade() -> None:
    """Add the column, and the search for names with its index."""
    found = FOUND.replace("{mask}", mask_expression("u.label_id"))
    for statement in (*KEPT, WORDS, ASKED, VECTOR, INDEX, found, *RIGHTS):
        op.execute(statement)


def downgrade() -> None:
    """Not offered: a unit would be shown again to whom its records are hidden."""
    raise CommandError("units would be shown again to whom their records are hidden")
