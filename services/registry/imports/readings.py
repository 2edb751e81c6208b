"""How the file of an import is read: its first lines as they stand, and another way chosen by a person."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.reading.sniff import FIND, Reading, UnreadableFile
from services.common.row_store import change
from services.registry.imports import apart, files
from services.registry.imports.proposals import look
from services.registry.imports.schemas import ReadingIn
from services.registry.imports.service import UNCHECKED, locked
from services.registry.models import ImportRow


async def read_so(unit: Unit, import_id: UUID, body: ReadingIn) -> None:
    """Read the file in another way: its columns are others, and a mapping is proposed anew.

    422 names the rule by which it cannot be read so.
    """
    row = await locked(unit, import_id, "map")
    pieces, _ = await files.content(unit, import_id)
    said = body.model_dump(exclude_none=True)
    wanted = Reading(**{**(row.reading or {}), "header_row": FIND, **said})
    looked = await look(unit, row, pieces, wanted)
    await change(unit, ImportRow, import_id, {**UNCHECKED, **looked})
    unit.audit("import.read", "import", import_id, label_id=row.label_id, detail=said)


async def lines(unit: Unit, row: ImportRow, sheet: str | None) -> list[dict[str, Any]]:
    """The first lines of a file as they stand, from 1, long cells cut; none where it is not whole.

    422 ``unknown_sheet``.
    """
    if row.reading is None:
        return []
    pieces, _ = await files.content(unit, row.id)
    reading = Reading(**row.reading)
    try:
        found = await apart.first_lines(pieces, replace(reading, sheet=sheet or reading.sheet))
    except UnreadableFile as error:
        raise unprocessable("/query/sheet", str(error), "The file cannot be read so.") from error
    return [{"line": number, "cells": cells} for number, cells in enumerate(found, 1)]
