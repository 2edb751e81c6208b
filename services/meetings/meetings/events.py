"""What the world learns when a meeting changes: its whole state, without any count."""

from uuid import UUID

from services.common.db import OutboxEvent, Unit
from services.meetings.meetings.snapshot import meeting_snapshot

TOPIC = "entente.meetings.meeting.v1"
TYPE = "entente.meetings.meeting.changed.v1"

STATE = """
SELECT meeting.*, forum.name AS forum_name, forum.nations,
    (SELECT jsonb_agg(jsonb_build_object('nation', c.nation, 'stand', c.stand, 'deadline', c.deadline)
                      ORDER BY c.nation)
     FROM concurrence c WHERE c.subject_kind = 'minutes' AND c.subject_id = meeting.id
       AND c.subject_version = meeting.minutes_version) AS stands
FROM meeting JOIN forum ON forum.id = meeting.forum_id WHERE meeting.id = %s
"""


async def meeting_changed(unit: Unit, meeting_id: UUID, change: str) -> None:
    """Puts the meeting's whole state into the outbox, under the meeting's label."""
    async with unit.as_worker():
        row = await (await unit.conn.execute(STATE, (meeting_id,))).fetchone()
    if row is None:
        raise LookupError("a meeting that changed is gone")
    message = meeting_snapshot(row, change, unit.subject.nation)
    unit.emit(OutboxEvent.of(TOPIC, TYPE, meeting_id, message, await unit.label(row["label_id"])))
