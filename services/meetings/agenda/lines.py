"""The whole agenda in its order, hidden lines included: what everybody's own agenda is cut out of.

Nothing here is shown: a reader's agenda is rendered from the lines that they may read, and numbered anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.meetings.agenda import repository
from services.meetings.domain.agendas import agenda
from services.meetings.domain.tracker import Entry
from services.meetings.domain.values import ItemKind
from services.meetings.domain.world import World

Record = dict[str, Any]
LAST = Decimal("Infinity")
SECTIONS = ("back_brief", "escalations", "discussion", "noted", "topics")


@dataclass(frozen=True)
class Line:
    """One line: an item as the rules put it there, with its annotation; or a topic of the meeting's own."""

    entry: Entry | None
    note: Record | None

    @property
    def key(self) -> UUID:
        """What names the line in a request: the item's id, or the topic's own."""
        if self.entry is not None:
            return UUID(self.entry.item.id)
        assert self.note is not None, "a line without an item is a topic"
        found: UUID = self.note["id"]
        return found

    @property
    def place(self) -> Decimal:
        """The place that somebody gave it; what nobody placed comes last, in the order of the rules."""
        given = self.note["position"] if self.note else None
        return LAST if given is None else given


@dataclass(frozen=True)
class Part:
    """A section of the agenda with its lines in order."""

    kind: str
    lines: tuple[Line, ...]


async def parts(unit: Unit, world: World, meeting_id: UUID) -> tuple[Part, ...]:
    """Every section of a meeting's agenda in order, over all rows."""
    notes = await repository.annotations(unit, meeting_id)
    of_items = _of_items(world, notes)
    found = {
        section.kind: [Line(entry, of_items.get(entry.item.id)) for entry in section.entries]
        for section in agenda(world, str(meeting_id))
    }
    found["topics"] = [Line(None, note) for note in notes if note["item_id"] is None]
    return tuple(Part(kind, _placed(found.get(kind, ()))) for kind in SECTIONS)


def untold(found: Iterable[Part]) -> tuple[Part, ...]:
    """The lines for whoever may not know the forum: what its other meetings made of an item (why it stands
    here, how often it was carried over, whether it is only noted) they are not told.

    What is briefed stands once, the rest in the order of issue.
    """
    lines = {part.kind: [_unexplained(line) for line in part.lines] for part in found}
    briefed = {line.key for line in lines["back_brief"]}
    rest = [line for kind in ("escalations", "discussion", "noted") for line in lines[kind]]
    rest = sorted((line for line in rest if line.key not in briefed), key=_issued)
    risen = [line for line in rest if line.entry and line.entry.item.kind is ItemKind.ESCALATION]
    lines |= {"escalations": risen, "discussion": [one for one in rest if one not in risen], "noted": []}
    return tuple(Part(kind, tuple(lines[kind])) for kind in SECTIONS)


def _unexplained(line: Line) -> Line:
    return line if line.entry is None else replace(line, entry=replace(line.entry, why=(), carried_over=0))


def _issued(line: Line) -> tuple[datetime, str]:
    assert line.entry is not None, "a topic stands in a section of its own"
    return line.entry.item.issued_at, line.entry.item.id


def _of_items(world: World, notes: Iterable[Record]) -> dict[str, Record]:
    """The annotation of each item: before one that was made under another label the one under its own."""
    found: dict[str, Record] = {}
    for note in notes:
        item = world.items.get(str(note["item_id"]))
        if item is not None and (item.id not in found or note["label_id"] == item.sight.label):
            found[item.id] = note
    return found


def _placed(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.place))


def reordered(lines: tuple[Line, ...], wanted: list[UUID]) -> tuple[Line, ...]:
    """The lines with the wanted ones in the wanted order, on the places that these had between them.

    A line that the writer does not see keeps its place: their order neither moves it nor tells of it.
    """
    by_key = {line.key: line for line in lines}
    moving = iter([by_key[key] for key in wanted if key in by_key])
    named = set(wanted)
    return tuple(next(moving) if line.key in named else line for line in lines)
