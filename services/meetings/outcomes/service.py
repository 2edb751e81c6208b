"""Recording and amending outcomes: the world under its ladder's lock, the rules, and a view of the result."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from starlette.responses import Response

from services.common import labelling
from services.common.answers import View
from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.listing import ListSpec
from services.common.lists import listed
from services.common.row_store import fetch_or_404, known
from services.meetings.domain import outcomes
from services.meetings.domain.outcomes import Left
from services.meetings.domain.values import Draft, Outcome, OutcomeKind, Sight
from services.meetings.domain.world import World
from services.meetings.items.repository import NAMED_ITEM, UNSEEN, bodies
from services.meetings.items.service import named
from services.meetings.models import ForumRow, MeetingRow, OutcomeRow
from services.meetings.outcomes.schemas import OutcomeIn, OutcomePatch
from services.meetings.taskings.drafts import drafted, labelled, own, relabelled
from services.meetings.world import act_of, load_world, refusals, save

_MEETING = "(SELECT jsonb_build_object('id', m.id, 'ref', m.ref) FROM meeting m WHERE m.id = t.{0})"
_FORUM = "(SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM forum f WHERE f.id = t.{0})"
OUTCOME_JSON = f"""jsonb_build_object(
    'id', t.id, 'item_id', coalesce((SELECT i.id FROM item i WHERE i.id = t.item_id),
        (SELECT s.subject_id FROM substitute s WHERE s.subject_kind = 'item' AND s.subject_id = t.item_id)),
    'kind', t.kind, 'text', t.text, 'reason', t.reason,
    'item', (SELECT {NAMED_ITEM.format("i")}
        FROM item i WHERE i.id = t.item_id),
    'meeting', {_MEETING.format("meeting_id")}, 'forum', {_FORUM.format("forum_id")},
    'to_meeting', {_MEETING.format("to_meeting_id")}, 'to_forum', {_FORUM.format("to_forum_id")},
    'positions', t.positions, 'children_decision', t.children_decision,
    'decision', (SELECT jsonb_build_object('id', d.id, 'ref', d.ref) FROM decision d
        WHERE d.id = t.decision_id),
    'standing', t.standing, 'unseen_by', {UNSEEN.format("forum_id")}, 'at', t.at, 'label_id', t.label_id)"""
ONE = f"SELECT {OUTCOME_JSON} AS body FROM outcome t WHERE t.id = %s"


def finished(unit: Unit, body: Mapping[str, Any]) -> View:
    """The JSON of an outcome with its label in words."""
    view = {key: value for key, value in body.items() if key != "label_id"}
    view["item"] = body["item"] and named(unit, body["item"])
    return {**view, "label": labelling.view(unit, body["label_id"])}


async def show(unit: Unit, outcome_id: UUID) -> View:
    """The outcome as this reader may see it; 404 where it is missing or hidden."""
    await _row(unit, outcome_id)
    row = await (await unit.conn.execute(ONE, (outcome_id,))).fetchone()
    if row is None:
        raise NOT_FOUND()
    return finished(unit, row["body"])


async def _row(unit: Unit, outcome_id: UUID) -> OutcomeRow:
    """An outcome that the reader may know of; what a meeting noted by rule is known with the meeting."""
    row = await fetch_or_404(unit, OutcomeRow, outcome_id)
    if row.kind == OutcomeKind.NOTED and row.meeting_id is not None:
        await fetch_or_404(unit, MeetingRow, row.meeting_id)
    return row


async def of_meeting(unit: Unit, meeting_id: UUID, cursor: str | None, limit: int) -> Response:
    """A page of what a visible meeting left of the items that this reader may see."""
    await fetch_or_404(unit, MeetingRow, meeting_id)
    where = [("t.meeting_id = %s", [meeting_id])]
    spec = ListSpec("outcome", OUTCOME_JSON, ("at", "asc"), where, label=False)
    return await listed(unit, spec, cursor, limit, lambda body: finished(unit, body))


async def record(unit: Unit, meeting_id: UUID, body: OutcomeIn) -> UUID:
    """Records what became of an item that stands on a held meeting."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    if body.item_id not in await bodies(unit, [body.item_id]):
        raise unprocessable("/item_id", "unknown_item", "There is no such item.")
    forums = [meeting.forum_id, *(child.forum for child in body.children)]
    if body.to_forum is not None:
        forums.append((await known(unit, ForumRow, body.to_forum, "/to_forum")).id)
    if body.to_meeting is not None:
        await known(unit, MeetingRow, body.to_meeting, "/to_meeting")
    since = meeting.held_at or unit.now
    world = await load_world(unit, forum_ids=forums, item_ids=[body.item_id], since=since, lock=True)
    left = await _left(unit, world, body)
    with refusals():
        change = outcomes.record_outcome(world, act_of(unit), str(meeting_id), str(body.item_id), left)
    await save(unit, world, change)
    made = (o for o in change.of(Outcome) if o.id not in world.outcomes and o.item_id == str(body.item_id))
    return next(UUID(outcome.id) for outcome in made)


async def _left(unit: Unit, world: World, body: OutcomeIn) -> Left:
    to_forum = str(body.to_forum) if body.to_forum else None
    default = await own(unit, world.items[str(body.item_id)])
    return Left(
        kind=OutcomeKind(body.kind.value),
        sight=await labelled(unit, body.label, default),
        text=body.text,
        reason=body.reason,
        to_meeting_id=str(body.to_meeting) if body.to_meeting else None,
        to_forum_id=to_forum,
        positions=body.positions,
        children_decision=body.children_decision,
        children=await _children(unit, body, default),
    )


async def _children(unit: Unit, body: OutcomeIn, default: Sight) -> list[Draft]:
    if body.kind.value != OutcomeKind.DELEGATED and body.children:
        raise unprocessable("/children", "children_of_delegation", "Only a delegation makes child taskings.")
    return [
        await drafted(unit, child, default, at=f"/children/{place}")
        for place, child in enumerate(body.children)
    ]


async def locked(unit: Unit, outcome_id: UUID) -> tuple[World, Outcome]:
    """A visible outcome and its world under lock; 404 where it is missing or hidden."""
    row = await _row(unit, outcome_id)
    world = await load_world(unit, item_ids=[row.item_id], minutes=True, lock=True)
    return world, world.outcomes[str(outcome_id)]


async def amend(unit: Unit, world: World, old: Outcome, body: OutcomePatch) -> None:
    """Amends an outcome while its minutes are provisional, by one of its owners."""
    said = {key: value for key, value in body.model_dump(exclude_unset=True).items() if value is not None}
    if said.keys() - {"label"}:
        await labelling.require_owner(unit, old.sight.label)
    if body.to_meeting is not None:
        await known(unit, MeetingRow, body.to_meeting, "/to_meeting")
    left = Left(
        kind=OutcomeKind(said.get("kind", old.kind.value)),
        sight=await relabelled(unit, body.label, old.sight),
        text=said.get("text", old.text),
        reason=said.get("reason", old.reason),
        to_meeting_id=str(body.to_meeting) if body.to_meeting else old.to_meeting_id,
        to_forum_id=old.to_forum_id,
        positions=said.get("positions", old.positions),
        children_decision=said.get("children_decision", old.children_decision),
    )
    with refusals():
        change = outcomes.amend_outcome(world, act_of(unit), old.id, left)
    await save(unit, world, change)
