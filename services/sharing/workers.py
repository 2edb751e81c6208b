"""The threads of this service beside its API: the relay, revocations as they come, and what keeps order."""

from collections.abc import Mapping
from typing import Any

import orjson
from psycopg import Connection

from proto.gen.entente.meetings.v1 import item_pb2
from proto.gen.entente.registry.v1 import activity_pb2
from services.common.counters import fold
from services.common.db import LabelStore
from services.common.events.envelope import Envelope, Invalid
from services.common.events.revoked import revocation_handler
from services.common.events.workers import Handler, Job, Workers
from services.common.idempotency import sweep
from services.common.labels import Label, LabelError
from services.common.revocations import Revocations
from services.sharing.attachments.store import Store
from services.sharing.attachments.sweep import forget_attempts
from services.sharing.known.taking import take_activity, take_tasking
from services.sharing.releases.readings import fold_readings
from services.sharing.settings import SharingSettings

Row = Mapping[str, Any]
HOUR = 3600.0


class Taking:
    """Takes over what other services tell, under labels interned on receipt."""

    def __init__(self, labels: LabelStore) -> None:
        """``labels``: ids are local to this service's database."""
        self._labels = labels

    def activity(
        self, conn: Connection[Row], envelope: Envelope, told: activity_pb2.ActivitySnapshot
    ) -> None:
        """An activity changed."""
        take_activity(conn, told, self._label(conn, envelope), envelope.time)

    def tasking(self, conn: Connection[Row], envelope: Envelope, told: item_pb2.ItemSnapshot) -> None:
        """A tasking, guidance or escalation changed."""
        substitute = self._substitute(conn, told) if told.substitute_text else None
        take_tasking(conn, told, self._label(conn, envelope), substitute, envelope.time)

    def _label(self, conn: Connection[Row], envelope: Envelope) -> int:
        label = envelope.label()
        if label is None:
            raise Invalid("an event of a record carries a label")
        return self._labels.intern_sync(conn, label)

    def _substitute(self, conn: Connection[Row], told: item_pb2.ItemSnapshot) -> int:
        try:
            label = Label.from_json(orjson.loads(told.substitute_label.json))
        except (LabelError, ValueError) as error:
            raise Invalid(f"substitute_label is no label: {error}") from error
        return self._labels.intern_sync(conn, label)


def handlers(settings: SharingSettings, revocations: Revocations | None = None) -> list[Handler]:
    """What this service consumes: what lessons are tied to and compared with, and who was revoked."""
    taking = Taking(LabelStore(settings.worker_dsn))
    return [
        Handler("entente.registry.activity.v1", taking.activity),
        Handler("entente.meetings.item.v1", taking.tasking),
        revocation_handler(revocations or Revocations(settings.revocation_grace)),
    ]


def _fold(connection: Connection[Row]) -> None:
    """Fold the counters' deltas, a batch after the other."""
    while fold(connection):
        pass


def _fold_readings(connection: Connection[Row]) -> None:
    """Add up who read what, a batch after the other."""
    while fold_readings(connection):
        pass


def _sweep(connection: Connection[Row]) -> None:
    """Forget idempotency keys that nobody repeats any more."""
    sweep(connection)


def workers(settings: SharingSettings, revocations: Revocations, store: Store) -> Workers:
    """The threads, not yet started."""
    jobs = [
        Job("fold-counters", 5.0, _fold),
        Job("fold-readings", 5.0, _fold_readings),
        Job("sweep-keys", HOUR, _sweep),
        Job("forget-attempts", HOUR, lambda connection: forget_attempts(connection, store)),
    ]
    return Workers(settings, handlers(settings, revocations), jobs)
