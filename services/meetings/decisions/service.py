"""What a meeting decides, what follows from it, and how a decision is shown to one reader."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, unprocessable
from services.common.references import uuid7
from services.common.row_store import fetch, fetch_or_404, known
from services.common.writers import open_to
from services.meetings.decisions import repository
from services.meetings.decisions.events import decision_changed
from services.meetings.decisions.schemas import DecisionIn, DecisionKind, DecisionPatch, SubstituteIn
from services.meetings.domain.escalation import adjudicate
from services.meetings.domain.issuing import amend as amend_item
from services.meetings.domain.issuing import issue
from services.meetings.domain.posts import require_recorder
from services.meetings.domain.sittings import require_recording
from services.meetings.domain.standing import reworded
from services.meetings.domain.values import (
    Act,
    Decision,
    Draft,
    ItemKind,
    Sight,
    Standing,
    Subject,
)
from services.meetings.domain.values import DecisionKind as Kind
from services.meetings.domain.versions import touch_minutes
from services.meetings.domain.world import Change, Draftsman, World
from services.meetings.forums.repository import posts_by_forum
from services.meetings.items.service import named
from services.meetings.models import DecisionRow, ForumRow, ItemRow, MeetingRow
from services.meetings.taskings.drafts import labelled, own, span
from services.meetings.world import act_of, load_world, refusals, save, sight

HEADLINE = 120
Posts = Mapping[UUID, frozenset[str]]


def finish(unit: Unit, body: Mapping[str, Any], posts: Posts) -> dict[str, Any]:
    """The JSON of a decision, completed for the reader; what a nation spoke on out of session is reworded no
    more.
    """
    dropped = {"label_id", "nations", "forum_id", "meeting_id", "spoken"}
    view = {key: value for key, value in body.items() if key not in dropped}
    held = posts.get(UUID(body["forum_id"]), frozenset())
    open_ = body["standing"] != "agreed" and not body["substituted"] and not body["spoken"]
    owned = labelling.owns(unit, unit.labels.get(body["label_id"]))
    view["can"] = open_to(unit, ["amend"] if held and open_ and owned else [])
    view["settles"] = body["settles"] and named(unit, body["settles"])
    view["items"] = [named(unit, item) for item in body["items"]]
    view["label"] = labelling.view(unit, body["label_id"], body["nations"])
    return view


async def show(unit: Unit, decision_id: UUID) -> dict[str, Any]:
    """The decision as this reader may see it; 404 where it is missing or hidden."""
    body = await repository.decision_json(unit, decision_id)
    if body is None:
        raise NOT_FOUND()
    return finish(unit, body, await posts_by_forum(unit, unit.now.date()))


async def create(unit: Unit, meeting_id: UUID, body: DecisionIn) -> UUID:
    """Records a decision, guidance or an adjudication at a held meeting; provisional at once."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    _check_kind(body)
    named, followers = [meeting.forum_id], list[str]()
    if body.forum is not None:
        follows = await known(unit, ForumRow, body.forum, "/forum")
        named, followers = [*named, follows.id], follows.nations
    if body.settles is not None:
        await known(unit, ItemRow, body.settles, "/settles")
    settles = [] if body.settles is None else [body.settles]
    since = meeting.held_at or unit.now
    world = await load_world(unit, forum_ids=named, item_ids=settles, since=since, lock=True)
    seen = await _sight(unit, world, meeting, body)
    substitute = None
    if body.substitute is not None:
        substitute = await _substitute_sight(unit, body.substitute, meeting.label_id, seen.label, followers)
    with refusals():
        made = _decided(world, act_of(unit), str(meeting_id), body, seen, substitute)
    decision_id = UUID(made.of(Decision)[-1].id)
    await save(unit, world, made)
    if body.substitute is not None and substitute is not None:
        await _keep_substitute(unit, decision_id, body.substitute.text, substitute.label)
    return decision_id


async def _sight(unit: Unit, world: World, meeting: MeetingRow, body: DecisionIn) -> Sight:
    """The sight of a decision's label: a portion of the meeting; of an adjudication, what its escalation's
    forums may view.
    """
    if body.settles is None:
        return await sight(unit, await labelling.portion(unit, body.label, meeting.label_id))
    return await labelled(unit, body.label, await own(unit, world.items[str(body.settles)]))


def _check_kind(body: DecisionIn) -> None:
    adjudicates = body.kind is DecisionKind.ADJUDICATION
    if adjudicates != (body.settles is not None):
        raise unprocessable("/settles", "settles_escalation", "An adjudication names what it settles.")
    if body.forum is not None and body.kind is not DecisionKind.GUIDANCE:
        raise unprocessable("/forum", "guidance_names_forum", "Only guidance names a forum that follows it.")


