"""The end of a release: who got sight by it loses it at once; what was released otherwise stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import conflict, forbidden
from services.common.row_store import change, fetch_or_404
from services.common.writers import RELEASES, require_writer
from services.sharing.items.relabelling import put_labels
from services.sharing.models import GrantRow, ItemRow, PortionRow, ReleaseRow
from services.sharing.releases import grants
from services.sharing.releases.events import release_changed

_READERS = """SELECT g.portion_id AS portion, r.nation, r.person, r.first, r.last FROM release_grant g
    JOIN reading r ON r.record = g.portion_id JOIN portion p ON p.id = g.portion_id
    WHERE g.request_id = %(request)s AND p.id = ANY(%(seen)s)
    ORDER BY r.nation, r.first, r.person, g.portion_id LIMIT 5000"""
_SEEN = """SELECT p.id FROM release_grant g JOIN portion p ON p.id = g.portion_id
    WHERE g.request_id = %s AND %s = ANY(
        SELECT jsonb_array_elements_text(l.body -> 'owner') FROM security_label l WHERE l.id = p.mark_id)"""


async def recall(unit: Unit, request_id: UUID, reason: str) -> None:
    """Ends a release for all that the own nation owns of it; call it under the request's lock."""
    row = await fetch_or_404(unit, ReleaseRow, request_id)
    nation = unit.subject.nation
    require_writer(unit)
    if nation not in row.originators or row.item_id is None:
        raise forbidden("A nation that owns what was released recalls it.", "own_nation_owns")
    if RELEASES not in unit.subject.roles:
        raise forbidden("This is for a release authority of the nation.", "role")
    async with unit.as_worker():
        item = await fetch_or_404(unit, ItemRow, row.item_id, lock=True)
        standing = await grants.in_force(unit, item.id)
        ending = [one for one in standing if one.request_id == request_id]
        own = [one for one in ending if nation in (await unit.label(one.label_id)).owner]
        if not own:
            raise conflict("state", "Nothing of it is in force.")
        await end(unit, item, own, standing, "recalled", reason)
    unit.audit("release.recalled", "release", request_id, label_id=row.label_id)
    await release_changed(unit, row, "recalled")


async def end(
    unit: Unit, item: ItemRow, ending: Sequence[GrantRow], standing: Sequence[GrantRow], how: str, reason: str
) -> None:
    """Takes grants of one item back. Works over all rows, under the item's lock."""
    gone = {one.id for one in ending}
    left = [one for one in standing if one.id not in gone]
    shell_id, marks = item.label_id, dict[UUID, int]()
    for portion_id in {one.portion_id for one in ending}:
        own = [one for one in ending if one.portion_id == portion_id]
        others = [one for one in left if one.portion_id == portion_id]
        if portion_id is None:
            label = grants.without(unit, await unit.label(item.label_id), own, others)
            shell_id = await unit.labels.intern(label)
        else:
            portion = await fetch_or_404(unit, PortionRow, portion_id)
            label = grants.without(unit, await unit.label(portion.mark_id), own, others)
            marks[portion_id] = await unit.labels.intern(label)
    for one in ending:
        await change(unit, GrantRow, one.id, {"state": how, "ended_at": unit.now, "reason": reason})
    await put_labels(unit, item, shell_id, marks, "relabelled")


async def readers(unit: Unit, request_id: UUID) -> list[dict[str, Any]]:
    """Who has read what of the own nation's a release gave, by nation and person, first and last time."""
    row = await fetch_or_404(unit, ReleaseRow, request_id)
    nation = unit.subject.nation
    if nation not in row.originators or RELEASES not in unit.subject.roles:
        raise forbidden("This is for a release authority of a nation that owns it.", "role")
    seen = await (await unit.conn.execute(_SEEN.encode(), [request_id, nation])).fetchall()
    given = {"request": request_id, "seen": [one["id"] for one in seen]}
    async with unit.as_worker():
        found = await (await unit.conn.execute(_READERS.encode(), given)).fetchall()
    return [
        {**one, "portion": str(one["portion"]), **{at: one[at].isoformat() for at in ("first", "last")}}
        for one in found
        if one["nation"] != nation
    ]  # fmt: skip


def over(expires_on: date | None, today: date) -> bool:
    """Whether the last day of a release is past."""
    return expires_on is not None and expires_on < today
