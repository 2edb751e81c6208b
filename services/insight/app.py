"""The insight application: its routers over the read model, its consumers, its bell."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI

from services.common.app import create_app
from services.common.db import utc_now
from services.common.events.workers import Workers
from services.common.revocations import Revocations
from services.insight.brief.router import router as brief
from services.insight.coverage.router import router as coverage
from services.insight.live.news import news
from services.insight.live.position import Positions
from services.insight.live.router import router as live
from services.insight.live.wake import Bell
from services.insight.search.router import router as search
from services.insight.settings import InsightSettings
from services.insight.workers import handlers, jobs


def build(settings: InsightSettings, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The application; nothing connects before it is started."""
    bell = Bell()
    known = Revocations(settings.revocation_grace if settings.directory_url else None)
    known.listen(lambda _: bell.ring())  # a stream looks at its own right first
    workers = Workers(settings, handlers(settings, lambda *_: bell.ring(), known), jobs())
    app = create_app(
        settings, [brief, coverage, search, live], title="Entente insight", clock=clock, workers=workers,
        revocations=known, watches=[lambda app: news(app.state.database, bell)],
    )  # fmt: skip
    app.state.bell = bell
    app.state.positions = Positions(settings.app_dsn)
    return app
