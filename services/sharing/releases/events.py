"""What the world learns when a request for release changes: its state, for who asks and who is asked."""

from proto.gen.entente.sharing.v1 import release_pb2
from services.common.db import OutboxEvent, Unit
from services.sharing.models import ReleaseRow

RELEASE = "entente.sharing.release.v1"
_TYPE = "entente.sharing.release.changed.v1"


async def release_changed(unit: Unit, row: ReleaseRow, what: str) -> None:
    """Puts the request's state into the outbox. It names no portion: not each who is asked sees each."""
    state = release_pb2.ReleaseSnapshot(
        id=str(row.id), ref=row.ref, nation=row.nation, to=row.codes, state=row.state, outcome=row.outcome,
        wanted_by="" if row.wanted_by is None else row.wanted_by.isoformat(), change=what,
        actor_nation=unit.subject.nation,
    )  # fmt: skip
    unit.emit(OutboxEvent.of(RELEASE, _TYPE, row.id, state, await unit.label(row.label_id)))
