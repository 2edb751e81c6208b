"""POST /v1/exports: what of a list may leave in a file, and the audit record before it does."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.common.db import Writing
from services.common.errors import problems
from services.common.label_api import LabelPortion, LabelView, label_view, require_together
from services.common.labels import Action, decide

router = APIRouter(tags=["exports"])

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")]
Ident = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Part(BaseModel):
    """Rows of one label, whole, as an answer told it."""

    model_config = ConfigDict(extra="forbid")

    label: LabelPortion
    ids: Annotated[list[Ident], Field(min_length=1, max_length=5000)]


class ExportBody(BaseModel):
    """A list that is to be saved, and its rows by label; a row of several labels stands in several parts."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    parts: Annotated[list[Part], Field(min_length=1, max_length=200)]


class ExportView(BaseModel):
    """The banner of what may leave (null: nothing may), and the places of the parts that may not."""

    label: LabelView | None
    refused: list[int]


@router.post("/v1/exports", responses=problems(422))
async def export(body: ExportBody, unit: Writing) -> ExportView:
    """What of a list this reader may save as a file: what they may read, less ORCON and what is only shown.

    The audit record names list and rows, and is durable before the answer (ARCHITECTURE, "One request", 3).
    Where nobody could read the whole it is a 422 `roll_up_refused`. Source: LABELS, "Actions".
    """
    context, reader = unit.database.permitted.context, unit.subject.reader()
    labels = [
        part.label.to_label(unit.now, context, f"/parts/{number}/label")
        for number, part in enumerate(body.parts)
    ]
    free = [decide(reader, label, Action.EXPORT, unit.now, context).allow for label in labels]
    refused = [number for number, may in enumerate(free) if not may]
    left = {one for number in refused for one in body.parts[number].ids}
    rows = {one for part in body.parts for one in part.ids} - left
    if not rows:
        unit.exported(body.name, ())
        return ExportView(label=None, refused=refused)
    leaving = [label for label, part in zip(labels, body.parts, strict=True) if rows & set(part.ids)]
    whole = require_together(leaving, unit, "/parts").label
    unit.exported(body.name, sorted(rows))
    return ExportView(label=label_view(whole, unit), refused=refused)
