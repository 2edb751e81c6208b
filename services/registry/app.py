"""The registry application: activities, their units, and what is counted of them."""

from collections.abc import Callable
from datetime import datetime

import orjson
from fastapi import APIRouter, FastAPI
from psycopg.types.json import set_json_loads

from services.common.app import create_app
from services.common.db import utc_now
from services.common.revocations import Revocations
from services.common.settings import ServiceSettings
from services.registry.activities.children_router import router as children
from services.registry.activities.router import router as activities
from services.registry.changes.router import router as changes
from services.registry.deconfliction import detect
from services.registry.deconfliction import presence as presence_watch
from services.registry.deconfliction.router import presence
from services.registry.deconfliction.router import router as overlaps
from services.registry.demand.router import router as demands
from services.registry.duplicates import look
from services.registry.duplicates.router import merged
from services.registry.duplicates.router import router as duplicates
from services.registry.feeds.router import bulk
from services.registry.feeds.router import router as feeds
from services.registry.figures.router import router as figures
from services.registry.hosts.router import goals as objectives
from services.registry.hosts.router import router as hosts
from services.registry.imports.profiles import router as profiles
from services.registry.imports.router import router as imports
from services.registry.imports.worker import watch as watch_imports
from services.registry.units.router import router as units
from services.registry.upcoming.router import router as upcoming
from services.registry.workers import workers

ROUTERS: tuple[APIRouter, ...] = (
    activities,
    children,
    units,
    figures,
    overlaps,
    presence,
    hosts,
    objectives,
    demands,
    imports,
    profiles,
    duplicates,
    merged,
    changes,
    feeds,
    bulk,
    upcoming,
)

DESCRIPTION = """Registries of activities: who does what, where, when, with whom and why; as several nations
keep them, side by side, under their labels."""


def build(settings: ServiceSettings, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The application; nothing connects before it is started. Records follow ``clock``."""
    set_json_loads(orjson.loads)
    revocations = Revocations(settings.revocation_grace if settings.directory_url else None)
    return create_app(
        settings, ROUTERS, title="Entente registry", description=DESCRIPTION, clock=clock,
        watches=[detect.watch, presence_watch.watch, watch_imports, look.watch],
        workers=workers(settings, revocations), revocations=revocations,
    )  # fmt: skip
