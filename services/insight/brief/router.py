"""The brief over HTTP."""

from fastapi import APIRouter, Request

from services.common.db import Reading, Writing
from services.common.errors import problems
from services.insight.brief import repository, service
from services.insight.brief.schemas import Brief

router = APIRouter(tags=["brief"])


@router.get("/v1/brief", responses=problems(401))
async def brief(request: Request, unit: Reading) -> Brief:
    """What needs the reader: owed and awaited by their nation, releases to decide, meetings, what changed.

    Sections are ordered by date and hold at most fifty lines. `stale` names sources from which nothing was
    heard; meanwhile only what the reader's own nation owns is shown.
    """
    return await service.compose(unit, request.app.state.settings.silent_after)


@router.post("/v1/brief/seen", status_code=204, responses=problems(401, 403))
async def seen(unit: Writing) -> None:
    """Remember that the reader has looked now: later changes are then marked new. Safe to repeat."""
    await repository.mark_seen(unit)
    unit.audit("brief.seen", "brief", unit.subject.id)
