"""What a lesson said before, as far as the reader may read both sides of a change."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.sharing.items.sight import looking
from services.sharing.lessons import repository

_TOLD: Final = (
    "title", "state", "reason", "observation", "discussion", "conclusion", "recommendation", "action",
    "action_nation", "action_office", "action_state", "due", "validated_by", "validated_on", "validated_how",
    "source_nation", "source_exercise", "source_unit", "begins", "ends", "tool", "units", "capability_areas",
    "countries", "topics", "tags", "withdrawn",
)  # fmt: skip


async def history(unit: Unit, lesson_id: UUID) -> list[dict[str, Any]]:
    """The changes, newest first. Of its ties nothing is told: the reader may not know what they name."""
    await looking(unit)
    states = await repository.states(unit, lesson_id)
    if not states:
        raise NOT_FOUND()
    found = []
    for after, before in pairwise(states):
        fields = [name for name in _TOLD if _text(after, name) != _text(before, name)]
        if after["version"] == before["version"] + 1 and fields:
            found.append({
                "at": after["at"], "before": {name: _text(before, name) for name in fields},
                "after": {name: _text(after, name) for name in fields},
            })  # fmt: skip
    return found


def _text(state: Mapping[str, Any], name: str) -> str:
    value = state["body"].get(name)
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value or "")
