"""GET and PUT /v1/views/{page}: the views of a page that a person keeps, all at once."""

from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field, StringConstraints, model_validator
from starlette.responses import Response

from services.common.answers import answered, dumps
from services.common.concurrency import IfMatch, require_match
from services.common.db import Reading, Unit, Writing
from services.common.errors import conflict, problems
from services.common.inputs import Input

router = APIRouter(tags=["views"])
Page = Annotated[Literal["activities", "overlaps", "duplicates"], Path(description="The list")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Query = Annotated[str, StringConstraints(max_length=2000)]

_READ = "SELECT views FROM saved_view WHERE subject = %s AND page = %s"
_BEGIN = "INSERT INTO saved_view (subject, page, views, at) VALUES (%s, %s, '[]', %s) ON CONFLICT DO NOTHING"
_ELSEWHERE = """SELECT coalesce(sum(jsonb_array_length(views)), 0) AS n FROM saved_view
WHERE subject = %s AND page <> %s"""
_KEEP = "UPDATE saved_view SET views = %s::jsonb, at = %s WHERE subject = %s AND page = %s"


MOST = 200
"""Views that a person keeps of all lists together."""


class SavedView(Input):
    """A name for what the address of a list says behind its "?": selection, columns and order."""

    name: Name
    query: Query


class SavedViews(Input):
    """The views of a page, in the order in which they are offered; no two have one name."""

    items: Annotated[list[SavedView], Field(max_length=100)]

    @model_validator(mode="after")
    def _named_apart(self) -> "SavedViews":
        if len({view.name for view in self.items}) < len(self.items):
            raise ValueError("no two views have one name")
        return self


class SavedViewList(BaseModel):
    """The views that the reader keeps of a page; none where they keep none."""

    items: list[SavedView]


@router.get("/v1/views/{page}", response_model=SavedViewList)
async def read_views(page: Page, unit: Reading) -> Response:
    """The reader's own views of a page."""
    view = await _read(unit, page)
    unit.shown("view", [page])
    return answered(view)


@router.put("/v1/views/{page}", response_model=SavedViewList, responses=problems(403, 409))
async def keep_views(
    page: Page, body: SavedViews, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Keep these views of a page, as a whole: so one is made, renamed, changed, moved or taken away, and
    repeating it changes nothing. 412 where the person changed them elsewhere since; 409 ``too_many_views``.
    """
    me = [unit.subject.id, page]
    await unit.conn.execute(_BEGIN, [*me, unit.now])
    await require_match(request, dumps(await _read(unit, page, lock=True)))
    await _require_room(unit, me, len(body.items))
    await unit.conn.execute(_KEEP, [orjson.dumps(body.model_dump()["items"]).decode(), unit.now, *me])
    unit.audit("views.kept", "view", page, detail={"views": len(body.items)})
    return answered(await _read(unit, page))


async def _require_room(unit: Unit, me: list[str], wanted: int) -> None:
    row: Any = await (await unit.conn.execute(_ELSEWHERE, me)).fetchone()
    if row["n"] + wanted > MOST:
        said = f"A person keeps at most {MOST} views of all lists: take some away first."
        raise conflict("too_many_views", said, "/items")


async def _read(unit: Unit, page: str, *, lock: bool = False) -> dict[str, Any]:
    query = _READ + (" FOR UPDATE" if lock else "")
    row: Any = await (await unit.conn.execute(query.encode(), [unit.subject.id, page])).fetchone()
    return {"items": [{"name": one["name"], "query": one["query"]} for one in row["views"]] if row else []}
