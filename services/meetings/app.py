"""The meetings application: its features in the order of a ladder's life."""

from collections.abc import Callable
from datetime import datetime

import orjson
from fastapi import APIRouter, FastAPI
from psycopg.types.json import set_json_loads

from services.common.app import create_app
from services.common.db import utc_now
from services.common.revocations import Revocations
from services.common.settings import ServiceSettings
from services.meetings.agenda.router import router as agenda
from services.meetings.attendance.router import router as attendance
from services.meetings.decisions.router import router as decisions
from services.meetings.escalations.router import router as escalations
from services.meetings.forums.router import posts
from services.meetings.forums.router import router as forums
from services.meetings.meetings.router import router as meetings
from services.meetings.minutes.router import router as minutes
from services.meetings.minutes.silence import watch
from services.meetings.outcomes.router import router as outcomes
from services.meetings.papers.router import router as papers
from services.meetings.taskings.router import router as taskings
from services.meetings.workers import workers

ROUTERS: tuple[APIRouter, ...] = (
    forums,
    posts,
    meetings,
    agenda,
    attendance,
    papers,
    decisions,
    taskings,
    outcomes,
    escalations,
    minutes,
)

DESCRIPTION = """Forums, meetings, agendas, decisions and taskings of a coalition. What a roundtable
decides stands on the next staff talks' agenda without anybody copying it,
is answered there, and is reported back."""


def build(settings: ServiceSettings, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The application; nothing connects before it is started. Records follow ``clock``."""
    set_json_loads(orjson.loads)
    revocations = Revocations(settings.revocation_grace if settings.directory_url else None)
    return create_app(
        settings,
        ROUTERS,
        title="Entente meetings",
        description=DESCRIPTION,
        clock=clock,
        watches=[watch],
        workers=workers(settings, revocations),
        revocations=revocations,
    )
