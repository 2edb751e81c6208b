"""Search over HTTP: words, kinds, a page at a time; counts are of what the reader may see.

Activities are no part of the read model: the search page asks the registry for them and their number beside
this (gateway/web/src/features/search; held by services/registry/tests/test_words.py).
"""

import base64
from typing import Annotated, Any, Final
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from services.common.db import Reading, Unit
from services.common.errors import problems, unprocessable
from services.common.label_api import LabelView, label_view
from services.insight.freshness import SHARING, keep_to_certain

router = APIRouter(tags=["search"])
_LEAST_RANK: Final = 2.0**-126  # the least that the database's numbers hold in full
_MOST_RANK: Final = 1e6
KINDS: Final = ("meeting", "decision", "tasking", "guidance", "escalation", "item", "lesson", "caveat")


class Hit(BaseModel):
    """A record that matches. In `snippet` the words found stand between « and »."""

    id: UUID
    kind: str
    ref: str
    title: str
    snippet: str
    forum: str
    date: str | None
    link: str
    label: LabelView


class Found(BaseModel):
    """A page of hits, best first. `facets` counts all visible hits by kind; `stale` names silent sources."""

    items: list[Hit]
    next: str | None
    facets: dict[str, int]
    stale: list[str]


@router.get("/v1/search", responses=problems(401, 422))
async def search(
    request: Request,
    unit: Reading,
    q: Annotated[str, Query(min_length=1, max_length=200, description="words; quotes and - as usual")],
    kind: Annotated[list[str] | None, Query(description=f"one or more of {', '.join(KINDS)}")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Found:
    """Find meetings, decisions, taskings and what nations share by words in what the reader may see of them.

    An item is found once, by its title or the portion that fits best; the mark is that of what was found.
    """
    if not set(kind or []) <= set(KINDS):
        raise unprocessable("/query/kind", "enum", f"One or more of {', '.join(KINDS)}.")
    stale = await keep_to_certain(unit, request.app.state.settings.silent_after, SHARING)
    rows = await _hits(unit, _words(q), kind, _position(cursor), limit + 1)
    page, further = rows[:limit], len(rows) > limit
    unit.shown("search", [row["id"] for row in page])
    return Found(
        items=[await _hit(unit, row) for row in page],
        next=_cursor(page[-1]) if further else None,
        facets=await _facets(unit, _words(q)), stale=stale,
    )  # fmt: skip


def _words(q: str) -> str:
    """The query without characters that PostgreSQL cannot hold."""
    return q.replace("\x00", " ")


async def _hits(
    unit: Unit, q: str, kinds: list[str] | None, after: tuple[float, UUID] | None, most: int
) -> list[dict[str, Any]]:
    rank, one = after or (None, None)
    cursor = await unit.conn.execute(
        b"SELECT * FROM search_documents(%s, %s::text[], %s::real, %s::uuid, %s)", [q, kinds, rank, one, most]
    )
    return await cursor.fetchall()


async def _facets(unit: Unit, q: str) -> dict[str, int]:
    rows = await (await unit.conn.execute(b"SELECT * FROM search_facets(%s)", [q])).fetchall()
    return {row["kind"]: row["hits"] for row in rows}


async def _hit(unit: Unit, row: dict[str, Any]) -> Hit:
    section = {
        "meeting": "meetings",
        "decision": "decisions",
        "item": "information",
        "lesson": "lessons",
        "caveat": "activities/caveats",
    }.get(row["kind"], "taskings")
    return Hit(
        id=row["id"], kind=row["kind"], ref=row["ref"], title=row["title"], snippet=row["snippet"],
        forum=row["forum_name"], date=row["day"].isoformat() if row["day"] else None,
        link=f"/{section}/{row['id']}", label=label_view(await unit.label(row["label_id"]), unit),
    )  # fmt: skip


def _cursor(row: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([row["rank"], str(row["id"])])).decode().rstrip("=")


def _position(cursor: str | None) -> tuple[float, UUID] | None:
    if cursor is None:
        return None
    try:
        rank, one = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        position = float(rank), UUID(one)
    except (ValueError, TypeError, AttributeError) as error:
        raise unprocessable("/query/cursor", "cursor_unknown") from error
    if position[0] and not _LEAST_RANK <= position[0] <= _MOST_RANK:
        raise unprocessable("/query/cursor", "cursor_unknown")  # made up: no rank, and perhaps none that fits
    return position
