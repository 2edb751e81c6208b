"""What may be done with a forum, and how it is shown to one reader."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, Problem, conflict, forbidden, unprocessable
from services.common.label_api import LabelBody
from services.common.row_store import change, fetch_or_404, insert, known, stamps
from services.common.writers import open_to
from services.meetings.domain.forums import check_parent
from services.meetings.domain.rules import RULES
from services.meetings.domain.values import HEADS, RECORDERS
from services.meetings.domain.world import World
from services.meetings.forums import repository
from services.meetings.forums.binding import check_change
from services.meetings.forums.events import forum_changed
from services.meetings.forums.schemas import ForumIn, ForumPatch
from services.meetings.models import ForumRow
from services.meetings.world import refusals, rows
from services.meetings.zones import check_zone

FOUNDERS = frozenset({"national_admin", "liaison"})
ADMINISTRATORS = frozenset({"national_admin"})


def finish(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a forum, completed with what the reader is in it and with its label in words."""
    view = {key: value for key, value in body.items() if key != "label_id"}
    today = unit.now.date().isoformat()
    view["label"] = labelling.view(unit, body["label_id"], body["nations"])
    mine = {
        post["post"]
        for post in body["appointments"]
        if (post["person_id"], post["nation"]) == (unit.subject.id, unit.subject.nation)
        and post["since"] <= today
        and (post["until"] is None or post["until"] >= today)
    }
    view["mine"] = {"posts": sorted(mine)}
    view["can"] = open_to(unit, _abilities(unit, view, mine))
    return view


def _abilities(unit: Unit, view: Mapping[str, Any], mine: set[str]) -> list[str]:
    """Names of acts: ``plan`` a meeting, ``appoint`` one's own people (``appoint_heads``: heads and deputies
    too), name one's own ``authority``; ``describe`` (name, note) for a co-chair's posts. The rules decide.
    """
    nation, administering = unit.subject.nation, administers(unit)
    steward = nation in view["nations"] and (administering or bool(mine & RECORDERS))
    chairs = nation in (view["co_chairs"] or view["nations"])
    describes = steward and (len(view["nations"]) == 1 or (chairs and bool(mine & RECORDERS)))
    heads = ["appoint_heads"] if steward and (administering or mine & HEADS) else []
    own = ["plan", "appoint", *heads, "authority"] if steward else []
    return own + (["describe"] if describes else [])


async def show(unit: Unit, forum_id: UUID) -> dict[str, Any]:
    """The forum as this reader may see it; 404 where it is missing or hidden."""
    body = await repository.forum_json(unit, forum_id)
    if body is None:
        raise NOT_FOUND()
    return finish(unit, body)


async def create(unit: Unit, body: ForumIn) -> UUID:
    """Founds a forum. Its founder acts for one of its members (nobody founds a forum of others)."""
    if not unit.subject.roles & FOUNDERS:
        raise forbidden("Liaison staff and administrators found forums.", "role")
    nations = sorted(set(body.nations))
    if unit.subject.nation not in nations:
        raise unprocessable("/nations", "founder_is_member", "A forum is founded by one of its members.")
    _check_members(nations, body.co_chairs, body.escalation_authority)
    check_zone(body.time_zone)
    await _check_parent(unit, None, body.parent, body.rank)
    _check_authority(nations, body.parent, body.escalation_authority)
    label_id = await _label(unit, body.label, nations)
    await _check_key(unit, body.key, label_id)
    values = body.model_dump(exclude={"label", "nations", "parent"}) | {"kind": body.kind.value}
    row = ForumRow(**stamps(unit, label_id), nations=nations, parent_id=body.parent, **values)
    try:
        await insert(unit, row)
    except IntegrityError as error:  # of two at once under one label the second finds the key taken
        raise key_taken() from error
    unit.audit("forum.created", "forum", row.id, label_id=label_id)
    await forum_changed(unit, row, "created")
    return row.id


async def _label(unit: Unit, body: LabelBody | None, nations: list[str]) -> int:
    if body is None:
        return await labelling.joint(unit, nations)
    return await labelling.intern(unit, body, labelling.members_only(nations))


