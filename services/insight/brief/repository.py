"""The queries of the brief; each runs under the reader's row-level security and is bounded."""

from datetime import date, datetime
from typing import Any, Final

from services.common.db import Unit
from services.insight.freshness import owned_labels

MOST: Final = 50

_BEST_FACE: Final = """
SELECT DISTINCT ON (id) * FROM item_view WHERE {where} ORDER BY id, face
"""

# Forums are named by the reader's own sight of them: an item may be released further than its forum is, and
# then its forum's meetings are nothing that the reader is told of. Blocked: release is the issuer's to see,
# and the owner's (ARCHITECTURE).
_LINE: Final = """
SELECT best.id, best.kind, ref, title, state, standing, due_value, due_precision, due_last, lead, supporting,
       addressing.id AS addressing_forum_id, coalesce(addressing.name, '') AS addressing_forum_name,
       issuing.name AS issuing_forum_name, no_venue AND addressing.id IS NOT NULL AS no_venue,
       CASE WHEN %(reader)s = ANY (issuing_nations) OR best.label_id = ANY (%(owners)s) THEN blocked_nations
           ELSE '{{}}' END AS blocked_nations,
       CASE WHEN addressing.id IS NULL THEN 0 ELSE passed_over END AS passed_over,
       authority_nations, reopened, changed_at, change, actor_nation,
       best.label_id, face
FROM ({inner}) AS best
LEFT JOIN forum_view addressing ON addressing.id = addressing_forum_id
LEFT JOIN forum_view issuing ON issuing.id = issuing_forum_id
ORDER BY {order} LIMIT {most}
"""


async def _items(unit: Unit, where: str, values: dict[str, Any], order: str) -> list[dict[str, Any]]:
    statement = _LINE.format(inner=_BEST_FACE.format(where=where), order=order, most=MOST + 1)
    given = {**values, "reader": unit.subject.nation, "owners": await owned_labels(unit)}
    return await (await unit.conn.execute(statement.encode(), given, prepare=False)).fetchall()


async def owed(unit: Unit, nation: str) -> list[dict[str, Any]]:
    """Open items that the nation leads, supports or must answer for as an escalation authority."""
    return await _items(
        unit,
        """state IN ('open', 'delegated', 'returned', 'escalated')
           AND (lead = %(nation)s OR %(nation)s = ANY (supporting) OR %(nation)s = ANY (authority_nations)
                OR %(nation)s = ANY (pending_nations))""",
        {"nation": nation},
        "due_last NULLS LAST, best.id",
    )


async def awaited(unit: Unit, nation: str) -> list[dict[str, Any]]:
    """Items of forums in which the nation sits, led by others, or answered and not yet closed."""
    return await _items(
        unit,
        """%(nation)s = ANY (issuing_nations) AND (state = 'answered' OR (lead <> %(nation)s
           AND NOT %(nation)s = ANY (supporting)
           AND state IN ('open', 'delegated', 'escalated', 'returned')))""",
        {"nation": nation},
        "due_last NULLS LAST, best.id",
    )


async def blocked(unit: Unit, owned_labels: list[int]) -> list[dict[str, Any]]:
    """Items blocked for release whose originator is the reader's nation (``owned_labels``: those it owns)."""
    return await _items(
        unit,
        "face = 'issued' AND state <> 'closed' AND blocked_nations <> '{}' AND label_id = ANY (%(owned)s)",
        {"owned": owned_labels},
        "due_last NULLS LAST, best.id",
    )


async def changed(unit: Unit, since: datetime, nation: str) -> list[dict[str, Any]]:
    """Items changed since the reader last looked, by others than the reader's own nation."""
    return await _items(
        unit,
        "changed_at > %(since)s AND actor_nation <> %(nation)s",
        {"since": since, "nation": nation},
        "changed_at DESC, best.id",
    )


async def meetings(unit: Unit, nation: str, first: date, last: date) -> list[dict[str, Any]]:
    """Meetings of the nation between two days, and those whose minutes wait for its concurrence."""
    return await (
        await unit.conn.execute(
            b"""SELECT m.id, m.ref, m.title, f.id AS forum_id,
                       coalesce(f.name, '') AS forum_name, m.state, m.starts, m.ends,
                       m.precision, m.place, m.mode, m.label_id, m.changed_at,
                       %(nation)s = ANY (m.pending_nations) AS awaits_us,
                       (SELECT count(DISTINCT i.id) FROM item_view i
                        WHERE i.addressing_forum_id = m.forum_id AND i.state NOT IN ('closed', 'answered')
                        AND (i.lead = %(nation)s OR %(nation)s = ANY (i.supporting))) AS ours
                FROM meeting_view m LEFT JOIN forum_view f ON f.id = m.forum_id
                WHERE %(nation)s = ANY (m.nations)
                  AND ((m.state IN ('planned', 'agenda_open')
                        AND m.starts <= %(last)s AND m.ends >= %(first)s)
                       OR %(nation)s = ANY (m.pending_nations) OR (m.state = 'held' AND m.ends >= %(first)s))
                ORDER BY m.starts NULLS LAST, m.id LIMIT 51""",
            {"nation": nation, "first": first, "last": last},
        )
    ).fetchall()


async def last_seen(unit: Unit) -> datetime | None:
    """When this person last said that they had looked."""
    row = await (
        await unit.conn.execute(b"SELECT at FROM seen WHERE subject = %s", [unit.subject.id])
    ).fetchone()
    return row["at"] if row else None


async def mark_seen(unit: Unit) -> None:
    """Remember that this person has looked now; safe to repeat and to race."""
    await unit.conn.execute(
        b"""INSERT INTO seen (subject, at) VALUES (%s, %s)
            ON CONFLICT (subject) DO UPDATE SET at = greatest(seen.at, excluded.at)""",
        [unit.subject.id, unit.now],
    )
