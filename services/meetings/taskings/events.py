"""What the world learns when an item changes: its whole state."""

from collections.abc import Iterable
from datetime import date

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import item_pb2
from services.common.dates import ImpreciseDate
from services.common.db import OutboxEvent, Unit
from services.meetings.domain import figures, risk
from services.meetings.domain.posts import members
from services.meetings.domain.values import Id, Item, Span
from services.meetings.domain.world import World
from services.meetings.meetings.snapshot import coded, iso, label_message, timestamp

TOPIC = "entente.meetings.item.v1"
TYPE = "entente.meetings.item.changed.v1"


async def items_changed(unit: Unit, world: World, item_ids: Iterable[Id], change: str) -> None:
    """Puts the whole state of each item into the outbox, under the item's own label."""
    wanted = sorted(item_ids)
    versions = await _versions(unit, wanted)
    for item_id in wanted:
        item = world.items[item_id]
        message = snapshot(unit, world, item, change)
        message.version = versions.get(item_id, 0)
        if item.substitute is not None:
            message.substitute_text = item.substitute_text
            message.substitute_label.CopyFrom(label_message(await unit.label(item.substitute.label)))
        unit.emit(OutboxEvent.of(TOPIC, TYPE, item_id, message, await unit.label(item.sight.label)))


async def _versions(unit: Unit, item_ids: list[Id]) -> dict[Id, int]:
    async with unit.as_worker():
        query = "SELECT id, version FROM item WHERE id = ANY(%s::uuid[])"
        rows = await (await unit.conn.execute(query, (item_ids,))).fetchall()
    return {str(row["id"]): row["version"] for row in rows}


def snapshot(unit: Unit, world: World, item: Item, change: str) -> item_pb2.ItemSnapshot:
    """The item as a message, without what needs a look-up (version, substitute)."""
    message = item_pb2.ItemSnapshot(
        id=item.id,
        ref=item.ref,
        kind=coded(item_pb2.ItemKind, item.kind.value),
        title=item.title,
        text=item.text,
        state=coded(item_pb2.ItemState, item.state.value),
        standing=coded(item_pb2.Standing, item.standing.value),
        lead=item.lead,
        supporting=item.supporting,
        due=_due(item.due),
        answer=_answer(world, item),
        change=change,
        actor_nation=unit.subject.nation,
    )
    message.MergeFrom(_ties(world, item))
    message.MergeFrom(_course(world, item, unit.now.date()))
    return message


def _ties(world: World, item: Item) -> item_pb2.ItemSnapshot:
    """Where the item comes from, who is to address it, and what it is tied to."""
    issuer, addressee = world.forums[item.issuing_forum_id], world.forums.get(item.addressing_forum_id or "")
    issued_at = world.meetings.get(item.issued_meeting_id or "")
    return item_pb2.ItemSnapshot(
        issuing_forum_id=item.issuing_forum_id,
        issuing_forum_name=issuer.name,
        issuing_nations=sorted(issuer.nations),
        addressing_forum_id=item.addressing_forum_id or "",
        addressing_forum_name=addressee.name if addressee else "",
        issued_meeting_id=item.issued_meeting_id or "",
        issued_meeting_ref=issued_at.ref if issued_at else "",
        parent_id=item.parent_id or "",
        asks_for_id=item.asks_for_id or "",
        decision_id=item.decision_id or "",
        member_nations=sorted(members(world, item.addressing_forum_id)),
        authority_nations=sorted(item.authority_nations),
    )


def _course(world: World, item: Item, today: date) -> item_pb2.ItemSnapshot:
    """How the item fared: its risks, its dates, and each meeting on which it stood."""
    return item_pb2.ItemSnapshot(
        at_risk=[coded(item_pb2.Risk, word) for word in risk.at_risk(world, item, today)],
        blocked_nations=sorted(risk.blocked_nations(world, item)),
        reopened=item.reopened,
        issued_at=timestamp(item.issued_at),
        closed_at=timestamp(item.closed_at),
        first_addressed_at=timestamp(figures.first_addressed_at(world, item)),
        standings=[_standing(sitting) for sitting in figures.sittings(world, item)],
        adjudicated=figures.adjudicated(world, item),
    )


def _answer(world: World, item: Item) -> str:
    """The answer, where it stands under the item's own label; a narrower one does not ride under this."""
    texts = {outcome.text for outcome in world.outcomes_of.get(item.id, ()) if outcome.sight == item.sight}
    return item.answer if item.answer in texts else ""


def _standing(sitting: figures.Sitting) -> item_pb2.MeetingStanding:
    meeting = sitting.meeting
    day = meeting.held_at.date() if meeting.held_at else meeting.when.first
    return item_pb2.MeetingStanding(
        meeting_id=meeting.id,
        meeting_ref=meeting.ref,
        meeting_date=iso(day),
        outcome=coded(item_pb2.OutcomeKind, sitting.outcome),
        addressed=sitting.addressed,
    )


def _due(due: Span) -> values_pb2.ImpreciseDate:
    said = ImpreciseDate.of(due.first, due.precision)
    precision = coded(values_pb2.DatePrecision, said.precision.value)
    return values_pb2.ImpreciseDate(value=said.value or "", precision=precision)
