"""A record stands behind another for a third nation by the act of its own owner alone.

Whoever owns one of two records decides that they are the same, and binds nobody (docs/adr/0059): without this a
nation could put an older record of its own before another's, and take that out of the lists of everybody else.

Revision ID: r0014
Revises: r0011
"""

from alembic import op
from alembic.util import CommandError

revision = "r0014"
down_revision = "r0011"
branch_labels = None
depends_on = None

# As in r0004, and: the better one is the reader's own nation's, or the pair that links the record was decided by
# its owner or by the reader's own nation.
BETTER_SOURCE = """
CREATE OR REPLACE FUNCTION better_source(activity uuid, nation text) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE reach (id) AS (
        SELECT activity
        UNION
        SELECT a.id FROM reach r
        JOIN duplicate d ON d.state = 'same' AND (d.left_id = r.id OR d.right_id = r.id)
        JOIN activity a ON a.id = CASE WHEN d.left_id = r.id THEN d.right_id ELSE d.left_id END
    )
    SELECT EXISTS (
        SELECT FROM reach r JOIN activity a ON a.id = r.id JOIN activity me ON me.id = activity
        WHERE a.id <> me.id
        AND ((nation = ANY (string_to_array(a.owner, '+'))) IS FALSE, a.id)
            < ((nation = ANY (string_to_array(me.owner, '+'))) IS FALSE, me.id)
        AND (nation = ANY (string_to_array(a.owner, '+'))
            OR EXISTS (SELECT FROM duplicate d
                WHERE d.state = 'same' AND (d.left_id = activity OR d.right_id = activity)
                AND d.decided_nation = ANY (string_to_array(me.owner || '+' || nation, '+')))))
$$"""


def upgrade() -> None:
    """Replace the function."""
    op.execute(BETTER_SOURCE)


def downgrade() -> None:
    """Not offered, as before it."""
    raise CommandError("decisions about pairs are never dropped")
