"""The audit application: its readers, its intake, its signing."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI

from services.audit.router import router
from services.audit.settings import AuditSettings
from services.audit.workers import handlers, jobs
from services.common.app import create_app
from services.common.db import utc_now
from services.common.events.workers import Workers
from services.common.revocations import Revocations


def build(settings: AuditSettings, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The application; nothing connects before it is started."""
    news = Revocations(settings.revocation_grace if settings.directory_url else None)
    workers = None
    if settings.role != "api":
        workers = Workers(settings, handlers(settings, news), jobs(settings))
    return create_app(
        settings, [router], title="Entente audit", clock=clock, workers=workers, revocations=news
    )
