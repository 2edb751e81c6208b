"""What must hold after every step, whoever took it: checked over a whole world.

These checks share no gate with the transitions: they say what is wrong, not what is refused. They run over
generated histories in the tests and may run over all rows as worker.
"""

from collections.abc import Callable

from services.meetings.domain import agendas, risk, tracker
from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.forums import ancestors
from services.meetings.domain.invariants_standing import standing_is_concurred, stands_are_entitled
from services.meetings.domain.life import refolded
from services.meetings.domain.posts import members
from services.meetings.domain.values import (
    BY_FORUM,
    UPCOMING,
    WORKING,
    Item,
    ItemKind,
    MeetingState,
    OutcomeKind,
    Standing,
    State,
)
from services.meetings.domain.world import World


def one_forum_and_due(world: World) -> Found:
    """Every tasking has one addressing forum that shares a member with its issuer, and a due date."""
    for item in world.items.values():
        if item.addressing_forum_id is None:
            if item.kind is not ItemKind.ESCALATION or not item.authority_nations:
                yield Broken("one_forum", item.id, "nobody addresses it")
        elif item.addressing_forum_id not in world.forums or item.authority_nations:
            yield Broken("one_forum", item.id, "addressed by more than one, or by nobody known")
        if item.due.last is None or (
            item.due.last < item.issued_at.date() and item.kind is not ItemKind.ESCALATION
        ):
            yield Broken("due_date", item.id, f"due {item.due}")
        referred = any(o.kind is OutcomeKind.REFERRED for o in world.outcomes_of.get(item.id, ()))
        addressing = risk.addressees(world, item)
        if referred:  # a referral asks for a member in common with the referring forum only
            continue
        if not addressing & members(world, item.issuing_forum_id):
            yield Broken("common_member", item.id)
        if item.kind is not ItemKind.ESCALATION and not {item.lead, *item.supporting} <= addressing:
            yield Broken("lead_is_member", item.id)
        if not item.title.strip():
            yield Broken("words", item.id, "no title")


def never_lost(world: World) -> Found:
    """Whatever is not closed stands in exactly one tracker, or before the authorities."""
    places: dict[str, int] = {}
    for forum_id in world.forums:
        for item in tracker.tracker(world, forum_id):
            places[item.id] = places.get(item.id, 0) + 1
    for item in tracker.before_authorities(world):
        places[item.id] = places.get(item.id, 0) + 1
    for item in world.items.values():
        if places.get(item.id, 0) != (0 if item.state is State.CLOSED else 1):
            yield Broken("never_lost", item.id, f"{item.state} stands in {places.get(item.id, 0)} trackers")


def stands_on_every_meeting(world: World) -> Found:
    """Whatever waits for a forum stands once on each of its meetings to come, and on no called-off one."""
    for meeting in world.meetings.values() if world.items else ():
        standing = [
            entry.item.id
            for section in agendas.agenda(world, meeting.id)
            if section.kind != "back_brief"
            for entry in section.entries
        ]
        if meeting.state in {MeetingState.CANCELLED, MeetingState.POSTPONED} and standing:
            yield Broken("called_off_is_empty", meeting.id)
        if len(set(standing)) != len(standing):
            yield Broken("stands_once", meeting.id)
        if meeting.state in UPCOMING:
            yield from _missing(world, meeting.id, meeting.forum_id, set(standing))


def _missing(world: World, meeting_id: str, forum_id: str, standing: set[str]) -> Found:
    for item in world.items.values():
        if item.addressing_forum_id == forum_id and item.state in WORKING and item.id not in standing:
            yield Broken("stands_on_next", item.id, f"missing on {meeting_id}")
        briefed = item.issuing_forum_id == forum_id and item.state in {State.ANSWERED, State.RETURNED}
        if briefed and all(
            e.item.id != item.id for e in agendas.back_brief(world, world.meetings[meeting_id])
        ):
            yield Broken("back_brief", item.id, f"missing on {meeting_id}")


def state_is_folded(world: World) -> Found:
    """The stored state is what the effective outcomes made of the item, and blocked nations are derived."""
    for item in world.items.values():
        if refolded(world, item) != item:
            yield Broken("state_is_folded", item.id, f"{item.state} is {refolded(world, item).state}")
        if item.blocked != risk.addressees(world, item) - risk.readers(item):
            yield Broken("blocked_is_visible", item.id)
        told = risk.BLOCKED in risk.at_risk(world, item, item.issued_at.date())
        if item.blocked and item.state in WORKING and not told:
            yield Broken("blocked_is_at_risk", item.id)


