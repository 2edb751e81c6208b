"""Rows of the database as values of the rules. Ids become text; times stay UTC."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.meetings.domain.values import (
    Appointment,
    Concurrence,
    Decision,
    DecisionKind,
    Forum,
    Item,
    ItemKind,
    Meeting,
    MeetingState,
    Outcome,
    OutcomeKind,
    Pick,
    Progress,
    Sight,
    Span,
    Stand,
    Standing,
    State,
    Subject,
)

Record = Mapping[str, Any]
Sights = Mapping[int, Sight]


def name(value: UUID | None) -> str | None:
    """An id as the rules write it."""
    return None if value is None else str(value)


def forum(row: Record) -> Forum:
    """A forum."""
    return Forum(
        id=str(row["id"]),
        name=row["name"],
        nations=frozenset(row["nations"]),
        rank=row["rank"],
        parent_id=name(row["parent_id"]),
        authorities=row["escalation_authority"],
    )


def appointment(row: Record) -> Appointment:
    """An appointment."""
    return Appointment(
        id=str(row["id"]),
        forum_id=str(row["forum_id"]),
        nation=row["nation"],
        post=row["post"],
        person_id=row["person_id"],
        since=row["since"],
        until=row["until"],
    )


def meeting(row: Record, sights: Sights) -> Meeting:
    """A meeting, with the nations present."""
    return Meeting(
        id=str(row["id"]),
        forum_id=str(row["forum_id"]),
        when=Span(row["window_start"], row["window_end"], row["window_precision"]),
        state=MeetingState(row["state"]),
        held_at=row["held_at"],
        minutes_version=row["minutes_version"],
        moved_to_id=name(row["moved_to_id"]),
        reason=row["reason"],
        present=frozenset(row["present"] or ()),
        sight=sights[row["label_id"]],
        ref=row["ref"],
    )


def item(row: Record, sights: Sights) -> Item:
    """An item, with its substitute where there is one."""
    substitute = row["substitute_label_id"]
    return Item(
        id=str(row["id"]),
        kind=ItemKind(row["kind"]),
        issuing_forum_id=str(row["issuing_forum_id"]),
        addressing_forum_id=name(row["addressing_forum_id"]),
        title=row["title"],
        due=Span(row["due_first"], row["due_last"], row["due_precision"]),
        issued_at=row["issued_at"],
        sight=sights[row["label_id"]],
        text=row["text"],
        issued_meeting_id=name(row["issued_meeting_id"]),
        outcome_id=name(row["outcome_id"]),
        authority_nations=frozenset(row["authority_nations"]),
        parent_id=name(row["parent_id"]),
        asks_for_id=name(row["asks_for_id"]),
        decision_id=name(row["decision_id"]),
        lead=row["lead"],
        supporting=tuple(row["supporting"]),
        state=State(row["state"]),
        standing=Standing(row["standing"]),
        unseen=frozenset(row["unseen_by"]),
        answer=row["answer"],
        reopened=row["reopened"],
        closed_at=row["closed_at"],
        substitute=None if substitute is None else sights[substitute],
        substitute_text=row["substitute_text"] or "",
        blocked=frozenset(row["blocked_nations"]),
        ref=row["ref"],
    )


def outcome(row: Record, sights: Sights) -> Outcome:
    """What was left of an item."""
    return Outcome(
        id=str(row["id"]),
        item_id=str(row["item_id"]),
        kind=OutcomeKind(row["kind"]),
        at=row["at"],
        sight=sights[row["label_id"]],
        meeting_id=name(row["meeting_id"]),
        text=row["text"],
        reason=row["reason"],
        to_meeting_id=name(row["to_meeting_id"]),
        to_forum_id=name(row["to_forum_id"]),
        positions=row["positions"],
        children_decision=row["children_decision"],
        standing=Standing(row["standing"]),
        unseen=frozenset(row["unseen_by"]),
        decision_id=name(row["decision_id"]),
        escalation_id=name(row["escalation_id"]),
        forum_id=name(row["forum_id"]),
    )


def decision(row: Record, sights: Sights) -> Decision:
    """A decision, with the label of its substitute where there is one."""
    substitute = row["substitute_label_id"]
    return Decision(
        id=str(row["id"]),
        forum_id=str(row["forum_id"]),
        kind=DecisionKind(row["kind"]),
        text=row["text"],
        sight=sights[row["label_id"]],
        at=row["at"],
        meeting_id=name(row["meeting_id"]),
        settles_id=name(row["settles_id"]),
        substitute=None if substitute is None else sights[substitute],
        standing=Standing(row["standing"]),
        unseen=frozenset(row["unseen_by"]),
        ref=row["ref"],
    )


def concurrence(row: Record, sights: Sights) -> Concurrence:
    """A nation's stand."""
    return Concurrence(
        id=str(row["id"]),
        subject=Subject(row["subject_kind"]),
        subject_id=str(row["subject_id"]),
        version=row["subject_version"],
        nation=row["nation"],
        stand=Stand(row["stand"]),
        sight=sights[row["label_id"]],
        by=row["by"],
        evidence=row["evidence"],
        deadline=row["deadline"],
        at=row["at"],
    )


def progress(row: Record, sights: Sights) -> Progress:
    """A progress report."""
    return Progress(
        id=str(row["id"]),
        item_id=str(row["item_id"]),
        nation=row["nation"],
        text=row["text"],
        at=row["at"],
        sight=sights[row["label_id"]],
    )


def pick(row: Record) -> Pick:
    """A mark that puts an item up for discussion."""
    return Pick(str(row["id"]), str(row["meeting_id"]), str(row["item_id"]))
