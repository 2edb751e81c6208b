"""How an item comes into the world: issued by a meeting, delegated to subordinate forums, or put upwards."""

from collections.abc import Sequence
from dataclasses import replace

from services.meetings.domain import rules
from services.meetings.domain.forums import is_ancestor
from services.meetings.domain.narrowing import narrow_along
from services.meetings.domain.posts import members, require_recorder
from services.meetings.domain.reach import require_substitute
from services.meetings.domain.risk import (
    blocked_nations,
    completers,
    covered,
    keeps_owners,
    readers,
    viewers,
    wider,
)
from services.meetings.domain.sittings import next_meeting, require_recording
from services.meetings.domain.standing import reworded
from services.meetings.domain.values import (
    RECORDING,
    Act,
    Draft,
    Id,
    Item,
    ItemKind,
    Sight,
    Span,
    State,
    Subject,
)
from services.meetings.domain.versions import touch_minutes
from services.meetings.domain.world import Change, Draftsman, World


def issue(world: World, act: Act, meeting_id: Id, draft: Draft) -> Change:
    """Issue a tasking, or guidance that names a forum, at a held meeting; it stands provisional at once.

    Refused: ``held_meeting``, ``agreed_minutes_locked``, ``post_in_forum``, ``one_addressing_forum``,
    ``common_member``, ``lead_is_member``, ``due_required``, ``not_in_past``, ``words_required``,
    ``substitute_reaches_readers``.
    """
    meeting = require_recording(world, meeting_id)
    require_recorder(world, act, meeting.forum_id)
    item = drafted(world, act, meeting.forum_id, draft, "")
    making = Draftsman(world)
    making.put(replace(item, issued_meeting_id=meeting.id))
    touch_minutes(making, meeting.id)
    return making.change("issued")


def drafted(world: World, act: Act, issuer: Id, draft: Draft, at: str) -> Item:
    """The item that a draft of an issuing forum makes, if it may; ``at`` is the pointer to the draft."""
    rules.enforce("words_required", bool(draft.title.strip()), f"{at}/title")
    rules.enforce("one_addressing_forum", draft.forum_id in world.forums, f"{at}/forum")
    addressing = members(world, draft.forum_id)
    common = bool(addressing & members(world, issuer))
    rules.enforce("common_member", common, f"{at}/forum")
    rules.enforce("lead_is_member", draft.lead in addressing, f"{at}/lead")
    rules.enforce("lead_is_member", set(draft.supporting) <= addressing, f"{at}/supporting")
    item = Item(
        id=act.new_id(),
        ref=act.new_ref("TSK" if draft.kind is ItemKind.TASKING else "GDN"),
        kind=draft.kind,
        issuing_forum_id=issuer,
        addressing_forum_id=draft.forum_id,
        title=draft.title,
        text=draft.text,
        lead=draft.lead,
        supporting=draft.supporting,
        due=due_date(world, act, issuer, draft.due, f"{at}/due"),
        issued_at=act.now,
        sight=draft.sight,
        decision_id=draft.decision_id,
        substitute=draft.substitute,
        substitute_text=draft.substitute_text,
    )
    require_substitute(world, item, f"{at}/substitute/label")
    return replace(item, blocked=blocked_nations(world, item))


def due_date(world: World, act: Act, issuer: Id, asked: Span | None, at: str) -> Span:
    """The due date asked for, or the issuer's next meeting. Refused: ``due_required``, ``not_in_past``."""
    due = asked
    if due is None:
        coming = next_meeting(world, issuer, act.today)
        due = coming.when if coming is not None else Span()
    known = due.last is not None
    rules.enforce("due_required", known, at, "No next meeting of the issuer has a date: give a due date.")
    rules.enforce("not_in_past", due.last is None or due.last >= act.today, at)
    return due


def children(
    world: World, act: Act, parent: Item, drafts: Sequence[Draft], outcome_id: Id, meeting_id: Id | None
) -> list[Item]:
    """The child taskings of a delegation. Refused beside the rules of issue: ``delegate_downwards``,
    ``child_not_wider``, ``child_reaches_completers``; pointers name the child by its place.
    """
    rules.enforce("words_required", bool(drafts), "/children", "A delegation names its child taskings.")
    issuer = parent.addressing_forum_id or ""
    made = []
    for place, draft in enumerate(drafts):
        at = f"/children/{place}"
        rules.enforce("delegate_downwards", is_ancestor(world, issuer, draft.forum_id), f"{at}/forum")
        asked = (
            draft if draft.due or next_meeting(world, issuer, act.today) else replace(draft, due=parent.due)
        )
        child = drafted(world, act, issuer, asked, at)
        require_family(world, child, parent, at)
        made.append(replace(child, parent_id=parent.id, outcome_id=outcome_id, issued_meeting_id=meeting_id))
    return made


