"""The coverage figures over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request

from services.common.db import Reading
from services.common.errors import problems
from services.common.label_api import roll_up_view
from services.insight.coverage import repository
from services.insight.coverage.schemas import (
    Adjudicated,
    Coverage,
    Days,
    Figures,
    ForumFigures,
    Linkage,
    NationFigures,
)
from services.insight.freshness import keep_to_certain

router = APIRouter(tags=["coverage"])


@router.get("/v1/coverage", responses=problems(401))
async def coverage(
    request: Request,
    unit: Reading,
    forum: Annotated[UUID | None, Query(description="only items that this forum is to address")] = None,
    nation: Annotated[str | None, Query(pattern=r"^[A-Z]{3}$", description="leads or supports")] = None,
) -> Coverage:
    """Linkage rate and what stands beside it: no venue, blocked, overdue, orphans, escalations adjudicated.

    All figures are over what the reader may see; a forum that is hidden from them gives the same answer as
    one that does not exist: zeros.
    """
    stale = await keep_to_certain(unit, request.app.state.settings.silent_after)
    rows = await repository.figures(unit, forum, nation, unit.now.date())
    everything = next(row for row in rows if row["all_forums"] and row["all_nations"])
    by_forum = [row for row in rows if not row["all_forums"]]
    by_nation = [row for row in rows if not row["all_nations"] and row["nation"]]
    labels = sorted(everything["labels"] or [])
    unit.shown("coverage", [])
    return Coverage(
        **_figures(everything), as_of=unit.now.date(), stale=stale,
        by_forum=[ForumFigures(**_figures(r), forum_id=r["forum_id"], name=r["name"] or "")
                  for r in sorted(by_forum, key=lambda r: r["name"] or "")],
        by_nation=[NationFigures(**_figures(r), nation=r["nation"])
                   for r in sorted(by_nation, key=lambda r: str(r["nation"]))],
        banner=await roll_up_view(unit, labels) if labels else None,
    )  # fmt: skip


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    had_one, addressed = row["had_one"], row["addressed"]
    figures = Figures(
        items=row["items"], open=row["open"], no_venue=row["no_venue"], blocked=row["blocked"],
        overdue=row["overdue"], orphans=row["orphans"],
        linkage=Linkage(addressed=addressed, had_one=had_one, rate=addressed / had_one if had_one else None),
        adjudicated=Adjudicated(asked=row["asked"], answered=row["answered"]),
        time_to_first_address_days=Days(p50=_days(row["p50"]), p90=_days(row["p90"])),
    )  # fmt: skip
    return dict(figures)


def _days(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)