def escalated_waits(world: World) -> Found:
    """An item is escalated exactly while an escalation of it is open that no nation withheld from."""
    for item in world.items.values():
        risen = world.escalations_of.get(item.id, ())
        waits = any(e.state is not State.CLOSED and e.standing is not Standing.WITHHELD for e in risen)
        if item.state in WORKING and (item.state is State.ESCALATED) != waits:
            yield Broken("escalated_waits", item.id, f"{item.state}, escalations open: {waits}")


def outcomes_are_whole(world: World) -> Found:
    """Each outcome has what its kind needs, and a meeting leaves an item one."""
    seen: set[tuple[str, str]] = set()
    for outcome in world.outcomes.values():
        item = world.items[outcome.item_id]
        if outcome.kind in BY_FORUM and outcome.meeting_id is not None:
            if (outcome.meeting_id, item.id) in seen:
                yield Broken("one_outcome", outcome.id)
            seen.add((outcome.meeting_id, item.id))
        match outcome.kind:
            case OutcomeKind.DEFERRED:
                to, here = world.meetings.get(outcome.to_meeting_id or ""), outcome.meeting_id or ""
                same = to is not None and to.forum_id == world.meetings[here].forum_id
                if not same or not outcome.reason.strip():
                    yield Broken("deferred_whole", outcome.id)
            case OutcomeKind.RETURNED if not outcome.reason.strip():
                yield Broken("returned_whole", outcome.id)
            case OutcomeKind.AGREED_TO_DISAGREE:
                if not set(outcome.positions) >= members(world, outcome.forum_id):
                    yield Broken("both_positions", outcome.id)
            case OutcomeKind.REFERRED:
                here = world.meetings[outcome.meeting_id or ""].forum_id
                common = members(world, here) & members(world, outcome.to_forum_id)
                if not common or outcome.to_forum_id == here:
                    yield Broken("referred_to_common", outcome.id)
            case OutcomeKind.ANSWERED | OutcomeKind.PROGRESSED if not outcome.text.strip():
                yield Broken("words", outcome.id)


def made_by_outcomes(world: World) -> Found:
    """Children and escalations keep the outcome that made them, and an escalation goes one rung up."""
    for item in world.items.values():
        if item.outcome_id is not None:
            made = world.outcomes.get(item.outcome_id)
            kind = OutcomeKind.DELEGATED if item.parent_id else OutcomeKind.ESCALATED
            if made is None or made.kind is not kind or made.item_id != (item.parent_id or item.asks_for_id):
                yield Broken("made_by_outcome", item.id)
        if item.kind is not ItemKind.ESCALATION:
            continue
        forum = world.forums[item.issuing_forum_id]
        if item.addressing_forum_id != forum.parent_id:
            yield Broken("one_rung_up", item.id)
        if not item.addressing_forum_id and set(forum.authorities) < item.authority_nations:
            yield Broken("authority_named", item.id)


def families(world: World) -> Found:
    """A child stands below its parent's forum, and nobody's ladder or family runs in a circle."""
    for forum in world.forums.values():
        if forum.id in ancestors(world, forum.id):
            yield Broken("no_circle", forum.id)
    for item in world.items.values():
        if item.parent_id is None:
            continue
        parent = world.items[item.parent_id]
        referred = any(o.kind is OutcomeKind.REFERRED for o in world.outcomes_of.get(item.id, ()))
        if not referred and item.issuing_forum_id not in ancestors(world, item.addressing_forum_id):
            yield Broken("child_below", item.id)
        if risk.readers(item) - risk.readers(parent) or item.sight.level < parent.sight.level:
            yield Broken("child_not_wider", item.id)
        if parent.sight.coi - item.sight.coi or _beyond(item) - _beyond(parent) - risk.readers(parent):
            yield Broken("child_not_wider", item.id, "a community less, or a group more")


def _beyond(item: Item) -> frozenset[str]:
    """Who reads or views it without being one of its reading nations."""
    return frozenset().union(*(one.groups | one.shown for one in (item.sight, item.substitute) if one))


WORLD: tuple[Callable[[World], Found], ...] = (
    one_forum_and_due,
    never_lost,
    stands_on_every_meeting,
    state_is_folded,
    escalated_waits,
    standing_is_concurred,
    stands_are_entitled,
    outcomes_are_whole,
    made_by_outcomes,
    families,
)
"""The invariants of one world."""


def broken(world: World) -> list[Broken]:
    """Every invariant of a world that does not hold."""
    return [found for check in WORLD for found in check(world)]
