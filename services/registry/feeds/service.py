"""Who may write which source of a nation: an administrator grants, the release authority says how far."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden
from services.common.label_api import LabelBody
from services.common.labels import default_policy
from services.common.row_store import change, fetch_or_404, insert, stamps
from services.common.writers import RELEASES, open_to
from services.registry.feeds.schemas import BoundsIn, EndIn, FeedIn
from services.registry.models import FeedRow
from services.registry.told import Kind, changed

GRANTS = "national_admin"
FEED_JSON = """jsonb_build_object('id', t.id, 'nation', t.nation, 'source', t.source, 'system', t.system,
    'note', t.note, 'rel', t.rel, 'level', t.level, 'ended_at', t.ended_at, 'reason', t.reason,
    'label_id', t.label_id)"""
LINE_JSON = f"""{FEED_JSON} || jsonb_build_object('last', CASE WHEN s.at IS NOT NULL THEN
    jsonb_build_object('at', s.at, 'created', s.created, 'updated', s.updated, 'same', s.same,
    'kept', s.kept, 'refused', s.refused) END)"""
LAST = "LEFT JOIN feed_state s ON s.feed_id = t.id"
_ONE = f"SELECT {FEED_JSON} AS body FROM feed t WHERE t.id = %s"


def finish(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a feed for this reader."""
    level = next(one.name for one in default_policy().levels if one.value == body["level"])
    open_ = body["ended_at"] is None and body["nation"] == unit.subject.nation
    may = (("bounds", RELEASES), ("end", GRANTS))
    can = [act for act, role in may if open_ and role in unit.subject.roles]
    return labelling.labelled(unit, body) | {"level": level, "can": open_to(unit, can)}


async def show(unit: Unit, feed_id: UUID) -> dict[str, Any]:
    """A feed; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [feed_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    return finish(unit, row["body"])


async def grant(unit: Unit, body: FeedIn) -> UUID:
    """A system may write a source of the administrator's nation, at first for this nation alone.

    409 ``source_is_fed`` where a system of the nation writes it already.
    """
    _require(unit, GRANTS, unit.subject.nation)
    label_id = await labelling.joint(unit, [unit.subject.nation])
    lowest = min(one.value for one in default_policy().levels)
    row = FeedRow(
        **stamps(unit, label_id), nation=unit.subject.nation, source=body.source, system=str(body.system),
        note=body.note, level=lowest, rel=[],
    )  # fmt: skip
    try:
        await insert(unit, row)
    except IntegrityError as error:
        raise conflict("source_is_fed", "A system writes this source already.", "/source") from error
    detail = {"source": body.source, "system": str(body.system)}
    await changed(unit, Kind.FEED, row.id, label_id, "granted", detail=detail)
    return row.id


async def bound(unit: Unit, feed_id: UUID, body: BoundsIn) -> None:
    """The release authority says to whom the system may release what it writes (LABELS, "Release")."""
    row = await _open(unit, feed_id, RELEASES)
    said = LabelBody(level=body.level, owner=[row.nation], rel=body.rel)
    label = said.to_label(unit.now, unit.database.permitted.context, "")
    await change(unit, FeedRow, feed_id, {"level": label.level, "rel": sorted(set(body.rel))})
    detail = {"rel": sorted(set(body.rel)), "level": label.level}
    await changed(unit, Kind.FEED, feed_id, row.label_id, "bounded", detail=detail)


async def end(unit: Unit, feed_id: UUID, body: EndIn) -> None:
    """The system writes nothing any more; what it wrote stays the nation's."""
    row = await _open(unit, feed_id, GRANTS)
    await change(unit, FeedRow, feed_id, {"ended_at": unit.now, "reason": body.reason})
    await changed(unit, Kind.FEED, feed_id, row.label_id, "ended")


async def _open(unit: Unit, feed_id: UUID, role: str) -> FeedRow:
    row = await fetch_or_404(unit, FeedRow, feed_id)
    _require(unit, role, row.nation)
    if row.ended_at is not None:
        raise conflict("feed_ended", "It has ended: grant another one.")
    return row


def _require(unit: Unit, role: str, nation: str) -> None:
    if unit.subject.nation != nation or role not in unit.subject.roles:
        raise forbidden(f"This needs the role {role} of the nation.", "role")
