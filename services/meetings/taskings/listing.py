"""Lists of items: pages of what a reader may read, and the tracker of a forum."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from services.common.db import Unit
from services.common.listing import Beside, ListSpec, Page, list_page, list_response
from services.common.row_store import fetch, fetch_or_404
from services.meetings.domain import figures, sittings
from services.meetings.domain.values import Meeting
from services.meetings.domain.world import World
from services.meetings.items.repository import ITEM_JSON, substituted_rows
from services.meetings.items.service import finish
from services.meetings.meetings.schemas import MeetingName
from services.meetings.models import ForumRow, MeetingRow
from services.meetings.world import load_world

TRACKED = "t.addressing_forum_id = %s AND t.state <> 'closed'"
"""What a forum is to address (`domain.tracker.tracker`)."""


async def page(
    unit: Unit, spec: ListSpec, cursor: str | None, limit: int, forums: Iterable[UUID] = ()
) -> Response:
    """One page of items, or their substitutes, each completed from one world that holds them all.

    ``forums`` are those that the request names: a substitute tells no tie to one that the reader may not
    know of, so that such a list holds none.
    """

    known = all([await fetch(unit, ForumRow, forum) is not None for forum in forums])
    found = await list_page(unit, spec, cursor, limit, _substitutes(unit, spec) if known else None)
    world = await load_world(unit, item_ids=[UUID(one) for one in found.ids]) if found.ids else World()
    items = [orjson.dumps(finish(unit, world, orjson.loads(item))) for item in found.items]
    return list_response(Page(items, found.ids, found.next_cursor))


def _substitutes(unit: Unit, spec: ListSpec) -> Beside:
    async def beside(start: tuple[str, str] | None, wanted: int) -> list[tuple[Any, ...]]:
        return await substituted_rows(unit, spec, start, wanted)

    return beside


async def tracked(unit: Unit, forum_id: UUID, cursor: str | None, limit: int) -> Response:
    """A page of a visible forum's tracker: what of it this reader may read, or read the substitute of."""
    await fetch_or_404(unit, ForumRow, forum_id)
    spec = ListSpec("item", ITEM_JSON, ("issued_at", "asc"), [(TRACKED, [forum_id])], label=False)
    found = await list_page(unit, spec, cursor, limit, _substitutes(unit, spec))
    world = await load_world(unit, forum_ids=[forum_id], since=unit.now)
    name = await _name(unit, sittings.next_meeting(world, str(forum_id)))

    def entry(body: Mapping[str, Any]) -> dict[str, Any]:
        sat = figures.sittings(world, world.items[body["id"]])
        missed = sum(not one.addressed and one.outcome != figures.PENDING for one in sat)
        return {**finish(unit, world, body), "carried_over": missed, "next_meeting": name}

    items = [orjson.dumps(entry(orjson.loads(item))) for item in found.items]
    return list_response(Page(items, found.ids, found.next_cursor))


async def _name(unit: Unit, meeting: Meeting | None) -> dict[str, str] | None:
    row = await fetch(unit, MeetingRow, UUID(meeting.id)) if meeting else None
    return None if row is None else MeetingName(id=row.id, ref=row.ref).model_dump(mode="json")
