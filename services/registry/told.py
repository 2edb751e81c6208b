"""What the world learns when one of the registry's smaller records changes: which one, and no word of it."""

from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from proto.gen.entente.registry.v1 import record_pb2
from services.common.both import label_of_both
from services.common.db import OutboxEvent, Unit
from services.common.labels import Label
from services.common.row_store import fetch
from services.registry.models import CapacityRow, UnitRow

TOPIC: Final = "entente.registry.record.v1"
TYPE: Final = "entente.registry.record.changed.v1"


class Kind(StrEnum):
    """Of which kind a record is."""

    CAPACITY = "capacity"
    OBJECTIVE = "objective"
    DEMAND = "demand"
    FEED = "feed"
    AGREEMENT = "agreement"


async def changed(
    unit: Unit, kind: Kind, row_id: UUID, label_id: int, what: str, host: str = "",
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Records an act on a record in the audit, and tells of it under the record's label."""
    unit.audit(f"{kind}.{what}", kind, row_id, label_id=label_id, detail=detail)
    tell(unit, kind, row_id, await unit.label(label_id), what, host)


async def capacity_changed(unit: Unit, row: CapacityRow, what: str) -> None:
    """The same of a capacity: of a unit's those alone are told who may read both."""
    unit.audit(f"capacity.{what}", Kind.CAPACITY, row.id, label_id=row.label_id)
    label: Label | None = await unit.label(row.label_id)
    if row.unit_id is not None:
        of = await fetch(unit, UnitRow, row.unit_id)
        label = None if of is None else await label_of_both(unit, row.label_id, of.label_id)
    if label is not None:
        tell(unit, Kind.CAPACITY, row.id, label, what, row.host)


def tell(unit: Unit, kind: Kind, row_id: UUID, label: Label, what: str, host: str = "") -> None:
    """Puts the event of one act into the outbox."""
    message = record_pb2.RecordSnapshot(
        id=str(row_id), kind=record_pb2.RecordKind.Value(f"RECORD_KIND_{kind.name}"), host=host, change=what,
        nation=unit.subject.nation,
    )  # fmt: skip
    unit.emit(OutboxEvent.of(TOPIC, TYPE, row_id, message, label))
