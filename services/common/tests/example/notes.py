"""A whole small service, as an example of how the plumbing is used: notes under labels."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, FastAPI, Request
from pydantic import BaseModel, ConfigDict, StringConstraints
from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel
from starlette.responses import Response

from services.common.app import create_app
from services.common.concurrency import IfMatch, representation, represented, require_match
from services.common.counters import count_visible
from services.common.db import OutboxEvent, Reading, Unit, Writing
from services.common.errors import NOT_FOUND, conflict, problems
from services.common.idempotency import IdempotencyKey, begin_once, finish_once
from services.common.label_api import LabelBody, LabelView, label_view
from services.common.listing import Cursor, Limit, ListSpec, list_page, list_response
from services.common.references import uuid7
from services.common.settings import ServiceSettings

ROUTE = "POST /v1/notes"
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
router = APIRouter(prefix="/v1/notes", tags=["notes"])


class NoteRow(SQLModel, table=True):
    """A note as it is stored."""

    __tablename__ = "note"

    id: UUID = Field(primary_key=True)
    label_id: int
    version: int = 1
    title: str
    parent_id: UUID | None = None
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    created_by: str
    updated_at: datetime = Field(sa_type=DateTime(timezone=True))
    updated_by: str


class NoteIn(BaseModel):
    """A note to be made."""

    model_config = ConfigDict(extra="forbid")

    title: Title
    label: LabelBody
    parent_id: UUID | None = None


class NotePatch(BaseModel):
    """A change to a note."""

    model_config = ConfigDict(extra="forbid")

    title: Title


class NoteView(BaseModel):
    """A note as one reader sees it."""

    id: UUID
    title: str
    label: LabelView


class NotePage(BaseModel):
    """One page of notes."""

    items: list[NoteView]
    next: str | None


NOTES = ListSpec("note", "json_build_object('id', t.id, 'title', t.title)", ("created_at", "desc"))


async def view(unit: Unit, row: NoteRow) -> NoteView:
    """The note for this reader."""
    return NoteView(id=row.id, title=row.title, label=label_view(await unit.label(row.label_id), unit))


async def found(unit: Unit, note_id: UUID, *, lock: bool = False) -> NoteRow:
    """The note, or the one NOT_FOUND, whether it is missing or hidden."""
    row = await (await unit.session()).get(NoteRow, note_id, with_for_update=lock or None)
    if row is None:
        raise NOT_FOUND()
    return row


@router.get("", response_model=NotePage)
async def list_notes(unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """The newest notes first."""
    return list_response(await list_page(unit, NOTES, cursor, limit))


@router.get("/count")
async def count_notes(unit: Reading) -> dict[str, int]:
    """How many notes the reader may read."""
    return {"notes": await count_visible(unit, "note")}


@router.get("/{note_id}", response_model=NoteView, responses=problems(404))
async def read_note(note_id: UUID, unit: Reading) -> Response:
    """One note, with its ETag."""
    row = await found(unit, note_id)
    unit.shown("note", [row.id])
    return represented(await view(unit, row))


@router.post("", response_model=NoteView, status_code=201, responses=problems(404, 422))
async def make_note(body: NoteIn, key: IdempotencyKey, unit: Writing) -> Response:
    """Make a note; a repeated request with the same key answers with the same note."""
    once = await begin_once(unit, ROUTE, key, body.model_dump_json().encode())
    if once.existing is not None:
        return represented(await view(unit, await found(unit, UUID(once.existing))), 201)
    label = body.label.to_label(unit.now, unit.database.permitted.context)
    label_id = await unit.intern(label)
    row = NoteRow(
        id=uuid7(), label_id=label_id, title=body.title, parent_id=body.parent_id, created_at=unit.now,
        created_by=unit.subject.id, updated_at=unit.now, updated_by=unit.subject.id,
    )  # fmt: skip
    session = await unit.session()
    session.add(row)
    await session.flush()
    await finish_once(unit, once, row.id)
    unit.audit("create", "note", row.id, label_id=label_id)
    unit.emit(OutboxEvent("entente.example.note.v1", str(row.id), "note.changed", b"\x01", label))
    return represented(await view(unit, row), 201)


@router.patch("/{note_id}", response_model=NoteView, responses=problems(404, 412, 428))
async def change_note(
    note_id: UUID, body: NotePatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change the title of a note that has not changed since it was read."""
    row = await found(unit, note_id, lock=True)
    await require_match(request, representation(await view(unit, row)))
    row.title, row.updated_at, row.updated_by = body.title, unit.now, unit.subject.id
    unit.audit("change", "note", row.id, label_id=row.label_id)
    return represented(await view(unit, row))


@router.post("/{note_id}/touch-all", responses=problems(404, 409))
async def touch_all(note_id: UUID, unit: Writing) -> dict[str, int]:
    """A cascade over all rows, seen by the reader or not; the answer tells of the visible ones only."""
    await found(unit, note_id)
    async with unit.as_worker() as session:
        row: Any = await session.get(NoteRow, note_id)
        if row.title == "closed":
            raise conflict("closed", "A closed note is not touched.")
        await unit.conn.execute("UPDATE note SET version = version + 1")
    return {"notes": await count_visible(unit, "note")}


def build(settings: ServiceSettings, **options: Any) -> FastAPI:
    """The app of the example."""
    return create_app(settings, [router], title="Example", **options)
