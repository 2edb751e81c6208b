"""Mappings that are kept: those that ship with the product, and those that the reader may see."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError
from starlette.responses import Response

from services.common import labelling
from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Unit, Writing
from services.common.errors import NOT_FOUND, conflict, problems
from services.common.idempotency import IdempotencyKey
from services.common.owning import new_label, owner_of
from services.common.row_store import change, fetch_or_404, insert, stamps
from services.common.writers import require_writer
from services.registry.domain.imports.spelling import from_json, to_json
from services.registry.domain.imports.targets import TARGETS
from services.registry.imports.proposals import READY, require_fit
from services.registry.imports.schemas import ProfileChange, ProfileIn
from services.registry.imports.views import ProfileList, ProfileView, TargetList
from services.registry.models import ProfileRow

router = APIRouter(prefix="/v1/import-profiles", tags=["imports"])
PLACE = "/v1/import-profiles"
_ALL = "SELECT id, name, mapping, label_id FROM import_profile ORDER BY name, id LIMIT 200"


def _ready(profile: str) -> dict[str, Any]:
    name, mapping = READY[profile]
    return {"id": profile, "name": name, "built_in": True, "mapping": to_json(mapping), "label": None}


def _view(unit: Unit, row: Any) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "name": row["name"],
        "built_in": False,
        "mapping": row["mapping"],
        "label": labelling.view(unit, row["label_id"]),
    }


async def _show(unit: Unit, profile_id: UUID) -> dict[str, Any]:
    return _view(unit, (await fetch_or_404(unit, ProfileRow, profile_id)).model_dump())


async def _create(unit: Unit, body: ProfileIn) -> UUID:
    label_id = await new_label(unit, body.label)
    mapping = from_json(body.mapping.model_dump(mode="json"))
    require_fit(mapping, _columns_of(body.mapping.model_dump()))
    row = ProfileRow(
        **stamps(unit, label_id),
        name=body.name,
        owner=await owner_of(unit, label_id),
        mapping=to_json(mapping),
    )
    try:
        await insert(unit, row)
    except IntegrityError as error:
        raise conflict("profile_is_known", "There is a profile of that name.", "/name") from error
    unit.audit("import_profile.created", "import_profile", row.id, label_id=label_id)
    return row.id


def _columns_of(mapping: dict[str, Any]) -> list[str]:
    """Every column that a mapping names: without a file, each may be there."""
    totals = mapping["totals"] or {"column": "", "group": [], "sums": {}, "bare": []}
    named = [one["column"] for one in mapping["columns"]] + [mapping["identity"]["column"] or ""]
    named += mapping["identity"]["cells"] + totals["group"] + totals["bare"]
    return [*named, totals["column"], *totals["sums"].values()]


async def _change(unit: Unit, profile_id: UUID, body: ProfileChange) -> None:
    row = await fetch_or_404(unit, ProfileRow, profile_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    mapping = from_json(body.mapping.model_dump(mode="json"))
    require_fit(mapping, _columns_of(body.mapping.model_dump()))
    try:
        await change(unit, ProfileRow, profile_id, {"name": body.name, "mapping": to_json(mapping)})
    except (IntegrityError, UniqueViolation) as error:
        raise conflict("profile_is_known", "There is a profile of that name.", "/name") from error
    unit.audit("import_profile.changed", "import_profile", profile_id, label_id=row.label_id)


@router.get("", response_model=ProfileList)
async def list_profiles(unit: Reading) -> Response:
    """The mappings that the reader may use, those of the product first."""
    rows = await (await unit.conn.execute(_ALL)).fetchall()
    unit.shown("import_profile", [row["id"] for row in rows])
    return answered({"items": [*map(_ready, READY), *(_view(unit, row) for row in rows)]})


@router.post("", status_code=201, response_model=ProfileView, responses=problems(403, 409))
async def create_profile(body: ProfileIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Keep a mapping for the next file of the kind."""
    return await created(request, unit, key, body, lambda: _create(unit, body), _show, PLACE)


@router.get("/fields", response_model=TargetList)
async def list_fields(unit: Reading) -> Response:
    """The fields that columns can fill, with how their cells are read and the words that they know."""
    unit.shown("import_profile", [])
    items = [
        {
            "name": one.name,
            "words": one.words,
            "reads": one.reads,
            "known": list(one.known),
            "constant": one.constant,
        }
        for one in TARGETS.values()
    ]
    return answered({"items": items})


@router.get("/{profile_id}", response_model=ProfileView)
async def read_profile(profile_id: str, unit: Reading) -> Response:
    """One mapping."""
    if profile_id in READY:
        return answered(_ready(profile_id))
    try:
        wanted = UUID(profile_id)
    except ValueError as error:
        raise NOT_FOUND() from error
    view = await _show(unit, wanted)
    unit.shown("import_profile", [wanted])
    return answered(view)


@router.put("/{profile_id}", response_model=ProfileView, responses=problems(403, 409))
async def change_profile(
    profile_id: UUID, body: ProfileChange, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a mapping of one's own nation."""
    return await changed(request, unit, profile_id, _show, lambda: _change(unit, profile_id, body))
