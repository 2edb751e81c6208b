"""Details by two-sided consent: each nation offers a summary card; both are shown once both have."""

from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import conflict, unprocessable
from services.common.label_api import LabelBody
from services.common.labels import audience, default_policy
from services.registry.deconfliction.acts import offer, require_own
from services.registry.deconfliction.events import presence_changed
from services.registry.deconfliction.listing import Body
from services.registry.deconfliction.schemas import ConsentIn

# Both rows of a cell, the lower first, so that two nations that consent at once follow each other.
_BOTH = """SELECT id, nation, offered FROM overlap WHERE basis = 'presence' AND holds AND shared
    AND country = %(country)s AND month = %(month)s AND tool = %(tool)s
    AND ((nation, other) = (%(nation)s, %(other)s) OR (nation, other) = (%(other)s, %(nation)s))
ORDER BY id FOR UPDATE"""
_MARK = """UPDATE overlap SET offered = CASE WHEN nation = %(nation)s THEN %(on)s ELSE offered END,
    other_offered = CASE WHEN other = %(nation)s THEN %(on)s ELSE other_offered END,
    updated_at = %(now)s, version = version + 1
WHERE id = ANY(%(ids)s) RETURNING *"""
_OPEN = """UPDATE overlap_card SET opened = %(on)s, updated_at = %(now)s, updated_by = %(by)s
WHERE NOT withdrawn AND overlap_id = ANY(%(ids)s) AND opened <> %(on)s"""
_WITHDRAW = """UPDATE overlap_card SET withdrawn = true, opened = false, updated_at = %(now)s,
    updated_by = %(by)s WHERE overlap_id = %(id)s AND NOT withdrawn"""


async def _presence(unit: Unit, overlap_id: UUID) -> Body:
    overlap = await require_own(unit, overlap_id)
    if overlap["basis"] != "presence":
        raise conflict("records_are_seen", "Both records are seen already: there is nothing to open.")
    return overlap


async def consent(unit: Unit, overlap_id: UUID, body: ConsentIn) -> UUID:
    """The writer's nation offers its card and consents that both are shown.

    409 ``offered_already``; 422 ``card_not_released`` where the card's label does not let the other nation
    read it, ``card_of_one_nation`` where others own it too.
    """
    overlap = await _presence(unit, overlap_id)
    if overlap["offered"]:
        raise conflict("offered_already", "Your nation has consented; withdraw first to offer another card.")
    label_id = await _label(unit, overlap["other"], body.label)
    card = {name: overlap[name] for name in ("nation", "other", "country", "month", "tool")}
    card |= body.model_dump(exclude={"label"})
    await offer(unit, overlap, card, label_id)
    await _mark(unit, overlap, on=True)
    unit.audit("presence.consented", "overlap", overlap_id, label_id=label_id)
    return overlap_id


async def withdraw(unit: Unit, overlap_id: UUID) -> UUID:
    """The writer's nation takes its consent back: both cards are closed at once."""
    overlap = await _presence(unit, overlap_id)
    if overlap["offered"]:
        await _mark(unit, overlap, on=False)
        unit.audit("presence.withdrawn", "overlap", overlap_id, label_id=overlap["label_id"])
    return overlap_id


async def _label(unit: Unit, other: str, body: LabelBody | None) -> int:
    nation = unit.subject.nation
    lowest = min(default_policy().levels, key=lambda level: level.value).name
    said = body or LabelBody(level=lowest, owner=[nation], rel=[other])
    label_id = await labelling.intern(unit, said, None)
    label = await unit.label(label_id)
    if label.owner != (nation,):
        raise unprocessable("/label/owner", "card_of_one_nation", "A card is the offering nation's own.")
    if other not in audience(label, unit.database.permitted.context.groups, unit.now):
        raise unprocessable("/label/rel", "card_not_released", "The other nation has to be able to read it.")
    return label_id


async def _mark(unit: Unit, overlap: Body, *, on: bool) -> None:
    """Mark both rows, and open or close the cards; over both nations' rows, so as worker."""
    async with unit.as_worker():
        known: dict[str, Any] = {
            **{name: overlap[name] for name in ("country", "month", "tool", "nation", "other")},
            "now": unit.now, "by": unit.subject.id, "on": on, "id": overlap["id"],
        }  # fmt: skip
        rows = await (await unit.conn.execute(_BOTH, known)).fetchall()
        known["ids"] = [row["id"] for row in rows]
        if not on:
            await unit.conn.execute(_WITHDRAW, known)
        marked = await (await unit.conn.execute(_MARK, known)).fetchall()
        known["on"] = all(row["offered"] and row["other_offered"] for row in marked)
        await unit.conn.execute(_OPEN, known)
        for row in marked:
            await presence_changed(unit, row, "consent" if on else "withdrawn")
