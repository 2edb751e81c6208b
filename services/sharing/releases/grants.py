"""What a release gives to whom, by record, and what is left of a label when it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from services.common.db import Unit
from services.common.labels import Label
from services.common.row_store import insert, stamps
from services.sharing.domain.widening import NOWHERE, Place, base, place, taken_back
from services.sharing.models import GrantRow, ReleaseRow
from services.sharing.releases.labels import granted_label

IN_FORCE = "in_force"


@dataclass(frozen=True, slots=True)
class Terms:
    """How something is released: for reading or looking, on which conditions, until the end of which day."""

    sight: str
    conditions: str
    expires_on: date | None


async def in_force(unit: Unit, item_id: UUID) -> Sequence[GrantRow]:
    """All that stands of an item's releases. Works over all rows."""
    session = await unit.session()
    query = select(GrantRow).where(col(GrantRow.item_id) == item_id, col(GrantRow.state) == IN_FORCE)
    found = (await session.exec(query)).all()
    for row in found:
        session.expunge(row)
    return found


async def grant(
    unit: Unit, request: ReleaseRow, portion_id: UUID | None, before: Label, after: Label,
    codes: Iterable[str], terms: Terms, standing: Iterable[GrantRow],
) -> None:  # fmt: skip
    """Keeps what a record's label was given by a release; ``standing``: all other releases of the item."""
    assert request.item_id is not None
    named = sorted(codes)
    others = [one for one in standing if one.portion_id == portion_id]
    earlier = {
        code: base(before, code, [Place.of(one.before[code]) for one in others if code in one.before])
        for code in named
    }
    told = granted_label(unit, after, named if portion_id is not None else ())
    row = GrantRow(
        **stamps(unit, await unit.labels.intern(told)), request_id=request.id, item_id=request.item_id,
        portion_id=portion_id, codes=named, sight=terms.sight, conditions=terms.conditions,
        expires_on=terms.expires_on, given={code: place(after, code).to_json() for code in named},
        before={code: earlier[code].to_json() for code in named}, state=IN_FORCE,
    )  # fmt: skip
    await insert(unit, row)


def without(unit: Unit, label: Label, ending: Iterable[GrantRow], standing: Iterable[GrantRow]) -> Label:
    """A record's label once some of its grants have ended, and the others stand."""
    groups = unit.database.permitted.context.groups
    left = list(standing)
    for one in ending:
        for code in one.codes:
            others = [Place.of(other.given[code]) for other in left if code in other.given]
            before = Place.of(one.before[code]) if code in one.before else NOWHERE
            label = taken_back(label, code, before, others, groups, unit.now)
    return label
