"""The agenda of a meeting for one reader, its projection, and what may be changed on it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import conflict, forbidden, unprocessable
from services.common.label_api import roll_up_view
from services.common.row_store import change, fetch_or_404, insert, known, stamps
from services.meetings.agenda.lines import Line, Part, parts, reordered, untold
from services.meetings.agenda.render import page
from services.meetings.agenda.schemas import EntryPatch, OrderIn, PickIn, TopicIn
from services.meetings.agenda.writes import place_lines
from services.meetings.domain.posts import members, posts_of
from services.meetings.domain.risk import wider
from services.meetings.domain.rules import RULES
from services.meetings.domain.tracker import stands_on
from services.meetings.domain.values import RECORDERS, RECORDING, UPCOMING, Sight
from services.meetings.domain.world import World
from services.meetings.meetings import service as meetings
from services.meetings.meetings.events import meeting_changed
from services.meetings.models import AgendaEntryRow, ItemRow, MeetingRow
from services.meetings.world import load_world, sight

View = dict[str, Any]
ENTRY = (
    "id", "meeting_id", "item_id", "title", "text", "minutes", "presenter", "presenter_nation", "picked",
)  # fmt: skip
"""What is shown of an annotation as stored."""


async def show(unit: Unit, meeting_id: UUID, as_nation: str | None = None) -> View:
    """The agenda as this reader sees it; with ``as_nation`` what of that the nation may see too."""
    meeting = await meetings.show(unit, meeting_id)
    world = await world_of(unit, meeting_id)
    nations = frozenset() if as_nation is None else frozenset({as_nation})
    rendered = await _rendered(unit, world, meeting, nations)
    return {"meeting": meeting, "as_nation": as_nation, **rendered}


async def project(unit: Unit, meeting_id: UUID) -> View:
    """What every nation in the room may read."""
    meeting = await meetings.show(unit, meeting_id)
    world = await world_of(unit, meeting_id)
    nations = nations_present(world, meeting_id, await declined(unit, meeting_id))
    shown = {**meeting, "can": [], "previous": None, "next": None}
    rendered = await _rendered(unit, world, meeting, nations)
    told = nations if meeting["forum"] else world.meetings[str(meeting_id)].present
    return {"meeting": shown, "nations": sorted(told), **rendered}


def nations_present(world: World, meeting_id: UUID, absent: frozenset[str] = frozenset()) -> frozenset[str]:
    """The nations to reckon with: members unless they are absent, and everybody recorded as present.

    A member of whom nothing is recorded yet may sit there: the screen never shows more than it may see.
    """
    meeting = world.meetings[str(meeting_id)]
    return (members(world, meeting.forum_id) - absent) | meeting.present


async def declined(unit: Unit, meeting_id: UUID) -> frozenset[str]:
    """The nations all of whose people declined."""
    query = """SELECT nation FROM attendance WHERE meeting_id = %s GROUP BY nation
    HAVING bool_and(response = 'declined' AND NOT present)"""
    async with unit.as_worker():
        rows = await (await unit.conn.execute(query, (meeting_id,))).fetchall()
    return frozenset(row["nation"] for row in rows)


async def world_of(unit: Unit, meeting_id: UUID, *, lock: bool = False) -> World:
    """The world of a visible meeting's forum; 404 where the meeting is hidden."""
    row = await fetch_or_404(unit, MeetingRow, meeting_id)
    since = row.held_at or unit.now
    return await load_world(unit, forum_ids=[row.forum_id], since=since, lock=lock)


async def _rendered(unit: Unit, world: World, shown: View, nations: frozenset[str]) -> View:
    meeting = world.meetings[str(shown["id"])]
    # Who is a member can be hidden itself: labels speak of members where the forum may be known.
    everyone = sorted(members(world, meeting.forum_id)) if shown["forum"] else []
    lines = await parts(unit, world, UUID(meeting.id))
    made = await page(unit, world, lines, nations, everyone, meeting.when.first)
    sections = made.sections(lines if made.sieve.knows(meeting.forum_id) else untold(lines))
    _tell(unit, meeting.id, [entry for section in sections for entry in section["entries"]])
    banner = await roll_up_view(unit, {meeting.sight.label, *made.labels}, everyone)
    return {"banner": banner.model_dump(), "sections": sections}


