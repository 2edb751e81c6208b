"""What of a line certain nations may see: for "see as" and the projection, within the reader's own sight."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.meetings.domain.life import made_by
from services.meetings.domain.risk import BLOCKED, NO_VENUE
from services.meetings.domain.values import Item, Sight
from services.meetings.domain.world import World
from services.meetings.items.service import told_of_blocked
from services.meetings.world.sight import sight_of

View = dict[str, Any]
NAMED = ("issuing_forum", "addressing_forum")


class Sieve:
    """Lets through what every one of some nations may read; without nations, what the reader may."""

    def __init__(self, unit: Unit, world: World, nations: frozenset[str], forums: Mapping[str, int]) -> None:
        """``forums``: the labels of the forums that the reader may know of, by id."""
        self._unit = unit
        self._world = world
        self.nations = nations
        self._forums = forums

    def label(self, label_id: int) -> bool:
        """Whether all of the nations may read under an interned label."""
        return self.sight(sight_of(label_id, self._unit.labels.get(label_id), self._now))

    def sight(self, sight: Sight) -> bool:
        """Whether all of the nations are in a sight."""
        return self.nations <= sight.nations

    @property
    def _now(self) -> datetime:
        return self._unit.now

    def knows(self, forum_id: str) -> bool:
        """Whether the reader and all of the nations may know of a forum."""
        return forum_id in self._forums and self.label(self._forums[forum_id])

    def words(self, item: Item) -> str:
        """Which words of an item the nations may read: ``original``, ``substitute`` or none."""
        if self.sight(item.sight):
            return "original"
        if item.substitute is not None and self.sight(item.substitute):
            return "substitute"
        return ""

    def blocked(self, item: Item) -> bool:
        """Whether all of the nations are told that release of an item is blocked."""
        return self.nations <= told_of_blocked(self._unit, self._world, item)

    def narrowed(self, view: View) -> View:
        """The view of an item without its ties to what the nations may not read."""
        if not self.nations:
            return view
        kept = dict(view)
        for tie in NAMED:
            kept[tie] = self._forum(view[tie])
        if kept["issuing_forum"] is None:
            kept["authority_nations"] = []
        meeting = view["issued_at_meeting"]
        if meeting is not None and not self._meeting(meeting["id"]):
            kept["issued_at_meeting"] = None
        for tie in ("parent", "asks_for"):
            kept[tie] = view[tie] if view[tie] and self._item(view[tie]["id"]) else None
        for ties in ("children", "escalations"):
            kept[ties] = [self._child(child) for child in view[ties] if self._item(child["id"])]
        decision = view["decision"] and self._world.decisions.get(view["decision"]["id"])
        kept["decision"] = view["decision"] if decision and self.sight(decision.sight) else None
        if not self._answer(view):
            kept["answer"] = kept["answer_label"] = None
        kept["state_standing"] = self._state_standing(view)
        hidden = {NO_VENUE} if kept["addressing_forum"] is None else set()
        hidden |= set() if self.blocked(self._world.items[view["id"]]) else {BLOCKED}
        kept["at_risk"] = [risk for risk in view["at_risk"] if risk not in hidden]
        kept["blocked_nations"] = []
        kept["unseen_by"] = []
        kept["can"] = []
        return kept

    def _forum(self, name: View | None) -> View | None:
        return name if name is not None and self.knows(name["id"]) else None

    def _child(self, child: View) -> View:
        standing = self._state_standing(child)
        return {**child, "forum": self._forum(child["forum"]), "state_standing": standing}

    def _state_standing(self, view: View) -> str | None:
        made = made_by(self._world, self._world.items[view["id"]])
        standing: str | None = view["state_standing"]
        return standing if made is not None and self.sight(made.sight) else None

    def _meeting(self, meeting_id: str) -> bool:
        meeting = self._world.meetings.get(meeting_id)
        return meeting is not None and self.sight(meeting.sight)

    def _item(self, item_id: str) -> bool:
        item = self._world.items.get(item_id)
        return item is not None and self.sight(item.sight)

    def _answer(self, view: View) -> bool:
        outcomes = self._world.outcomes_of.get(view["id"], ())
        return any(o.text == view["answer"] and self.sight(o.sight) for o in outcomes)


def forum_ids(world: World) -> list[UUID]:
    """Every forum that a view of this world can name."""
    return [UUID(one) for one in world.forums]
