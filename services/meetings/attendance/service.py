"""Who is at a meeting, and what admitting a nation hides from what is projected."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from services.common.db import Unit
from services.common.errors import conflict, forbidden
from services.common.nation_names import NATION_NAMES
from services.meetings.agenda.lines import parts
from services.meetings.agenda.render import page
from services.meetings.agenda.service import nations_present, world_of
from services.meetings.attendance.schemas import AttendanceIn, AttendancePatch
from services.meetings.domain.rules import RULES
from services.meetings.domain.values import RECORDERS, RECORDING, UPCOMING
from services.meetings.forums.repository import posts_by_forum
from services.meetings.meetings.events import meeting_changed
from services.meetings.models import AttendanceRow, ForumRow, MeetingRow
from services.meetings.records import change, fetch, fetch_or_404, insert, stamps

View = dict[str, Any]
SHOWN = ("id", "nation", "person_name", "capacity", "response", "present")
OPEN = frozenset({*UPCOMING, *RECORDING})


async def listing(unit: Unit, meeting_id: UUID) -> View:
    """Everybody asked, the nations present, and who should attend and is not on the list."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    forum = await fetch(unit, ForumRow, meeting.forum_id)
    session = await unit.session()
    order = (col(AttendanceRow.nation), col(AttendanceRow.created_at), col(AttendanceRow.id))
    query = select(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id).order_by(*order)
    rows = (await session.exec(query)).all()
    names = [row.person_name.casefold() for row in rows]
    wanted = forum.should_attend if forum else []
    return {
        "items": [_shown(row) for row in rows],
        "nations_present": sorted({row.nation for row in rows if row.present}),
        "missing": [one for one in wanted if not any(one.casefold() in name for name in names)],
    }


async def show(unit: Unit, attendance_id: UUID) -> View:
    """One person at a meeting; 404 where it is hidden."""
    return _shown(await fetch_or_404(unit, AttendanceRow, attendance_id))


def _shown(row: AttendanceRow) -> View:
    return {name: getattr(row, name) for name in SHOWN}


async def create(unit: Unit, meeting_id: UUID, body: AttendanceIn) -> UUID:
    """Asks a person, or notes that they came. Who is present decides what is projected."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id, lock=True)
    await _require_host(unit, meeting, body.nation)
    said = body.model_dump(mode="json")
    row = AttendanceRow(**stamps(unit, meeting.label_id), meeting_id=meeting_id, **said)
    await insert(unit, row)
    unit.audit("attendance.added", "attendance", row.id, label_id=meeting.label_id)
    await meeting_changed(unit, meeting_id, "attendance_changed")
    return row.id


async def amend(unit: Unit, attendance_id: UUID, patch: AttendancePatch) -> None:
    """Changes what a person answered, or whether they are there."""
    row = await fetch_or_404(unit, AttendanceRow, attendance_id)
    meeting = await fetch_or_404(unit, MeetingRow, row.meeting_id)
    await _require_host(unit, meeting, row.nation)
    said = patch.model_dump(exclude_unset=True, mode="json")
    await change(unit, AttendanceRow, attendance_id, {k: v for k, v in said.items() if v is not None})
    unit.audit("attendance.changed", "attendance", attendance_id, label_id=row.label_id)
    await meeting_changed(unit, row.meeting_id, "attendance_changed")


async def _require_host(unit: Unit, meeting: MeetingRow, nation: str) -> None:
    """Members name their own people; those with a post admit anybody. 409 once the minutes are agreed."""
    posts = (await posts_by_forum(unit, unit.now.date())).get(meeting.forum_id, frozenset())
    forum = await fetch(unit, ForumRow, meeting.forum_id)
    own = forum is not None and unit.subject.nation in forum.nations and nation == unit.subject.nation
    if not (own or posts & RECORDERS):
        raise forbidden(RULES["post_in_forum"].sentence, "post_in_forum")
    if meeting.state not in OPEN:
        raise conflict("meeting_is_over", "Who attended this meeting is settled.")


async def effect(unit: Unit, meeting_id: UUID, nation: str) -> View:
    """How many lines of the projection admitting a nation would hide, of those that the reader may read."""
    world = await world_of(unit, meeting_id)
    lines = await parts(unit, world, meeting_id)
    present = nations_present(world, meeting_id)
    counts = []
    for nations in (present, present | {nation}):
        sections = (await page(unit, world, lines, nations, [])).sections(lines)
        counts.append(sum(len(section["entries"]) for section in sections))
    hides = counts[0] - counts[1]
    called = NATION_NAMES.get(nation, nation)
    count = "nothing" if hides == 0 else "1 item" if hides == 1 else f"{hides} items"
    return {"nation": nation, "hides": hides, "words": f"Admitting {called} hides {count}"}
