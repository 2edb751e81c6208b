"""What other services learn of people and nations."""

from proto.gen.entente.directory.v1 import directory_pb2
from services.common.db import OutboxEvent
from services.common.labels import Label
from services.directory.models import NationRow, PersonRow

SUBJECT_TOPIC = "entente.directory.subject.v1"
NATION_TOPIC = "entente.directory.nation.v1"


def person_changed(
    row: PersonRow, organisation: str, label: Label, change: str, actor_nation: str | None
) -> OutboxEvent:
    """The whole state of a person, after ``change``."""
    snapshot = directory_pb2.SubjectSnapshot(
        person_id=str(row.id),
        name=row.name,
        nation=row.nation,
        acts_for=row.acts_for,
        roles=row.roles,
        organisation=organisation,
        billet=row.billet,
        version=row.version,
        change=change,
        actor_nation=actor_nation or "",
    )
    if row.not_before is not None:
        snapshot.not_before.FromDatetime(row.not_before)
    return OutboxEvent.of(SUBJECT_TOPIC, "entente.directory.subject.changed.v1", row.id, snapshot, label)


def nation_changed(row: NationRow, change: str) -> OutboxEvent:
    """The whole state of a nation, after ``change``."""
    snapshot = directory_pb2.NationSnapshot(code=row.code, name=row.name, version=row.version, change=change)
    return OutboxEvent(
        NATION_TOPIC, row.code, "entente.directory.nation.changed.v1", snapshot.SerializeToString()
    )
