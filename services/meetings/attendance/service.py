"""Who is at a meeting, and what admitting a nation hides from what is projected."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from services.common.db import Unit
from services.common.errors import conflict, forbidden, unprocessable
from services.common.labels.nation_names import NATION_NAMES
from services.common.row_store import change, fetch, fetch_or_404, insert, stamps
from services.meetings.agenda.lines import parts
from services.meetings.agenda.render import page
from services.meetings.agenda.service import declined, nations_present, world_of
from services.meetings.attendance.missing import missing
from services.meetings.attendance.schemas import AttendanceIn, AttendancePatch
from services.meetings.domain.rules import RULES
from services.meetings.domain.values import RECORDERS, RECORDING, UPCOMING
from services.meetings.forums.repository import appointments_of, posts_by_forum
from services.meetings.meetings.events import meeting_changed
from services.meetings.models import AttendanceRow, ForumRow, MeetingRow

View = dict[str, Any]
SHOWN = ("id", "nation", "person_name", "capacity", "response", "present")
AT_MOST = 500
"""People on a meeting's list."""
OPEN = frozenset({*UPCOMING, *RECORDING})


async def listing(unit: Unit, meeting_id: UUID) -> View:
    """Everybody asked, the nations present, and who should attend and is not coming."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    forum = await fetch(unit, ForumRow, meeting.forum_id)
    session = await unit.session()
    order = (col(AttendanceRow.nation), col(AttendanceRow.created_at), col(AttendanceRow.id))
    query = select(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id).order_by(*order)
    rows = (await session.exec(query)).all()
    unit.shown("attendance", [row.id for row in rows])
    return {
        "items": [_shown(row) for row in rows],
        "next": None,
        "nations_present": sorted({row.nation for row in rows if row.present}),
        "missing": await _missing(unit, meeting, forum, rows) if forum is not None else [],
    }


async def _missing(
    unit: Unit, meeting: MeetingRow, forum: ForumRow, rows: Sequence[AttendanceRow]
) -> list[str]:
    day = meeting.window_start or unit.now.date()
    return missing(forum, await appointments_of(unit, forum.id), rows, day)


async def show(unit: Unit, attendance_id: UUID) -> View:
    """One person at a meeting; 404 where the entry or its meeting is hidden."""
    row = await fetch_or_404(unit, AttendanceRow, attendance_id)
    await fetch_or_404(unit, MeetingRow, row.meeting_id)
    return _shown(row)


def _shown(row: AttendanceRow) -> View:
    return {name: getattr(row, name) for name in SHOWN}


async def locked(unit: Unit, meeting_id: UUID) -> MeetingRow:
    """The meeting under its ladder's lock and its own; 404 where it is hidden.

    The meeting's whole state is published, so no other change of it may be under way meanwhile.
    """
    await world_of(unit, meeting_id, lock=True)
    return await fetch_or_404(unit, MeetingRow, meeting_id, lock=True)


async def create(unit: Unit, meeting_id: UUID, body: AttendanceIn) -> UUID:
    """Asks a person, or notes that they came. Who is present decides what is projected."""
    meeting = await locked(unit, meeting_id)
    said = body.model_dump(mode="json")
    defaults = {"capacity", "response", "present"} - body.model_fields_set
    await _require(unit, meeting, body.nation, {k: v for k, v in said.items() if k not in defaults}, new=True)
    _check_nation(body.nation, "/nation")
    await _check_listed(unit, meeting_id, body.nation, body.person_name)
    await _check_bound(unit, meeting_id)
    row = AttendanceRow(**stamps(unit, meeting.label_id), meeting_id=meeting_id, **said)
    await insert(unit, row)
    unit.audit("attendance.added", "attendance", row.id, label_id=meeting.label_id)
    await meeting_changed(unit, meeting_id, "attendance_changed")
    return row.id


async def amend(unit: Unit, attendance_id: UUID, patch: AttendancePatch) -> None:
    """Changes what a person answered, or whether they are there."""
    row = await fetch_or_404(unit, AttendanceRow, attendance_id)
    meeting = await fetch_or_404(unit, MeetingRow, row.meeting_id)
    said = patch.model_dump(exclude_unset=True, mode="json")
    values = {k: v for k, v in said.items() if v is not None and v != getattr(row, k)}
    await _require(unit, meeting, row.nation, values)
    if "person_name" in values:
        await _check_listed(unit, row.meeting_id, row.nation, values["person_name"], but=row.id)
    if values:
        await change(unit, AttendanceRow, attendance_id, values)
        fields = {"fields": sorted(values)}
        unit.audit("attendance.changed", "attendance", attendance_id, label_id=row.label_id, detail=fields)
        await meeting_changed(unit, row.meeting_id, "attendance_changed")


async def _require(
    unit: Unit, meeting: MeetingRow, nation: str, said: Mapping[str, Any], *, new: bool = False
) -> None:
    """Who may say what of whom; 403 otherwise, 409 once the minutes are agreed.

    A member names its own people and answers for them. Head, deputy and secretary of any member record who
    came and admit guests; that a person of another member is not there after all, that member says itself:
    it widens what is projected.
    """
    posts = (await posts_by_forum(unit, unit.now.date())).get(meeting.forum_id, frozenset())
    forum = await fetch(unit, ForumRow, meeting.forum_id)
    members = frozenset(forum.nations) if forum is not None else frozenset()
    records = unit.subject.nation in members and bool(posts & RECORDERS)
    own = unit.subject.nation in members and nation == unit.subject.nation
    if not (records or (own and "present" not in said)):
        raise forbidden(RULES["post_in_forum"].sentence, "post_in_forum")
    if not own and nation in members and not _harmless(said, new):
        raise forbidden("A member nation answers for its own people.", "own_nation_only")
    if meeting.state not in OPEN:
        raise conflict("meeting_is_over", "Who attended this meeting is settled.")


def _harmless(said: Mapping[str, Any], new: bool) -> bool:
    named = {"nation", "person_name", "capacity"} if new else set()
    return set(said) <= {*named, "present"} and said.get("present") is not False


def _check_nation(nation: str, pointer: str) -> None:
    if nation not in NATION_NAMES:
        raise unprocessable(pointer, "unknown_nation", "There is no such nation.")


async def _check_listed(
    unit: Unit, meeting_id: UUID, nation: str, name: str, but: UUID | None = None
) -> None:
    """409 where the person stands on the list already. Under the meeting's lock two at once cannot pass."""
    session = await unit.session()
    same = func.lower(col(AttendanceRow.person_name)) == name.lower()
    query = select(AttendanceRow.id).where(AttendanceRow.meeting_id == meeting_id, same)
    found = (await session.exec(query.where(AttendanceRow.nation == nation))).all()
    if set(found) - {but}:
        raise conflict("already_listed", "This person stands on the list already.", "/person_name")


