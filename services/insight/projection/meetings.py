"""Forums, meetings and decisions: their read models and search documents, and the venue of open items."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import decision_pb2, forum_pb2, item_pb2, meeting_pb2
from services.common.events.words import word
from services.insight.projection.rows import (
    NEWS,
    ORDER,
    Worker,
    day,
    differs,
    drop_face,
    faces,
    ident,
    is_older,
    labels_of,
    moment,
    news,
    one,
    put,
    take_turn,
    tell,
)

SPOKEN = frozenset({"concurred", "withheld", "silence", "silence_elapsed"})
"""Changes of a meeting that are stands on its minutes: told to those alone who may know the forum."""


def apply_forum(conn: Worker, forum: forum_pb2.ForumSnapshot, label_id: int, at: datetime) -> None:
    """Take over the whole state of a forum."""
    object_id = UUID(forum.id)
    take_turn(conn)
    if is_older(conn, "forum_view", object_id, forum.version, at):
        return
    before = labels_of(conn, "forum_view", object_id)
    posts = [
        {"nation": p.nation, "post": word(forum_pb2.PostKind, p.post), "person_id": p.person_id,
         "since": p.since, "until": p.until} for p in forum.posts
    ]  # fmt: skip
    put(conn, "forum_view", ("id",), {
        "id": object_id, "key": forum.key, "name": forum.name, "kind": word(forum_pb2.ForumKind, forum.kind),
        "rank": forum.rank, "parent_id": ident(forum.parent_id), "nations": list(forum.nations),
        "posts": orjson.dumps(posts).decode(), "version": forum.version, "told_at": at,
        "label_id": label_id,
    })  # fmt: skip
    tell(conn, "forum", object_id, before, {label_id})


def apply_meeting(conn: Worker, meeting: meeting_pb2.MeetingSnapshot, label_id: int, at: datetime) -> None:
    """Take over the whole state of a meeting, and say anew which items of its forum have a venue."""
    object_id = UUID(meeting.id)
    take_turn(conn)
    if is_older(conn, "meeting_view", object_id, meeting.version, at):
        return
    before = labels_of(conn, "meeting_view", object_id)
    row = _meeting(meeting, at) | {"label_id": label_id}
    old = one(conn, "meeting_view", object_id)
    quiet = meeting.change in SPOKEN and not differs(old, row, {*NEWS, *ORDER, "pending_nations"})
    row |= {"changed_at": old["changed_at"]} if quiet and old else {}
    put(conn, "meeting_view", ("id",), row)
    put(conn, "document", ("kind", "id", "face"), {
        "kind": "meeting", "id": object_id, "face": "issued", "ref": meeting.ref, "title": meeting.title,
        "body": meeting.place, "forum_id": row["forum_id"],
        "day": row["starts"], "label_id": label_id,
    })  # fmt: skip
    _venues(conn, row["forum_id"])
    if quiet:
        tell(conn, "forum", row["forum_id"], set(), {label_id})
    else:
        tell(conn, "meeting", object_id, before, {label_id})


def _meeting(meeting: meeting_pb2.MeetingSnapshot, at: datetime) -> dict[str, Any]:
    days = sorted(meeting.days)
    return {
        "id": UUID(meeting.id), "ref": meeting.ref, "forum_id": UUID(meeting.forum_id),
        "title": meeting.title,
        "state": word(meeting_pb2.MeetingState, meeting.state), "nations": list(meeting.nations),
        "starts": day(days[0] if days else meeting.start), "ends": day(days[-1] if days else meeting.end),
        "precision": word(values_pb2.DatePrecision, meeting.precision) or "unknown",
        "mode": word(meeting_pb2.MeetingMode, meeting.mode), "place": meeting.place,
        "time_zone": meeting.time_zone,
        "pending_nations": [c.nation for c in meeting.concurrences if c.stand == meeting_pb2.STAND_PENDING],
        "changed_at": at, "version": meeting.version, "told_at": at,
    }  # fmt: skip


def _venues(conn: Worker, forum_id: UUID) -> None:
    conn.execute(
        """UPDATE item_view i SET no_venue = v.none FROM (
             SELECT x.id, x.face, NOT EXISTS (SELECT 1 FROM meeting_view m
               WHERE m.forum_id = x.addressing_forum_id AND m.state IN ('planned', 'agenda_open')
               AND (m.starts IS NULL OR x.due_last IS NULL OR m.starts <= x.due_last)) AS none
             FROM item_view x WHERE x.addressing_forum_id = %s AND x.state <> 'closed') v
           WHERE i.id = v.id AND i.face = v.face AND i.no_venue <> v.none""",
        (forum_id,),
    )


def apply_decision(
    conn: Worker,
    decision: decision_pb2.DecisionSnapshot,
    label_id: int,
    substitute_id: int | None,
    at: datetime,
) -> None:
    """Take over the whole state of a decision, with its substitute text under its own label."""
    object_id = UUID(decision.id)
    take_turn(conn)
    if is_older(conn, "decision_view", object_id, decision.version, at):
        return
    before, old = labels_of(conn, "decision_view", object_id), faces(conn, "decision_view", object_id)
    rows = [_decision_face(decision, "issued", decision.text, label_id, at)]
    if substitute_id is None:
        drop_face(conn, ("decision_view", "document"), object_id, "substitute")
    else:
        rows.append(_decision_face(decision, "substitute", decision.substitute_text, substitute_id, at))
    told = news(old, rows)
    for row in rows:
        quiet = row["label_id"] not in told
        _put_decision(conn, row | ({"changed_at": old[row["face"]]["changed_at"]} if quiet else {}))
    if label_id not in told and rows[0]["forum_id"]:
        # A stand shows in no column, and to those alone who may know the forum.
        tell(conn, "forum", rows[0]["forum_id"], set(), {label_id})
    tell(conn, "decision", object_id, before - {row["label_id"] for row in rows}, told)


def _decision_face(
    decision: decision_pb2.DecisionSnapshot, face: str, text: str, label_id: int, at: datetime
) -> dict[str, Any]:
    return {
        "id": UUID(decision.id), "face": face, "ref": decision.ref,
        "kind": word(decision_pb2.DecisionKind, decision.kind), "text": text,
        "standing": word(item_pb2.Standing, decision.standing), "meeting_id": ident(decision.meeting_id),
        "forum_id": ident(decision.forum_id), "member_nations": list(decision.member_nations),
        "decided_at": moment(decision.decided_at), "changed_at": at, "version": decision.version,
        "told_at": at,
        "label_id": label_id,
    }  # fmt: skip


def _put_decision(conn: Worker, row: dict[str, Any]) -> None:
    decided, text = row["decided_at"], row["text"]
    put(conn, "decision_view", ("id", "face"), row)
    put(conn, "document", ("kind", "id", "face"), {
        "kind": "decision", "id": row["id"], "face": row["face"], "ref": row["ref"],
        "title": text.split(". ")[0][:160], "body": text, "forum_id": row["forum_id"],
        "day": decided.date() if decided else None, "label_id": row["label_id"],
    })  # fmt: skip
