"""What a held meeting, or a forum out of session, leaves of an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from services.meetings.domain import rules, tracker
from services.meetings.domain.escalation import escalated
from services.meetings.domain.issuing import children
from services.meetings.domain.life import refolded
from services.meetings.domain.posts import members, require_recorder
from services.meetings.domain.reach import require_reach, require_substitute
from services.meetings.domain.risk import keeps_owners
from services.meetings.domain.sittings import require_recording
from services.meetings.domain.values import (
    BY_FORUM,
    UPCOMING,
    WORKING,
    Act,
    Draft,
    Id,
    Item,
    ItemKind,
    Meeting,
    Outcome,
    OutcomeKind,
    Progress,
    Sight,
    Standing,
    State,
)
from services.meetings.domain.versions import touch_minutes
from services.meetings.domain.world import Change, Draftsman, World

K = OutcomeKind
AMENDABLE = frozenset({K.PROGRESSED, K.DEFERRED, K.ANSWERED, K.RETURNED, K.AGREED_TO_DISAGREE})
"""The kinds that made no other record, and so may be changed into each other while provisional."""
FOR_ESCALATIONS = frozenset({K.PROGRESSED, K.DEFERRED, K.ESCALATED, K.RETURNED})


@dataclass(frozen=True, slots=True)
class Left:
    """What is to be left of an item: the kind and what the kind needs."""

    kind: OutcomeKind
    sight: Sight
    text: str = ""
    reason: str = ""
    to_meeting_id: Id | None = None
    to_forum_id: Id | None = None
    positions: Mapping[str, str] = field(default_factory=dict)
    children_decision: str = ""
    children: Sequence[Draft] = ()


def record_outcome(world: World, act: Act, meeting_id: Id, item_id: Id, left: Left) -> Change:
    """Record at a held meeting what became of an item that stands on it; provisional until concurred in.

    Refused: the rules of recording, ``stands_on_meeting``, ``one_outcome``, ``item_readers_read`` and those
    of the kind.
    """
    meeting = require_recording(world, meeting_id)
    require_recorder(world, act, meeting.forum_id)
    item = world.items[item_id]
    theirs = item.addressing_forum_id == meeting.forum_id
    rules.enforce("stands_on_meeting", theirs and tracker.stands_on(world, item, meeting), "/item_id")
    present = tracker.outcome_at(world, item, meeting)
    free = present is None or present.kind is K.NOTED
    rules.enforce("one_outcome", free, "/item_id")
    making = Draftsman(world)
    _leave(making, act, item, left, meeting)
    touch_minutes(making, meeting.id)
    return making.change(left.kind.value)


def out_of_session(world: World, act: Act, item_id: Id, left: Left) -> Change:
    """Answer, delegate or escalate between meetings: it reaches the asker at once and takes concurrence.

    Refused: as at a meeting, and any other kind (``held_meeting``).
    """
    item = world.items[item_id]
    require_recorder(world, act, item.addressing_forum_id or item.issuing_forum_id)
    rules.enforce("held_meeting", left.kind in {K.ANSWERED, K.DELEGATED, K.ESCALATED}, "/kind")
    making = Draftsman(world)
    _leave(making, act, item, left, None)
    return making.change(left.kind.value)


def _leave(making: Draftsman, act: Act, item: Item, left: Left, meeting: Meeting | None) -> None:
    check(making.world, item, left, meeting)
    require_reach(making.world, act, item, left.sight, *_goes_to(left))
    if act.reads(item.sight) and _goes_to(left):
        require_substitute(making.world, item, "/to_forum", *_goes_to(left))
    outcome = Outcome(
        id=act.new_id(),
        item_id=item.id,
        kind=left.kind,
        at=act.now,
        sight=left.sight,
        forum_id=item.addressing_forum_id,
        meeting_id=meeting.id if meeting else None,
        text=left.text,
        reason=left.reason,
        to_meeting_id=left.to_meeting_id,
        to_forum_id=left.to_forum_id,
        positions=dict(left.positions),
        children_decision=left.children_decision,
    )
    if left.kind is K.DELEGATED:
        making.put(*children(making.world, act, item, left.children, outcome.id, outcome.meeting_id))
    if left.kind is K.ESCALATED:
        risen = escalated(making.world, act, item, outcome)
        outcome = replace(outcome, escalation_id=risen.id)
        making.put(risen)
    making.put(outcome)
    making.put(refolded(making.world, making.world.items[item.id]))


def _goes_to(left: Left | Outcome) -> list[Id]:
    return [left.to_forum_id] if left.kind is K.REFERRED and left.to_forum_id else []


def check(world: World, item: Item, left: Left, meeting: Meeting | None) -> None:
    """Refuse an outcome that the item's state or the kind does not allow."""
    rules.enforce("item_is_working", item.state in WORKING and left.kind in BY_FORUM, "/kind")
    waits = item.state is State.ESCALATED and left.kind not in {K.PROGRESSED, K.DEFERRED}
    rules.enforce("awaits_adjudication", not waits, "/kind")
    if item.kind is ItemKind.ESCALATION:
        rules.enforce("escalation_kinds", left.kind in FOR_ESCALATIONS, "/kind")
    if left.kind is K.DEFERRED:
        _check_deferral(world, left, meeting)
    if left.kind is K.REFERRED:
        _check_referral(world, item, left)
    if left.kind in {K.ANSWERED, K.AGREED_TO_DISAGREE}:
        decided = bool(left.children_decision.strip())
        rules.enforce("children_first", decided or not unanswered(world, item), "/children_decision")
    check_words(world, left, item.addressing_forum_id)


