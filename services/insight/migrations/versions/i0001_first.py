"""The read model: forums, meetings, items and decisions as events told them, search, and the stream of changes.

A record with a substitute text has two faces, each with its own label (LABELS: a sanitised version is a new
record with its own text and label). A reader sees the issued face where they may, else the substitute.

Revision ID: i0001
Revises:
"""

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import common_tables, labelled
from services.common.labels.sql import mask_expression

revision = "i0001"
down_revision = None
branch_labels = None
depends_on = None

SERVICE = "insight"

LABEL = "label_id integer NOT NULL REFERENCES security_label (id)"
FACE = "face text NOT NULL CHECK (face IN ('issued', 'substitute'))"

TABLES: dict[str, str] = {
    "forum_view": """
        id uuid PRIMARY KEY, key text NOT NULL, name text NOT NULL, kind text NOT NULL, rank integer NOT NULL,
        parent_id uuid, nations text[] NOT NULL, posts jsonb NOT NULL, version bigint NOT NULL
    """,
    "meeting_view": """
        id uuid PRIMARY KEY, ref text NOT NULL, forum_id uuid NOT NULL,
        title text NOT NULL, state text NOT NULL, nations text[] NOT NULL, starts date, ends date,
        precision text NOT NULL, mode text NOT NULL, place text NOT NULL, time_zone text NOT NULL,
        pending_nations text[] NOT NULL, changed_at timestamptz NOT NULL, version bigint NOT NULL
    """,
    "item_view": f"""
        id uuid NOT NULL, {FACE}, ref text NOT NULL, kind text NOT NULL, title text NOT NULL, text text NOT NULL,
        state text NOT NULL, standing text NOT NULL, issuing_forum_id uuid NOT NULL,  issuing_nations text[] NOT NULL, addressing_forum_id uuid,  member_nations text[] NOT NULL, authority_nations text[] NOT NULL,
        issued_meeting_id uuid, parent_id uuid, asks_for_id uuid, lead text NOT NULL, supporting text[] NOT NULL,
        due_first date, due_last date, due_value text, due_precision text NOT NULL,
        blocked_nations text[] NOT NULL, pending_nations text[] NOT NULL, answer text NOT NULL,
        reopened integer NOT NULL, adjudicated boolean NOT NULL, no_venue boolean NOT NULL,
        had_one boolean NOT NULL, addressed_first boolean NOT NULL, passed_over integer NOT NULL,
        issued_at timestamptz, closed_at timestamptz, first_addressed_at timestamptz,
        changed_at timestamptz NOT NULL, change text NOT NULL, actor_nation text NOT NULL,
        version bigint NOT NULL, PRIMARY KEY (id, face)
    """,
    "decision_view": f"""
        id uuid NOT NULL, {FACE}, ref text NOT NULL, kind text NOT NULL, text text NOT NULL, standing text NOT NULL,
        meeting_id uuid, forum_id uuid, member_nations text[] NOT NULL,
        decided_at timestamptz, changed_at timestamptz NOT NULL, version bigint NOT NULL, PRIMARY KEY (id, face)
    """,
    "change": """
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, type text NOT NULL, object_id uuid NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
    """,
}

INDEXES = (
    "CREATE INDEX item_view_due ON item_view (due_last, id) WHERE state <> 'closed'",
    "CREATE INDEX item_view_forum ON item_view (addressing_forum_id) WHERE state <> 'closed'",
    "CREATE INDEX item_view_changed ON item_view (changed_at DESC, id)",
    "CREATE INDEX item_view_label ON item_view (label_id)",
    "CREATE INDEX meeting_view_starts ON meeting_view (starts, id)",
    "CREATE INDEX meeting_view_forum ON meeting_view (forum_id, starts)",
    "CREATE INDEX document_words ON document USING gin (words)",
    "CREATE INDEX change_at ON change (at)",
)

DOCUMENT = """
    kind text NOT NULL, id uuid NOT NULL, face text NOT NULL CHECK (face IN ('issued', 'substitute')),
    ref text NOT NULL, title text NOT NULL, body text NOT NULL, forum_id uuid, day date,
    words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', ref || ' ' || title), 'A') || to_tsvector('english', body)) STORED,
    PRIMARY KEY (kind, id, face)
"""

UNLABELLED = (
    """CREATE TABLE source_beat (source text PRIMARY KEY, at timestamptz NOT NULL)""",
    """CREATE TABLE seen (subject text PRIMARY KEY, at timestamptz NOT NULL)""",
    f"GRANT SELECT ON source_beat TO {SERVICE}_app",
    f"GRANT SELECT, INSERT, UPDATE ON seen TO {SERVICE}_app",
    f"GRANT SELECT, INSERT, UPDATE ON source_beat TO {SERVICE}_worker",
)

SEARCH = """
CREATE FUNCTION search_documents(query text, wanted text[], after_rank real, after_id uuid, most integer)
RETURNS TABLE (kind text, id uuid, face text, ref text, title text, snippet text, forum_name text, day date,
               label_id integer, rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH asked AS (SELECT websearch_to_tsquery('english', query) AS words),
    hit AS (
        SELECT d.*, ts_rank(d.words, asked.words) AS rank FROM document d, asked
        WHERE d.words @@ asked.words AND {mask}
    ),
    best AS (
        SELECT DISTINCT ON (h.kind, h.id) h.*, asked.words AS asked FROM hit h, asked
        ORDER BY h.kind, h.id, h.face
    )
    SELECT b.kind, b.id, b.face, b.ref, b.title,
           ts_headline('english', b.body, b.asked, 'StartSel="«", StopSel="»", MaxWords=28, MinWords=12'),
           coalesce(f.name, ''), b.day, b.label_id, b.rank
    FROM best b LEFT JOIN forum_view f ON f.id = b.forum_id AND {forum_mask}
    WHERE (wanted IS NULL OR b.kind = ANY (wanted))
      AND (after_id IS NULL OR (b.rank, b.id) < (after_rank, after_id))
    ORDER BY b.rank DESC, b.id DESC LIMIT most
$$
"""

FACETS = """
CREATE FUNCTION search_facets(query text) RETURNS TABLE (kind text, hits bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT d.kind, count(DISTINCT d.id) FROM document d
    WHERE d.words @@ websearch_to_tsquery('english', query) AND {mask} GROUP BY d.kind
$$
"""


def upgrade() -> None:
    """Create the read model with its row-level security and the search function of the search role."""
    common_tables(op, SERVICE)
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({LABEL}, {columns})")
        labelled(op, name, SERVICE, search=name == "forum_view", counted=False)
    op.execute(f"CREATE TABLE document ({LABEL}, {DOCUMENT})")
    labelled(op, "document", SERVICE, search=True, counted=False)
    for statement in (*INDEXES, *UNLABELLED):
        op.execute(statement)
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SERVICE}_search")
    for name, text in (("search_documents", SEARCH), ("search_facets", FACETS)):
        op.execute(
            text.replace("{mask}", mask_expression("d.label_id")).replace(
                "{forum_mask}", mask_expression("f.label_id")
            )
        )
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {SERVICE}_app")
        op.execute(f"ALTER FUNCTION {name} OWNER TO {SERVICE}_search")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SERVICE}_search")


def downgrade() -> None:
    """Read models are rebuilt from the log, so going back means an empty database."""
    raise CommandError("make a new database and let the consumers rebuild it")
