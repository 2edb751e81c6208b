"""What the world learns when a forum changes: its whole state."""

from datetime import date

from proto.gen.entente.meetings.v1 import forum_pb2
from services.common.db import OutboxEvent, Unit
from services.meetings.forums.repository import appointments_of
from services.meetings.meetings.snapshot import coded
from services.meetings.models import AppointmentRow, ForumRow

TOPIC = "entente.meetings.forum.v1"
TYPE = "entente.meetings.forum.changed.v1"


async def forum_changed(unit: Unit, forum: ForumRow, change: str) -> None:
    """Puts the forum's whole state into the outbox, with the appointments that the forum's label covers.

    The message rides under the forum's label; an appointment under a narrower one is left out of it.
    """
    posts = [row for row in await appointments_of(unit, forum.id) if row.label_id == forum.label_id]
    message = snapshot(forum, posts, change, unit.subject.nation)
    unit.emit(OutboxEvent.of(TOPIC, TYPE, forum.id, message, await unit.label(forum.label_id)))


def snapshot(
    forum: ForumRow, posts: list[AppointmentRow], change: str, actor_nation: str
) -> forum_pb2.ForumSnapshot:
    """The forum as a message."""
    return forum_pb2.ForumSnapshot(
        id=str(forum.id),
        key=forum.key,
        name=forum.name,
        kind=coded(forum_pb2.ForumKind, forum.kind),
        rank=forum.rank,
        echelon=forum.echelon,
        parent_id=str(forum.parent_id or ""),
        nations=forum.nations,
        co_chairs=forum.co_chairs,
        posts=[_post(row) for row in posts],
        time_zone=forum.time_zone,
        escalation_authority=forum.escalation_authority,
        version=forum.version,
        change=change,
        actor_nation=actor_nation,
    )


def _post(row: AppointmentRow) -> forum_pb2.Post:
    return forum_pb2.Post(
        nation=row.nation,
        post=coded(forum_pb2.PostKind, row.post),
        person_id=row.person_id,
        person_name=row.name,
        since=row.since.isoformat(),
        until=_iso(row.until),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