def _tell(unit: Unit, meeting_id: str, entries: list[View]) -> None:
    """Says to the audit what an agenda shows: the meeting, items, their outcomes, annotations and topics."""
    unit.shown("meeting", [meeting_id])
    unit.shown("item", [entry["item"]["id"] for entry in entries if entry["item"]])
    unit.shown("outcome", [entry["outcome"]["id"] for entry in entries if entry["outcome"]])
    unit.shown("agenda_entry", [entry["entry_id"] for entry in entries if entry["entry_id"]])


def require_editor(unit: Unit, world: World, meeting_id: UUID) -> None:
    """403 without a post, 409 once the minutes are agreed: secretaries and heads order the agenda."""
    meeting = world.meetings[str(meeting_id)]
    held = posts_of(world, unit.subject.id, unit.subject.nation, meeting.forum_id, unit.now.date())
    if not held & RECORDERS:
        raise forbidden(RULES["post_in_forum"].sentence, "post_in_forum")
    if meeting.state not in UPCOMING and meeting.state not in RECORDING:
        raise conflict("agenda_is_closed", "The agenda of this meeting is not changed any more.")


async def order(unit: Unit, world: World, meeting_id: UUID, body: OrderIn) -> None:
    """Puts the named lines into the named order; lines that the writer does not see keep their places."""
    require_editor(unit, world, meeting_id)
    lines = await parts(unit, world, meeting_id)
    await _check_named(unit, world, lines, meeting_id, body.entries)
    moved = [Part(part.kind, reordered(part.lines, body.entries)) for part in lines]
    changed = [part for part, old in zip(moved, lines, strict=True) if part.lines != old.lines]
    await place_lines(unit, meeting_id, changed)
    told = await _shared(unit, world, meeting_id, moved) != await _shared(unit, world, meeting_id, lines)
    # Without a label the record is for auditors of the writer's own nation alone.
    label_id = world.meetings[str(meeting_id)].sight.label if told else None
    unit.audit("agenda.ordered", "meeting", meeting_id, label_id=label_id)
    if told:
        await meeting_changed(unit, meeting_id, "agenda_ordered")


async def _shared(unit: Unit, world: World, meeting_id: UUID, order: Iterable[Part]) -> list[list[UUID]]:
    """The lines in their order that everybody who reads the meeting may read: news of others would tell."""
    meeting = world.meetings[str(meeting_id)].sight
    return [
        [line.key for line in part.lines if not wider(meeting, await _sight(unit, line))] for part in order
    ]


async def _sight(unit: Unit, line: Line) -> Sight:
    if line.entry is not None:
        return line.entry.item.sight
    assert line.note is not None, "a line without an item is a topic"
    return await sight(unit, line.note["label_id"])


async def _check_named(
    unit: Unit, world: World, lines: tuple[Part, ...], meeting_id: UUID, named: list[UUID]
) -> None:
    made = await page(unit, world, lines, frozenset(), [])
    shown = made.sections(lines)
    seen = {str(e["item"]["id"] if e["item"] else e["entry_id"]) for s in shown for e in s["entries"]}
    for place, key in enumerate(named):
        if str(key) not in seen:
            raise unprocessable(f"/entries/{place}", "unknown_entry", "There is no such line on this agenda.")
        if named.index(key) != place:
            raise unprocessable(f"/entries/{place}", "named_once", "A line is named once.")


async def add_topic(unit: Unit, meeting_id: UUID, body: TopicIn) -> UUID:
    """Adds a topic of the meeting's own, under the meeting's label unless another is given."""
    world = await world_of(unit, meeting_id, lock=True)
    require_editor(unit, world, meeting_id)
    meeting = world.meetings[str(meeting_id)]
    label_id = await labelling.portion(unit, body.label, meeting.sight.label)
    said = body.model_dump(exclude={"label"}) | {"presenter_nation": body.presenter_nation or ""}
    row = AgendaEntryRow(**stamps(unit, label_id), meeting_id=meeting_id, **said)
    await insert(unit, row)
    unit.audit("agenda.topic_added", "agenda_entry", row.id, label_id=label_id)
    await _announce(unit, world, meeting_id, label_id)
    return row.id


