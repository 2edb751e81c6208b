"""What may be done with a tasking: each act reads the world under its ladder's lock and asks the rules."""

from collections.abc import Callable, Collection
from dataclasses import replace
from uuid import UUID

from services.common.answers import View
from services.common.db import Unit
from services.common.errors import NOT_FOUND, forbidden, unprocessable
from services.common.labelling import bounds, require_owner
from services.common.row_store import fetch_or_404, known
from services.common.writers import require_writer
from services.meetings.decisions.schemas import SubstituteIn
from services.meetings.domain import backbrief, issuing, outcomes
from services.meetings.domain.outcomes import Left
from services.meetings.domain.posts import members
from services.meetings.domain.risk import addressees
from services.meetings.domain.values import Item, OutcomeKind
from services.meetings.domain.world import Change, World
from services.meetings.items.abilities import releases
from services.meetings.items.repository import bodies
from services.meetings.items.service import item_views
from services.meetings.models import DecisionRow, ForumRow, MeetingRow
from services.meetings.taskings.drafts import drafted, joint, labelled, own, relabelled, sanitised, span
from services.meetings.taskings.schemas import (
    AnswerIn,
    CloseIn,
    DelegateIn,
    EscalateIn,
    ProgressIn,
    ReopenIn,
    TaskingIn,
    TaskingPatch,
)
from services.meetings.world import act_of, load_world, refusals, save


async def show(unit: Unit, item_id: UUID) -> View:
    """The item as this reader may see it; 404 where it is missing or hidden."""
    world = await load_world(unit, item_ids=[item_id])
    found = await item_views(unit, world, [item_id])
    if item_id not in found:
        raise NOT_FOUND()
    return found[item_id]


async def locked(
    unit: Unit, item_id: UUID, *, forum_ids: Collection[UUID] = (), minutes: bool = False
) -> tuple[World, Item]:
    """A visible item and its world, under the lock of its ladders; 404 where it is missing or hidden.

    ``minutes`` with all the minutes that a change of it touches (see `load_world`).
    """
    if item_id not in await bodies(unit, [item_id]):
        raise NOT_FOUND()
    world = await load_world(
        unit, item_ids=[item_id], forum_ids=forum_ids, since=unit.now, minutes=minutes, lock=True
    )
    return world, world.items[str(item_id)]


async def issue(unit: Unit, meeting_id: UUID, body: TaskingIn) -> UUID:
    """Issues a tasking at a held meeting: provisional, and in its forum's tracker at once."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    forum = await known(unit, ForumRow, meeting.forum_id, "")
    if body.decision_id is not None:
        decision = await known(unit, DecisionRow, body.decision_id, "/decision_id")
        if decision.meeting_id != meeting_id:
            raise unprocessable(
                "/decision_id", "decision_of_this_meeting", "It follows from another meeting."
            )
    default = await joint(unit, forum.nations, meeting.label_id)
    limits = await bounds(unit, meeting.label_id)
    draft = await drafted(unit, body, default, limits.portion(), decision_id=body.decision_id)
    since = meeting.held_at or unit.now
    world = await load_world(unit, forum_ids=[meeting.forum_id, body.forum], since=since, lock=True)
    with refusals():
        change = issuing.issue(world, act_of(unit), str(meeting_id), draft)
    await save(unit, world, change)
    return next(UUID(item.id) for item in change.of(Item) if item.id not in world.items)


async def amend(unit: Unit, world: World, item: Item, body: TaskingPatch) -> None:
    """Amends a provisional tasking, by an owner; its label may narrow here, never widen (LABELS, release)."""
    if not unit.permitted.allows(item.sight.label):
        raise forbidden("You read a substitute of it only.", "post_in_forum")
    said = body.model_dump(exclude_unset=True, exclude={"due", "label"})
    words = {key: value for key, value in said.items() if value is not None}
    if words or body.due is not None:
        await require_owner(unit, item.sight.label)
    if "supporting" in words:
        words["supporting"] = tuple(dict.fromkeys(words["supporting"]))
    label = await relabelled(unit, body.label, item.sight)
    amended = replace(item, **words, due=span(body.due) or item.due, sight=label)
    with refusals():
        change = issuing.amend(world, act_of(unit), amended)
    await save(unit, world, change)


async def substitute(unit: Unit, world: World, item: Item, body: SubstituteIn) -> None:
    """Gives an item a substitute text: by an owner, at its issuer's posts or as release authority."""
    await require_owner(unit, item.sight.label)
    nations = members(world, item.issuing_forum_id) | addressees(world, item)
    label = await sanitised(unit, body.label, item, nations)
    with refusals():
        change = issuing.substitute(
            world, act_of(unit), item.id, body.text, label, releases=releases(unit, item)
        )
    await save(unit, world, change)


