"""What insight does with the events of other services; the contract tests feed every example to these."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from psycopg import Connection

from proto.gen.entente.meetings.v1 import decision_pb2, forum_pb2, item_pb2, meeting_pb2
from proto.gen.entente.platform.v1 import heartbeat_pb2
from proto.gen.entente.registry.v1 import activity_pb2, duplicate_pb2, overlap_pb2, record_pb2
from proto.gen.entente.sharing.v1 import caveat_pb2, lesson_pb2, release_pb2
from proto.gen.entente.sharing.v1 import item_pb2 as sharing_pb2
from services.common.db import LabelStore
from services.common.events.envelope import Envelope, Invalid
from services.common.events.revoked import revocation_handler
from services.common.events.workers import EventSettings, Handler, Job
from services.common.labels import Label, LabelError
from services.common.revocations import Revocations
from services.insight.projection import changes, items, meetings, registries, shared, sources

Row = Mapping[str, Any]
Notice = Callable[[Envelope, Any], None]
HOUR = 3600.0
FRESH = timedelta(minutes=1)
"""How old a sign of life may be when it is taken: more than clocks differ, and not long."""


class Projector:
    """Applies events as the worker: interns the label that came with them, then the state they carry."""

    def __init__(self, labels: LabelStore) -> None:
        """``labels`` interns on receipt; ids are local to insight's database."""
        self._labels = labels

    def forum(self, conn: Connection[Row], envelope: Envelope, forum: forum_pb2.ForumSnapshot) -> None:
        """A forum changed."""
        meetings.apply_forum(conn, forum, self._label(conn, envelope), envelope.time)

    def meeting(
        self, conn: Connection[Row], envelope: Envelope, meeting: meeting_pb2.MeetingSnapshot
    ) -> None:
        """A meeting changed."""
        meetings.apply_meeting(conn, meeting, self._label(conn, envelope), envelope.time)

    def decision(
        self, conn: Connection[Row], envelope: Envelope, decision: decision_pb2.DecisionSnapshot
    ) -> None:
        """A decision changed."""
        substitute = self._substitute(conn, decision.substitute_text, decision.substitute_label.json)
        meetings.apply_decision(conn, decision, self._label(conn, envelope), substitute, envelope.time)

    def item(self, conn: Connection[Row], envelope: Envelope, item: item_pb2.ItemSnapshot) -> None:
        """A tasking, guidance or escalation changed."""
        substitute = self._substitute(conn, item.substitute_text, item.substitute_label.json)
        items.apply(conn, item, self._label(conn, envelope), substitute, envelope.time)

    def activity(
        self, conn: Connection[Row], envelope: Envelope, told: activity_pb2.ActivitySnapshot
    ) -> None:
        """An activity changed."""
        registries.apply(conn, "activity", told.id, self._label(conn, envelope), gone=told.deleted)

    def batch(self, conn: Connection[Row], envelope: Envelope, told: activity_pb2.ActivityBatch) -> None:
        """An import wrote many activities, or took them back."""
        registries.apply(conn, "import", told.import_id, self._label(conn, envelope), gone=False)

    def overlap(self, conn: Connection[Row], envelope: Envelope, told: overlap_pb2.OverlapSnapshot) -> None:
        """An overlap was raised or has ended."""
        registries.apply(conn, "overlap", told.id, self._label(conn, envelope), gone=told.deleted)

    def duplicate(
        self, conn: Connection[Row], envelope: Envelope, told: duplicate_pb2.DuplicateSnapshot
    ) -> None:
        """A nation decided of a pair of activities."""
        registries.apply(conn, "duplicate", told.id, self._label(conn, envelope), gone=told.deleted)

    def record(self, conn: Connection[Row], envelope: Envelope, told: record_pb2.RecordSnapshot) -> None:
        """What a host can take or wants, a demand or a feed changed."""
        if told.kind not in record_pb2.RecordKind.values() or not told.kind:
            raise Invalid("a record is of a kind")
        kind = record_pb2.RecordKind.Name(told.kind).removeprefix("RECORD_KIND_").lower()
        registries.apply(conn, kind, told.id, self._label(conn, envelope), gone=False)

    def shared_item(self, conn: Connection[Row], envelope: Envelope, told: sharing_pb2.ItemSnapshot) -> None:
        """What is said of an item that nations share changed."""
        shared.apply_item(conn, told, self._label(conn, envelope), envelope.time)

    def release(self, conn: Connection[Row], envelope: Envelope, told: release_pb2.ReleaseSnapshot) -> None:
        """A request for release was made, or what came of it is known."""
        registries.apply(conn, "release", told.id, self._label(conn, envelope), gone=told.deleted)

    def portion(self, conn: Connection[Row], envelope: Envelope, told: sharing_pb2.PortionSnapshot) -> None:
        """A paragraph of such an item changed."""
        shared.apply_portion(conn, told, self._label(conn, envelope), envelope.time)

    def lesson(self, conn: Connection[Row], envelope: Envelope, told: lesson_pb2.LessonSnapshot) -> None:
        """A lesson changed."""
        shared.apply_lesson(conn, told, self._label(conn, envelope), envelope.time)

    def caveat(self, conn: Connection[Row], envelope: Envelope, told: caveat_pb2.CaveatSnapshot) -> None:
        """A caveat changed."""
        shared.apply_caveat(conn, told, self._label(conn, envelope), envelope.time)

    @staticmethod
    def heartbeat(conn: Connection[Row], envelope: Envelope, beat: heartbeat_pb2.Heartbeat) -> None:
        """A relay is alive; one that says it is behind does not count as heard, nor does an old sign that
        was held up or is replayed.
        """
        if not beat.behind and datetime.now(UTC) - envelope.time < FRESH:
            sources.heard(conn, beat.source)

    def _label(self, conn: Connection[Row], envelope: Envelope) -> int:
        label = envelope.label()
        if label is None:
            raise Invalid("an event of a record carries a label")
        return self._labels.intern_sync(conn, label)

    def _substitute(self, conn: Connection[Row], text: str, label_json: str) -> int | None:
        if not text:
            return None
        try:
            return self._labels.intern_sync(conn, Label.from_json(orjson.loads(label_json)))
        except (LabelError, ValueError) as error:
            raise Invalid(f"substitute_label is no label: {error}") from error


