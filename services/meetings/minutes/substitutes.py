"""What minutes hold for a reader in the words of a substitute: decisions and taskings, without their ties."""

from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.meetings.decisions import repository as decided
from services.meetings.items import repository as items

Rows = list[dict[str, Any]]

DECISION: Final = ("ref", "kind", "text", "standing", "unseen_by", "label_id", "substituted")
TASKING: Final = (*DECISION, "title", "lead", "supporting", "state")


async def decisions(unit: Unit, meeting_id: UUID) -> Rows:
    """The decisions of a visible meeting that are read by substitute alone, as rows of the minutes."""
    found = await decided.substituted_at(unit, meeting_id)
    return [{"id": UUID(body["id"]), **{name: body[name] for name in DECISION}} for body in found]


async def taskings(unit: Unit, meeting_id: UUID) -> Rows:
    """The same of taskings; where one goes is said to whoever may know of that forum."""
    return [_tasking(body) for body in await items.substituted_at(unit, meeting_id)]


def _tasking(body: dict[str, Any]) -> dict[str, Any]:
    forum = body["addressing_forum"] or {"id": None, "name": None}
    return {
        "id": UUID(body["id"]), **{name: body[name] for name in TASKING},
        "due_first": body["due"]["first"], "due_precision": body["due"]["precision"],
        "forum_id": UUID(forum["id"]) if forum["id"] else None, "forum_name": forum["name"],
    }  # fmt: skip
