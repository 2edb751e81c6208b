"""What may be done with a meeting, and how it is shown to one reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, unprocessable
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, known, stamps
from services.common.writers import open_to
from services.meetings.domain.reach import hides_from_any
from services.meetings.domain.sittings import transition
from services.meetings.domain.values import UPCOMING, Meeting, MeetingState, Sight, Span
from services.meetings.domain.world import World
from services.meetings.forums.repository import posts_by_forum
from services.meetings.forums.service import require_steward
from services.meetings.meetings import repository
from services.meetings.meetings.abilities import abilities
from services.meetings.meetings.events import meeting_changed
from services.meetings.meetings.schemas import MeetingIn, MeetingPatch, StateIn
from services.meetings.meetings.window import Window, resolve
from services.meetings.models import ForumRow, MeetingRow
from services.meetings.taskings.events import items_changed
from services.meetings.world import act_of, load_world, refusals, save, sight
from services.meetings.world.save import venues_changed
from services.meetings.zones import check_zone

Posts = Mapping[UUID, frozenset[str]]
CHANGEABLE = frozenset({*UPCOMING, MeetingState.POSTPONED})


def finish(unit: Unit, body: Mapping[str, Any], posts: Posts) -> dict[str, Any]:
    """The JSON of a meeting, completed with what the reader may do and with its label in words."""
    view = {key: value for key, value in body.items() if key not in {"label_id", "nations"}}
    held = posts.get(UUID(body["forum"]["id"]), frozenset()) if body["forum"] else frozenset()
    view["can"] = open_to(unit, abilities(unit, body, held))
    view["label"] = labelling.view(unit, body["label_id"], body["nations"] or ())
    return view


async def show(unit: Unit, meeting_id: UUID) -> dict[str, Any]:
    """The meeting as this reader may see it; 404 where it is missing or hidden."""
    body = await repository.meeting_json(unit, meeting_id)
    if body is None:
        raise NOT_FOUND()
    return finish(unit, body, await posts_by_forum(unit, unit.now.date()))


async def create(unit: Unit, body: MeetingIn) -> UUID:
    """Plans a meeting of a forum in which the writer holds a post; labelled as its forum by default."""
    forum = await known(unit, ForumRow, body.forum, "/forum")
    await require_steward(unit, forum)
    window = resolve(body.window, body.days)
    zone = body.time_zone or forum.time_zone
    check_zone(zone)
    label_id = await labelling.own(unit, forum.label_id)
    if body.label is not None:
        label_id = await labelling.intern(unit, body.label, await labelling.bounds(unit, forum.label_id))
        _require_readers(forum, await sight(unit, forum.label_id), await sight(unit, label_id))
    before = await load_world(unit, forum_ids=[forum.id], since=unit.now, lock=True)
    values = {**stamps(unit, label_id), **_dates(window), "ref": new_reference("MTG"), "forum_id": forum.id}
    said = {"title": body.title, "mode": body.mode.value, "place": body.place, "time_zone": zone}
    row = await insert_referred(unit, MeetingRow(**(values | said)))
    unit.audit("meeting.created", "meeting", row.id, label_id=label_id)
    await _announce(unit, before, row, "created")
    return row.id


def _require_readers(forum: ForumRow, theirs: Sight, label: Sight) -> None:
    """Refuse a label that hides a meeting from a member, or from somebody who may know the forum: its date
    shows in what stands before the forum (no venue, the next meeting, what was carried over).
    """
    if not set(forum.nations) <= label.nations:
        detail = "Every member of the forum reads of its meetings: none is bound by what it cannot see."
        raise unprocessable("/label", "members_read", detail)
    if hides_from_any(theirs, label):
        detail = "Who may know the forum may know when it meets; what is said there has labels of its own."
        raise unprocessable("/label", "forum_readers_read", detail)


async def amend(unit: Unit, meeting_id: UUID, patch: MeetingPatch, before: World) -> None:
    """Changes a meeting that is still to come; its items move with its dates by themselves."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    forum = await known(unit, ForumRow, meeting.forum_id, "")
    await require_steward(unit, forum)
    if meeting.state not in CHANGEABLE:
        raise conflict("meeting_is_over", "A meeting that was held or cancelled is not changed any more.")
    said = patch.model_dump(exclude_unset=True, mode="json")
    values = {key: said[key] for key in ("title", "mode", "place", "time_zone") if said.get(key) is not None}
    if "title" in values:
        await labelling.require_owner(unit, meeting.label_id)
    check_zone(values.get("time_zone", meeting.time_zone))
    if patch.window is not None or patch.days is not None:
        values |= _dates(resolve(patch.window, patch.days or []))
    row = await change(unit, MeetingRow, meeting_id, values)
    unit.audit("meeting.changed", "meeting", row.id, label_id=row.label_id, detail={"fields": sorted(values)})
    await _announce(unit, before, row, "changed")


async def move(unit: Unit, meeting_id: UUID, body: StateIn, before: World) -> None:
    """Moves a meeting along its states by the rules; a postponement with dates makes its successor."""
    days: tuple[date, ...] = ()
    span = None
    if body.dates is not None:
        window = resolve(body.dates.window, body.dates.days, "/dates")
        span, days = Span(window.start, window.end, window.precision.value), window.days
    with refusals():
        made = transition(
            before, act_of(unit), str(meeting_id), MeetingState(body.to.value), reason=body.reason, when=span
        )
    moved = made.of(Meeting) if span is not None else ()
    redated = {meeting.id: days for meeting in moved if meeting.when == span}
    await save(unit, before, made, days=redated)


async def locked_world(unit: Unit, meeting_id: UUID) -> World:
    """The world of a visible meeting's forum under its ladder's lock; 404 where the meeting is hidden."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    return await load_world(unit, forum_ids=[meeting.forum_id], since=unit.now, lock=True)


async def _announce(unit: Unit, before: World, row: MeetingRow, what: str) -> None:
    await meeting_changed(unit, row.id, what)
    after = await load_world(unit, forum_ids=[row.forum_id], since=unit.now)
    moved = venues_changed(unit, before, after, {str(row.forum_id)})
    if moved:
        await items_changed(unit, after, moved, "venue_changed")


def _dates(window: Window) -> dict[str, Any]:
    return {
        "window_start": window.start,
        "window_end": window.end,
        "window_precision": window.precision.value,
        "days": list(window.days),
    }
