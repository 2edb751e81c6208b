"""The directory application."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI

from services.common.app import create_app
from services.common.db import utc_now
from services.common.revocations import Revocations
from services.common.settings import ServiceSettings
from services.directory.exports.router import router as exports
from services.directory.labels.router import router as labels
from services.directory.people.router import router as people
from services.directory.reference.router import router as reference
from services.directory.refusals.router import router as refusals
from services.directory.revocations.router import router as revocations
from services.directory.revocations.source import following
from services.directory.views.router import router as views
from services.directory.workers import workers

DESCRIPTION = """Who is who in the coalition: nations, communities with dated members, organisations, people
with their billets and releasability attributes. The directory is where a person is revoked."""


def build(settings: ServiceSettings, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The application; nothing connects before it is started.

    It knows revocations from its own table; unable to read that for the grace time, it refuses everybody.
    """
    known = Revocations(settings.revocation_grace)
    return create_app(
        settings,
        [reference, labels, people, revocations, refusals, exports, views],
        title="Entente directory",
        description=DESCRIPTION,
        clock=clock,
        watches=[lambda app: following(app.state.database, known)],
        workers=workers(settings),
        revocations=known,
    )
