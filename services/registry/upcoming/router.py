"""The registry's part of the brief: read here, from the records themselves and under the rights of now."""

from datetime import timedelta
from typing import Any, Final

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from services.common.answers import answered
from services.common.db import Reading, Unit
from services.common.listing import ListSpec, list_page
from services.registry.deconfliction import listing, names
from services.registry.deconfliction.schemas import ActivityName, OverlapView
from services.registry.duplicates import standing

router = APIRouter(prefix="/v1/upcoming", tags=["upcoming"])
DAYS: Final = 30
MOST: Final = 10
_LONGEST_MONTH: Final = timedelta(days=31)
_ACTIVITY: Final = names.name_json("t")
_OWN: Final = "%s = ANY(string_to_array(t.owner, '+'))"
# Known to the day or the month: what is known to the year may begin at any time, and says nothing of soon.
_DATED: Final = """t.start_precision IN ('day', 'month') AND t.start_last >= %s
    AND t.status IN ('proposed', 'planned', 'confirmed')"""


class Upcoming(BaseModel):
    """The most pressing of each; ``more`` where there are further ones."""

    overlaps: list[OverlapView] = Field(
        description="of the reader's nation, which has done nothing about them"
    )
    more_overlaps: bool
    activities: list[ActivityName] = Field(description=f"of the reader's nation; they begin in {DAYS} days")
    more_activities: bool


@router.get("", response_model=Upcoming)
async def upcoming(unit: Reading) -> Response:
    """What of the reader's nation overlaps and was not looked at yet: the definite first, then those by
    presence, then the possible; and what of its own begins within thirty days, the earliest first.
    """
    chosen = listing.Chosen(states=("new",), mine=True)
    found = await listing.pressing(unit, chosen, MOST + 1)
    own = await _beginning(unit)
    return answered({
        "overlaps": [orjson.Fragment(one) for one in found[:MOST]], "more_overlaps": len(found) > MOST,
        "activities": [names.named(unit, one) for one in own[:MOST]], "more_activities": len(own) > MOST,
    })  # fmt: skip


async def _beginning(unit: Unit) -> list[dict[str, Any]]:
    today, nation = unit.now.date(), unit.subject.nation
    where: list[tuple[str, list[Any]]] = [
        ("t.starts_on >= %s AND t.starts_on <= %s", [today - _LONGEST_MONTH, today + timedelta(days=DAYS)]),
        (_DATED, [today]), (_OWN, [nation]), standing.stands(unit),
    ]  # fmt: skip
    spec = ListSpec("activity", _ACTIVITY, ("starts_on", "asc"), where, label=False)
    return [orjson.loads(item) for item in (await list_page(unit, spec, None, MOST + 1)).items]
