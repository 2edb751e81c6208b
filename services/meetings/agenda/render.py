"""An agenda as one reader sees it: the lines that they may read, numbered for them, under their banner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.meetings.agenda import repository
from services.meetings.agenda.lines import Line, Part
from services.meetings.agenda.sieve import Sieve, forum_ids
from services.meetings.domain.tracker import Entry
from services.meetings.domain.values import Item
from services.meetings.domain.world import World
from services.meetings.items.repository import bodies, sanitised_bodies
from services.meetings.items.service import finish, labels_shown, may_see_blocked

View = dict[str, Any]


@dataclass
class Page:
    """What is needed to render an agenda for one reader, and the labels of what it came to show."""

    unit: Unit
    world: World
    sieve: Sieve
    members: list[str]
    originals: Mapping[UUID, View]
    substitutes: Mapping[UUID, View]
    outcomes: Mapping[UUID, View]
    day: date | None
    labels: set[int] = field(default_factory=set)

    def sections(self, parts: Iterable[Part]) -> list[View]:
        """The sections, each with the lines that may be seen, numbered over these alone."""
        made: list[View] = []
        number = 0
        for part in parts:
            shown = [view for line in part.lines if (view := self._line(line, part.kind)) is not None]
            number += bool(shown)
            for place, view in enumerate(shown, 1):
                view["number"] = f"{number}.{place}"
                view["position"] = place
            made.append({"kind": part.kind, "entries": shown})
        return made

    def _line(self, line: Line, kind: str) -> View | None:
        view = self._topic(line) if line.entry is None else self._item(line.entry, kind)
        if view is None:
            return None
        return {**view, **self._annotated(line.note)}

    def _topic(self, line: Line) -> View | None:
        note = line.note
        if note is None or not self._may(note["label_id"]):
            return None
        self.labels.add(note["label_id"])
        return {
            "item": None,
            "topic": {"title": note["title"], "text": note["text"]},
            "origin": None,
            "why": [],
            "outcome": None,
            "label": labelling.view(self.unit, note["label_id"], self.members),
        }

    def _item(self, entry: Entry, kind: str) -> View | None:
        body = self._words(entry)
        if body is None:
            return None
        view = self.sieve.narrowed(finish(self.unit, self.world, body))
        self.labels |= labels_shown(body, view)
        return {
            "item": view,
            "topic": None,
            "origin": {
                "forum": view["issuing_forum"],
                "meeting": view["issued_at_meeting"],
                "ref": view["ref"],
                "carried_over": entry.carried_over,
            },
            "why": ["noted"] if kind == "noted" else self._why(entry),
            "outcome": self._outcome(entry),
            "label": view["label"],
        }

    def _why(self, entry: Entry) -> list[str]:
        """The reasons, without a risk that the reader may not know of (a nation that is blocked)."""
        due = entry.item.due.last
        late = due is not None and self.day is not None and due < self.day
        told = late or not entry.item.blocked or self._may_see_blocked(entry.item)
        return [reason for reason in entry.why if reason != "at_risk" or told]

    def _may_see_blocked(self, item: Item) -> bool:
        return may_see_blocked(self.unit, self.world, item) and self.sieve.blocked(item)

    def _words(self, entry: Entry) -> View | None:
        """The words that the reader and the nations may read; none where there are no such words."""
        key = UUID(entry.item.id)
        words = self.sieve.words(entry.item)
        if words == "substitute":
            return self.substitutes.get(key)
        body = self.originals.get(key) if words else None
        hidden = body is not None and self.sieve.nations and body["substituted"]
        return None if hidden else body

    def _outcome(self, entry: Entry) -> View | None:
        outcome = self.outcomes.get(UUID(entry.outcome.id)) if entry.outcome else None
        if outcome is None or not self._may(outcome["label_id"]):
            return None
        self.labels.add(outcome["label_id"])
        shown = {key: value for key, value in outcome.items() if key != "label_id"}
        shown["label"] = labelling.view(self.unit, outcome["label_id"], self.members)
        return shown

    def _annotated(self, note: View | None) -> View:
        if note is None or not _speaks(note) or not self._may(note["label_id"]):
            return {"entry_id": None, "presenter": "", "presenter_nation": "", "minutes": None}
        kept = ("presenter", "presenter_nation", "minutes")
        return {"entry_id": note["id"], **{name: note[name] for name in kept}}

    def _may(self, label_id: int) -> bool:
        return self.unit.permitted.allows(label_id) and self.sieve.label(label_id)


def _speaks(note: View) -> bool:
    """Whether a note says anything of its line but its place: that it has one tells of the lines around it,
    which another may have put in order unseen.
    """
    topic = note["item_id"] is None
    return bool(topic or note["picked"] or note["presenter"] or note["presenter_nation"]) or (
        note["minutes"] is not None
    )


async def page(
    unit: Unit,
    world: World,
    parts: Iterable[Part],
    nations: frozenset[str],
    members: list[str],
    day: date | None = None,
) -> Page:
    """Reads, in a bounded number of statements, what of these lines the reader and the nations may see."""
    entries = [line.entry for part in parts for line in part.lines if line.entry is not None]
    ids = [UUID(entry.item.id) for entry in entries]
    left = [UUID(entry.outcome.id) for entry in entries if entry.outcome is not None]
    sieve = Sieve(unit, world, nations, await repository.forum_labels(unit, forum_ids(world)))
    narrow = [UUID(entry.item.id) for entry in entries if sieve.words(entry.item) == "substitute"]
    substitutes = await sanitised_bodies(unit, narrow)
    originals = await bodies(unit, ids)
    seen = await repository.outcomes(unit, left)
    return Page(unit, world, sieve, members, originals, substitutes, seen, day)
