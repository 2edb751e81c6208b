"""What nations share is found too: an item by its title and by each portion that the reader may read.

A portion is a document of its item (``parent_id``), which is found once, by the portion that fits best, and never
by a portion whose item the reader may not know. ``told_at``: the time of the event that a row was taken from; what is
gone stays as a row without words, so that no older event brings them back.

Revision ID: i0005
Revises: i0004
"""

from alembic import op
from alembic.util import CommandError

from services.common.labels.sql import mask_expression

revision = "i0005"
down_revision = "i0004"
branch_labels = None
depends_on = None

SERVICE = "insight"
COLUMNS = """ALTER TABLE {table} ADD COLUMN parent_id uuid,
    ADD COLUMN told_at timestamptz NOT NULL DEFAULT '1970-01-01 00:00:00Z'"""
KNOWN = """(d.parent_id IS NULL OR EXISTS (SELECT FROM document s
    WHERE s.kind = d.kind AND s.id = d.parent_id AND s.face = 'issued' AND s.ref <> '' AND {shell_mask}))"""
SEARCH = f"""
CREATE FUNCTION search_documents(query text, wanted text[], after_rank real, after_id uuid, most integer)
RETURNS TABLE (kind text, id uuid, face text, ref text, title text, snippet text, forum_name text, day date,
               label_id integer, rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH asked AS (SELECT websearch_to_tsquery('english', query) AS words),
    hit AS (
        SELECT d.*, coalesce(d.parent_id, d.id) AS of, ts_rank(d.words, asked.words) AS rank
        FROM document d, asked
        WHERE d.words @@ asked.words AND {{mask}} AND (wanted IS NULL OR d.kind = ANY (wanted)) AND {KNOWN}
    ),
    best AS (
        SELECT DISTINCT ON (h.kind, h.of) h.* FROM hit h ORDER BY h.kind, h.of, h.face, h.rank DESC, h.id
    ),
    page AS (
        SELECT b.* FROM best b WHERE after_id IS NULL OR (b.rank, b.of) < (after_rank, after_id)
        ORDER BY b.rank DESC, b.of DESC LIMIT most
    )
    SELECT p.kind, p.of, p.face, coalesce(s.ref, p.ref), coalesce(s.title, p.title),
           ts_headline('english', p.body, asked.words, 'StartSel="«", StopSel="»", MaxWords=28, MinWords=12'),
           coalesce(f.name, ''), p.day, p.label_id, p.rank
    FROM page p CROSS JOIN asked
    LEFT JOIN document s ON s.kind = p.kind AND s.id = p.parent_id AND s.face = 'issued' AND {{shell_mask}}
    LEFT JOIN forum_view f ON f.id = p.forum_id AND {{forum_mask}}
    ORDER BY p.rank DESC, p.of DESC
$$
"""
FACETS = f"""
CREATE FUNCTION search_facets(query text) RETURNS TABLE (kind text, hits bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT d.kind, count(DISTINCT coalesce(d.parent_id, d.id)) FROM document d
    WHERE d.words @@ websearch_to_tsquery('english', query) AND {{mask}} AND {KNOWN} GROUP BY d.kind
$$
"""


def upgrade() -> None:
    """Add the columns to both sets of tables, and make the functions anew."""
    for table in ("document", "rebuild.document"):
        op.execute(COLUMNS.format(table=table))
    op.execute("CREATE INDEX document_parent ON document (parent_id) WHERE parent_id IS NOT NULL")
    op.execute("DROP FUNCTION search_documents(text, text[], real, uuid, integer)")
    op.execute("DROP FUNCTION search_facets(text)")
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SERVICE}_search")
    masks = {name: mask_expression(f"{row}.label_id") for name, row in
             (("mask", "d"), ("shell_mask", "s"), ("forum_mask", "f"))}  # fmt: skip
    for name, text in (("search_documents", SEARCH), ("search_facets", FACETS)):
        for key, mask in masks.items():
            text = text.replace(f"{{{key}}}", mask)
        op.execute(text)
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {SERVICE}_app")
        op.execute(f"ALTER FUNCTION {name} OWNER TO {SERVICE}_search")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SERVICE}_search")


def downgrade() -> None:
    """Read models are rebuilt from the log, so going back means an empty database."""
    raise CommandError("make a new database and let the consumers rebuild it")
