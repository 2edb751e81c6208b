"""Whom what becomes of an item reaches: the nations that learn its course learn what it was left with.

An item's state, its place in trackers and what is counted of it are shown to everyone who views it. So an
outcome of it that one of its nations could not view would be told by them all the same.
"""

from services.common.labels import default_context
from services.meetings.domain import rules
from services.meetings.domain.posts import members
from services.meetings.domain.risk import addressees, covered, viewed
from services.meetings.domain.values import Act, Id, Item, Progress, Sight
from services.meetings.domain.world import World


def nations_of(world: World, item: Item, *others: Id | None) -> frozenset[str]:
    """The nations of an item: members of the forums that issued and address it, or its authorities'.

    ``others`` are forums to which it goes.
    """
    theirs = addressees(world, item) | members(world, item.issuing_forum_id)
    return theirs.union(*(members(world, forum_id) for forum_id in others))


def among(audience: frozenset[str], nations: frozenset[str]) -> frozenset[str]:
    """Who of an audience is of these nations: a nation itself, or its holders of a group.

    What the known groups do not name is a nation: a group's code may have three letters too (``PFP``).
    """
    groups = default_context().groups
    found: set[str] = set()
    for one in audience:
        named = {part for part in one.split("&") if not groups.is_group(part)}
        found |= {one} & nations if one in named else _holders(one, named, nations)
    return frozenset(found)


def _holders(group: str, named: set[str], nations: frozenset[str]) -> set[str]:
    if named:
        return {group} if named <= nations else set()
    return {f"{nation}&{group}" for nation in nations}


def hides(item: Sight, sight: Sight, nations: frozenset[str]) -> bool:
    """Whether a label hides from somebody of these nations what becomes of an item that they may view.

    By its audience (who reads the item reads it, who views the item views it), or by what it asks for: a
    level above the item's, a community or caveat more, or clearance under another policy. Who sees but a
    substitute of the item is not counted: that is a deliberate release of the item's course, while the words
    of an answer stay as secret as the item.
    """
    return _harder(item, sight) or not reaches(item, sight, nations)


def _harder(item: Sight, sight: Sight) -> bool:
    return sight.level > item.level or bool(sight.coi - item.coi) or sight.policy != item.policy


def hides_from_any(words: Sight, sight: Sight) -> bool:
    """Whether a label hides something from anybody who reads or views under another, whoever they are."""
    read = covered(words.nations | words.groups, sight.nations | sight.groups)
    return _harder(words, sight) or not (read and covered(viewed(words), viewed(sight)))


def reaches(item: Sight, sight: Sight, nations: frozenset[str]) -> bool:
    """Whether each of these nations reads and views under a label what it reads and views under another."""
    read = covered(among(item.nations | item.groups, nations), sight.nations | sight.groups)
    return read and covered(among(viewed(item), nations), viewed(sight))


def require_reach(world: World, act: Act, item: Item, sight: Sight, *others: Id | None) -> None:
    """Refuse a label of what becomes of an item that hides it from one of the item's nations.

    The item's own label passes, and so does what the rules land themselves: it carries that label. For who
    reads the substitute alone that is all there is: it is to reach everyone whom the substitute names, so no
    answer tells of a nation or a forum that they may not know. The substitute reaches who reads the item.
    """
    if item.substitute is None or act.reads(item.sight):
        hidden = hides(item.sight, sight, nations_of(world, item, *others))
    else:
        hidden = hides_from_any(item.substitute, sight)
    rules.enforce("item_readers_read", not hidden, "/label")


def require_substitute(world: World, item: Item, at: str, *others: Id | None) -> None:
    """Refuse a substitute that hides from a nation of the item's forums what it reads or views of the item.

    Who answers by the substitute writes for whom it names and knows of nobody else: so who gives it names
    everyone who is to read the answer.
    """
    reached = item.substitute is None or not hides(
        item.sight, item.substitute, nations_of(world, item, *others)
    )
    rules.enforce("substitute_reaches_readers", reached, at)


def shared(world: World, report: Progress, *items: Item) -> bool:
    """Whether a report may count for items: it is hidden from none of their nations, nor from those who are
    to address one by other words.
    """
    return all(
        (item.substitute is None or reaches(item.substitute, report.sight, addressees(world, item)))
        and not hides(item.sight, report.sight, nations_of(world, item))
        for item in items
    )
