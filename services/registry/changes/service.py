"""A page of changes for one reader: what they may take along of it, and nothing that tells of the rest."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from services.common.db import Unit
from services.common.errors import resync, unprocessable
from services.common.labels import Action
from services.common.listing import ListSpec, list_page
from services.registry.activities import service as activities
from services.registry.activities.repository import ACTIVITY_JSON
from services.registry.changes import log
from services.registry.changes.position import END, Position, rights, seal, unseal
from services.registry.changes.schemas import What

_WHOLE: Final = ListSpec("activity", ACTIVITY_JSON, ("starts_on", "asc"), label=False)
_RECORDS: Final = f"SELECT t.id, {ACTIVITY_JSON} AS body FROM activity t WHERE t.id = ANY (%s)"
_OWN: Final = "SELECT source FROM feed WHERE nation = %s AND system = %s"
View = dict[str, Any]


async def page(unit: Unit, cursor: str | None, limit: int) -> View:
    """The page behind a cursor, or the first one of everything.

    422 ``cursor_unknown`` for what was not given here; 410 ``resync`` where the reader's rights over what
    they were sent are others, or where changes that they should have been told are forgotten.
    """
    await unit.only_for(Action.EXPORT)
    await unit.conn.execute("SET LOCAL synchronous_commit = on")
    key = await log.key(unit)
    at = await _position(unit, key, cursor)
    view, after = await (_changes(unit, at, limit) if at.walk is None else _whole(unit, at, limit))
    unit.exported("activity", [item["id"] for item in view["items"]])
    return view | {"next": seal(key, after)}


async def _position(unit: Unit, key: bytes, cursor: str | None) -> Position:
    """Where the reader stands, under the rights of now."""
    now = rights(unit.subject.digest(), unit.permitted)
    if cursor is None:
        return Position(await log.head(unit), END, now, "")
    at = unseal(key, cursor)
    if at is None:
        raise unprocessable("/query/cursor", "cursor_unknown")
    same = rights(unit.subject.digest(), unit.permitted, at.rights.upto) == at.rights
    if not same or (at.number, at.place) < (await log.floor(unit), END):
        raise resync()
    return Position(at.number, at.place, now, at.walk)


async def _whole(unit: Unit, at: Position, limit: int) -> tuple[View, Position]:
    """Everything as it is now, page by page; what changes meanwhile is told behind the last page."""
    found = await list_page(unit, _WHOLE, at.walk or None, limit)
    own = await _own_sources(unit)
    bodies = [orjson.loads(item) for item in found.items]
    items = [_present(unit, What.NEW, body, own) for body in bodies]
    after = Position(at.number, at.place, at.rights, found.next_cursor)
    if found.next_cursor is not None:
        return {"items": items, "whole": True, "more": True}, after
    changed = await log.entries(unit, at.number, at.place, 1)
    return {"items": items, "whole": True, "more": bool(changed)}, after


async def _changes(unit: Unit, at: Position, limit: int) -> tuple[View, Position]:
    found = await log.entries(unit, at.number, at.place, limit + 1)
    read = found[:limit]
    first = {entry.id: entry for entry in reversed(read)}
    last = {entry.id: entry for entry in read}
    present = await _records(unit, [entry.id for entry in last.values() if entry.has])
    own = await _own_sources(unit)
    items = []
    for entry in last.values():
        had = first[entry.id].had
        if entry.id in present:
            what = What.CHANGED if had else What.NEW
            items.append(_present(unit, what, present[entry.id], own))
        elif had and not entry.has:
            items.append({"what": What.WITHDRAWN, "id": str(entry.id), "own": None, "activity": None})
    number, place = (at.number, at.place) if not read else _behind(read[-1])
    return {"items": items, "whole": False, "more": len(found) > limit}, Position(number, place, at.rights)


def _behind(entry: log.Entry) -> tuple[int, int]:
    return entry.number, END if entry.ends else entry.ord


async def _records(unit: Unit, ids: Sequence[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """Those that the reader may take along now: what was narrowed since is told by its own change."""
    rows = await (await unit.conn.execute(_RECORDS.encode(), [ids])).fetchall() if ids else []
    return {row["id"]: row["body"] for row in rows}


async def _own_sources(unit: Unit) -> frozenset[str]:
    rows = await (await unit.conn.execute(_OWN, [unit.subject.nation, unit.subject.id])).fetchall()
    return frozenset(row["source"] for row in rows)


def _present(unit: Unit, what: What, body: Mapping[str, Any], own: frozenset[str]) -> View:
    activity = activities.finish(unit, body)
    said, mine = body["provenance"], unit.labels.get(body["label_id"]).owner == (unit.subject.nation,)
    name = {"source": said["source"], "source_id": said["source_id"]}
    named = mine and not body["brought"] and said["source"] in own
    return {"what": what, "id": body["id"], "own": name if named else None, "activity": activity}