def require_family(world: World, child: Item, parent: Item, at: str = "") -> None:
    """Refuse a child released wider than its parent, or hidden from who may complete the parent."""
    require_not_wider(child, parent, at)
    reached = completers(world, parent) <= readers(child) and same_bar(child.sight, parent.sight)
    rules.enforce("child_reaches_completers", reached, f"{at}/label")


def require_not_wider(child: Item, parent: Item, at: str = "") -> None:
    """Refuse a child that somebody reads, or sees in other words, who does not read its parent."""
    narrow = not wider(child.sight, parent.sight)
    inside = readers(child) <= readers(parent) and covered(viewers(child), viewers(parent))
    rules.enforce("child_not_wider", narrow and inside, f"{at}/label")


def same_bar(child: Sight, parent: Sight) -> bool:
    """Whether a child asks for no higher level and no further community than its parent."""
    return child.level <= parent.level and child.coi <= parent.coi


def amend(world: World, act: Act, item: Item) -> Change:
    """Amend a provisional item's words, nations, due date or label, given as the amended value.

    What an agreed meeting issued is locked (correct the minutes first); forum and kind do not change.
    Where the label narrows, what repeats its words is narrowed with it (see `narrowing`); refused
    (``child_not_wider``) while a child or an escalation would stay released wider than it.
    """
    old = world.items[item.id]
    forum_id = old.issuing_forum_id
    require_recorder(world, act, forum_id)
    rules.enforce("words_required", bool(item.title.strip()), "/title")
    nations = members(world, old.addressing_forum_id) or old.authority_nations
    rules.enforce("lead_is_member", not item.lead or item.lead in nations, "/lead")
    rules.enforce("lead_is_member", set(item.supporting) <= nations, "/supporting")
    if item.due != old.due:
        due_date(world, act, forum_id, item.due, "/due")
    rules.enforce("joint_owner_reads", keeps_owners(item.sight, old.sight), "/label")
    if item.parent_id is not None:
        require_family(world, item, world.items[item.parent_id])
    if item.asks_for_id is not None:
        asked = world.items[item.asks_for_id]
        rules.enforce("child_not_wider", not wider(item.sight, asked.sight), "/label")
    making = Draftsman(world)
    if old.issued_meeting_id is not None:
        require_recording(world, old.issued_meeting_id)
    elif old.outcome_id is not None:
        untouched = not world.stands(Subject.ANSWER, old.outcome_id, 1)
        rules.enforce("agreed_minutes_locked", untouched, "", "A nation took its stand on this already.")
    amended = replace(item, standing=old.standing, unseen=old.unseen)
    making.put(replace(amended, blocked=blocked_nations(making.world, amended)))
    touched = {old.issued_meeting_id} - {None}
    if item.sight != old.sight:
        touched |= narrow_along(making, act, making.world.items[item.id])
    for meeting_id in sorted(filter(None, touched)):
        touch_minutes(making, meeting_id)
    _require_children(making.world, making.world.items[item.id])
    return making.change("amended")


def amendable(world: World, item: Item) -> bool:
    """Whether what an item says can still change: until the minutes that issued it are agreed, or a nation
    took its stand on what made it out of session.
    """
    if item.issued_meeting_id is not None:
        return world.meetings[item.issued_meeting_id].state in RECORDING
    return item.outcome_id is None or not world.stands(Subject.ANSWER, item.outcome_id, 1)


def _require_children(world: World, parent: Item) -> None:
    for child in world.children_of.get(parent.id, ()):
        if child.state is State.CLOSED:  # nobody completes by it any more; who reads it still does
            require_not_wider(child, parent)
        else:
            require_family(world, child, parent)


def substitute(
    world: World, act: Act, item_id: Id, text: str, sight: Sight, *, releases: bool = False
) -> Change:
    """Give an item a substitute text with a label of its own, for those who may not read the original.

    The text agreed stays as it is, so this is possible at any time; but other words for what a nation read
    by its substitute alone it concurs in again, and what it agreed to is locked. By a post holder of the
    issuing forum, or (``releases``) by a release authority of a nation that owns the item. Refused where it
    misses who reads the item (``substitute_reaches_readers``).
    """
    item = world.items[item_id]
    if not releases:
        require_recorder(world, act, item.issuing_forum_id)
    rules.enforce("words_required", bool(text.strip()), "/text")
    changed = replace(item, substitute=sight, substitute_text=text)
    require_substitute(world, changed, "/label")
    if item.parent_id is not None:
        require_family(world, changed, world.items[item.parent_id])
    making = Draftsman(world)
    before = item.substitute if item.substitute_text != text else None
    reworded(making, replace(changed, blocked=blocked_nations(world, changed)), before)
    _require_children(making.world, making.world.items[item.id])
    return making.change("substituted")
