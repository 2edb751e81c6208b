"""What must hold of labels from one world to the next: what repeats words is released no wider."""

from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.values import Act, Item, Sight
from services.meetings.domain.world import World


def what_asks_is_not_wider(_: World, after: World, __: Act) -> Found:
    """An escalation says the title of what it asks for: nobody reads it who may not read that."""
    for item in after.items.values():
        asked = after.items.get(item.asks_for_id or "")
        if asked is not None and _beyond(item.sight, asked.sight):
            yield Broken("child_not_wider", item.id, f"asks for {asked.id}")


def a_narrower_question_is_nowhere_wider(before: World, after: World, _: Act) -> Found:
    """Where an escalation is narrowed, the outcome that asked its question is not left behind."""
    for item in after.items.values():
        asking = after.outcomes.get(item.outcome_id or "")
        anew = item.asks_for_id is not None and _relabelled(before, item)
        if anew and asking is not None and _beyond(asking.sight, item.sight):
            yield Broken("child_not_wider", item.id, "the outcome says its question")


def _relabelled(before: World, item: Item) -> bool:
    return item.id in before.items and before.items[item.id].sight.label != item.sight.label


def _beyond(some: Sight, other: Sight) -> bool:
    """Whether the first label lets anybody read or view whom the second does not, or asks for less."""
    more = some.nations - other.nations or (some.groups | some.shown) - (
        other.nations | other.groups | other.shown
    )
    return bool(more) or some.level < other.level or bool(other.coi - some.coi)
