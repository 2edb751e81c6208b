"""A meeting's row as a message."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import meeting_pb2
from services.common.events.words import value
from services.common.labels import Label


def coded(kind: Any, word: str | None) -> Any:
    """The number of an enum's word. (Generated stubs type an enum as a class, the runtime as its wrapper.)"""
    return value(kind, word)


def iso(day: date | None) -> str:
    """A day as ISO 8601; empty where it is unknown."""
    return day.isoformat() if day else ""


def timestamp(at: datetime | str | None) -> Timestamp | None:
    """A moment as a protobuf timestamp."""
    if at is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(datetime.fromisoformat(at) if isinstance(at, str) else at)
    return stamp


def meeting_snapshot(row: Mapping[str, Any], change: str, actor_nation: str) -> meeting_pb2.MeetingSnapshot:
    """The whole state of a meeting after a change."""
    return meeting_pb2.MeetingSnapshot(
        id=str(row["id"]),
        ref=row["ref"],
        forum_id=str(row["forum_id"]),
        forum_name=row["forum_name"],
        title=row["title"],
        state=coded(meeting_pb2.MeetingState, row["state"]),
        nations=row["nations"],
        start=iso(row["window_start"]),
        end=iso(row["window_end"]),
        precision=coded(values_pb2.DatePrecision, row["window_precision"]),
        days=[iso(day) for day in row["days"]],
        mode=coded(meeting_pb2.MeetingMode, row["mode"]),
        place=row["place"],
        time_zone=row["time_zone"],
        concurrences=[_stand(stand) for stand in row["stands"] or ()],
        moved_to_id=str(row["moved_to_id"] or ""),
        version=row["version"],
        change=change,
        actor_nation=actor_nation,
    )


def _stand(stand: Mapping[str, Any]) -> meeting_pb2.Concurrence:
    return meeting_pb2.Concurrence(
        nation=stand["nation"],
        stand=coded(meeting_pb2.Stand, stand["stand"]),
        deadline=timestamp(stand["deadline"]),
    )


def label_message(label: Label) -> values_pb2.Label:
    """A label inside a message: the whole label as canonical JSON."""
    return values_pb2.Label(json=json.dumps(label.to_json(), sort_keys=True, separators=(",", ":")))
