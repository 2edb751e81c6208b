"""Revoking: who may, and what it does."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from services.common.db import Unit
from services.common.errors import NOT_FOUND, forbidden
from services.directory.models import OrganisationRow, PersonRow, RevocationRow
from services.directory.people.events import person_changed

# One at a time, so that the numbers become visible in their order and no reader's place skips one.
_IN_ORDER = "SELECT pg_advisory_xact_lock(hashtext('directory.revocation'))"
_NEXT = "SELECT coalesce(max(seq), 0) + 1 FROM revocation"


async def may_revoke(unit: Unit, person_id: UUID) -> None:
    """Raise 404 for whom the subject cannot see, 403 for whom they may not revoke, as themselves.

    A platform administrator may revoke everybody else, seen or not.
    """
    if str(person_id) == unit.subject.id:
        raise forbidden("Nobody revokes themselves.", "not_oneself")
    if "platform_admin" in unit.subject.roles:
        return
    row = await (await unit.conn.execute("SELECT nation FROM person WHERE id = %s", [person_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    if "national_admin" not in unit.subject.roles or row["nation"] != unit.subject.affiliation:
        raise forbidden("Only a national administrator of the person's nation may revoke them.")


async def revoke(unit: Unit, person_id: UUID, reason: str) -> datetime:
    """Refuse what the person signed in to before now; returns that moment, in real time. 404 if unknown."""
    async with unit.as_worker() as session:
        await session.exec(text(_IN_ORDER))  # type: ignore[call-overload]  # a plain statement
        row = await session.get(PersonRow, person_id, with_for_update=True)
        if row is None:
            raise NOT_FOUND()
        now = datetime.now(UTC)
        row.not_before = max(now, row.not_before or now)
        row.updated_at, row.updated_by = unit.now, unit.subject.id
        number = (await session.exec(text(_NEXT))).scalar_one()  # type: ignore[call-overload]  # as above
        made = RevocationRow(
            seq=number, person_id=row.id, not_before=row.not_before, by=unit.subject.id, reason=reason
        )
        session.add(made)
        await session.flush()
        organisation = await organisation_name(session, row)
    label = await unit.label(row.label_id)
    unit.emit(person_changed(row, organisation, label, "revoked", unit.subject.affiliation))
    unit.audit("revoke", "person", row.id, label_id=row.label_id)
    return made.not_before


async def organisation_name(session: AsyncSession, row: PersonRow) -> str:
    """The name of a person's organisation, empty where they have none."""
    organisation = (
        await session.get(OrganisationRow, row.organisation_id) if row.organisation_id is not None else None
    )
    return organisation.name if organisation else ""
