"""The addresses of figures: each is of the selection that list, map and export share."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.common.answers import answered
from services.common.db import Reading
from services.registry.activities.selection import Selected
from services.registry.figures import repository
from services.registry.figures.schemas import Matrix, Months, Period, Statistics, WorldMap

router = APIRouter(prefix="/v1/figures", tags=["figures"])


class By(StrEnum):
    """What the columns of the matrix are."""

    CAPABILITY = "capability"
    PURPOSE = "purpose"
    TOOL = "tool"
    YEAR = "year"


@router.get("/statistics", response_model=Statistics)
async def read_statistics(unit: Reading, chosen: Selected) -> Response:
    """Counts by tool, partner, host, purpose, capability, cell, status, lead and fiscal year, with people and
    cost; what several records say of one event is counted once.
    """
    return answered(await repository.marked(unit, await repository.statistics(unit, chosen)))


@router.get("/matrix", response_model=Matrix)
async def read_matrix(
    unit: Reading,
    chosen: Selected,
    by: By = By.CAPABILITY,
    most: Annotated[int, Query(ge=1, le=250, description="How many hosts at most")] = 60,
) -> Response:
    """Hosts by capability (or purpose, tool, year) by leading nation, the hosts with most first."""
    return answered(await repository.marked(unit, await repository.matrix(unit, chosen, by.value, most)))


@router.get("/map", response_model=WorldMap)
async def read_map(unit: Reading, chosen: Selected) -> Response:
    """How much is done for each country, and who leads there."""
    return answered(await repository.marked(unit, await repository.countries(unit, chosen)))


@router.get("/months", response_model=Months)
async def read_months(
    unit: Reading,
    chosen: Selected,
    by: Annotated[
        Period | None, Query(description="Left out: years, where it spans more than 48 months")
    ] = None,
) -> Response:
    """Activities under way in each month by tool, between ``from`` and ``to``; only what is known to the
    month. What lasts counts in each month that it reaches into, three years at most. A year is told by the
    most of any of its months.
    """
    free = replace(chosen, start=None, end=None)
    found = await repository.months(unit, free, chosen.start, chosen.end, by and by.value)
    return answered(await repository.marked(unit, found))
