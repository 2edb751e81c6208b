"""Upwards: an issue put to the parent forum or the authorities; downwards: the adjudication that lands."""

from collections.abc import Iterator
from dataclasses import replace

from services.meetings.domain import rules, tracker
from services.meetings.domain.life import refolded
from services.meetings.domain.posts import require_recorder
from services.meetings.domain.reach import require_reach, require_substitute
from services.meetings.domain.risk import blocked_nations, wider
from services.meetings.domain.sittings import require_recording
from services.meetings.domain.values import (
    NOTHING,
    WORKING,
    Act,
    Decision,
    DecisionKind,
    Id,
    Item,
    ItemKind,
    Outcome,
    OutcomeKind,
    Sight,
    Standing,
    State,
)
from services.meetings.domain.versions import touch_minutes
from services.meetings.domain.world import Change, Draftsman, World


def escalated(world: World, act: Act, item: Item, outcome: Outcome) -> Item:
    """The escalation of an item: onto the parent forum's next agenda, or before each nation's authority.

    It carries the label of the outcome that asks, and is due when the item is. Refused:
    ``escalation_authority`` where there is neither parent nor an authority for every member;
    ``substitute_reaches_readers`` where the forum above reads it and not its substitute.
    """
    highest = item.addressing_forum_id is None
    rules.enforce("escalation_authority", not highest, "/kind", "It is before the authorities already.")
    rules.enforce("child_not_wider", not wider(outcome.sight, item.sight), "/label")
    forum = world.forums[item.addressing_forum_id or ""]
    if forum.parent_id is None:
        named = all(forum.authorities.get(nation, "").strip() for nation in forum.nations)
        rules.enforce("escalation_authority", named, "/kind")
    rising = Item(
        id=act.new_id(),
        ref=act.new_ref("ESC"),
        kind=ItemKind.ESCALATION,
        issuing_forum_id=forum.id,
        addressing_forum_id=forum.parent_id,
        authority_nations=NOTHING if forum.parent_id else forum.nations,
        title=item.title,
        text=outcome.text,
        due=item.due,
        issued_at=act.now,
        sight=outcome.sight,
        issued_meeting_id=outcome.meeting_id,
        outcome_id=outcome.id,
        asks_for_id=item.id,
        substitute=item.substitute,
        substitute_text=item.substitute_text,
    )
    require_substitute(world, rising, "/kind")
    return replace(rising, blocked=blocked_nations(world, rising))


def adjudicate(
    world: World, act: Act, escalation_id: Id, text: str, sight: Sight, meeting_id: Id | None = None
) -> Change:
    """Decide an escalation, at a meeting of the forum it asks, or out of session with its concurrence.

    It closes the escalation, and every escalation that only passed it on, and lands on the item that
    asked, which is worked on again. Refused: ``adjudicated_above``, ``awaits_adjudication`` (it was
    taken further), ``no_withheld_adjudication``, ``item_is_working``, ``words_required``,
    ``item_readers_read`` (every nation of an item on which it lands).
    """
    escalation = world.items[escalation_id]
    forum_id = escalation.addressing_forum_id or escalation.issuing_forum_id
    making = Draftsman(world)
    if meeting_id is not None:
        meeting = require_recording(world, meeting_id)
        there = tracker.stands_on(world, escalation, meeting)
        rules.enforce("adjudicated_above", there, "/settles")
    require_recorder(world, act, forum_id)
    _require_adjudicable(world, escalation, text)
    require_reach(world, act, escalation, sight, *_forums_below(world, escalation))
    decision = Decision(
        id=act.new_id(),
        ref=act.new_ref("ADJ"),
        forum_id=forum_id,
        kind=DecisionKind.ADJUDICATION,
        text=text,
        sight=sight,
        at=act.now,
        meeting_id=meeting_id,
        settles_id=escalation.id,
    )
    making.put(decision)
    land(making, act, escalation, decision)
    if meeting_id is not None:
        touch_minutes(making, meeting_id)
    return making.change("adjudicated")


def _require_adjudicable(world: World, escalation: Item, text: str) -> None:
    rules.enforce("adjudicated_above", escalation.kind is ItemKind.ESCALATION, "/settles")
    rules.enforce("awaits_adjudication", escalation.state is not State.ESCALATED, "/settles")
    rules.enforce("item_is_working", escalation.state in WORKING, "/settles")
    rules.enforce("no_withheld_adjudication", escalation.standing is not Standing.WITHHELD, "/settles")
    rules.enforce("words_required", bool(text.strip()), "/text")


def _forums_below(world: World, escalation: Item) -> Iterator[Id | None]:
    """The forums of all on which an adjudication lands, down to the item at the foot of the chain."""
    below: Item | None = escalation
    while below is not None:
        yield from (below.addressing_forum_id, below.issuing_forum_id)
        below = world.items.get(below.asks_for_id or "")


def land(making: Draftsman, act: Act, escalation: Item, decision: Decision) -> None:
    """Carry an adjudication down the chain that asked, to the item at its foot."""
    ended: Id | None = None
    current: Item | None = escalation
    while current is not None:
        making.put(_landing(act, current, decision, ended))
        making.put(refolded(making.world, making.world.items[current.id]))
        if current.kind is not ItemKind.ESCALATION:
            return
        ended = current.id
        current = making.world.items.get(current.asks_for_id or "")


def _landing(act: Act, item: Item, decision: Decision, ended: Id | None) -> Outcome:
    return Outcome(
        id=act.new_id(),
        item_id=item.id,
        kind=OutcomeKind.ADJUDICATED,
        at=act.now,
        sight=item.sight,
        forum_id=decision.forum_id,
        meeting_id=decision.meeting_id,
        decision_id=decision.id,
        escalation_id=ended,
    )


def chain_of(world: World, item: Item) -> tuple[Item, ...]:
    """The escalations that an item's question went through, lowest first."""
    found: list[Item] = []
    rising = list(world.escalations_of.get(item.id, ()))
    while rising:
        found += rising
        rising = [above for item in rising for above in world.escalations_of.get(item.id, ())]
    return tuple(found)
