"""Which of several sources of one event stands for it in lists and figures: for each reader their own.

Pairs that were decided to be the same link records, for who reads both. Of what a reader sees linked the
source of their own nation stands first, then the oldest; another stands behind it where its own owner, or the
reader's nation, decided every pair between both. Who reads one source alone sees that one as if nothing were
linked to it.
"""

from typing import Any

from services.common.db import Unit

Condition = tuple[str, list[Any]]


_LINKED = """(EXISTS (SELECT FROM duplicate d WHERE d.state = 'same' AND d.left_id = t.id)
    OR EXISTS (SELECT FROM duplicate d WHERE d.state = 'same' AND d.right_id = t.id))"""
_BETTER = f"({_LINKED} AND better_source(t.id, %s))"


def stands(unit: Unit) -> Condition:
    """The condition over an activity ``t`` that no better source of its event is readable beside it.

    What is linked to nothing is told by that alone: sources are compared of the few that are.
    """
    return f"NOT {_BETTER}", [unit.subject.nation]


def behind(unit: Unit) -> Condition:
    """The condition over an activity ``t`` that it stands behind a better source: for figures to take off.

    It meets the few linked records by their index, whatever the number of activities.
    """
    linked = (
        "t.id IN (SELECT left_id FROM duplicate WHERE state = 'same'"
        " UNION SELECT right_id FROM duplicate WHERE state = 'same')"
    )
    return f"({linked} AND better_source(t.id, %s))", [unit.subject.nation]


_APART = """NOT ((EXISTS (SELECT FROM duplicate d WHERE d.state = 'same' AND d.left_id = t.left_id)
        OR EXISTS (SELECT FROM duplicate d WHERE d.state = 'same' AND d.right_id = t.left_id))
    AND EXISTS (WITH RECURSIVE reach (id) AS (
        SELECT t.left_id
        UNION
        SELECT a.id FROM reach r
        JOIN duplicate d ON d.state = 'same' AND (d.left_id = r.id OR d.right_id = r.id)
            AND d.decided_nation = ANY (
                string_to_array(t.left_owner || '+' || t.right_owner || '+' || %s, '+'))
        JOIN activity a ON a.id = CASE WHEN d.left_id = r.id THEN d.right_id ELSE d.left_id END)
        SELECT FROM reach WHERE reach.id = t.right_id))"""


def apart(nation: str) -> Condition:
    """The condition over a pair ``t`` of activities that they are not sources of one event, as far as the
    reader, of a nation, may read what links them: whoever may not sees the pair as ever.

    A link counts that an owner of one of both decided, or the reader's nation: by a record between both a
    third nation hides no overlap of others.
    """
    return _APART, [nation]
