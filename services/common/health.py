"""Whether the process lives, and whether it is ready: database, migrations, workers, watches.

No subject is asked.
"""

import asyncio
from typing import Any

import psycopg
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from services.common.errors import Problem
from services.common.migrate import newest_revision, versions_folder

health_router = APIRouter(tags=["health"])


@health_router.get("/healthz", operation_id="alive")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@health_router.get("/readyz", operation_id="ready", responses={503: {"description": "Not ready"}})
async def ready(request: Request) -> JSONResponse:
    """Ready when the database answers, stands at this code's revision, and every worker and watch runs."""
    watches = {watch.name: watch.state for watch in request.app.state.watches}
    found = {"database": await _database(request), **_workers(request), **watches}
    good = all(state in ("ready", "running") for state in found.values())
    return JSONResponse({"status": "ready" if good else "waiting", "parts": found}, 200 if good else 503)


async def _database(request: Request) -> str:
    service = request.app.state.settings.service
    newest = newest_revision(versions_folder(service))
    try:
        async with asyncio.timeout(2.0), request.app.state.database.connection() as conn:
            row: Any = await (await conn.execute("SELECT version_num FROM alembic_version")).fetchone()
    except (psycopg.Error, TimeoutError, Problem):
        return "unreachable"
    return "ready" if newest is None or row["version_num"] == newest else "wrong revision"


def _workers(request: Request) -> dict[str, str]:
    workers = request.app.state.workers
    if workers is None or request.app.state.settings.role == "api":
        return {}
    health: dict[str, str] = workers.health()
    return {name: state.partition(":")[0] for name, state in health.items()}
