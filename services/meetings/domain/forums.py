"""The ladder of forums: parents, ancestors, and the next rung for an escalation."""

from services.meetings.domain import rules
from services.meetings.domain.values import Id
from services.meetings.domain.world import World


def ancestors(world: World, forum_id: Id | None) -> list[Id]:
    """The forums above one, nearest first; a cycle in what was stored ends the walk."""
    found: list[Id] = []
    forum = world.forums.get(forum_id or "")
    while forum is not None and forum.parent_id is not None and forum.parent_id not in found:
        found.append(forum.parent_id)
        forum = world.forums.get(forum.parent_id)
    return found


def is_ancestor(world: World, upper: Id, lower: Id) -> bool:
    """Whether ``upper`` stands above ``lower`` on the ladder."""
    return upper in ancestors(world, lower)


def check_parent(world: World, forum_id: Id, parent_id: Id | None) -> None:
    """Refuse (``own_ancestor``) a parent that is the forum itself or stands below it."""
    if parent_id is None:
        return
    rules.enforce("known", parent_id in world.forums, "/parent", "No such forum.")
    own = parent_id == forum_id or is_ancestor(world, forum_id, parent_id)
    rules.enforce("own_ancestor", not own, "/parent")