def handlers(
    settings: EventSettings, notice: Notice | None = None, revocations: Revocations | None = None
) -> list[Handler]:
    """The handlers of insight; ``notice`` is told of each committed effect (live updates)."""
    projector = Projector(LabelStore(settings.worker_dsn))
    return [
        Handler("entente.meetings.forum.v1", projector.forum, notice),
        Handler("entente.meetings.meeting.v1", projector.meeting, notice),
        Handler("entente.meetings.decision.v1", projector.decision, notice),
        Handler("entente.meetings.item.v1", projector.item, notice),
        Handler("entente.sharing.item.v1", projector.shared_item, notice),
        Handler("entente.sharing.release.v1", projector.release, notice, inbox=False),
        Handler("entente.sharing.portion.v1", projector.portion, notice),
        Handler("entente.sharing.lesson.v1", projector.lesson, notice),
        Handler("entente.sharing.caveat.v1", projector.caveat, notice),
        # News can be told again without harm, and are no part of the model.
        Handler("entente.registry.activity.v1", projector.activity, notice, inbox=False),
        Handler("entente.registry.batch.v1", projector.batch, notice, inbox=False),
        Handler("entente.registry.overlap.v1", projector.overlap, notice, inbox=False),
        Handler("entente.registry.duplicate.v1", projector.duplicate, notice, inbox=False),
        Handler("entente.registry.record.v1", projector.record, notice, inbox=False),
        Handler("entente.platform.heartbeat.v1", projector.heartbeat, inbox=False),
        revocation_handler(revocations or Revocations()),
    ]


def jobs() -> list[Job]:
    """Forgetting what no stream can be resumed from."""
    return [Job("forget changes", HOUR, _forget)]


def _forget(conn: Connection[Row]) -> None:
    changes.forget(conn)
