"""Which changes of a forum bind other nations, and who may make which (ADR 0040)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.errors import FieldError, Problem, forbidden
from services.meetings.domain.values import RECORDERS
from services.meetings.forums import repository
from services.meetings.models import ForumRow
from services.meetings.world import load_world

BINDING: Final = {
    "parent_id": "/parent",
    "rank": "/rank",
    "kind": "/kind",
    "nations": "/nations",
    "co_chairs": "/co_chairs",
}
"""Columns that say where a forum stands and who is in it, with the field of a request that sets each."""
OWN: Final = frozenset({"escalation_authority"})
"""What each nation says for itself: judged entry by entry, whoever chairs."""


async def check_change(unit: Unit, forum: ForumRow, values: Mapping[str, Any]) -> None:
    """Refuse what one nation's steward may not do alone to a forum of several nations.

    Until it has a meeting or an item its founder changes it as they like. From then on what binds another
    nation is 409 ``forum_in_use``, whoever asks; its name and description are its co-chairs' posts' to
    change (403 ``co_chair_changes``; every member is one where none is named).
    """
    changed = [name for name, value in values.items() if _differs(getattr(forum, name), value)]
    if len(forum.nations) == 1 or set(changed) <= OWN:
        return
    binding = [pointer for name, pointer in BINDING.items() if name in changed]
    if binding:  # under the ladder's lock no first meeting is planned meanwhile
        await load_world(unit, forum_ids=[forum.id], since=unit.now, lock=True)
    used = await repository.in_use(unit, forum.id)
    if binding and used:
        raise _forum_in_use(binding)
    if forum.created_by == unit.subject.id and not used:
        return
    if binding:
        raise forbidden(
            "Only who founded a forum changes this, before it is in use.", "founder_changes", binding[0]
        )
    await _require_co_chair(unit, forum)


def _differs(before: Any, after: Any) -> bool:
    if isinstance(before, list):
        return set(before) != set(after)
    return str(before) != str(after) if isinstance(before, UUID) else bool(before != after)


async def _require_co_chair(unit: Unit, forum: ForumRow) -> None:
    held = (await repository.posts_by_forum(unit, unit.now.date())).get(forum.id, frozenset())
    chairs = forum.co_chairs or forum.nations
    if unit.subject.nation not in chairs or not held & RECORDERS:
        detail = "A co-chair's head, deputy or secretary changes the name and description of a forum."
        raise forbidden(detail, "co_chair_changes")


def _forum_in_use(pointers: list[str]) -> Problem:
    detail = "It has met or has work, and this binds every member: no nation changes it alone."
    errors = [FieldError(pointer=one, rule="forum_in_use", detail=detail) for one in pointers]
    return Problem(409, "conflict", "The present state does not allow this", detail, errors)
