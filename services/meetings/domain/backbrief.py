"""The issuer's last word: closing or reopening what was answered or returned, at its back-brief."""

from dataclasses import replace

from services.meetings.domain import rules
from services.meetings.domain.issuing import due_date
from services.meetings.domain.life import refolded
from services.meetings.domain.posts import require_recorder
from services.meetings.domain.reach import require_reach
from services.meetings.domain.sittings import require_recording
from services.meetings.domain.values import (
    Act,
    Id,
    Item,
    Meeting,
    Outcome,
    OutcomeKind,
    Sight,
    Span,
    State,
)
from services.meetings.domain.versions import touch_minutes
from services.meetings.domain.world import Change, Draftsman, World


def close(
    world: World, act: Act, item_id: Id, text: str, sight: Sight, meeting_id: Id | None = None
) -> Change:
    """Close an answered or returned item at the back-brief of its issuer (its latest held meeting).

    A returned escalation that is closed hands the item back that asked. Refused: ``issuer_closes``,
    ``close_needs_answer``, ``item_readers_read``, and the rules of recording.
    """
    item = world.items[item_id]
    meeting = _back_brief(world, act, item, meeting_id)
    require_reach(world, act, item, sight)
    making = Draftsman(world)
    making.put(_last_word(act, item, OutcomeKind.CLOSED, meeting, sight, text=text))
    making.put(refolded(making.world, making.world.items[item_id]))
    asker = making.world.items.get(item.asks_for_id or "")
    if asker is not None:
        handed = _last_word(act, asker, OutcomeKind.HANDED_BACK, meeting, asker.sight)
        making.put(replace(handed, escalation_id=item.id))
        making.put(refolded(making.world, making.world.items[asker.id]))
    touch_minutes(making, meeting.id)
    return making.change("closed")


def reopen(
    world: World,
    act: Act,
    item_id: Id,
    reason: str,
    sight: Sight,
    meeting_id: Id | None = None,
    due: Span | None = None,
) -> Change:
    """Reopen an answered or returned item at the issuer's back-brief; it waits for its forum again.

    A due date that has passed is replaced: by the one given, or by the issuer's next meeting.
    Refused: as to close, ``words_required`` (reason), ``parent_reopened_first``, ``due_required``.
    """
    item = world.items[item_id]
    meeting = _back_brief(world, act, item, meeting_id)
    rules.enforce("words_required", bool(reason.strip()), "/reason")
    require_reach(world, act, item, sight)
    parent = world.items.get(item.parent_id or "")
    free = parent is None or parent.state not in {State.ANSWERED, State.CLOSED}
    rules.enforce("parent_reopened_first", free, "")
    passed = item.due.last is None or item.due.last < act.today
    new_due = due_date(world, act, item.issuing_forum_id, due, "/due") if due or passed else item.due
    making = Draftsman(world)
    making.put(_last_word(act, item, OutcomeKind.REOPENED, meeting, sight, reason=reason))
    making.put(replace(refolded(making.world, making.world.items[item_id]), due=new_due))
    touch_minutes(making, meeting.id)
    return making.change("reopened")


def latest_sitting(world: World, item: Item) -> Meeting | None:
    """The issuer's latest held meeting, if it was held after the item's issue."""
    held = world.sat(item.issuing_forum_id)
    if not held or held[-1].held_at is None or held[-1].held_at <= item.issued_at:
        return None
    return held[-1]


def _back_brief(world: World, act: Act, item: Item, meeting_id: Id | None) -> Meeting:
    require_recorder(world, act, item.issuing_forum_id)
    latest = latest_sitting(world, item)
    present = latest is not None and meeting_id in {None, latest.id}
    rules.enforce("issuer_closes", present, "/meeting_id", "It is closed or reopened at the next back-brief.")
    meeting = require_recording(world, meeting_id or (latest.id if latest else None))
    answered = item.state in {State.ANSWERED, State.RETURNED}
    rules.enforce("close_needs_answer", answered, "")
    return meeting


def _last_word(
    act: Act, item: Item, kind: OutcomeKind, meeting: Meeting, sight: Sight, text: str = "", reason: str = ""
) -> Outcome:
    return Outcome(
        id=act.new_id(),
        item_id=item.id,
        kind=kind,
        at=act.now,
        sight=sight,
        forum_id=meeting.forum_id,
        meeting_id=meeting.id,
        text=text,
        reason=reason,
    )