def _decided(
    world: World, act: Act, meeting_id: str, body: DecisionIn, seen: Sight, substitute: Sight | None
) -> Change:
    if body.settles is not None:
        return adjudicate(world, act, str(body.settles), body.text, seen, meeting_id)
    meeting = require_recording(world, meeting_id)
    require_recorder(world, act, meeting.forum_id)
    making = Draftsman(world)
    kind = Kind(body.kind.value)
    decision = Decision(
        id=act.new_id(),
        ref=act.new_ref("GDN" if kind is Kind.GUIDANCE else "DEC"),
        forum_id=meeting.forum_id,
        kind=kind,
        text=body.text,
        sight=seen,
        at=act.now,
        meeting_id=meeting.id,
    )
    making.put(decision)
    if body.forum is not None:
        draft = _guidance(act, body, decision, substitute)
        making.put(*issue(making.world, act, meeting.id, draft).values)
    touch_minutes(making, meeting.id)
    return making.change("decided")


def _guidance(act: Act, body: DecisionIn, decision: Decision, substitute: Sight | None) -> Draft:
    """The item that guidance for a forum makes. Its writer's nation leads where none is named."""
    return Draft(
        title=headline(body.text),
        forum_id=str(body.forum),
        sight=decision.sight,
        text=body.text,
        lead=body.lead or act.nation,
        due=span(body.due),
        kind=ItemKind.GUIDANCE,
        decision_id=decision.id,
        substitute=substitute,
        substitute_text=body.substitute.text if body.substitute else "",
    )


def headline(text: str) -> str:
    """The first line of a text, cut to a title's length."""
    return text.strip().splitlines()[0][:HEADLINE]


async def world_of(unit: Unit, decision: DecisionRow) -> World:
    """The world around a decision, under its ladder's lock."""
    meeting = await fetch(unit, MeetingRow, decision.meeting_id) if decision.meeting_id else None
    since = meeting.held_at if meeting is not None else decision.at
    settles = [decision.settles_id] if decision.settles_id else []
    return await load_world(unit, forum_ids=[decision.forum_id], item_ids=settles, since=since, lock=True)


async def amend(unit: Unit, decision_id: UUID, patch: DecisionPatch, world: World) -> None:
    """An owner changes the words of a provisional decision, and of the guidance that follows from it.

    It begins a new version of the minutes where a nation took a stand on the present one.
    """
    if patch.text is not None:
        await labelling.require_owner(unit, world.decisions[str(decision_id)].sight.label)
        with refusals():
            made = _amended(world, act_of(unit), str(decision_id), patch.text)
        world = await save(unit, world, made)
    if patch.substitute is not None:
        await _substituted(unit, world.decisions[str(decision_id)], patch.substitute, world)


async def _substituted(unit: Unit, decision: Decision, body: SubstituteIn, world: World) -> None:
    """Gives a decision other words; a nation that read the former ones alone concurs in these again."""
    meeting = world.meetings.get(decision.meeting_id or "")
    await labelling.require_owner(unit, decision.sight.label)
    with refusals():
        require_recorder(world, act_of(unit), decision.forum_id)
    belongs = meeting.sight.label if meeting is not None else decision.sight.label
    sight = await _substitute_sight(unit, body, belongs, decision.sight.label)
    before = await repository.substitute_text(unit, UUID(decision.id))
    former = decision.substitute if before != body.text else None
    making = Draftsman(world)
    with refusals():
        reworded(making, replace(decision, substitute=sight), former, "/substitute/text")
    await _keep_substitute(unit, UUID(decision.id), body.text, sight.label)
    await save(unit, world, making.change("substituted"))


def _amended(world: World, act: Act, decision_id: str, text: str) -> Change:
    decision = world.decisions[decision_id]
    require_recorder(world, act, decision.forum_id)
    if decision.standing is Standing.AGREED:
        raise conflict("agreed_minutes_locked", "What was agreed is not reworded.")
    making = Draftsman(world)
    if decision.meeting_id is not None:
        require_recording(world, decision.meeting_id)
    elif world.stands(Subject.ADJUDICATION, decision_id, 1):
        raise conflict("agreed_minutes_locked", "A nation took its stand on this already.")
    making.put(replace(making.world.decisions[decision_id], text=text))
    for item in making.world.items.values():
        if item.decision_id == decision_id and item.kind is ItemKind.GUIDANCE:
            reworded = replace(item, text=text, title=headline(text))
            making.put(*amend_item(making.world, act, reworded).values)
    if decision.meeting_id is not None:
        touch_minutes(making, decision.meeting_id)
    return making.change("amended")


async def _substitute_sight(
    unit: Unit, body: SubstituteIn, belongs: int, label_id: int, nations: Iterable[str] = ()
) -> Sight:
    """The sight of a substitute for a decision under ``label_id`` that belongs to a record under another;
    ``nations`` are those that its guidance names.
    """
    limits = (await labelling.bounds(unit, belongs)).also(nations)
    made = await labelling.substitute(unit, body.label, limits, label_id, "/substitute/label")
    return await sight(unit, made)


async def _keep_substitute(unit: Unit, decision_id: UUID, text: str, label_id: int) -> None:
    stamped = {"id": uuid7(), "at": unit.now, "by": unit.subject.id, "subject": decision_id}
    async with unit.as_worker():
        await unit.conn.execute(repository.KEEP_SUBSTITUTE, {**stamped, "label_id": label_id, "text": text})
    unit.audit("decision.substituted", "decision", decision_id, label_id=label_id)
    await decision_changed(unit, decision_id, "substituted")
