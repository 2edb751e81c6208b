"""What the audit service does beside answering: it takes links and claims, and signs heads."""

from datetime import UTC, datetime

from psycopg import Connection

from services.audit.ledger.heads import HeadFiles, Row, sign_heads
from services.audit.ledger.intake import Intake
from services.audit.settings import AuditSettings
from services.common.audit import TOPIC
from services.common.db import LabelStore
from services.common.events.relay import HEARTBEAT_TOPIC
from services.common.events.revoked import revocation_handler
from services.common.events.workers import EventSettings, Handler, Job
from services.common.revocations import Revocations


def handlers(settings: EventSettings, revocations: Revocations | None = None) -> list[Handler]:
    """The handlers of the audit service."""
    intake = Intake(LabelStore(settings.worker_dsn))
    return [
        Handler(TOPIC, intake.record),
        Handler(HEARTBEAT_TOPIC, intake.claim, inbox=False),
        revocation_handler(revocations or Revocations()),
    ]


def jobs(settings: AuditSettings) -> list[Job]:
    """The signing of heads."""
    key, files = settings.key(), HeadFiles(settings.heads_dir)

    def sign(conn: Connection[Row]) -> None:
        sign_heads(conn, key, files, datetime.now(UTC))

    return [Job("sign heads", settings.sign_every, sign)]
