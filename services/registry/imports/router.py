"""The addresses of imports."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common import labelling
from services.common.answers import answered, created, require_unchanged
from services.common.concurrency import IfMatch
from services.common.db import Reading, Unit, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.listing import Cursor, Limit, ListSpec
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.registry.imports import compared, readings, reports, service
from services.registry.imports.narrowing import narrowed_by
from services.registry.imports.schemas import (
    ImportIn,
    MappingBody,
    NarrowedIn,
    ReadingIn,
    ReceivedIn,
    StartIn,
    UndoIn,
)
from services.registry.imports.states import State
from services.registry.imports.views import (
    ComparisonView,
    CountryList,
    GroupPage,
    ImportPage,
    ImportView,
    KindList,
    LineList,
    MessagePage,
    NarrowedList,
    OriginList,
    PieceView,
    RowPage,
    Severity,
)
from services.registry.models import ActivityRow, ImportRow

router = APIRouter(prefix="/v1/imports", tags=["imports"])
PLACE = "/v1/imports"
LINE_JSON = """jsonb_build_object('id', t.id, 'ref', t.ref, 'name', t.name, 'state', t.state,
    'created_at', t.created_at, 'finished_at', t.finished_at, 'counts', t.counts, 'progress', t.progress,
    'label_id', t.label_id)"""
Word = Annotated[str, Query(max_length=60)]


async def _acted(request: Request, unit: Unit, import_id: UUID, status: int = 200) -> Response:
    view = await service.show(unit, import_id)
    return answered(view, status=status, words=service.steady)


async def _based(request: Request, unit: Unit, import_id: UUID) -> None:
    await fetch_or_404(unit, ImportRow, import_id, lock=True)
    await require_unchanged(request, unit, import_id, service.show, service.steady)


@router.get("", response_model=ImportPage)
async def list_imports(
    unit: Reading, state: State | None = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Imports that the reader may see, newest first."""
    where = [] if state is None else [("t.state = %s", [state.value])]
    spec = ListSpec(
        "import_file", LINE_JSON, ("created_at", "desc"), where, label=False, object_type="import"
    )
    return await listed(unit, spec, cursor, limit, lambda body: service.finish_line(unit, body))


