"""What the world learns when a lesson changes: its state, under its label. Its ties are left out: who reads
the lesson may not know what it is tied to.
"""

from proto.gen.entente.sharing.v1 import lesson_pb2
from services.common.db import OutboxEvent, Unit
from services.sharing.models import LessonRow

TOPIC = "entente.sharing.lesson.v1"
TYPE = "entente.sharing.lesson.changed.v1"


async def lesson_changed(unit: Unit, row: LessonRow, what: str, before: int | None = None) -> None:
    """Puts the lesson's state into the outbox; ``before``: the label that it had, where it has another.

    Another label is told twice: as deleted under the old one, to those who lose sight, then as it is.
    """
    if before is not None and before != row.label_id:
        gone = lesson_pb2.LessonSnapshot(id=str(row.id), deleted=True, change="withdrawn")
        unit.emit(OutboxEvent.of(TOPIC, TYPE, row.id, gone, await unit.label(before)))
    now = snapshot(row, what, unit.subject.nation)
    unit.emit(OutboxEvent.of(TOPIC, TYPE, row.id, now, await unit.label(row.label_id)))


def snapshot(row: LessonRow, what: str, nation: str) -> lesson_pb2.LessonSnapshot:
    """The message of a row."""
    return lesson_pb2.LessonSnapshot(
        id=str(row.id), ref=row.ref, title=row.title, language=row.language,
        state=lesson_pb2.LessonState.Value(f"LESSON_STATE_{row.state.upper()}"),
        observation=row.observation, discussion=row.discussion, conclusion=row.conclusion,
        recommendation=row.recommendation, action=row.action, action_nation=row.action_nation,
        action_office=row.action_office, due=row.due or "", topics=row.topics, tags=row.tags,
        source_nation=row.source_nation, withdrawn=row.withdrawn, change=what, actor_nation=nation,
    )  # fmt: skip
