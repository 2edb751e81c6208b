"""GET /v1/revocations: what the gateway and the services poll."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel

from services.common.auth import Subject, require_role
from services.common.db import Reading
from services.common.errors import problems
from services.directory.revocations.source import since

router = APIRouter(tags=["revocations"])
Service = Annotated[Subject, Depends(require_role("service"))]
_PAGE = 1000


class Revocation(BaseModel):
    """What the subject signed in to before that moment is refused."""

    subject: str
    not_before: AwareDatetime


class RevocationPage(BaseModel):
    """Revocations in their order; ``next`` is where to go on, also from an empty page."""

    items: list[Revocation]
    next: str


@router.get("/v1/revocations", responses=problems(401, 403, 422))
async def revocations(
    unit: Reading, _: Service, after: Annotated[str, Query(pattern=r"^[0-9]{1,18}$")] = "0"
) -> RevocationPage:
    """Revocations after a place, for services alone; it is not routed through the gateway."""
    async with unit.as_worker():
        rows = await since(unit.conn, int(after), _PAGE)
    if rows:
        unit.audit("read", "revocation", after)
    else:
        unit.shows_nothing()
    return RevocationPage(
        items=[Revocation(subject=row["subject"], not_before=row["not_before"]) for row in rows],
        next=str(rows[-1]["seq"]) if rows else after,
    )