@router.post("", status_code=201, response_model=ImportView, responses=problems(403))
async def create_import(body: ImportIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Begin an import: its file comes in pieces, everything of it stands under this label."""
    return await created(
        request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE, service.steady
    )


@router.get("/origins/{activity_id}", response_model=OriginList)
async def read_origins(activity_id: UUID, unit: Reading) -> Response:
    """Where a record comes from: import, row, and the cells as they came; only what the reader may read."""
    await fetch_or_404(unit, ActivityRow, activity_id)
    view = await reports.origins(unit, activity_id)
    unit.shown("import", [one["import_id"] for one in view["items"]])
    return answered(view)


@router.post("/narrowed", response_model=NarrowedList)
async def ask_narrowed(body: NarrowedIn, unit: Reading) -> Response:
    """Which imports a label of an activity would narrow, before it is given: a file repeats its row, so that
    it is hidden with it. Only what the reader may read is told.
    """
    row = await fetch_or_404(unit, ActivityRow, body.activity)
    label = body.label.to_label(unit.now, unit.database.permitted.context)
    items = await narrowed_by(unit, row, label)
    unit.shown("import", [one["id"] for one in items])
    return answered({"items": items})


@router.get("/{import_id}", response_model=ImportView)
async def read_import(import_id: UUID, unit: Reading) -> Response:
    """One import: its columns, its mapping, how far it is, what may be done."""
    view = await service.show(unit, import_id)
    unit.shown("import", [import_id])
    return answered(view, words=service.steady)


@router.post("/{import_id}/pieces/{number}", response_model=PieceView, responses=problems(403, 409))
async def receive_piece(import_id: UUID, number: int, request: Request, unit: Writing) -> Response:
    """Send one piece of the file: bytes, `piece_size` of them but for the last; the first is number 0.

    A piece that is sent again is the same piece, so a lost connection costs one.
    """
    content = await request.body()
    return answered(await service.receive(unit, import_id, number, content))


@router.post("/{import_id}/received", response_model=ImportView, responses=problems(403, 409))
async def finish_receiving(
    import_id: UUID, body: ReceivedIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """All pieces are sent: the file is looked at, and a mapping is proposed."""
    await _based(request, unit, import_id)
    await service.received(unit, import_id, body)
    return await _acted(request, unit, import_id)


@router.get("/{import_id}/lines", response_model=LineList)
async def read_lines(
    import_id: UUID, unit: Reading, sheet: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """The first lines of the file as they stand, to choose the one that names the columns."""
    row = await fetch_or_404(unit, ImportRow, import_id)
    unit.shown("import", [import_id])
    return answered({"items": await readings.lines(unit, row, sheet)})


@router.put("/{import_id}/reading", response_model=ImportView, responses=problems(403, 409))
async def read_so(
    import_id: UUID, body: ReadingIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Read the file in another way: another sheet, another line of names, another encoding or delimiter.

    Its columns and the mapping are proposed anew.
    """
    await _based(request, unit, import_id)
    await readings.read_so(unit, import_id, body)
    return await _acted(request, unit, import_id)


@router.put("/{import_id}/mapping", response_model=ImportView, responses=problems(403, 409))
async def set_mapping(
    import_id: UUID, body: MappingBody, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Correct which column fills which field, and how its cells are meant."""
    await _based(request, unit, import_id)
    await service.set_mapping(unit, import_id, body)
    return await _acted(request, unit, import_id)


@router.post("/{import_id}/check", status_code=202, response_model=ImportView, responses=problems(403, 409))
async def check_import(
    import_id: UUID, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Ask for a dry run: everything but the writing, with counts, messages and a sample."""
    await _based(request, unit, import_id)
    await service.check(unit, import_id)
    return await _acted(request, unit, import_id, 202)


@router.post("/{import_id}/start", status_code=202, response_model=ImportView, responses=problems(403, 409))
async def start_import(
    import_id: UUID, body: StartIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Let it run, or go on where it stopped. It goes on without the browser, and after a crash."""
    await _based(request, unit, import_id)
    await service.start(unit, import_id, body)
    return await _acted(request, unit, import_id, 202)


@router.post("/{import_id}/stop", response_model=ImportView, responses=problems(403, 409))
async def stop_import(import_id: UUID, request: Request, unit: Writing, if_match: IfMatch = None) -> Response:
    """Stop after the batch in hand; what is written stands, and can be gone on with or undone."""
    await _based(request, unit, import_id)
    await service.stop(unit, import_id)
    return await _acted(request, unit, import_id)


@router.post("/{import_id}/undo", status_code=202, response_model=ImportView, responses=problems(403, 409))
async def undo_import(
    import_id: UUID, body: UndoIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Take back all that it wrote: new records go, changed ones are as they were before."""
    await _based(request, unit, import_id)
    await service.undo(unit, import_id, body)
    return await _acted(request, unit, import_id, 202)


@router.get("/{import_id}/comparison", response_model=ComparisonView)
async def read_comparison(import_id: UUID, unit: Reading) -> Response:
    """Whether its rows are compared with what others plan, or how many are still to come."""
    await fetch_or_404(unit, ImportRow, import_id)
    unit.shown("import", [import_id])
    return answered({"due": await compared.due(unit, import_id)})


@router.get("/{import_id}/message-kinds", response_model=KindList)
async def read_kinds(import_id: UUID, unit: Reading) -> Response:
    """The messages by kind and column, with a count and an example each."""
    row = await fetch_or_404(unit, ImportRow, import_id)
    unit.shown("import", [import_id])
    return answered({"items": [reports.kind(one) for one in row.kinds]})


@router.get("/{import_id}/messages", response_model=MessagePage)
async def list_messages(
    import_id: UUID,
    unit: Reading,
    kind: Word = "",
    severity: Severity | None = None,
    column: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """The messages one by one, in the order of the file."""
    await fetch_or_404(unit, ImportRow, import_id)
    unit.shown("import", [import_id])
    return answered(await reports.messages(unit, import_id, kind, severity or "", column, cursor, limit))


@router.get("/{import_id}/refused", response_class=Response, responses=problems(403))
async def read_refused(import_id: UUID, unit: Reading) -> Response:
    """The refused rows as a file in the file's own layout, with a column that says why.

    For its owners, to mend and to send again: cells are as they came, whatever a spreadsheet makes of them.
    """
    row = await fetch_or_404(unit, ImportRow, import_id)
    await labelling.require_owner(unit, row.label_id)
    content = b"".join([line async for line in reports.refused(unit, row)])
    unit.exported("import", [import_id])
    headers = {
        "Content-Disposition": f'attachment; filename="{row.ref}-refused.csv"',
        "Cache-Control": "no-store",
    }
    return Response(content, 200, headers, "text/csv; charset=utf-8")


@router.get("/{import_id}/reconciliation", response_model=GroupPage)
async def read_reconciliation(
    import_id: UUID,
    unit: Reading,
    agrees: bool | None = None,
    q: Word = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """The sums of the activities beside the totals that the file prints, group by group.

    ``q``: words that stand in a group's name.
    """
    row = await fetch_or_404(unit, ImportRow, import_id)
    unit.shown("import", [import_id])
    return answered(await reports.groups(unit, row, agrees, q, cursor, limit))


@router.get("/{import_id}/countries", response_model=CountryList)
async def read_countries(import_id: UUID, unit: Reading) -> Response:
    """Every spelling of a country in the file, those that name none that is known first."""
    await fetch_or_404(unit, ImportRow, import_id)
    unit.shown("import", [import_id])
    return answered(await reports.countries(unit, import_id))


@router.get("/{import_id}/rows", response_model=RowPage)
async def list_rows(
    import_id: UUID,
    unit: Reading,
    first: Annotated[int, Query(ge=1, le=2_000_000_000)] = 1,
    limit: Limit = 50,
) -> Response:
    """The rows of the file as they came, from one on, with what became of each."""
    row = await fetch_or_404(unit, ImportRow, import_id)
    unit.shown("import", [import_id])
    return answered(await reports.rows(unit, row, first, limit))
