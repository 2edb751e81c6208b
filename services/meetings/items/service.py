"""Completes the JSON of items: due date in its precision, risks, what the reader may do, label in words."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.dates import ImpreciseDate
from services.common.db import Unit
from services.common.writers import open_to
from services.meetings.domain.life import made_by
from services.meetings.domain.risk import BLOCKED, NO_VENUE, at_risk
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
    view = {key: value for key, value in body.items() if key not in {"label_id", "answer_label_id"}}
    view |= _tied(unit, world, body)
    view["due"] = due_view(body["due"])
    # Who may not know the forum is told nothing of its meetings.
    hidden = {NO_VENUE} if body["addressing_forum"] is None else set()
    view["at_risk"] = [risk for risk in at_risk(world, item, unit.now.date()) if risk not in hidden]
    view["can"] = open_to(unit, abilities(unit, world, item))
    if not may_see_blocked(unit, world, item):
        view["blocked_nations"] = []
        view["at_risk"] = [risk for risk in view["at_risk"] if risk != BLOCKED]
    if body["issuing_forum"] is None:  # who settles for its nations tells who sits in it
        view["authority_nations"] = []
    view["state_standing"] = _state_standing(unit, world, body["id"])
    view["label"] = labelling.view(unit, body["label_id"], _nations(world, body))
    return view


TIES = ("parent", "asks_for")
FAMILIES = ("children", "escalations")


def named(unit: Unit, one: Mapping[str, Any]) -> dict[str, Any]:
    """A record that another one names, with its own label in words instead of its ``label_id``."""
    shown = {key: value for key, value in one.items() if key != "label_id"}
    return {**shown, "label": labelling.view(unit, one["label_id"])}


def _state_standing(unit: Unit, world: World, item_id: str) -> str | None:
    """The standing of the outcome that made an item's state, where the reader may read that outcome."""
    made = made_by(world, world.items[item_id])
    return made.standing if made and unit.permitted.allows(made.sight.label) else None


def _tied(unit: Unit, world: World, body: Mapping[str, Any]) -> dict[str, Any]:
    """What is shown of other records beside an item: each under its own label."""
    answer = body["answer_label_id"]

    def relative(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**named(unit, one), "state_standing": _state_standing(unit, world, one["id"])}

    return {
        **{name: body[name] and named(unit, body[name]) for name in TIES},
        **{name: [relative(one) for one in body[name]] for name in FAMILIES},
        "answer_label": None if answer is None else labelling.view(unit, answer),
    }


def labels_shown(body: Mapping[str, Any], view: Mapping[str, Any]) -> set[int]:
    """The labels of all that a view of an item shows: its own, and those of what it still names."""
    ties = [tie for name in FAMILIES for tie in body[name]] + [body[name] for name in TIES if body[name]]
    kept = {tie["id"] for name in FAMILIES for tie in view[name]}
    kept |= {view[name]["id"] for name in TIES if view[name]}
    answer = {body["answer_label_id"]} if view["answer"] is not None else set()
    return {body["label_id"], *answer, *(tie["label_id"] for tie in ties if tie["id"] in kept)} - {None}


def due_view(due: Mapping[str, Any]) -> dict[str, Any]:
    """A due date in the precision in which it was said."""
    first = None if due["first"] is None else date.fromisoformat(due["first"])
    return ImpreciseDate.of(first, due["precision"]).model_dump(mode="json")


def may_see_blocked(unit: Unit, world: World, item: Item) -> bool:
    """Whether the reader is told that release of an item is blocked."""
    return unit.subject.nation in told_of_blocked(unit, world, item)


def told_of_blocked(unit: Unit, world: World, item: Item) -> frozenset[str]:
    """Blocked: release is the issuer's to see, and the owner's release authority's (ARCHITECTURE)."""
    issuer = world.forums.get(item.issuing_forum_id)
    owners = unit.labels.get(item.sight.label).owner
    return frozenset({*owners, *(issuer.nations if issuer is not None else ())})


def _nations(world: World, body: Mapping[str, Any]) -> list[str]:
    """Members of the item's forums, as far as the reader may know of these: a roster can be hidden itself."""
    known = [body[tie]["id"] for tie in ("issuing_forum", "addressing_forum") if body[tie]]
    return sorted({nation for one in known for nation in world.forums[one].nations})
