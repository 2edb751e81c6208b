"""What endangers an item: no venue before its due date, overdue, or a member that may not read it."""

from datetime import date

from services.meetings.domain.posts import members
from services.meetings.domain.values import NOTHING, WORKING, Item, Meeting, Sight, State
from services.meetings.domain.world import World

NO_VENUE = "no_venue"
OVERDUE = "overdue"
BLOCKED = "blocked_release"
NEEDS_VENUE = WORKING - {State.ESCALATED}
"""The states in which an item waits for a meeting of its own forum: an escalated one is before another."""


def readers(item: Item) -> frozenset[str]:
    """The nations that may read the text or its substitute."""
    return item.sight.nations | (item.substitute.nations if item.substitute else NOTHING)


def addressees(world: World, item: Item) -> frozenset[str]:
    """The nations that are to address an item: its forum's members, or those of the authorities."""
    return item.authority_nations or members(world, item.addressing_forum_id)


def completers(world: World, item: Item) -> frozenset[str]:
    """The nations that may complete an item: those of its addressees that may read it."""
    return addressees(world, item) & readers(item)


def blocked_nations(world: World, item: Item) -> frozenset[str]:
    """The addressees that may read neither text nor substitute: shown to the issuer, never absent."""
    return addressees(world, item) - readers(item)


def has_venue(world: World, item: Item, today: date) -> bool:
    """Whether a meeting of its forum is planned that can begin by the last day of the due date."""
    last = item.due.last
    return any(_in_time(meeting, last, today) for meeting in world.upcoming(item.addressing_forum_id or ""))


def _in_time(meeting: Meeting, last: date | None, today: date) -> bool:
    ends = meeting.when.last
    begins = meeting.when.first
    return last is None or (begins is not None and begins <= last and (ends is None or ends >= today))


def at_risk(world: World, item: Item, today: date) -> tuple[str, ...]:
    """Why an item is at risk on a day: no venue, blocked: release, overdue; empty when it is not.

    Only what still waits for its forum is at risk. An item before authorities, or before the forum above,
    needs no venue of its own.
    """
    if item.state not in WORKING:
        return ()
    late = item.due.last is not None and item.due.last < today
    found = []
    waits = item.state in NEEDS_VENUE and not item.authority_nations
    if not late and waits and not has_venue(world, item, today):
        found.append(NO_VENUE)
    if blocked_nations(world, item):
        found.append(BLOCKED)
    if late:
        found.append(OVERDUE)
    return tuple(found)


def wider(child: Sight, parent: Sight) -> bool:
    """Whether a label is wider than another: a reader or viewer more, a lower level, a caveat less."""
    if child.level < parent.level or parent.coi - child.coi or (parent.orcon and not child.orcon):
        return True
    read = parent.nations | parent.groups
    return not (
        covered(child.nations | child.groups, read) and covered(child.nations | viewed(child), viewed(parent))
    )


def viewed(sight: Sight | None) -> frozenset[str]:
    """Everyone who may read or view under a label: nations, and groups that cannot be expanded."""
    return sight.nations | sight.groups | sight.shown if sight else NOTHING


def viewers(item: Item) -> frozenset[str]:
    """Everyone who may read or view the text or its substitute."""
    return viewed(item.sight) | viewed(item.substitute)


def covered(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether everyone of some is among the others; ``GBR&KFOR`` are the British holders of KFOR."""
    return all(
        one in others or any(set(other.split("&")) <= set(one.split("&")) for other in others) for one in some
    )


def keeps_owners(new: Sight, old: Sight) -> bool:
    """Whether a label that takes another's place leaves reading to each nation that owns it with others."""
    if len(old.owners) < 2:
        return True
    same_bar = new.level <= old.level and new.coi <= old.coi and new.orcon <= old.orcon
    return same_bar and old.owners & old.nations <= new.nations
