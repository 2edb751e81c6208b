"""Adjudicating out of session: it closes the escalation and lands on the item that asked, at once."""

from uuid import UUID

from services.common.answers import View
from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.meetings.domain.escalation import adjudicate
from services.meetings.domain.values import ItemKind
from services.meetings.escalations.schemas import AdjudicationIn
from services.meetings.taskings import service as taskings
from services.meetings.taskings.drafts import labelled, own
from services.meetings.world import act_of, refusals, save


async def show(unit: Unit, item_id: UUID) -> View:
    """The escalation as this reader may see it; 404 where it is missing, hidden or another kind of item."""
    view = await taskings.show(unit, item_id)
    if view["kind"] != ItemKind.ESCALATION:
        raise NOT_FOUND()
    return view


async def settle(unit: Unit, item_id: UUID, body: AdjudicationIn) -> UUID:
    """Adjudicates between meetings; the nations of the forum asked concur in it after."""
    await show(unit, item_id)
    world, item = await taskings.locked(unit, item_id)
    label = await labelled(unit, body.label, await own(unit, item))
    with refusals():
        change = adjudicate(world, act_of(unit), item.id, body.text, label)
    await save(unit, world, change)
    return item_id
