"""Sessions of browsers and sign-ins that have begun.

Neither holds a record of the coalition's, so neither has a label: the rows are found by the digest of a secret
with 256 random bits, and what is worth protecting in them is sealed with a key that the database does not have.

Revision ID: m0001
Revises:
"""

from alembic import op

revision = "m0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE session (
            id bytea PRIMARY KEY CHECK (length(id) = 32),
            subject text NOT NULL,
            signed_in_at timestamptz NOT NULL,
            seen_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL,
            token_expires_at timestamptz NOT NULL,
            sealed bytea NOT NULL
        )
        """
    )
    op.execute("CREATE INDEX session_subject ON session (subject)")
    op.execute("CREATE INDEX session_seen_at ON session (seen_at)")
    op.execute(
        """
        CREATE TABLE sign_in (
            state bytea PRIMARY KEY CHECK (length(state) = 32),
            expires_at timestamptz NOT NULL,
            sealed bytea NOT NULL
        )
        """
    )
    op.execute("CREATE INDEX sign_in_expires_at ON sign_in (expires_at)")
    op.execute("GRANT SELECT ON alembic_version TO gateway_app")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON session, sign_in TO gateway_app")


def downgrade() -> None:
    op.execute("DROP TABLE sign_in")
    op.execute("DROP TABLE session")
