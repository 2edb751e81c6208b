"""The sharing application: items of labelled portions, and who gets sight of them."""

from collections.abc import Callable
from datetime import datetime

import orjson
from fastapi import APIRouter, FastAPI
from psycopg.types.json import set_json_loads

from services.common.app import create_app
from services.common.db import utc_now
from services.common.revocations import Revocations
from services.sharing.attachments.router import attachments
from services.sharing.attachments.router import router as files_of_item
from services.sharing.attachments.store import Store
from services.sharing.caveats.router import router as caveats
from services.sharing.items.portions_router import portions
from services.sharing.items.portions_router import router as of_item
from services.sharing.items.router import router as items
from services.sharing.lessons.imports.router import router as lesson_imports
from services.sharing.lessons.router import router as lessons
from services.sharing.lessons.topics_router import router as lesson_topics
from services.sharing.missed.router import router as missed
from services.sharing.releases import settling
from services.sharing.releases.router import router as releases
from services.sharing.settings import SharingSettings
from services.sharing.workers import workers

ROUTERS: tuple[APIRouter, ...] = (
    items,
    of_item,
    portions,
    files_of_item,
    attachments,
    releases,
    missed,
    lessons,
    lesson_topics,
    lesson_imports,
    caveats,
)

DESCRIPTION = """What nations share: documents and notes of which every paragraph bears a label; each reader
gets the paragraphs released to them, under the banner that fits those. And caveats, against which a plan is
checked."""


def build(settings: SharingSettings, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The application; nothing connects before it is started. Records follow ``clock``."""
    set_json_loads(orjson.loads)
    revocations = Revocations(settings.revocation_grace if settings.directory_url else None)
    store = Store(settings)
    app = create_app(
        settings, ROUTERS, title="Entente sharing", description=DESCRIPTION, clock=clock,
        watches=[settling.watch], workers=workers(settings, revocations, store), revocations=revocations,
        bodies={"/v1/attachments/{attachment_id}/content": settings.attachment_limit},
    )  # fmt: skip
    app.state.store = store
    return app
