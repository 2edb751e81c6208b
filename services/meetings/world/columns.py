"""Values of the rules as columns of the database: the reverse of ``rows``."""

from collections.abc import Callable
from typing import Any

from psycopg.types.json import Jsonb

from services.meetings.domain.values import (
    Concurrence,
    Decision,
    Item,
    Meeting,
    Outcome,
    Pick,
    Progress,
    Value,
)

Columns = dict[str, Any]


def meeting(value: Meeting) -> Columns:
    """What the rules decide of a meeting; its title, place and mode are not theirs."""
    return {
        "forum_id": value.forum_id,
        "state": value.state.value,
        "window_start": value.when.first,
        "window_end": value.when.last,
        "window_precision": value.when.precision,
        "held_at": value.held_at,
        "minutes_version": value.minutes_version,
        "moved_to_id": value.moved_to_id,
        "reason": value.reason,
        "ref": value.ref,
    }


def item(value: Item) -> Columns:
    """An item; its substitute is a row of its own."""
    return {
        "ref": value.ref,
        "kind": value.kind.value,
        "issuing_forum_id": value.issuing_forum_id,
        "issued_meeting_id": value.issued_meeting_id,
        "addressing_forum_id": value.addressing_forum_id,
        "authority_nations": sorted(value.authority_nations),
        "parent_id": value.parent_id,
        "asks_for_id": value.asks_for_id,
        "decision_id": value.decision_id,
        "outcome_id": value.outcome_id,
        "title": value.title,
        "text": value.text,
        "lead": value.lead,
        "supporting": list(value.supporting),
        "due_first": value.due.first,
        "due_last": value.due.last,
        "due_precision": value.due.precision,
        "state": value.state.value,
        "standing": value.standing.value,
        "unseen_by": sorted(value.unseen),
        "reopened": value.reopened,
        "issued_at": value.issued_at,
        "closed_at": value.closed_at,
        "blocked_nations": sorted(value.blocked),
    }


def outcome(value: Outcome) -> Columns:
    """What was left of an item."""
    return {
        "meeting_id": value.meeting_id,
        "item_id": value.item_id,
        "kind": value.kind.value,
        "text": value.text,
        "reason": value.reason,
        "to_meeting_id": value.to_meeting_id,
        "to_forum_id": value.to_forum_id,
        "positions": Jsonb(dict(value.positions)),
        "children_decision": value.children_decision,
        "standing": value.standing.value,
        "unseen_by": sorted(value.unseen),
        "decision_id": value.decision_id,
        "escalation_id": value.escalation_id,
        "forum_id": value.forum_id,
        "at": value.at,
    }


def decision(value: Decision) -> Columns:
    """A decision."""
    return {
        "ref": value.ref,
        "meeting_id": value.meeting_id,
        "forum_id": value.forum_id,
        "kind": value.kind.value,
        "text": value.text,
        "settles_id": value.settles_id,
        "standing": value.standing.value,
        "unseen_by": sorted(value.unseen),
        "at": value.at,
    }


def concurrence(value: Concurrence) -> Columns:
    """A nation's stand."""
    return {
        "subject_kind": value.subject.value,
        "subject_id": value.subject_id,
        "subject_version": value.version,
        "nation": value.nation,
        "stand": value.stand.value,
        "by": value.by,
        "evidence": value.evidence,
        "deadline": value.deadline,
        "at": value.at,
    }


def progress(value: Progress) -> Columns:
    """A progress report."""
    return {"item_id": value.item_id, "nation": value.nation, "text": value.text, "at": value.at}


def pick(value: Pick) -> Columns:
    """A mark on the agenda that puts an item up for discussion."""
    said = {"title": "", "text": "", "presenter": "", "presenter_nation": ""}
    return {"meeting_id": value.meeting_id, "item_id": value.item_id, "picked": True, **said}


HOMES: dict[type[Value], tuple[str, Callable[[Any], Columns]]] = {
    Meeting: ("meeting", meeting),
    Item: ("item", item),
    Outcome: ("outcome", outcome),
    Decision: ("decision", decision),
    Concurrence: ("concurrence", concurrence),
    Progress: ("progress", progress),
    Pick: ("agenda_entry", pick),
}
"""What rules change, and where it is kept."""


def home(value: Value) -> tuple[str, Columns]:
    """The table of a value, and its columns there. Raises KeyError for what no rule changes."""
    table, columns = HOMES[type(value)]
    return table, columns(value)
