"""Signed heads are found by their hash: every half minute the signer asks which head is not signed yet.

Revision ID: a0002
Revises: a0001
"""

from alembic import op

revision = "a0002"
down_revision = "a0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX signed_head_hash ON signed_head (source, hash)")


def downgrade() -> None:
    op.execute("DROP INDEX signed_head_hash")