async def _check_bound(unit: Unit, meeting_id: UUID) -> None:
    """409 where the list is full, so that it is always shown whole. Everybody who may add sees all of it."""
    session = await unit.session()
    query = select(func.count()).where(col(AttendanceRow.meeting_id) == meeting_id)
    if (await session.exec(query)).one() >= AT_MOST:
        raise conflict("attendance_bound", f"A meeting's list holds at most {AT_MOST} people.")


async def effect(unit: Unit, meeting_id: UUID, nation: str) -> View:
    """What admitting a nation takes from the projection, of the lines that the reader may read.

    It is counted in what is rendered for this reader, so no line that they may not see counts.
    """
    world = await world_of(unit, meeting_id)
    _check_nation(nation, "/query/nation")
    lines = await parts(unit, world, meeting_id)
    present = nations_present(world, meeting_id, await declined(unit, meeting_id))
    before, after = [
        _seen((await page(unit, world, lines, nations, [])).sections(lines))
        for nations in (present, present | {nation})
    ]
    hides = len(before.keys() - after.keys())
    replaces = sum(before[line] and not after[line] for line in before.keys() & after.keys())
    return {"nation": nation, "hides": hides, "replaces": replaces, "words": _words(nation, hides, replaces)}


def _seen(sections: Sequence[View]) -> dict[tuple[str, str], bool]:
    """Each line that is shown, and whether it stands there in its own words."""
    return {
        (section["kind"], str(entry["item"]["id"] if entry["item"] else entry["entry_id"])): not (
            entry["item"] and entry["item"]["substituted"]
        )
        for section in sections
        for entry in section["entries"]
    }


def _words(nation: str, hides: int, replaces: int) -> str:
    called = NATION_NAMES.get(nation, nation)
    count = "nothing" if hides == 0 else "1 item" if hides == 1 else f"{hides} items"
    instead = f"; {replaces} shown in substitute words" if replaces else ""
    return f"Admitting {called} hides {count}{instead}"
