"""What must hold from one world to the next: nothing lost, nothing agreed touched, nobody bound."""

from collections.abc import Callable

from services.meetings.domain import risk, tracker
from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.posts import members, posts_of
from services.meetings.domain.steps_minutes import (
    agreed_is_locked,
    meetings_move_along,
    notice_is_kept,
    taken_stands_stay,
    versions_renew,
)
from services.meetings.domain.steps_reach import item_readers_read
from services.meetings.domain.steps_sight import (
    a_narrower_question_is_nowhere_wider,
    what_asks_is_not_wider,
)
from services.meetings.domain.steps_standing import (
    assent_reaches_what_was_read,
    silence_binds_who_could_break_it,
    silence_reaches_what_stood,
    unseen_stays_unseen,
)
from services.meetings.domain.values import (
    BY_FORUM,
    RECORDERS,
    SAT,
    WORKING,
    Act,
    Item,
    ItemKind,
    Outcome,
    OutcomeKind,
    Standing,
    State,
)
from services.meetings.domain.world import World

LAST_WORDS = frozenset({OutcomeKind.CLOSED, OutcomeKind.REOPENED})


def nothing_deleted(before: World, after: World, _: Act) -> Found:
    """No record disappears."""
    for home in ("meetings", "items", "outcomes", "decisions", "concurrences", "progress"):
        for missing in set(getattr(before, home)) - set(getattr(after, home)):
            yield Broken("nothing_deleted", missing, home)


def recorded_by_entitled(before: World, after: World, act: Act) -> Found:
    """Who recorded held a post of a member nation in the forum that speaks; reports come from members."""
    for outcome in _new(before, after):
        item = after.items[outcome.item_id]
        meeting = after.meetings.get(outcome.meeting_id or "")
        forum_id = meeting.forum_id if meeting else outcome.forum_id
        if outcome.forum_id != forum_id:
            yield Broken("recorded_by_entitled", outcome.id, "not by its own forum")
        held = posts_of(after, act.person, act.nation, forum_id, act.today)
        if not held & RECORDERS or act.nation not in members(after, forum_id):
            yield Broken("recorded_by_entitled", outcome.id, act.person)
        if meeting is not None and (meeting.state not in SAT or outcome.at < (meeting.held_at or outcome.at)):
            yield Broken("recorded_at_held", outcome.id)
    for item in after.items.values():
        meeting = after.meetings.get(item.issued_meeting_id or "")
        if item.id in before.items or meeting is None:
            continue
        if not posts_of(after, act.person, act.nation, meeting.forum_id, act.today) & RECORDERS:
            yield Broken("recorded_by_entitled", item.id, act.person)
        if meeting.state not in SAT:
            yield Broken("recorded_at_held", item.id)
    for report in after.progress.values():
        if report.id not in before.progress:
            reported = after.items[report.item_id]
            if report.nation not in risk.addressees(after, reported) or not report.text.strip():
                yield Broken("reported_by_member", report.id)


def outcomes_where_it_stood(before: World, after: World, _: Act) -> Found:
    """A forum leaves an outcome only of what stood there and waited, and was not taken further."""
    for outcome in _new(before, after):
        item = before.items.get(outcome.item_id)
        meeting = before.meetings.get(outcome.meeting_id or "")
        if outcome.kind not in BY_FORUM or item is None:
            continue
        if meeting is not None and not tracker.stands_on(before, item, meeting):
            yield Broken("stood_there", outcome.id)
        if item.state not in WORKING:
            yield Broken("was_working", outcome.id, item.state)
        if item.state is State.ESCALATED and outcome.kind not in {
            OutcomeKind.PROGRESSED,
            OutcomeKind.DEFERRED,
        }:
            yield Broken("awaits_adjudication", outcome.id)
        if item.kind is ItemKind.ESCALATION and outcome.kind in {
            OutcomeKind.ANSWERED,
            OutcomeKind.DELEGATED,
            OutcomeKind.REFERRED,
            OutcomeKind.AGREED_TO_DISAGREE,
        }:
            yield Broken("adjudicated_only", outcome.id)
        if meeting is None and outcome.kind not in {
            OutcomeKind.ANSWERED,
            OutcomeKind.DELEGATED,
            OutcomeKind.ESCALATED,
        }:
            yield Broken("recorded_at_held", outcome.id)


def parents_after_children(before: World, after: World, _: Act) -> Found:
    """A parent becomes answered only when its children are, or by an explicit decision."""
    for outcome in _new(before, after):
        if outcome.kind not in {OutcomeKind.ANSWERED, OutcomeKind.AGREED_TO_DISAGREE}:
            continue
        open_children = [
            child
            for child in before.children_of.get(outcome.item_id, ())
            if child.state not in {State.ANSWERED, State.CLOSED} and child.standing is not Standing.WITHHELD
        ]
        if open_children and not outcome.children_decision.strip():
            yield Broken("children_first", outcome.id)


