"""POST /v1/refusals: what the gateway refused becomes audit records, as it has no ledger of its own."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from services.common.auth import Subject, require_role
from services.common.db import Writing
from services.common.errors import forbidden, problems

router = APIRouter(tags=["refusals"])
GATEWAY = "gateway"
"""The client that the gateway is at the identity provider."""


async def _gateway(subject: Annotated[Subject, Depends(require_role("service"))]) -> Subject:
    if subject.client != GATEWAY:  # a service keeps its own ledger, and tells of nobody else's requests
        raise forbidden("This is for the gateway alone.")
    return subject


Gateway = Annotated[Subject, Depends(_gateway)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
Short = Annotated[str, StringConstraints(max_length=200)]


class RefusedBody(BaseModel):
    """Credentials of one kind from one address; ``unverified`` is what the first of them says of itself.

    ``sha256`` is that one's digest: no credential is ever sent here. Told twice it bears the same ``id``.
    """

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
    kind: Slug
    reason: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{0,60}$")]
    address: Short
    since: AwareDatetime
    until: AwareDatetime
    count: Annotated[int, Field(ge=1, le=10**12)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    unverified: Annotated[dict[Slug, Short], Field(max_length=8)]


class RefusalsBody(BaseModel):
    """What was refused lately."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[list[RefusedBody], Field(min_length=1, max_length=512)]


class RefusalsView(BaseModel):
    """How many records were made."""

    recorded: int


@router.post("/v1/refusals", responses=problems(401, 403, 422))
async def refusals(body: RefusalsBody, unit: Writing, _: Gateway) -> RefusalsView:
    """Record refused credentials, for the gateway alone; it is not routed through it."""
    for one in body.items:
        detail = one.model_dump(mode="json", exclude={"kind"})
        unit.audit("denied", "credential", one.id, outcome=one.kind, detail=detail)
    return RefusalsView(recorded=len(body.items))
