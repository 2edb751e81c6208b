"""What the world learns when an activity changes: its whole state, under its label."""

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.registry.v1 import activity_pb2
from services.common.dates import ImpreciseDate
from services.common.db import OutboxEvent, Unit
from services.registry.models import ActivityRow

TOPIC = "entente.registry.activity.v1"
TYPE = "entente.registry.activity.changed.v1"


async def activity_changed(unit: Unit, row: ActivityRow, what: str, before: int | None = None) -> None:
    """Puts the activity's state into the outbox; ``before``: the label that it had, where it has another.

    A narrowing is told twice: as deleted under the old label, to those who lose sight, then as it is.
    """
    if before is not None and before != row.label_id:
        gone = activity_pb2.ActivitySnapshot(id=str(row.id), deleted=True, change="withdrawn")
        unit.emit(OutboxEvent.of(TOPIC, TYPE, row.id, gone, await unit.label(before)))
    now = snapshot(row, what, unit.subject.nation)
    unit.emit(OutboxEvent.of(TOPIC, TYPE, row.id, now, await unit.label(row.label_id)))


def snapshot(row: ActivityRow, what: str, nation: str) -> activity_pb2.ActivitySnapshot:
    """The message of a row."""
    return activity_pb2.ActivitySnapshot(
        id=str(row.id), ref=row.ref or "", title=row.title, tool=row.tool, cell=row.cell, lead=row.lead,
        hosts=row.hosts, nations=row.nations, place=row.place,
        participants=[
            activity_pb2.Participant(
                nation=part["nation"], role=part["role"], unit=part.get("unit") or "", answer=part["answer"]
            )
            for part in row.participants
        ],
        start=_date(ImpreciseDate.of(row.start_first, row.start_precision)),
        end=_date(ImpreciseDate.of(row.end_first, row.end_precision)),
        status=activity_pb2.ActivityStatus.Value(f"ACTIVITY_STATUS_{row.status.upper()}"),
        purposes=row.purposes, capability_areas=row.capability_areas, version=row.version, change=what,
        actor_nation=nation,
    )  # fmt: skip


def _date(date: ImpreciseDate) -> values_pb2.ImpreciseDate:
    precision = values_pb2.DatePrecision.Value(f"DATE_PRECISION_{date.precision.value.upper()}")
    return values_pb2.ImpreciseDate(value=date.value or "", precision=precision)
