"""Completes the JSON of items: due date in its precision, risks, what the reader may do, label in words."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.common.dates import ImpreciseDate
from services.common.db import Unit
from services.meetings import labelling
from services.meetings.domain.risk import BLOCKED, at_risk
from services.meetings.domain.values import Item
from services.meetings.domain.world import World
from services.meetings.items import repository
from services.meetings.items.abilities import abilities


async def item_views(unit: Unit, world: World, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The views of these items for this reader; those that they may not see are absent.

    ``world`` must hold the items and the meetings of their addressing forums (see ``load_world``).
    """
    bodies = await repository.bodies(unit, ids)
    return {one: finish(unit, world, bodies[one]) for one in ids if one in bodies}


def finish(unit: Unit, world: World, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of an item, completed for the reader."""
    item = world.items[body["id"]]
    view = {key: value for key, value in body.items() if key != "label_id"}
    view["due"] = due_view(body["due"])
    view["at_risk"] = list(at_risk(world, item, unit.now.date()))
    view["can"] = abilities(unit, world, item)
    if not may_see_blocked(unit, world, item):
        view["blocked_nations"] = []
        view["at_risk"] = [risk for risk in view["at_risk"] if risk != BLOCKED]
    view["label"] = labelling.view(unit, body["label_id"], _nations(world, body))
    return view


def due_view(due: Mapping[str, Any]) -> dict[str, Any]:
    """A due date in the precision in which it was said."""
    first = None if due["first"] is None else date.fromisoformat(due["first"])
    return ImpreciseDate.of(first, due["precision"]).model_dump(mode="json")


def may_see_blocked(unit: Unit, world: World, item: Item) -> bool:
    """Blocked: release is the issuer's to see, and the owner's release authority's (ARCHITECTURE)."""
    issuer = world.forums.get(item.issuing_forum_id)
    owners = unit.labels.get(item.sight.label).owner
    return unit.subject.nation in owners or (issuer is not None and unit.subject.nation in issuer.nations)


def _nations(world: World, body: Mapping[str, Any]) -> list[str]:
    """Members of the item's forums, as far as the reader may know of these: a roster can be hidden itself."""
    known = [body[tie]["id"] for tie in ("issuing_forum", "addressing_forum") if body[tie]]
    return sorted({nation for one in known for nation in world.forums[one].nations})
