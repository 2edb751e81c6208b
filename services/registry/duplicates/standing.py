"""Which of several sources of one event stands for it in lists and figures: for each reader their own.

Pairs that were decided to be the same link records, for who reads both. Of what a reader sees linked the
source of their own nation stands first, then the oldest; the others stand behind it. Who reads one source
alone sees that one as if nothing were linked to it.
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
