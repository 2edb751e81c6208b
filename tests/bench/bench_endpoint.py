"""A list of fifty, request to answer: ours against an async-ORM endpoint with the same mask and audit row."""

import asyncio
import time
from collections.abc import Iterator
from datetime import datetime
from statistics import median
from typing import Any
from uuid import UUID

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel
from sqlmodel import col, select
from starlette.responses import Response

from services.common.app import create_app
from services.common.auth import Subject
from services.common.db import Reading
from services.common.listing import ListSpec, list_page, list_response
from services.common.testing import Person, running, settings_for, subject
from services.common.tests.example.notes import NoteRow
from tests.bench.measure import Figure
from tests.bench.million import Million, community, million, server

router = APIRouter(prefix="/v1")
_COLUMNS = ("id", "version", "title", "created_at", "created_by", "updated_at", "updated_by")
SPEC = ListSpec(
    "note",
    f"json_build_object({', '.join(f'{name!r}, t.{name}' for name in _COLUMNS)})",
    ("created_at", "desc"),
    label=False,
)


ROUNDS = 40


class Item(BaseModel):
    """A note with typed columns, as an endpoint over the mapper declares it."""

    id: UUID
    version: int
    title: str
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str


class Items(BaseModel):
    """A page of them."""

    items: list[Item]
    next: str | None


@router.get("/ours", response_model=Items)
async def ours(unit: Reading) -> Response:
    """The list helper."""
    return list_response(await list_page(unit, SPEC, None, 50))


@router.get("/mapped", response_model=Items)
async def mapped(unit: Reading) -> Any:
    """The same rows through the mapper and typed models."""
    session = await unit.session()
    query = select(NoteRow).order_by(col(NoteRow.created_at).desc(), col(NoteRow.id).desc()).limit(50)
    rows = (await session.exec(query)).all()
    unit.shown("note", [row.id for row in rows])
    return {"items": [Item.model_validate(row, from_attributes=True) for row in rows], "next": None}


def build(settings: Any) -> FastAPI:
    """Both endpoints in one app."""
    return create_app(settings, [router], title="Bench")


async def _get(app: FastAPI, path: str, token: str) -> int:
    """One request through the whole app, without a network."""
    size = status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal size, status
        status = message.get("status", status)
        size += len(message.get("body", b""))

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("::1", 1),
        "headers": [(b"authorization", b"Bearer " + token.encode())], "server": ("::1", 2), "state": {},
    }  # fmt: skip
    await app(scope, receive, send)
    assert status == 200, status
    return size


async def _rate(app: FastAPI, path: str, token: str, times: int = 400, at_once: int = 4) -> float:
    async def several() -> None:
        for _ in range(times // at_once):
            await _get(app, path, token)

    started = time.perf_counter()
    await asyncio.gather(*(several() for _ in range(at_once)))
    return times / (time.perf_counter() - started)


async def endpoint_figure(made: Million) -> Figure:
    """Requests a second of both, in short turns, by a reader of four in five: the median of their ratios."""
    person: Person = subject("USA", coi=[community(n) for n in range(round(made.labels * 0.8))])
    assert isinstance(person.subject(), Subject)
    async with running(build, settings_for(made.database)) as app:
        token = person.token("example")
        rates: dict[str, list[float]] = {"/v1/ours": [], "/v1/mapped": []}
        for number in range(ROUNDS + 2):
            for path, found in rates.items():
                rate = await _rate(app, path, token, 40)
                if number > 1:
                    found.append(rate)
    ratios = [one / two for one, two in zip(rates["/v1/ours"], rates["/v1/mapped"], strict=True)]
    detail = {f"{path[4:]}_a_second": round(median(found)) for path, found in rates.items()}
    ratio = median(ratios)
    return Figure("list of 50 end to end / async ORM", ratio, 2.0, False, detail)


def run() -> Iterator[Figure]:
    """The figure of this module."""
    with server() as running_server, million(running_server, 400, 100_000) as made:
        yield asyncio.run(endpoint_figure(made))