async def report(unit: Unit, item_id: UUID, body: ProgressIn) -> UUID:
    """Records a nation's progress."""
    world, item = await locked(unit, item_id)
    require_writer(unit)
    label = await labelled(unit, body.label, await own(unit, item))
    return await _done(
        unit, world, item_id, lambda: outcomes.report(world, act_of(unit), item.id, body.text, label)
    )


async def delegate(unit: Unit, item_id: UUID, body: DelegateIn) -> UUID:
    """Delegates out of session."""
    world, item = await locked(unit, item_id, forum_ids=[child.forum for child in body.children])
    default = await own(unit, item)
    label = await labelled(unit, body.label, default)
    children = [
        await drafted(unit, child, default, at=f"/children/{place}")
        for place, child in enumerate(body.children)
    ]
    left = Left(OutcomeKind.DELEGATED, label, body.text, children=children)
    return await _leave(unit, world, item_id, left)


async def answer(unit: Unit, item_id: UUID, body: AnswerIn) -> UUID:
    """Answers out of session."""
    world, item = await locked(unit, item_id)
    label = await labelled(unit, body.label, await own(unit, item))
    left = Left(OutcomeKind.ANSWERED, label, body.text, children_decision=body.children_decision)
    return await _leave(unit, world, item_id, left)


async def escalate(unit: Unit, item_id: UUID, body: EscalateIn) -> UUID:
    """Escalates out of session."""
    world, item = await locked(unit, item_id)
    label = await labelled(unit, body.label, await own(unit, item))
    return await _leave(unit, world, item_id, Left(OutcomeKind.ESCALATED, label, body.question))


async def close(unit: Unit, item_id: UUID, body: CloseIn) -> UUID:
    """Closes at the issuer's back-brief."""
    world, item = await locked(unit, item_id, minutes=True)
    label = await labelled(unit, body.label, await own(unit, item))
    meeting = await _named(unit, body.meeting_id)
    return await _done(
        unit, world, item_id, lambda: backbrief.close(world, act_of(unit), item.id, body.text, label, meeting)
    )


async def reopen(unit: Unit, item_id: UUID, body: ReopenIn) -> UUID:
    """Reopens at the issuer's back-brief."""
    world, item = await locked(unit, item_id, minutes=True)
    label = await labelled(unit, body.label, await own(unit, item))
    meeting, due = await _named(unit, body.meeting_id), span(body.due)
    return await _done(
        unit,
        world,
        item_id,
        lambda: backbrief.reopen(world, act_of(unit), item.id, body.reason, label, meeting, due),
    )


async def _named(unit: Unit, meeting_id: UUID | None) -> str | None:
    if meeting_id is None:
        return None
    return str((await known(unit, MeetingRow, meeting_id, "/meeting_id")).id)


async def _leave(unit: Unit, world: World, item_id: UUID, left: Left) -> UUID:
    return await _done(
        unit, world, item_id, lambda: outcomes.out_of_session(world, act_of(unit), str(item_id), left)
    )


async def _done(unit: Unit, world: World, item_id: UUID, decide: Callable[[], Change]) -> UUID:
    with refusals():
        change = decide()
    await save(unit, world, change)
    return item_id