def children_reach(before: World, after: World, _: Act) -> Found:
    """At delegation, everyone who may complete the parent may read the child."""
    for item in after.items.values():
        if item.id in before.items or item.parent_id is None:
            continue
        parent = before.items[item.parent_id]
        hidden = (risk.addressees(before, parent) & risk.readers(parent)) - risk.readers(item)
        if hidden or item.sight.level > parent.sight.level or item.sight.coi - parent.sight.coi:
            yield Broken("child_reaches_completers", item.id)


def last_word_is_the_issuers(before: World, after: World, _: Act) -> Found:
    """The issuer closes or reopens what was answered or returned, at its latest meeting since issue."""
    for outcome in _new(before, after):
        if outcome.kind not in LAST_WORDS:
            continue
        item = before.items[outcome.item_id]
        meeting = before.meetings[outcome.meeting_id or ""]
        held = before.sat(item.issuing_forum_id)
        if meeting.forum_id != item.issuing_forum_id or not held or held[-1].id != meeting.id:
            yield Broken("issuer_closes", item.id)
        elif meeting.held_at is None or meeting.held_at <= item.issued_at:
            yield Broken("issuer_closes", item.id, "not its back-brief")
        if item.state not in {State.ANSWERED, State.RETURNED}:
            yield Broken("answered_before_closed", item.id)
        parent = before.items.get(item.parent_id or "")
        reopened = outcome.kind is OutcomeKind.REOPENED
        if reopened and parent is not None and parent.state in {State.ANSWERED, State.CLOSED}:
            yield Broken("parent_reopened_first", item.id)
        if reopened and not outcome.reason.strip():
            yield Broken("words", outcome.id)


def adjudications_land(before: World, after: World, _: Act) -> Found:
    """An adjudication is of whom was asked, closes its escalation and reaches who asked at once."""
    for decision in after.decisions.values():
        if decision.id in before.decisions or decision.settles_id is None:
            continue
        asked = before.items[decision.settles_id]
        if asked.kind is not ItemKind.ESCALATION or asked.standing is Standing.WITHHELD:
            yield Broken("adjudicates_an_escalation", decision.id)
        if asked.state not in WORKING or asked.state is State.ESCALATED or not decision.text.strip():
            yield Broken("adjudicates_an_escalation", decision.id, asked.state)
        meeting = before.meetings.get(decision.meeting_id or "")
        if meeting is not None and meeting.forum_id != asked.addressing_forum_id:
            yield Broken("adjudicated_above", decision.id)
        yield from _landed(after, asked)


def _landed(after: World, asked: Item) -> Found:
    current: Item | None = asked
    while current is not None and current.kind is ItemKind.ESCALATION:
        if after.items[current.id].state is not State.CLOSED:
            yield Broken("adjudication_lands", current.id)
        current = after.items.get(current.asks_for_id or "")
    if current is not None and not any(
        o.kind is OutcomeKind.ADJUDICATED for o in after.outcomes_of.get(current.id, ())
    ):
        yield Broken("adjudication_lands", current.id)


def due_dates_ahead(before: World, after: World, act: Act) -> Found:
    """A due date that is set does not lie in the past."""
    for item in after.items.values():
        old = before.items.get(item.id)
        set_now = item.kind is not ItemKind.ESCALATION and (old is None or old.due != item.due)
        if set_now and (item.due.last is None or item.due.last < act.today):
            yield Broken("due_ahead", item.id)


def joint_owners_read_on(before: World, after: World, _: Act) -> Found:
    """Where a record of several owners is labelled anew, each of them reads it as before."""
    for old, new in _relabelled(before, after):
        lost = (old.sight.owners & old.sight.nations) - new.sight.nations
        harder = new.sight.level > old.sight.level or new.sight.coi - old.sight.coi
        if len(old.sight.owners) > 1 and (lost or harder or new.sight.orcon > old.sight.orcon):
            yield Broken("joint_owner_reads", old.id)


def _relabelled(before: World, after: World) -> list[tuple[Item | Outcome, Item | Outcome]]:
    found: list[tuple[Item | Outcome, Item | Outcome]] = []
    found += [(old, after.items[key]) for key, old in before.items.items()]
    found += [(old, after.outcomes[key]) for key, old in before.outcomes.items()]
    return [(old, new) for old, new in found if old.sight.label != new.sight.label]


STEP: tuple[Callable[[World, World, Act], Found], ...] = (
    nothing_deleted,
    agreed_is_locked,
    versions_renew,
    recorded_by_entitled,
    outcomes_where_it_stood,
    parents_after_children,
    children_reach,
    last_word_is_the_issuers,
    adjudications_land,
    meetings_move_along,
    notice_is_kept,
    taken_stands_stay,
    due_dates_ahead,
    joint_owners_read_on,
    assent_reaches_what_was_read,
    silence_reaches_what_stood,
    silence_binds_who_could_break_it,
    unseen_stays_unseen,
    what_asks_is_not_wider,
    a_narrower_question_is_nowhere_wider,
    item_readers_read,
)
"""The invariants of a step."""


def _new(before: World, after: World) -> list[Outcome]:
    return [outcome for key, outcome in after.outcomes.items() if key not in before.outcomes]


def broken_step(before: World, after: World, act: Act) -> list[Broken]:
    """Every invariant that a step from one world to the next does not keep."""
    return [found for check in STEP for found in check(before, after, act)]
