"""The threads of this service beside its API: the relay, revocations as they come, and what keeps order."""

from collections.abc import Mapping
from typing import Any

from psycopg import Connection

from services.common.counters import fold
from services.common.events.revoked import revocation_handler
from services.common.events.workers import Handler, Job, Workers
from services.common.idempotency import sweep
from services.common.revocations import Revocations
from services.sharing.attachments.store import Store
from services.sharing.attachments.sweep import forget_attempts
from services.sharing.settings import SharingSettings

Row = Mapping[str, Any]
HOUR = 3600.0


def handlers(settings: SharingSettings, revocations: Revocations | None = None) -> list[Handler]:
    """What this service consumes: who was revoked."""
    return [revocation_handler(revocations or Revocations(settings.revocation_grace))]


def _fold(connection: Connection[Row]) -> None:
    """Fold the counters' deltas, a batch after the other."""
    while fold(connection):
        pass


def _sweep(connection: Connection[Row]) -> None:
    """Forget idempotency keys that nobody repeats any more."""
    sweep(connection)


def workers(settings: SharingSettings, revocations: Revocations, store: Store) -> Workers:
    """The threads, not yet started."""
    jobs = [
        Job("fold-counters", 5.0, _fold),
        Job("sweep-keys", HOUR, _sweep),
        Job("forget-attempts", HOUR, lambda connection: forget_attempts(connection, store)),
    ]
    return Workers(settings, handlers(settings, revocations), jobs)
