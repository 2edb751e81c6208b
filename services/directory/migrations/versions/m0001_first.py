"""Nations, communities, organisations, people, their attributes, and revocations.

A person's roster entry and their releasability attributes are two rows under two labels: that somebody serves in
a billet may be known to partners, their clearance is their own nation's business.

Revision ID: m0001
Revises:
"""

from alembic import op

from services.common.db.migration_ops import common_tables, labelled, listed

revision = "m0001"
down_revision = None
branch_labels = None
depends_on = None

SERVICE = "directory"

COMMON = """
    id uuid PRIMARY KEY,
    label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
"""

TABLES = {
    "community": "code text NOT NULL, name text NOT NULL, expandable boolean NOT NULL, deprecated_at timestamptz",
    "community_member": """
        community_id uuid NOT NULL, nation text NOT NULL, since date, until date, CHECK (until >= since)
    """,
    "organisation": "name text NOT NULL, nation text NOT NULL",
    "person": """
        username text NOT NULL, name text NOT NULL, kind text NOT NULL, rank text NOT NULL,
        nation text NOT NULL, acts_for text NOT NULL, billet text NOT NULL, billet_kind text NOT NULL,
        organisation_id uuid, roles text[] NOT NULL, not_before timestamptz
    """,
    "attributes": """
        person_id uuid NOT NULL, clearance jsonb NOT NULL, groups text[] NOT NULL, coi text[] NOT NULL,
        letter jsonb
    """,
}

STATEMENTS = (
    # Only the loader, as worker, writes people and communities, so a clash can show nobody a hidden row.
    "CREATE UNIQUE INDEX community_code ON community (code)",
    "CREATE UNIQUE INDEX person_username ON person (username)",
    "CREATE UNIQUE INDEX attributes_person ON attributes (person_id)",
    "CREATE UNIQUE INDEX organisation_key ON organisation (nation, name)",
    "CREATE INDEX community_member_community ON community_member (community_id, nation, since)",
    "CREATE INDEX person_nation ON person (nation, name, id)",
    "CREATE TABLE nation (code text PRIMARY KEY, name text NOT NULL, participates boolean NOT NULL,"
    " version integer NOT NULL DEFAULT 1)",
    "GRANT SELECT ON nation TO directory_app",
    "GRANT SELECT, INSERT, UPDATE ON nation TO directory_worker",
    "CREATE TABLE revocation (seq bigint PRIMARY KEY, person_id uuid NOT NULL, not_before timestamptz NOT NULL,"
    " by text NOT NULL, reason text NOT NULL)",
    "GRANT SELECT, INSERT ON revocation TO directory_worker",
)

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


def upgrade() -> None:
    common_tables(op, SERVICE)
    op.execute(KEEP_VERSION)
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        op.execute(
            f"CREATE TABLE {table}_version (id uuid NOT NULL, version integer NOT NULL,"
            " label_id integer NOT NULL REFERENCES security_label (id), body jsonb NOT NULL,"
            " at timestamptz NOT NULL, by text NOT NULL, PRIMARY KEY (id, version))"
        )
        op.execute(
            f"CREATE TRIGGER {table}_keep_version BEFORE UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION keep_version()"
        )
        labelled(op, table, SERVICE, counted=False)
        labelled(op, f"{table}_version", SERVICE, search=False)
        # the directory is written by its loader and by revocation, both as worker
        op.execute(f"REVOKE INSERT, UPDATE ON {table}, {table}_version FROM {SERVICE}_app")
    for statement in STATEMENTS:
        op.execute(statement)
    for table in ("organisation", "person"):
        listed(op, table, "name")
    listed(op, "community", "code")
