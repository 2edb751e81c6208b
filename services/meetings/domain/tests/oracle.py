"""A second reading of the derived figures, written from the sentences and not from the code under test.

It walks the outcomes of each item by hand; nothing here calls the tracker, the fold or the figures.
"""

from services.meetings.domain.values import Item, Meeting, Sight
from services.meetings.domain.world import World

COUNTS = {
    "progressed", "delegated", "answered", "escalated", "referred", "returned", "agreed_to_disagree", "noted",
    "adjudicated",
}  # fmt: skip


def history(world: World, item: Item) -> list:
    found = [o for o in world.outcomes.values() if o.item_id == item.id]
    return sorted(found, key=lambda o: (o.at, o.id))


def waited(world: World, item: Item, meeting: Meeting) -> bool:
    """Whether the item came to this held meeting waiting for the meeting's forum."""
    if item.issued_at >= meeting.held_at:
        return False
    every = history(world, item)
    referrals = [o for o in every if o.kind == "referred"]
    forum = referrals[0].forum_id if referrals else item.addressing_forum_id
    waiting = True
    for outcome in every:
        if outcome.at >= meeting.held_at or outcome.standing == "withheld":
            continue
        if outcome.kind == "referred":
            forum = outcome.to_forum_id
        if outcome.kind in {"answered", "agreed_to_disagree", "returned", "closed"}:
            waiting = False
        if outcome.kind == "adjudicated" and item.kind == "escalation":
            waiting = False
        if outcome.kind == "reopened":
            waiting = True
    return waiting and forum == meeting.forum_id


def addressed(world: World, item: Item, meeting: Meeting) -> bool:
    """Whether the meeting addressed the item; what people deferred there is deferred, though it was noted."""
    kinds = {o.kind for o in history(world, item) if o.meeting_id == meeting.id and o.standing != "withheld"}
    return bool(kinds & COUNTS) and kinds != {"deferred", "noted"}


def held(world: World, item: Item) -> list[Meeting]:
    """The held meetings to which the item came waiting, earliest first."""
    sat = [m for m in world.meetings.values() if m.held_at is not None]
    return sorted((m for m in sat if waited(world, item, m)), key=lambda m: (m.held_at, m.id))


def sits_on(world: World, item: Item, meeting: Meeting) -> bool:
    """Whether the meeting is not over and has said nothing of the item, withheld or not: it may still."""
    others = [m for m in world.meetings.values() if m.forum_id == meeting.forum_id and m.held_at is not None]
    last = max(others, key=lambda m: (m.held_at, m.id))
    said = [o for o in history(world, item) if o.meeting_id == meeting.id and o.kind in COUNTS | {"deferred"}]
    return meeting.state == "held" and last.id == meeting.id and not said


def carried_over(world: World, item: Item, meeting: Meeting) -> int:
    before = [m for m in held(world, item) if meeting.held_at is None or m.held_at < meeting.held_at]
    return sum(not addressed(world, item, m) for m in before if m.forum_id == meeting.forum_id)


def linkage(world: World) -> tuple[int, int]:
    """Taskings addressed at the next meeting of their forum, and taskings that had one."""
    nexts = [(item, held(world, item)) for item in world.items.values() if item.kind != "escalation"]
    had = [(item, met[0]) for item, met in nexts if met and not sits_on(world, item, met[0])]
    return sum(addressed(world, item, meeting) for item, meeting in had), len(had)


def reported(world: World, item: Item, meeting: Meeting) -> bool:
    """Whether a report on the item or its descendants came since the forum last met on it."""
    family, grew = {item.id}, True
    while grew:
        more = {i.id for i in world.items.values() if i.parent_id in family} - family
        family, grew = family | more, bool(more)
    before = [m for m in held(world, item) if m.held_at < meeting.held_at and m.forum_id == meeting.forum_id]
    since = before[-1].held_at if before else item.issued_at
    reports = [r for r in world.progress.values() if r.item_id in family and since < r.at <= meeting.held_at]
    pairs = [(r.sight, (item, world.items[r.item_id])) for r in reports]
    return any(not any(unread(world, one, sight) for one in both) for sight, both in pairs)


def unread(world: World, item: Item, sight: Sight) -> set[str]:
    """The nations of an item that know of it, by its own words or, to address it, by other words, and are
    blind to a report; holders of a group are named by it.
    """
    forum = world.forums.get(item.addressing_forum_id or "")
    addressing = set(item.authority_nations or (forum.nations if forum else ()))
    concerned = addressing | world.forums[item.issuing_forum_id].nations
    if sight.level > item.sight.level or sight.coi - item.sight.coi:
        return concerned
    other = item.substitute or Sight()
    blind = (concerned & item.sight.nations | addressing & other.nations) - sight.nations
    blind |= (concerned & item.sight.shown | addressing & other.shown) - sight.nations - sight.shown
    if concerned - sight.nations:
        blind |= item.sight.groups - sight.groups
    if addressing - sight.nations:
        blind |= other.groups - sight.groups
    return blind
