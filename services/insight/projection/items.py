"""Items (taskings, guidance, escalations): their read model, their search documents and their venue."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import item_pb2, meeting_pb2
from services.common.events.words import word
from services.insight.projection.dates import bounds
from services.insight.projection.rows import (
    NEWS,
    Row,
    Worker,
    drop_face,
    faces,
    ident,
    is_older,
    labels_of,
    moment,
    news,
    put,
    take_turn,
    tell,
)

TABLES = ("item_view", "document")
SITTINGS = ("no_venue", "had_one", "addressed_first", "passed_over", "first_addressed_at", "pending_nations")
"""What of an item follows from the meetings of its forum: their news, for those who may know the forum."""
BEFORE_WHOM = ("addressing_forum_id", "member_nations", "blocked_nations")
"""Before which forum it stands, and whom release is blocked for: the news of these forums as well."""
REPORTED: Final = "progress"
"""The change that a report is, as the meetings service tells it: it shows in no column. Who reads the item
reads the report; who reads the substitute alone may not.
"""


def apply(
    conn: Worker, item: item_pb2.ItemSnapshot, label_id: int, substitute_id: int | None, at: datetime
) -> None:
    """Take over the whole state of an item; ``substitute_id`` is the label of its substitute, if any."""
    object_id = UUID(item.id)
    take_turn(conn)
    if is_older(conn, "item_view", object_id, item.version, at):
        return
    before, old = labels_of(conn, "item_view", object_id), faces(conn, "item_view", object_id)
    common = _columns(item, at) | {"no_venue": _misses_venue(conn, item)}
    rows = [_row(common, "issued", item.title, item.text, label_id)]
    if substitute_id is not None:
        rows.append(_row(common, "substitute", item.ref, item.substitute_text, substitute_id))
    else:
        drop_face(conn, TABLES, object_id, "substitute")
    told = news(old, rows, (*SITTINGS, *BEFORE_WHOM))
    if item.change == REPORTED:
        told.add(label_id)
    for row in rows:
        quiet = row["label_id"] not in told
        _put_face(conn, item, row | ({name: old[row["face"]][name] for name in NEWS} if quiet else {}))
    for forum_id in _forums(old.get("issued"), rows[0]):
        tell(conn, "forum", forum_id, set(), _before_forums(old, rows, told))
    tell(conn, "item", object_id, before - {row["label_id"] for row in rows}, told)


def _before_forums(old: Mapping[str, Row], rows: Sequence[Row], told: Set[int]) -> set[int]:
    """The labels under which an event is news of the forums alone: their meetings moved, or nothing that
    shows in a column (a stand). Words that a substitute hides are no news of a forum either.
    """
    quiet = [row for row in rows if row["label_id"] not in told]
    theirs = (*SITTINGS, *BEFORE_WHOM)
    return {
        row["label_id"]
        for row in quiet
        if not told or any(old[row["face"]][name] != row[name] for name in theirs)
    }


def _forums(old: Row | None, row: Row) -> set[UUID]:
    """The forums whose readers see what changed of an item, where its own readers see nothing change."""
    before = old or row
    found = {before["addressing_forum_id"], row["addressing_forum_id"]}
    if before["blocked_nations"] != row["blocked_nations"]:
        found.add(row["issuing_forum_id"])
    return found - {None}


def _row(common: Row, face: str, title: str, text: str, label_id: int) -> dict[str, Any]:
    hidden = {"answer": ""} if face == "substitute" else {}
    return {**common, **hidden, "face": face, "title": title, "text": text, "label_id": label_id}


def _put_face(conn: Worker, item: item_pb2.ItemSnapshot, row: Row) -> None:
    put(conn, "item_view", ("id", "face"), row)
    put(conn, "document", ("kind", "id", "face"), {
        "kind": word(item_pb2.ItemKind, item.kind), "id": row["id"], "face": row["face"], "ref": item.ref,
        "title": row["title"], "body": row["text"], "forum_id": ident(item.addressing_forum_id),
        "day": row["due_last"], "label_id": row["label_id"],
    })  # fmt: skip


def _columns(item: item_pb2.ItemSnapshot, at: datetime) -> dict[str, Any]:
    first, last = bounds(item.due.value)
    pending = item_pb2.OUTCOME_KIND_PENDING
    held = [s for s in item.standings if s.outcome != pending]
    had_one = bool(held) and item.standings[0].outcome != pending
    return {
        "id": UUID(item.id), "ref": item.ref, "kind": word(item_pb2.ItemKind, item.kind),
        "state": word(item_pb2.ItemState, item.state), "standing": word(item_pb2.Standing, item.standing),
        "issuing_forum_id": ident(item.issuing_forum_id), "issuing_nations": list(item.issuing_nations),
        "addressing_forum_id": ident(item.addressing_forum_id),
        "member_nations": list(item.member_nations),
        "authority_nations": list(item.authority_nations), "issued_meeting_id": ident(item.issued_meeting_id),
        "parent_id": ident(item.parent_id), "asks_for_id": ident(item.asks_for_id), "lead": item.lead,
        "supporting": list(item.supporting), "due_first": first, "due_last": last,
        "due_value": item.due.value or None, "due_precision": _precision(item),
        "blocked_nations": list(item.blocked_nations), "pending_nations": _pending(item),
        "answer": item.answer,
        "reopened": item.reopened, "adjudicated": item.adjudicated, "had_one": had_one,
        "addressed_first": had_one and held[0].addressed,
        "passed_over": sum(1 for s in held if not s.addressed),
        "issued_at": moment(item.issued_at), "closed_at": moment(item.closed_at),
        "first_addressed_at": moment(item.first_addressed_at), "changed_at": at, "change": item.change,
        "actor_nation": item.actor_nation, "version": item.version, "told_at": at,
    }  # fmt: skip


def _precision(item: item_pb2.ItemSnapshot) -> str:
    return word(values_pb2.DatePrecision, item.due.precision) or "unknown"


def _pending(item: item_pb2.ItemSnapshot) -> list[str]:
    return [c.nation for c in item.concurrences if c.stand == meeting_pb2.STAND_PENDING]


def _misses_venue(conn: Worker, item: item_pb2.ItemSnapshot) -> bool:
    """Whether no meeting can take it. A closed one misses none: its row follows no meeting any more."""
    if item.state == item_pb2.ITEM_STATE_CLOSED:
        return False
    _, last = bounds(item.due.value)
    forum = ident(item.addressing_forum_id)
    return forum is None or not venue_before(conn, forum, last)


def venue_before(conn: Worker, forum_id: UUID, last: date | None) -> bool:
    """Whether a meeting of the forum is planned that can still take an item due by ``last``."""
    row = conn.execute(
        """SELECT EXISTS (SELECT 1 FROM meeting_view WHERE forum_id = %(forum)s
           AND state IN ('planned', 'agenda_open') AND (starts IS NULL OR %(last)s::date IS NULL
           OR starts <= %(last)s::date)) AS found""",
        {"forum": forum_id, "last": last},
    ).fetchone()
    return bool(row and row["found"])
