"""The figures, summed under row-level security: an item that the reader may not see is in none of them."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.insight.freshness import owned_labels

_TASKED: Final = "kind <> 'escalation'"
"""The linkage rate and what stands beside it are of taskings and guidance; escalations are counted apart."""

_OPEN: Final = "state IN ('open', 'delegated', 'escalated', 'returned')"

_MET: Final = "known_forum_id IS NOT NULL"
"""Whoever may not know the forum is told nothing of its meetings: of none to come, and of none held."""

# As the domain says it: what is overdue, before authorities or before the forum above is not without a venue.
_NO_VENUE: Final = f"""no_venue AND {_MET} AND state IN ('open', 'delegated')
    AND authority_nations = '{{}}' AND (due_last IS NULL OR due_last >= %(today)s)"""

_HAD_ONE: Final = f"had_one AND {_MET}"

# Blocked: release is the issuer's to see, and the owner's (ARCHITECTURE).
_BLOCKED: Final = """blocked_nations <> '{}' AND state <> 'closed'
    AND (%(reader)s = ANY (issuing_nations) OR label_id = ANY (%(owned)s))"""

_STATEMENT: Final = f"""
WITH best AS (
    SELECT DISTINCT ON (item_view.id) item_view.*, forum_view.id AS known_forum_id,
        forum_view.name AS forum_name
    FROM item_view LEFT JOIN forum_view ON forum_view.id = addressing_forum_id
    WHERE (%(forum)s::uuid IS NULL OR forum_view.id = %(forum)s)
      AND (%(nation)s::text IS NULL OR lead = %(nation)s OR %(nation)s = ANY (supporting))
    ORDER BY item_view.id, face
)
SELECT GROUPING(known_forum_id) AS all_forums, GROUPING(lead) AS all_nations,
       known_forum_id AS forum_id, max(forum_name) AS name, lead AS nation,
       count(*) AS items, count(*) FILTER (WHERE {_OPEN}) AS open,
       count(*) FILTER (WHERE {_HAD_ONE} AND {_TASKED}) AS had_one,
       count(*) FILTER (WHERE {_HAD_ONE} AND addressed_first AND {_TASKED}) AS addressed,
       count(*) FILTER (WHERE {_NO_VENUE} AND {_TASKED}) AS no_venue,
       count(*) FILTER (WHERE {_BLOCKED} AND {_TASKED}) AS blocked,
       count(*) FILTER (WHERE due_last < %(today)s AND {_OPEN} AND {_TASKED}) AS overdue,
       count(*) FILTER (WHERE {_HAD_ONE} AND first_addressed_at IS NULL AND {_OPEN} AND {_TASKED}) AS orphans,
       count(*) FILTER (WHERE kind = 'escalation') AS asked,
       count(*) FILTER (WHERE kind = 'escalation' AND adjudicated) AS answered,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_addressed_at - issued_at) / 86400)
           FILTER (WHERE {_MET} AND {_TASKED}) AS p50,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM first_addressed_at - issued_at) / 86400)
           FILTER (WHERE {_MET} AND {_TASKED}) AS p90,
       array_agg(DISTINCT label_id) AS labels
FROM best GROUP BY GROUPING SETS ((), (known_forum_id), (lead))
"""


async def figures(unit: Unit, forum: UUID | None, nation: str | None, today: date) -> list[dict[str, Any]]:
    """One row for all, one for each addressing forum, one for each lead nation."""
    owned = await owned_labels(unit)
    values = {"forum": forum, "nation": nation, "today": today, "reader": unit.subject.nation, "owned": owned}
    cursor = await unit.conn.execute(_STATEMENT.encode(), values, prepare=False)
    return await cursor.fetchall()
