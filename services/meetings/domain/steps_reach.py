"""What must hold of outcomes from one world to the next: no nation learns of one that it cannot view."""

from collections.abc import Iterator

from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.values import Act, Id, Item, OutcomeKind, Sight
from services.meetings.domain.world import World


def item_readers_read(before: World, after: World, _: Act) -> Found:
    """Each member of an item's forums that reads or views it does so of what newly became of it."""
    for outcome in after.outcomes.values():
        old = before.outcomes.get(outcome.id)
        if old is None or old.sight != outcome.sight:
            item = after.items[outcome.item_id]
            forums = [*_forums(item), outcome.forum_id]
            if outcome.kind is OutcomeKind.REFERRED:
                forums.append(outcome.to_forum_id)
            if _blind(after, item, outcome.sight, forums):
                yield Broken("item_readers_read", outcome.id, f"{outcome.kind} of {item.id}")
    for decision in after.decisions.values():
        asked = after.items.get(decision.settles_id or "")
        if decision.id in before.decisions or asked is None:
            continue
        below = [forum for item in _chain(after, asked) for forum in _forums(item)]
        if _blind(after, asked, decision.sight, below):
            yield Broken("item_readers_read", decision.id, f"settles {asked.id}")


def _chain(world: World, item: Item | None) -> Iterator[Item]:
    while item is not None:
        yield item
        item = world.items.get(item.asks_for_id or "")


def _forums(item: Item) -> list[Id | None]:
    return [item.addressing_forum_id, item.issuing_forum_id]


def _blind(world: World, item: Item, sight: Sight, forum_ids: list[Id | None]) -> bool:
    """Whether some member of these forums reads or views the item, by its nation or a group, and not what
    became of it; or whether that asks for more than the item.
    """
    if sight.level > item.sight.level or not sight.coi <= item.sight.coi:
        return True
    nations = set(item.authority_nations)
    for forum_id in filter(None, forum_ids):
        nations |= world.forums[forum_id].nations
    unread, unseen = nations - sight.nations, nations - sight.nations - sight.shown
    if unread & item.sight.nations or unseen & item.sight.shown:
        return True
    return bool(unread) and bool(item.sight.groups - sight.groups)
