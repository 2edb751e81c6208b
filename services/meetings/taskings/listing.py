"""Lists of items: pages of what a reader may read, and the tracker of a forum."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from services.common.db import Unit
from services.common.listing import ListSpec, Page, list_page, list_response
from services.meetings.domain import figures, sittings, tracker
from services.meetings.domain.values import Meeting
from services.meetings.domain.world import World
from services.meetings.http import answered
from services.meetings.items.repository import substituted_rows
from services.meetings.items.service import finish, item_views
from services.meetings.meetings.schemas import MeetingName
from services.meetings.models import ForumRow, MeetingRow
from services.meetings.records import fetch, fetch_or_404
from services.meetings.world import load_world


async def page(
    unit: Unit, spec: ListSpec, cursor: str | None, limit: int, forums: Iterable[UUID] = ()
) -> Response:
    """One page of items, or their substitutes, each completed from one world that holds them all.

    ``forums`` are those that the request names: a substitute tells no tie to one that the reader may not
    know of, so that such a list holds none.
    """

    async def beside(start: tuple[str, str] | None, wanted: int) -> list[tuple[Any, ...]]:
        return await substituted_rows(unit, spec.where, start, wanted)

    known = all([await fetch(unit, ForumRow, forum) is not None for forum in forums])
    found = await list_page(unit, spec, cursor, limit, beside if known else None)
    world = await load_world(unit, item_ids=[UUID(one) for one in found.ids]) if found.ids else World()
    items = [orjson.dumps(finish(unit, world, orjson.loads(item))) for item in found.items]
    return list_response(Page(items, found.ids, found.next_cursor))


async def tracked(unit: Unit, forum_id: UUID) -> Response:
    """The tracker of a visible forum: what of it this reader may read, or read the substitute of."""
    await fetch_or_404(unit, ForumRow, forum_id)
    world = await load_world(unit, forum_ids=[forum_id], since=unit.now)
    items = tracker.tracker(world, str(forum_id))
    views = await item_views(unit, world, [UUID(item.id) for item in items])
    coming = sittings.next_meeting(world, str(forum_id))
    name = await _name(unit, coming)
    shown = []
    for item in items:
        if UUID(item.id) not in views:
            continue
        missed = sum(not s.addressed and s.outcome != figures.PENDING for s in figures.sittings(world, item))
        shown.append({**views[UUID(item.id)], "carried_over": missed, "next_meeting": name})
    unit.shown("item", [item["id"] for item in shown])
    return answered({"items": shown, "next": None})


async def _name(unit: Unit, meeting: Meeting | None) -> dict[str, str] | None:
    row = await fetch(unit, MeetingRow, UUID(meeting.id)) if meeting else None
    return None if row is None else MeetingName(id=row.id, ref=row.ref).model_dump(mode="json")
