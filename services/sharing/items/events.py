"""What the world learns when an item or a portion changes: its state, under who may read it."""

from uuid import UUID

from google.protobuf.message import Message

from proto.gen.entente.sharing.v1 import item_pb2
from services.common.db import OutboxEvent, Unit
from services.sharing.models import ItemRow, PortionRow

ITEM = "entente.sharing.item.v1"
PORTION = "entente.sharing.portion.v1"


async def item_changed(unit: Unit, row: ItemRow, what: str, before: int | None = None) -> None:
    """Puts the shell's state into the outbox; ``before``: the label that it had, where it has another.

    Another label is told twice: as deleted under the old one, to those who lose sight, then as it is.
    """
    gone = item_pb2.ItemSnapshot(id=str(row.id), deleted=True, change="withdrawn")
    now = item_pb2.ItemSnapshot(
        id=str(row.id), ref=row.ref, kind=item_pb2.ItemKind.Value(f"ITEM_KIND_{row.kind.upper()}"),
        title=row.title, language=row.language, tags=row.tags, withdrawn=row.withdrawn, change=what,
        actor_nation=unit.subject.nation,
    )  # fmt: skip
    await _tell(unit, ITEM, row.id, (gone, before), (now, row.label_id))


async def portion_changed(unit: Unit, row: PortionRow, what: str, before: int | None = None) -> None:
    """The same of a portion; one that is taken away is told as deleted."""
    gone = item_pb2.PortionSnapshot(
        id=str(row.id), item_id=str(row.item_id), deleted=True, change="withdrawn"
    )
    now = item_pb2.PortionSnapshot(
        id=str(row.id), item_id=str(row.item_id), text=row.text, change=what,
        kind=item_pb2.PortionKind.Value(f"PORTION_KIND_{row.kind.upper()}"),
        actor_nation=unit.subject.nation,
    )  # fmt: skip
    await _tell(unit, PORTION, row.id, (gone, before), (gone if row.withdrawn else now, row.label_id))


async def _tell(
    unit: Unit, topic: str, row_id: UUID, gone: tuple[Message, int | None], now: tuple[Message, int]
) -> None:
    kind = f"{topic.removesuffix('.v1')}.changed.v1"
    (last, before), (state, label_id) = gone, now
    if before is not None and before != label_id:
        unit.emit(OutboxEvent.of(topic, kind, row_id, last, await unit.label(before)))
    unit.emit(OutboxEvent.of(topic, kind, row_id, state, await unit.label(label_id)))
