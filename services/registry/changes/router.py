"""The address of changes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.common.answers import answered
from services.common.auth import SubjectDep
from services.common.db import Database, Reading
from services.common.errors import problems
from services.common.listing import Limit
from services.registry.changes import numbers, service
from services.registry.changes.schemas import ChangePage

router = APIRouter(prefix="/v1/changes", tags=["changes"])
Next = Annotated[str | None, Query(max_length=600, description="`next` of the page before; none: everything")]


async def _numbered(request: Request, subject: SubjectDep) -> None:
    """What is committed now is on the page: numbers are given before its snapshot is taken."""
    database: Database = request.app.state.database
    await numbers.number(database)


@router.get("", response_model=ChangePage, responses=problems(410), dependencies=[Depends(_numbered)])
async def list_changes(unit: Reading, cursor: Next = None, limit: Limit = 100) -> Response:
    """What is new, changed or withdrawn of activities that the reader may take along (not what is ORCON or
    for display alone), for a system that keeps a copy.

    Without a cursor: everything, page by page (`whole`), then what changed since. `next` leads on and always
    stands; while `more` is false ask again later with the same one. A page may be asked for again: take each
    item over as it is, by its id. Several changes of a record are told as one. `withdrawn` may name an id
    that you never fetched.

    **A recall obliges.** What is `withdrawn` is not released to you any more: delete every copy, extract and
    index of it within an hour of the answer, and pass the recall on to whoever had it from you. Ask at
    least every 15 minutes while you hold anything. A recall is told by the id alone, on one page.

    410 `resync`: your rights over what you were sent have changed, or the cursor is older than 90 days: begin
    without one, and delete what the whole does not name.
    """
    return answered(await service.page(unit, cursor, limit))
