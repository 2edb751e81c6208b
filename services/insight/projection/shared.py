"""What nations share: items and their portions, as search finds them, and the news of both."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from proto.gen.entente.sharing.v1 import caveat_pb2, item_pb2, lesson_pb2
from services.insight.projection import registries
from services.insight.projection.rows import Worker, put, take_turn

ITEM: Final = "item"
"""The kind of document of which items and portions are."""
LESSON: Final = "lesson"
CAVEAT: Final = "caveat"
_NEWER = "SELECT FROM document WHERE kind = %s AND id = %s AND told_at > %s"


def apply_item(conn: Worker, told: item_pb2.ItemSnapshot, label_id: int, at: datetime) -> None:
    """Take over the title and tags of an item: no words of one that was withdrawn, or that nobody there reads
    any more.
    """
    gone = told.deleted or told.withdrawn
    words = {"ref": told.ref, "title": told.title, "body": ", ".join(told.tags)}
    _apply(conn, ITEM, told.id, {} if gone else words, label_id, at)
    registries.apply(conn, "shared_item", told.id, label_id, gone=told.deleted)


def apply_portion(conn: Worker, told: item_pb2.PortionSnapshot, label_id: int, at: datetime) -> None:
    """The same of a portion."""
    of = {"parent_id": UUID(told.item_id)}
    _apply(conn, ITEM, told.id, of | ({} if told.deleted else {"body": told.text}), label_id, at)
    registries.apply(conn, "portion", told.id, label_id, gone=told.deleted)


def apply_lesson(conn: Worker, told: lesson_pb2.LessonSnapshot, label_id: int, at: datetime) -> None:
    """The same of a lesson: all that it says."""
    said = (told.observation, told.discussion, told.conclusion, told.recommendation, told.action)
    body = "\n".join([*filter(None, said), ", ".join([*told.topics, *told.tags])])
    gone = told.deleted or told.withdrawn
    words = {"ref": told.ref, "title": told.title, "body": body}
    _apply(conn, LESSON, told.id, {} if gone else words, label_id, at)
    registries.apply(conn, "lesson", told.id, label_id, gone=told.deleted)


def apply_caveat(conn: Worker, told: caveat_pb2.CaveatSnapshot, label_id: int, at: datetime) -> None:
    """The same of a caveat, one that was lifted too: by its subject and as it was published."""
    gone = told.deleted or told.state == caveat_pb2.CAVEAT_STATE_WITHDRAWN
    words = {"ref": told.ref, "title": told.subject, "body": f"{told.published}\n{told.operation}"}
    _apply(conn, CAVEAT, told.id, {} if gone else words, label_id, at)
    registries.apply(conn, "caveat", told.id, label_id, gone=told.deleted)


def _apply(conn: Worker, kind: str, row_id: str, words: dict[str, Any], label_id: int, at: datetime) -> None:
    """Writes the document, unless what is known of it was told later: what was dead and is sent again brings
    back nothing.
    """
    take_turn(conn)
    if conn.execute(_NEWER, [kind, UUID(row_id), at]).fetchone() is not None:
        return
    empty: dict[str, Any] = {"ref": "", "title": "", "body": "", "parent_id": None}
    put(conn, "document", ("kind", "id", "face"), {
        "kind": kind, "id": UUID(row_id), "face": "issued", **empty, **words, "forum_id": None, "day": None,
        "told_at": at, "label_id": label_id,
    })  # fmt: skip
