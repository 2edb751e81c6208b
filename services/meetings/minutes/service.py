"""Takes the nations' stands on minutes, answers and adjudications, by the rules of the domain."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.row_store import fetch, fetch_or_404
from services.meetings.domain.minutes import ask_by_silence, correct_minutes, take_stand
from services.meetings.domain.standing import nations_for, sight_of
from services.meetings.domain.values import Stand, Subject
from services.meetings.domain.world import World
from services.meetings.minutes import repository
from services.meetings.minutes.awaited import made_by
from services.meetings.minutes.schemas import CorrectionIn, GivenStand, SilenceIn, StandIn
from services.meetings.minutes.view import stands
from services.meetings.models import DecisionRow, ForumRow, MeetingRow, OutcomeRow
from services.meetings.world import act_of, load_world, refusals, save

Unchanged = Callable[[], Awaitable[None]]
STANDS = {GivenStand.CONCUR: Stand.CONCURRED, GivenStand.WITHHOLD: Stand.WITHHELD}


async def world_of(unit: Unit, subject: Subject, subject_id: UUID) -> World:
    """The world of what is concurred in, under its ladder's lock; 404 where it is missing or hidden."""
    if subject is Subject.MINUTES:
        meeting = await fetch_or_404(unit, MeetingRow, subject_id)
        since = meeting.held_at or unit.now  # what was closed before stands under other minutes
        return await load_world(unit, forum_ids=[meeting.forum_id], since=since, lock=True)
    if subject is Subject.ANSWER:
        outcome = await fetch_or_404(unit, OutcomeRow, subject_id)
        return await load_world(unit, item_ids=[outcome.item_id], lock=True)
    decision = await fetch_or_404(unit, DecisionRow, subject_id)
    if decision.settles_id is None:
        raise NOT_FOUND()
    return await load_world(unit, item_ids=[decision.settles_id], lock=True)


async def stand(unit: Unit, subject: Subject, subject_id: UUID, body: StandIn, unchanged: Unchanged) -> UUID:
    """Record one nation's stand; what it makes binding or withheld follows in the same transaction.

    ``unchanged`` refuses, under the lock, what is not what the writer read.
    """
    before = await world_of(unit, subject, subject_id)
    await unchanged()
    with refusals():
        made = take_stand(
            before, act_of(unit), subject, str(subject_id), body.nation, STANDS[body.stand],
            sight_of(before, subject, str(subject_id)), version=body.version, evidence=body.evidence,
        )  # fmt: skip
    await save(unit, before, made)
    return subject_id


async def ask(unit: Unit, subject: Subject, subject_id: UUID, body: SilenceIn, unchanged: Unchanged) -> UUID:
    """Start the silence procedure for an absent nation that may read what it is asked about."""
    before = await world_of(unit, subject, subject_id)
    await unchanged()
    sight = sight_of(before, subject, str(subject_id))
    if body.nation not in sight.nations:
        detail = "It may not read this, so that its silence says nothing."
        raise unprocessable("/nation", "silence_is_read", detail)
    with refusals():
        made = ask_by_silence(
            before, act_of(unit), subject, str(subject_id), body.nation, body.deadline,
            sight,
        )  # fmt: skip
    await save(unit, before, made)
    return subject_id


async def correct(unit: Unit, meeting_id: UUID, body: CorrectionIn) -> UUID:
    """Open a new visible version of agreed minutes."""
    before = await world_of(unit, Subject.MINUTES, meeting_id)
    with refusals():
        made = correct_minutes(before, act_of(unit), str(meeting_id), body.reason)
    await save(unit, before, made)
    return meeting_id


async def answer_view(unit: Unit, outcome_id: UUID) -> dict[str, Any]:
    """An out-of-session outcome with the nations' stands on it."""
    row = await fetch_or_404(unit, OutcomeRow, outcome_id)
    return await _subject(unit, Subject.ANSWER, row, row.item_id)


async def decision_view(unit: Unit, decision_id: UUID) -> dict[str, Any]:
    """An out-of-session adjudication with the nations' stands on it."""
    row = await fetch_or_404(unit, DecisionRow, decision_id)
    if row.settles_id is None:
        raise NOT_FOUND()
    return await _subject(unit, Subject.ADJUDICATION, row, row.settles_id)


async def _subject(unit: Unit, subject: Subject, row: Any, item_id: UUID) -> dict[str, Any]:
    """What is spoken on, with the stands: to whoever may know the forum, for they tell who sits in it."""
    world = await load_world(unit, item_ids=[item_id])
    forum_id, speaking = nations_for(world, subject, str(row.id))
    nations = speaking if await fetch(unit, ForumRow, UUID(forum_id)) is not None else frozenset()
    taken = await repository.rows(unit, repository.STANDS, UUID(forum_id), subject.value, row.id, 1)
    return {
        "id": row.id, "kind": row.kind, "text": row.text, "standing": row.standing,
        "taskings": (await made_by(unit, [row.id])).get(row.id, []) if subject is Subject.ANSWER else [],
        "concurrences": stands(nations, taken), "label": labelling.view(unit, row.label_id, sorted(nations)),
    }  # fmt: skip
