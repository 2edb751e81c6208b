"""What the world learns when a caveat changes: its state, under who may read it."""

from proto.gen.entente.sharing.v1 import caveat_pb2
from services.common.db import OutboxEvent, Unit
from services.sharing.models import CaveatRow

CAVEAT = "entente.sharing.caveat.v1"
CHANGED = "entente.sharing.caveat.changed.v1"


async def caveat_changed(unit: Unit, row: CaveatRow, what: str, before: int | None = None) -> None:
    """Puts the caveat's state into the outbox; ``before``: the label that it had, where it has another.

    Another label is told twice: as deleted under the old one, to those who lose sight, then as it is.
    """
    if before is not None and before != row.label_id:
        gone = caveat_pb2.CaveatSnapshot(id=str(row.id), deleted=True, change="withdrawn")
        unit.emit(OutboxEvent.of(CAVEAT, CHANGED, row.id, gone, await unit.label(before)))
    now = caveat_pb2.CaveatSnapshot(
        id=str(row.id), ref=row.ref, nation=row.nation, subject=row.subject, published=row.published,
        kind=caveat_pb2.CaveatKind.Value(f"CAVEAT_KIND_{row.kind.upper()}"), dimension=row.dimension,
        operation=row.operation, countries=row.countries, tasks=row.tasks,
        state=caveat_pb2.CaveatState.Value(f"CAVEAT_STATE_{row.state.upper()}"), change=what,
        actor_nation=unit.subject.nation,
    )  # fmt: skip
    unit.emit(OutboxEvent.of(CAVEAT, CHANGED, row.id, now, await unit.label(row.label_id)))
