"""Posts in a forum: who may give one to whom, and for which days."""

from datetime import date
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import conflict, forbidden, unprocessable
from services.common.row_store import change, fetch_or_404, insert, stamps
from services.meetings.domain.posts import require_appointer, require_others
from services.meetings.domain.rules import RULES
from services.meetings.forums import repository
from services.meetings.forums.events import forum_changed
from services.meetings.forums.schemas import AppointmentIn, AppointmentPatch, AppointmentView
from services.meetings.forums.service import administers, require_steward
from services.meetings.models import AppointmentRow, ForumRow
from services.meetings.world import refusals


async def appoint(unit: Unit, forum_id: UUID, body: AppointmentIn) -> UUID:
    """Appoints another person of one's own nation to a post, by billet and date; under the forum's label.

    Who may concur for the nation is its administrator's, head's or deputy's to say, not its secretary's.
    """
    forum = await fetch_or_404(unit, ForumRow, forum_id, lock=True)
    held = await require_steward(unit, forum)
    if body.nation not in forum.nations:
        raise unprocessable("/nation", "member_nation", RULES["member_nation"].sentence)
    _check_own(unit, body.nation, "/nation")
    with refusals():
        require_others(unit.subject.id, str(body.person_id), "/person_id")
        require_appointer(body.post.value, held, "/post", administers=administers(unit))
    _check_term(body.since, body.until)
    values = body.model_dump() | {"post": body.post.value, "person_id": str(body.person_id)}
    row = AppointmentRow(**stamps(unit, forum.label_id), forum_id=forum_id, **values)
    await _check_once(unit, row, row.until)
    await insert(unit, row)
    _audit_post(unit, "forum.appointed", row, row.until)
    await forum_changed(unit, forum, "appointed")
    return row.id


async def show(unit: Unit, appointment_id: UUID) -> dict[str, Any]:
    """One appointment; 404 where it is missing or hidden."""
    row = await fetch_or_404(unit, AppointmentRow, appointment_id)
    return {name: getattr(row, name) for name in AppointmentView.model_fields}


async def end(unit: Unit, appointment_id: UUID, body: AppointmentPatch) -> None:
    """Sets the last day of a post of one's own nation; of one's own post an earlier one only."""
    row = await fetch_or_404(unit, AppointmentRow, appointment_id)
    forum = await fetch_or_404(unit, ForumRow, row.forum_id)
    held = await require_steward(unit, forum)
    _check_own(unit, row.nation, "")
    with refusals():
        if _lengthens(row.until, body.until):
            require_others(unit.subject.id, row.person_id, "/until")
        if row.person_id != unit.subject.id:
            require_appointer(row.post, held, "", administers=administers(unit))
    _check_term(row.since, body.until)
    await _check_once(unit, row, body.until)
    await change(unit, AppointmentRow, appointment_id, {"until": body.until})
    _audit_post(unit, "forum.appointment_ended", row, body.until)
    await forum_changed(unit, forum, "appointment_ended")


def _lengthens(before: date | None, after: date | None) -> bool:
    return before is not None and (after is None or after > before)


def _audit_post(unit: Unit, action: str, row: AppointmentRow, until: date | None) -> None:
    """Who appointed is the record's subject; who was appointed to what and when, stands in its detail."""
    days = {"since": row.since.isoformat(), "until": until and until.isoformat()}
    detail = {"nation": row.nation, "post": row.post, "person": row.person_id, **days}
    unit.audit(action, "appointment", row.id, label_id=row.label_id, detail=detail)


def _check_own(unit: Unit, nation: str, pointer: str) -> None:
    if nation != unit.subject.nation:
        raise forbidden("A nation appoints its own people.", "own_nation_only", pointer)


def _check_term(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise unprocessable("/until", "window_order", "The appointment ends before it begins.")


async def _check_once(unit: Unit, row: AppointmentRow, until: date | None) -> None:
    if await repository.appointed_meanwhile(unit, row, until):
        raise conflict("appointed_once", "This person holds this post on these days already.", "/person_id")