async def pick(unit: Unit, meeting_id: UUID, body: PickIn) -> UUID:
    """Picks an item of the tracker for discussion; it would only be noted otherwise."""
    item = await known(unit, ItemRow, body.item, "/item")
    world = await world_of(unit, meeting_id, lock=True)
    require_editor(unit, world, meeting_id)
    meeting, picked = world.meetings[str(meeting_id)], world.items.get(str(item.id))
    if picked is None or not stands_on(world, picked, meeting):
        raise unprocessable("/item", "stands_on_meeting", RULES["stands_on_meeting"].sentence)
    entry_id = await annotated(unit, meeting_id, item, {"picked": True})
    unit.audit("agenda.picked", "item", item.id, label_id=item.label_id)
    await _announce(unit, world, meeting_id, item.label_id)
    return entry_id


async def annotated(unit: Unit, meeting_id: UUID, item: ItemRow, values: Mapping[str, Any]) -> UUID:
    """The one annotation of an item on a meeting under the item's label, made or changed."""
    query = "SELECT id FROM agenda_entry WHERE meeting_id = %s AND item_id = %s AND label_id = %s"
    row = await (await unit.conn.execute(query, (meeting_id, item.id, item.label_id))).fetchone()
    if row is None:
        entry = AgendaEntryRow(
            **stamps(unit, item.label_id), meeting_id=meeting_id, item_id=item.id, **values
        )
        return (await insert(unit, entry)).id
    return (await change(unit, AgendaEntryRow, row["id"], dict(values))).id


async def amend(unit: Unit, entry: AgendaEntryRow, world: World, patch: EntryPatch) -> None:
    """Changes presenter, minutes, or a topic's words. An item's words are changed at the item."""
    require_editor(unit, world, entry.meeting_id)
    said = {key: value for key, value in patch.model_dump(exclude_unset=True).items() if value is not None}
    if "minutes" in patch.model_fields_set:
        said["minutes"] = patch.minutes
    if entry.item_id is not None and said.keys() & {"title", "text"}:
        raise unprocessable("/title", "words_of_item", "The words of an item are changed at the item.")
    if said.keys() & {"title", "text"}:
        await labelling.require_owner(unit, entry.label_id)
    await change(unit, AgendaEntryRow, entry.id, said)
    unit.audit("agenda.entry_changed", "agenda_entry", entry.id, label_id=entry.label_id)
    await _announce(unit, world, entry.meeting_id, entry.label_id)


async def _announce(unit: Unit, world: World, meeting_id: UUID, label_id: int) -> None:
    """Tells who reads the meeting that its agenda changed, unless one of them may not read what changed:
    then the news itself would tell of it.
    """
    if not wider(world.meetings[str(meeting_id)].sight, await sight(unit, label_id)):
        await meeting_changed(unit, meeting_id, "agenda_changed")


async def visible_entry(unit: Unit, entry_id: UUID, *, lock: bool = False) -> AgendaEntryRow:
    """An annotation or topic; 404 where it, its meeting or its item is hidden.

    An item may be released further than the meeting is, and narrowed later.
    """
    row = await fetch_or_404(unit, AgendaEntryRow, entry_id, lock=lock)
    await fetch_or_404(unit, MeetingRow, row.meeting_id)
    if row.item_id is not None:
        await fetch_or_404(unit, ItemRow, row.item_id)
    return row


async def entry_view(unit: Unit, entry_id: UUID) -> View:
    """An annotation or topic as stored; 404 where it is hidden."""
    row = await visible_entry(unit, entry_id)
    return {name: getattr(row, name) for name in ENTRY} | {"label": labelling.view(unit, row.label_id)}
