"""A record stands behind another only over pairs that its owner, or the reader's own nation, decided.

r0014 asked that of one pair of the record alone, and of none before the reader's own records: so a nation could
put another's record behind one that it owned with that nation, or behind a third nation's by a record of its own
between both, and take it out of lists and figures.

Revision ID: r0020
Revises: r0019
"""

from alembic import op
from alembic.util import CommandError

revision = "r0020"
down_revision = "r0019"
branch_labels = None
depends_on = None

BETTER_SOURCE = """
CREATE OR REPLACE FUNCTION better_source(activity uuid, nation text) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE me AS MATERIALIZED (
        SELECT m.id, (nation = ANY (string_to_array(m.owner, '+'))) IS FALSE AS others,
            string_to_array(m.owner || '+' || nation, '+') AS bound
        FROM activity m WHERE m.id = activity
    ), reach (id) AS (
        SELECT me.id FROM me
        UNION
        SELECT a.id FROM reach r
        JOIN duplicate d ON d.state = 'same' AND (d.left_id = r.id OR d.right_id = r.id)
        JOIN me ON d.decided_nation = ANY (me.bound)
        JOIN activity a ON a.id = CASE WHEN d.left_id = r.id THEN d.right_id ELSE d.left_id END
    )
    SELECT EXISTS (
        SELECT FROM reach r JOIN activity a ON a.id = r.id JOIN me ON me.id <> a.id
        WHERE ((nation = ANY (string_to_array(a.owner, '+'))) IS FALSE, a.id) < (me.others, me.id))
$$"""


def upgrade() -> None:
    """Replace the function."""
    op.execute(BETTER_SOURCE)


def downgrade() -> None:
    """Not offered, as before it."""
    raise CommandError("decisions about pairs are never dropped")
