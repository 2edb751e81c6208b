"""What a nation does about an overlap: each acts for itself, and binds nobody else."""

from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import conflict, forbidden, unprocessable
from services.common.label_api import LabelBody, require_together
from services.common.labels import Label
from services.common.references import uuid7
from services.common.row_store import stamps
from services.common.writers import require_writer
from services.registry.deconfliction.listing import Body, found, owners
from services.registry.deconfliction.schemas import Act, ActIn

_ADD = """INSERT INTO overlap_act (id, label_id, version, created_at, created_by, updated_at, updated_by,
    overlap_id, nation, act, how, note, raised)
VALUES (%(id)s, %(label_id)s, %(version)s, %(created_at)s, %(created_by)s, %(updated_at)s, %(updated_by)s,
    %(overlap_id)s, %(nation)s, %(act)s, %(how)s, %(note)s, %(raised)s)"""


async def act(unit: Unit, overlap_id: UUID, body: ActIn) -> UUID:
    """Records an act of the writer's nation on an overlap that it may see.

    403 ``own_overlap`` where it owns neither record; 409 ``overlap_is_over`` where both no longer meet;
    422 ``how_needed`` where it is resolved and not said how.
    """
    overlap = await require_own(unit, overlap_id)
    if (body.act is Act.RESOLVED) != (body.how is not None):
        raise unprocessable("/how", "how_needed", "Say how it is resolved, and only then.")
    label_id = await _label(unit, overlap, body.label)
    values = stamps(unit, label_id) | {
        "overlap_id": overlap_id, "nation": unit.subject.nation, "act": body.act.value,
        "how": body.how.value if body.how else "", "note": body.note, "raised": overlap["raised"],
    }  # fmt: skip
    await unit.conn.execute(_ADD.encode(), values)
    unit.audit(f"overlap.{body.act.value}", "overlap", overlap_id, label_id=label_id)
    return overlap_id


async def require_own(unit: Unit, overlap_id: UUID) -> Body:
    """An overlap of the writer's own nation that still holds."""
    overlap = await found(unit, overlap_id)
    require_writer(unit)
    if unit.subject.nation not in owners(overlap):
        raise forbidden("A nation acts on overlaps of its own records.", "own_overlap")
    if not overlap["holds"]:
        raise conflict("overlap_is_over", "They do not meet any more.")
    return overlap


async def _label(unit: Unit, overlap: Body, body: LabelBody | None) -> int:
    """By default the writer's nation's own, for who may read both records; of a presence its row's own."""
    if body is not None:
        return await labelling.intern(unit, body, labelling.members_only(body.owner))
    if overlap["basis"] == "presence":
        return int(overlap["label_id"])
    both = [await unit.label(overlap[name]) for name in ("label_id", "other_label_id")]
    together: Label = require_together(both, unit, "/label").label
    made: int = await labelling.own(unit, await unit.intern(together))
    return made


async def offer(unit: Unit, overlap: Body, values: dict[str, Any], label_id: int) -> UUID:
    """Keeps a card, closed until both nations consent."""
    made = uuid7()
    await unit.conn.execute("SELECT set_config('app.acts_for', %s, true)", [unit.subject.nation])
    await unit.conn.execute(
        _CARD.encode(), stamps(unit, label_id) | values | {"id": made, "overlap_id": overlap["id"]}
    )
    return made


_CARD = """INSERT INTO overlap_card (id, label_id, version, created_at, created_by, updated_at, updated_by,
    overlap_id, nation, other, country, month, tool, title, text, contact, opened)
VALUES (%(id)s, %(label_id)s, %(version)s, %(created_at)s, %(created_by)s, %(updated_at)s, %(updated_by)s,
    %(overlap_id)s, %(nation)s, %(other)s, %(country)s, %(month)s, %(tool)s, %(title)s, %(text)s,
    %(contact)s, false)"""
