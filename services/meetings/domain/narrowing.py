"""What a narrower label takes along: nothing that repeats an item's words stays released wider."""

from collections.abc import Iterator
from dataclasses import replace

from services.meetings.domain import rules
from services.meetings.domain.posts import require_recorder
from services.meetings.domain.reach import require_reach
from services.meetings.domain.risk import blocked_nations, keeps_owners, wider
from services.meetings.domain.sittings import require_recording
from services.meetings.domain.standing import Record
from services.meetings.domain.values import Act, Id, Item, ItemKind, Outcome, Sight, Subject
from services.meetings.domain.world import Draftsman, World

FIRST = "What was made of it says its words and is released wider: that is narrowed first, where it arose."


def narrow_along(making: Draftsman, act: Act, item: Item) -> frozenset[Id]:
    """Give an item's label to what repeats its words under a wider one; the meetings whose minutes change.

    An escalation has the title of what it asks for, the outcome that asks has the escalation's question, a
    decision the words of the guidance that follows from it. Each follows while it is provisional, where the
    actor records for its forum too, and where the label narrows it as well. Refused else:
    ``child_not_wider``, or ``item_readers_read`` where the outcome that asks would be hidden from a nation of
    its item. A child has words of its own and is narrowed by itself, before.
    """
    touched: frozenset[Id] = frozenset()
    for record in _repeating(making.world, item):
        if wider(record.sight, item.sight):
            follows = _narrows(record, item.sight) and _open(making.world, act, record)
            rules.enforce("child_not_wider", follows, "/label", FIRST)
            touched |= _narrowed(making, act, record, item.sight)
    return touched


def _repeating(world: World, item: Item) -> Iterator[Record]:
    yield from world.escalations_of.get(item.id, ())
    if item.kind is ItemKind.ESCALATION and item.outcome_id in world.outcomes:
        yield world.outcomes[item.outcome_id or ""]
    if item.kind is ItemKind.GUIDANCE and item.decision_id in world.decisions:
        yield world.decisions[item.decision_id or ""]


def _narrowed(making: Draftsman, act: Act, record: Record, sight: Sight) -> frozenset[Id]:
    touched = frozenset({meeting}) if (meeting := _meeting_of(record)) else frozenset[Id]()
    narrowed = replace(record, sight=sight)
    if isinstance(narrowed, Outcome):
        require_reach(making.world, act, making.world.items[narrowed.item_id], sight)
    if not isinstance(narrowed, Item):
        making.put(narrowed)
        return touched
    narrowed = replace(narrowed, blocked=blocked_nations(making.world, narrowed))
    making.put(narrowed)
    return touched | narrow_along(making, act, narrowed)


def _narrows(record: Record, sight: Sight) -> bool:
    """Whether a label takes another's place without giving sight to anybody, or taking it from an owner."""
    same = record.sight.owners == sight.owners
    return same and not wider(sight, record.sight) and keeps_owners(sight, record.sight)


def _open(world: World, act: Act, record: Record) -> bool:
    """Whether the actor may still change a record: for its forum, while nobody's stand binds it."""
    try:
        require_recorder(world, act, record.issuing_forum_id if isinstance(record, Item) else record.forum_id)
        if meeting := _meeting_of(record):
            require_recording(world, meeting)
            return True
    except rules.Refused:
        return False
    answer = record.id if isinstance(record, Outcome) else getattr(record, "outcome_id", None)
    return answer is not None and not world.stands(Subject.ANSWER, answer, 1)


def _meeting_of(record: Record) -> Id | None:
    return record.issued_meeting_id if isinstance(record, Item) else record.meeting_id
