"""The addresses of imported collections."""

import tempfile
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.label_api import label_view
from services.common.labels import Action
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.common.table_files import FileKind, file_response, open_table
from services.sharing.lessons.imports import service
from services.sharing.lessons.imports.schemas import (
    LessonFileIn,
    LessonImport,
    LessonImportPage,
    LessonTrial,
)
from services.sharing.models import LessonImportRow

router = APIRouter(prefix="/v1/lesson-imports", tags=["lessons"])
PLACE = "/v1/lesson-imports"


@router.post("/trial", response_model=LessonTrial, responses=problems(403))
async def try_import(body: LessonFileIn, unit: Reading) -> Response:
    """What an import would do: how the file is read, what its columns are taken for, what each row makes or
    why it is refused. Nothing is kept.
    """
    return answered(await service.trial(unit, body))


@router.get("", response_model=LessonImportPage)
async def list_imports(unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """The collections that one's own nation imported, the newest first."""
    spec = ListSpec(
        "lesson_import", service.IMPORT_JSON, ("created_at", "desc"), label=False, object_type="lesson_import"
    )
    return await listed(unit, spec, cursor, limit, lambda body: service.finish(unit, body))


@router.post("", status_code=201, response_model=LessonImport, responses=problems(403))
async def create_import(body: LessonFileIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Import a collection: every row makes a lesson, is here already, or is refused with its reason."""
    return await created(request, unit, key, body, lambda: service.run(unit, body), service.show, PLACE)


@router.get("/{import_id}", response_model=LessonImport)
async def read_import(import_id: UUID, unit: Reading) -> Response:
    """An import: its counts and what was noticed."""
    view = await service.show(unit, import_id)
    unit.shown("lesson_import", [import_id])
    return answered(view)


@router.get("/{import_id}/refused", response_class=Response, responses=problems(403))
async def read_refused(import_id: UUID, unit: Reading) -> Response:
    """The refused rows as a file (CSV), each with its reason, under the banner of the import."""
    await unit.only_for(Action.EXPORT)
    row = await fetch_or_404(unit, LessonImportRow, import_id)
    unit.exported("lesson_import", [import_id])
    banner = label_view(await unit.label(row.label_id), unit).banner
    path = Path(tempfile.mkstemp(suffix=".csv")[1])
    table = open_table(FileKind.CSV, path, ["row", "reason", *row.header], [banner])
    width = len(row.header)
    table.rows([one["row"], one["kind"], *[*one["cells"], *[""] * width][:width]] for one in row.refusals)
    table.close()
    return file_response(path, FileKind.CSV, f"{row.ref}-refused")


@router.post("/{import_id}/undo", response_model=LessonImport, responses=problems(403, 409))
async def undo_import(import_id: UUID, request: Request, unit: Writing, if_match: IfMatch = None) -> Response:
    """Take back what an import made and nobody changed since."""
    await fetch_or_404(unit, LessonImportRow, import_id, lock=True)
    return await changed(request, unit, import_id, service.show, lambda: service.undo(unit, import_id))
