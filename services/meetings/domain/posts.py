"""Who speaks for whom: posts in a forum by appointment and date. No nation is bound by another's."""

from datetime import date

from services.meetings.domain import rules
from services.meetings.domain.values import HEADS, RECORDERS, Act, Id
from services.meetings.domain.world import World


def posts_of(world: World, person: str, nation: str, forum_id: Id | None, on: date) -> frozenset[str]:
    """The posts that a person holds for their nation in a forum on a day."""
    return frozenset(
        held.post
        for held in world.appointments.values()
        if held.forum_id == forum_id
        and held.person_id == person
        and held.nation == nation
        and held.since <= on
        and (held.until is None or on <= held.until)
    )


def members(world: World, forum_id: Id | None) -> frozenset[str]:
    """The member nations of a forum; none of an unknown one."""
    forum = world.forums.get(forum_id or "")
    return forum.nations if forum else frozenset()


def is_headed(world: World, forum_id: Id, nation: str, on: date) -> bool:
    """Whether somebody stands as a nation's head or deputy in a forum on a day: who can speak for it."""
    named = {held.person_id for held in world.appointments.values() if held.nation == nation}
    return any(posts_of(world, person, nation, forum_id, on) & HEADS for person in named)


def require_recorder(world: World, act: Act, forum_id: Id | None) -> None:
    """Refuse unless the actor is head, deputy or secretary of a member nation in the forum."""
    held = posts_of(world, act.person, act.nation, forum_id, act.today)
    entitled = bool(held & RECORDERS) and act.nation in members(world, forum_id)
    rules.enforce("post_in_forum", entitled, "")


def require_others(person: str, appointee: str, at: str) -> None:
    """Refuse (``not_oneself``) who gives themselves a post, or more days in one."""
    rules.enforce("not_oneself", person != appointee, at)


def require_appointer(post: str, held: frozenset[str], at: str, *, administers: bool) -> None:
    """Refuse (``heads_appoint_heads``) a secretary who says who binds the nation.

    ``held`` are the appointer's own posts in the forum; ``administers``: they administer their nation.
    """
    rules.enforce("heads_appoint_heads", administers or bool(held & HEADS) or post not in HEADS, at)


def require_stand(world: World, act: Act, forum_id: Id, nation: str, evidence: str) -> None:
    """Refuse unless the actor may give this nation's stand in the forum."""
    rules.enforce("member_nation", nation in members(world, forum_id), "/nation")
    held = posts_of(world, act.person, act.nation, forum_id, act.today)
    own = act.nation == nation and bool(held & RECORDERS)
    rules.enforce("own_nation_only", own, "/nation")
    proven = bool(held & HEADS) or bool(evidence.strip())
    rules.enforce("secretary_needs_evidence", proven, "/evidence")
