"""The life of an item, in the order of time: with what was delegated from it and asked for it.

The family comes from the world; every event of it is read under the reader's own row-level security, so
that a hidden child, meeting or adjudication is simply not there. What a meeting noted by rule has no words
and is labelled by nobody: it is told with its meeting.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.answers import View
from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.meetings.domain import figures
from services.meetings.domain.escalation import chain_of
from services.meetings.domain.tracker import descendants
from services.meetings.domain.values import ItemKind
from services.meetings.domain.world import World
from services.meetings.items.repository import bodies
from services.meetings.items.service import named
from services.meetings.world import load_world

OUTCOMES = """
SELECT o.id, o.item_id, o.kind, o.at, o.reason, o.standing, NULL AS nation,
    CASE WHEN o.text = '' AND d.id IS NOT NULL THEN d.text ELSE o.text END AS text,
    CASE WHEN o.text = '' AND d.id IS NOT NULL THEN d.label_id ELSE o.label_id END AS label_id,
    f.id AS forum_id, f.name AS forum_name, m.id AS meeting_id, m.ref AS meeting_ref
FROM outcome o
LEFT JOIN decision d ON d.id = o.decision_id
LEFT JOIN forum f ON f.id = o.forum_id
LEFT JOIN meeting m ON m.id = o.meeting_id
WHERE o.item_id = ANY(%(items)s::uuid[]) AND (o.kind <> 'noted' OR m.id IS NOT NULL)
UNION ALL
SELECT p.id, p.item_id, 'report', p.at, '', NULL, p.nation, p.text, p.label_id, NULL, NULL, NULL, NULL
FROM progress p WHERE p.item_id = ANY(%(items)s::uuid[])
ORDER BY at, id
"""
MEETINGS = """
SELECT m.id, m.ref, f.id AS forum_id, f.name AS forum_name FROM meeting m
LEFT JOIN forum f ON f.id = m.forum_id WHERE m.id = ANY(%(meetings)s::uuid[])
"""
Record = Mapping[str, Any]


async def life(unit: Unit, item_id: UUID) -> View:
    """The events of an item that this reader may see; 404 where the item is missing or hidden."""
    if item_id not in await bodies(unit, [item_id]):
        raise NOT_FOUND()
    world = await load_world(unit, item_ids=[item_id])
    found = await bodies(unit, [UUID(one) for one in family(world, str(item_id))])
    known = dict(sorted(found.items()))  # events of one moment keep their order from look to look
    wanted = {"items": list(known)}
    rows = await (await unit.conn.execute(OUTCOMES, wanted)).fetchall()
    events = [_event(unit, row, known[row["item_id"]]) for row in rows]
    events += [_issued(unit, body) for body in known.values()]
    events += await _missed(
        unit, world, {one: body for one, body in known.items() if not body["substituted"]}
    )
    return {"items": sorted(events, key=lambda event: datetime.fromisoformat(event["at"]))}


def family(world: World, item_id: str) -> list[str]:
    """The item, all that was delegated from it, and the escalations of each of them."""
    item = world.items[item_id]
    members = [item, *descendants(world, item)]
    above = [rising for member in members for rising in chain_of(world, member)]
    return list(dict.fromkeys(member.id for member in (*members, *above)))


def _name(unit: Unit, body: Record) -> View:
    return named(unit, {key: body[key] for key in ("id", "ref", "title", "label_id")})


def _issued(unit: Unit, body: Record) -> View:
    meeting = body["issued_at_meeting"]
    return {
        "at": body["issued_at"].replace("+00:00", "Z"),
        "kind": "raised" if body["kind"] == ItemKind.ESCALATION else "issued",
        "text": body["text"],
        "reason": "",
        "nation": None,
        "forum": body["issuing_forum"],
        "meeting": meeting and {"id": meeting["id"], "ref": meeting["ref"]},
        "item": _name(unit, body),
        "standing": body["standing"],
        "label": labelling.view(unit, body["label_id"]),
    }


def _event(unit: Unit, row: Record, body: Record) -> View:
    return {
        "at": row["at"].isoformat().replace("+00:00", "Z"),
        "kind": row["kind"],
        "text": row["text"],
        "reason": row["reason"],
        "nation": row["nation"],
        "forum": _pair(row["forum_id"], "name", row["forum_name"]),
        "meeting": _pair(row["meeting_id"], "ref", row["meeting_ref"]),
        "item": _name(unit, body),
        "standing": row["standing"],
        "label": labelling.view(unit, row["label_id"]),
    }


def _pair(found: UUID | None, key: str, value: str | None) -> View | None:
    return None if found is None else {"id": str(found), key: value}


async def _missed(unit: Unit, world: World, known: Mapping[UUID, Record]) -> list[View]:
    """Meetings to which an item came and that did not address it: it was carried over."""
    missed = [
        (body, sitting.meeting)
        for one, body in known.items()
        for sitting in figures.sittings(world, world.items[str(one)])
        if sitting.outcome == figures.NOT_ADDRESSED
    ]
    readable = await _readable(unit, (UUID(meeting.id) for _, meeting in missed))
    events = []
    for body, meeting in missed:
        row = readable.get(UUID(meeting.id))
        if row is None or meeting.held_at is None:
            continue
        said = {"item_id": body["id"], "kind": "not_addressed", "at": meeting.held_at, "reason": ""}
        seen = {"meeting_id": row["id"], "meeting_ref": row["ref"], "label_id": body["label_id"]}
        forum = {"forum_id": row["forum_id"], "forum_name": row["forum_name"]}
        quiet = {"text": "", "nation": None, "standing": None}
        events.append(_event(unit, {**said, **seen, **forum, **quiet}, body))
    return events


async def _readable(unit: Unit, ids: Iterable[UUID]) -> dict[UUID, Record]:
    rows = await (await unit.conn.execute(MEETINGS, {"meetings": list(ids)})).fetchall()
    return {row["id"]: row for row in rows}
