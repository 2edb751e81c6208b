"""What a list of lessons is narrowed to."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from services.common.db import Unit
from services.common.lists import Condition
from services.sharing.domain.lessons import OPEN, LessonState
from services.sharing.domain.topics import fold, topic_of
from services.sharing.lessons import repository
from services.sharing.lessons.topics import all_topics

SOON = timedelta(days=90)


class Due(StrEnum):
    """By when a remedial action is due, of lessons that are still open."""

    OVERDUE = "overdue"
    SOON = "soon"


async def conditions(
    unit: Unit, states: Sequence[LessonState], topic: str | None, nation: str | None, due: Due | None,
    activity: UUID | None, source_import: UUID | None, withdrawn: bool,
) -> list[Condition]:  # fmt: skip
    """The conditions of a list, over ``t``."""
    where: list[Condition] = []
    if states:
        where.append(("t.state = ANY(%s)", [[one.value for one in states]]))
    if topic:
        where.append(await _about(unit, topic))
    if nation:
        where.append(("(t.source_nation = %s OR t.action_nation = %s)", [nation, nation]))
    if due is not None:
        where.append(_due(unit, due))
    if activity is not None:
        where.append(await _tied(unit, activity))
    if source_import is not None:
        where.append(("t.import_id = (SELECT id FROM lesson_import WHERE id = %s)", [source_import]))
    if not withdrawn:
        where.append(("NOT t.withdrawn", []))
    return where


async def _about(unit: Unit, text: str) -> Condition:
    """By a topic of the list, whatever it is called, or by a free word, however it is spelt."""
    found = topic_of(text, await all_topics(unit))
    if found is None:
        return ("t.tag_keys && %s::text[]", [[fold(text)]])
    names, keys = [found.name, *found.synonyms], sorted(found.keys)
    return ("(t.topics && %s::text[] OR t.tag_keys && %s::text[])", [names, keys])


def _due(unit: Unit, due: Due) -> Condition:
    today, open_states = unit.now.date(), sorted(OPEN)
    if due is Due.OVERDUE:
        return ("t.due_by < %s AND t.state = ANY(%s)", [today, open_states])
    return ("t.due_by BETWEEN %s AND %s AND t.state = ANY(%s)", [today, today + SOON, open_states])


async def _tied(unit: Unit, activity: UUID) -> Condition:
    """Tied to an activity; to one that the reader may not know nothing is tied."""
    if not await repository.is_known(unit, "activity", activity):
        return ("false", [])
    return ("t.links @> jsonb_build_array(jsonb_build_object('kind', 'activity', 'target', %s::text))",
            [str(activity)])  # fmt: skip