def check_words(world: World, left: Left, forum_id: Id | None) -> None:
    """Refuse an outcome of a forum that does not say what its kind has to say."""
    if left.kind is K.DEFERRED:
        rules.enforce("deferred_to_named_meeting", bool(left.reason.strip()), "/reason")
    if left.kind is K.RETURNED:
        rules.enforce("returned_with_reason", bool(left.reason.strip()), "/reason")
    if left.kind in {K.PROGRESSED, K.ANSWERED, K.ESCALATED}:
        rules.enforce("words_required", bool(left.text.strip()), "/text")
    if left.kind is K.AGREED_TO_DISAGREE:
        given = {nation for nation, words in left.positions.items() if words.strip()}
        rules.enforce("both_positions", given >= members(world, forum_id), "/positions")


def unanswered(world: World, item: Item) -> tuple[Item, ...]:
    """The children that bind and were not answered yet."""
    return tuple(
        child
        for child in world.children_of.get(item.id, ())
        if child.state in WORKING | {State.RETURNED} and child.standing is not Standing.WITHHELD
    )


def _check_deferral(world: World, left: Left, meeting: Meeting | None) -> None:
    named = world.meetings.get(left.to_meeting_id or "")
    later = (
        named is not None
        and meeting is not None
        and named.forum_id == meeting.forum_id
        and named.state in UPCOMING
    )
    rules.enforce("deferred_to_named_meeting", later, "/to_meeting")


def _check_referral(world: World, item: Item, left: Left) -> None:
    other = left.to_forum_id in world.forums and left.to_forum_id != item.addressing_forum_id
    rules.enforce("one_addressing_forum", other, "/to_forum")
    common = members(world, item.addressing_forum_id) & members(world, left.to_forum_id)
    rules.enforce("common_member", bool(common), "/to_forum")
    rules.enforce("children_first", not unanswered(world, item), "/kind")


def amend_outcome(world: World, act: Act, outcome_id: Id, left: Left) -> Change:
    """Amend an outcome while its minutes are provisional; its kind too, if it made no other record.

    Refused: ``agreed_minutes_locked``, ``structure_is_kept`` (also when the item moved on since),
    ``joint_owner_reads``, and ``item_readers_read`` where it is labelled anew.
    """
    old = world.outcomes[outcome_id]
    meeting = require_recording(world, old.meeting_id)
    require_recorder(world, act, meeting.forum_id)
    before = replace_without(world, old)
    later = [o for o in world.outcomes_of[old.item_id] if o.at > old.at]
    free = {old.kind, left.kind} <= AMENDABLE and not later
    rules.enforce("structure_is_kept", old.kind is left.kind or free, "/kind")
    rules.enforce("structure_is_kept", old.kind in BY_FORUM, "/kind")
    check_words(world, left, old.forum_id)
    rules.enforce("joint_owner_reads", keeps_owners(left.sight, old.sight), "/label")
    if left.sight != old.sight:
        require_reach(world, act, world.items[old.item_id], left.sight, old.forum_id, *_goes_to(old))
    if free:
        check(before, before.items[old.item_id], left, meeting)
    making = Draftsman(world)
    making.put(_amended(old, left))
    making.put(refolded(making.world, making.world.items[old.item_id]))
    touch_minutes(making, meeting.id)
    return making.change("amended")


def _amended(old: Outcome, left: Left) -> Outcome:
    return replace(
        old,
        kind=left.kind,
        sight=left.sight,
        text=left.text,
        reason=left.reason,
        to_meeting_id=left.to_meeting_id if left.kind is K.DEFERRED else old.to_meeting_id,
        positions=dict(left.positions),
        children_decision=left.children_decision or old.children_decision,
    )


def replace_without(world: World, outcome: Outcome) -> World:
    """The world as it were without one outcome, to ask whether another could stand in its place."""
    outcomes = {key: value for key, value in world.outcomes.items() if key != outcome.id}
    without = replace(world, outcomes=outcomes)
    return without.put([refolded(without, without.items[outcome.item_id])])


def report(world: World, act: Act, item_id: Id, text: str, sight: Sight) -> Change:
    """A nation reports progress between meetings. Refused: ``member_nation``, ``item_is_working``."""
    item = world.items[item_id]
    speaks = act.nation in (members(world, item.addressing_forum_id) | item.authority_nations)
    rules.enforce("member_nation", speaks, "/nation")
    rules.enforce("item_is_working", item.state in WORKING, "")
    rules.enforce("words_required", bool(text.strip()), "/text")
    return Change("progress", (Progress(act.new_id(), item_id, act.nation, text, act.now, sight),))