async def amend(unit: Unit, forum_id: UUID, patch: ForumPatch) -> None:
    """Changes a forum; refused where it would become its own ancestor (rule ``own_ancestor``).

    What binds another nation changes only until the forum is in use (see `binding`).
    """
    forum = await fetch_or_404(unit, ForumRow, forum_id)
    await require_steward(unit, forum)
    said = patch.model_dump(exclude_unset=True, mode="json")
    values = {key: value for key, value in said.items() if value is not None and key != "parent"}
    if "parent" in said:
        values["parent_id"] = patch.parent
    merged = forum.model_dump() | values
    _check_own_authority(unit, forum, merged)
    _check_members(merged["nations"], merged["co_chairs"], merged["escalation_authority"])
    check_zone(merged["time_zone"])
    await _check_parent(unit, forum_id, merged["parent_id"], merged["rank"])
    _check_authority(merged["nations"], merged["parent_id"], merged["escalation_authority"])
    await check_change(unit, forum, values)
    changed = await change(unit, ForumRow, forum_id, values)
    unit.audit("forum.changed", "forum", forum_id, label_id=forum.label_id, detail={"fields": sorted(values)})
    await forum_changed(unit, changed, "changed")


def _check_own_authority(unit: Unit, forum: ForumRow, merged: Mapping[str, Any]) -> None:
    """Who settles for a nation that nation says; the others' entries stay as they are."""
    before, after = forum.escalation_authority, merged["escalation_authority"]
    changed = {nation for nation in {*before, *after} if before.get(nation) != after.get(nation)}
    kept = set(forum.nations) & set(merged["nations"]) & set(before)
    if others := sorted((changed & kept) - {unit.subject.nation}):
        place = f"/escalation_authority/{others[0]}"
        raise forbidden("A nation names its own escalation authority.", "own_nation_only", place)


async def require_steward(unit: Unit, forum: ForumRow) -> frozenset[str]:
    """403 unless the writer administers a member nation, or is its head, deputy or secretary there.

    Answers the posts that they hold there.
    """
    posts = (await repository.posts_by_forum(unit, unit.now.date())).get(forum.id, frozenset())
    if unit.subject.nation not in forum.nations or not (administers(unit) or posts & RECORDERS):
        raise forbidden(RULES["post_in_forum"].sentence, "post_in_forum")
    return posts


def administers(unit: Unit) -> bool:
    """Whether the writer administers their nation."""
    return bool(unit.subject.roles & ADMINISTRATORS)


def _check_members(nations: list[str], chairs: list[str], authorities: Mapping[str, str]) -> None:
    for pointer, named in (("/co_chairs", chairs), ("/escalation_authority", list(authorities))):
        if not set(named) <= set(nations):
            raise unprocessable(pointer, "member_nation", RULES["member_nation"].sentence)


def _check_authority(nations: list[str], parent: UUID | None, authorities: Mapping[str, str]) -> None:
    if parent is None and not set(nations) <= set(authorities):
        rule = RULES["escalation_authority"]
        raise unprocessable("/escalation_authority", rule.name, rule.sentence)


async def _check_parent(unit: Unit, forum_id: UUID | None, parent_id: UUID | None, rank: int) -> None:
    if parent_id is None:
        return
    parent = await known(unit, ForumRow, parent_id, "/parent")
    if forum_id is not None:
        above = [rows.forum(row) for row in await repository.ladder_above(unit, parent_id)]
        with refusals():
            check_parent(World().put(above), str(forum_id), str(parent_id))
    if parent.rank >= rank:
        raise unprocessable("/rank", "below_parent", "A forum ranks below its parent (0 is the highest).")


async def _check_key(unit: Unit, key: str, label_id: int) -> None:
    """A key is taken only by a forum that the writer may see: keys are unique under one label."""
    query = "SELECT 1 FROM forum WHERE key = %s AND label_id = %s"
    if await (await unit.conn.execute(query, (key, label_id))).fetchone() is not None:
        raise key_taken()


def key_taken() -> Problem:
    """409: a forum that the writer may see has this key."""
    return conflict("key_taken", "A forum with this key exists.", "/key")
