"""What a file's beginning says, and the mapping that is proposed for it: a profile that fits, or a guess."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import FieldError, unprocessable, unprocessable_fields
from services.common.reading.sniff import Reading, UnreadableFile
from services.common.row_store import fetch
from services.registry.domain.imports.fmtr import FMTR
from services.registry.domain.imports.guess import Guess, guesses, mapping_of
from services.registry.domain.imports.mapping import FileMapping, faults
from services.registry.domain.imports.spelling import from_json, to_json
from services.registry.imports import again, apart, head
from services.registry.models import ImportRow, ProfileRow

READY = {"fmtr": ("Training of foreign forces 1999-2021 (published reports)", FMTR)}
"""Mappings that ship with the product, by id: name and mapping."""


async def mapping_named(unit: Unit, profile: str, pointer: str) -> FileMapping:
    """The mapping of a profile, or of an import whose refused rows come again. 422 ``unknown_profile`` where
    there is none, or none for this reader.
    """
    if profile in READY:
        return READY[profile][1]
    if again.is_again(profile):
        if (found := await again.mapping_of(unit, profile)) is None:
            raise unprocessable(pointer, "unknown_profile", "You own no import of that reference.")
        return found
    try:
        row = await fetch(unit, ProfileRow, UUID(profile))
    except ValueError:
        row = None
    if row is None:
        raise unprocessable(pointer, "unknown_profile", "There is no such profile.")
    return from_json(row.mapping)


async def look(unit: Unit, row: ImportRow, pieces: list[bytes], reading: Reading | None) -> dict[str, Any]:
    """What the beginning of a file says: how it is read, its columns, a mapping to begin with."""
    try:
        seen = await apart.look(pieces, row.name, reading)
    except UnreadableFile as error:
        raise unprocessable(
            "/reading" if reading else "", str(error), "The file cannot be read so."
        ) from error
    found = await asyncio.to_thread(guesses, seen.header, seen.samples)
    columns = [
        {
            "name": name,
            "position": place,
            "samples": seen.shown(name),
            "empty": seen.empty(name),
            "guess": found[name]
            and {"target": found[name].target, "confidence": found[name].confidence, "why": found[name].why}
            if name in found
            else None,
        }
        for place, name in enumerate(seen.header, 1)
    ]
    mapping = await _proposed(unit, row, seen, found)
    return {
        "reading": seen.reading.to_json(),
        "sheets": seen.sheets,
        "header": seen.header,
        "columns": columns,
        "mapping": to_json(mapping),
        "source": mapping.identity.source,
    }


async def _proposed(unit: Unit, row: ImportRow, seen: head.Head, found: Mapping[str, Guess]) -> FileMapping:
    """The profile's mapping where it fits the columns, else one that is guessed."""
    wanted = [row.profile] if row.profile else list(READY)
    for profile in wanted:
        mapping = await mapping_named(unit, profile, "/profile")
        if not list(faults(mapping, seen.header)):
            return mapping
    stem = row.name.rpartition("/")[2].split(".")[0][:80].strip() or "file"
    return mapping_of(seen.header, seen.samples, stem, found)


def require_fit(mapping: FileMapping, header: list[str]) -> None:
    """422 with every fault of a mapping."""
    found = list(faults(mapping, header))
    if found:
        raise unprocessable_fields(
            FieldError(pointer=one.pointer, rule=one.rule, detail=one.text) for one in found
        )
